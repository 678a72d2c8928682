"""Boroughs: which row of a publisher's table is of which, by code or by name."""

from __future__ import annotations

import pandas as pd
import pytest

from lbdp_core import boroughs


def test_there_are_33_in_the_order_of_their_codes():
    assert len(boroughs.NAMES) == len(boroughs.CODES) == len(set(boroughs.CODES)) == len(boroughs.BY_NAME) == 33
    assert list(boroughs.CODES) == sorted(boroughs.CODES)
    at = dict(zip(boroughs.NAMES, boroughs.CODES, strict=True))
    assert (at["City of London"], at["Camden"], at["Westminster"]) == ("E09000001", "E09000007", "E09000033")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kensington & Chelsea", "E09000020"),
        ("Royal Borough of Kensington and Chelsea", "E09000020"),
        ("KINGSTON UPON THAMES", "E09000021"),
        ("Richmond-upon-Thames", "E09000027"),
        ("  Tower   Hamlets ", "E09000030"),
        ("Camden (2)", "E09000007"),
        ("Westminster, City of", "E09000033"),
        ("London, City of", "E09000001"),
        ("City of London Corporation", "E09000001"),
        ("LB Hackney", "E09000012"),
        ("Hackney London Borough Council", "E09000012"),
        ("Kensington and Chelsea, Royal Borough of", "E09000020"),
        ("Kingston-on-Thames [note 3]", "E09000021"),
        (" E09000013 - London Borough of Hammersmith and Fulham", "E09000013"),
        ("e09000012", "E09000012"),
    ],
)
def test_a_name_is_a_borough_s_however_it_is_spelt(name, expected):
    assert boroughs.borough(pd.DataFrame({"borough_name": [name]})).tolist() == [expected]


@pytest.mark.parametrize("name", ["London", "Greater London", "Inner London", "Kingston", "Hull", "", None])
def test_what_is_no_borough_has_no_code(name):
    assert boroughs.borough(pd.DataFrame({"borough_name": pd.Series([name], dtype="str")})).tolist() == [""]


def test_a_code_is_not_overruled_by_a_name_and_a_missing_one_is():
    frame = pd.DataFrame(
        {
            "borough_code": ["E09000007", "E12000007", " E09000003 ", None],
            "borough_name": ["Brent", "Camden", "", "Brent"],
        }
    )
    assert boroughs.borough(frame).tolist() == ["E09000007", "", "E09000003", "E09000005"]
    assert boroughs.borough(frame[["borough_code"]]).tolist() == ["E09000007", "", "E09000003", ""]


def test_rows_keep_their_places_whatever_their_index():
    frame = pd.DataFrame({"borough_code": ["E09000007", None], "borough_name": [None, "Brent"]}, index=[9, 4])
    assert boroughs.borough(frame).to_dict() == {9: "E09000007", 4: "E09000005"}
    assert boroughs.not_a_borough(frame).eq("").all()


@pytest.mark.parametrize(
    ("text", "code"),
    [("Kingston", "E09000021"), ("richmond", "E09000027"), ("Tower", "E09000030"), ("City", ""), ("Richmondshire", "")],
)
def test_a_short_name_is_enough_where_all_places_are_boroughs(text, code):
    assert (boroughs.code_of(text), boroughs.code_of(text, short=True)) == ("", code)


def test_a_short_name_in_a_column_counts_only_beside_other_boroughs():
    london = pd.Series(["Brent", "Camden", "Kingston", "Inner London"])
    england = pd.Series(["Hull", "Leeds", "Kingston", "Brent"])
    both = pd.Series(["Brent", "Kingston", "Kingston upon Thames"])
    assert boroughs.codes_in(london).tolist() == ["E09000005", "E09000007", "E09000021", ""]
    assert boroughs.codes_in(england).tolist() == ["", "", "", "E09000005"]
    assert boroughs.codes_in(both).tolist() == ["E09000005", "", "E09000021"], "two rows cannot be one borough"


def test_a_code_and_a_name_of_two_boroughs_mean_none():
    assert boroughs.code_of("E09000013 Hackney") == boroughs.code_of("E12000007 Camden") == ""


def test_the_nearest_names_are_said():
    assert boroughs.nearest("Hackny")[0] == "Hackney"
    assert boroughs.nearest("Chelsea") == ["Kensington and Chelsea"]
