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
