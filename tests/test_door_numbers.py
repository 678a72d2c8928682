"""Numbers read by evidence from the whole column, marks in their place and beside them, and encodings."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core import door
from lbdp_core.areas.kinds import SMOKING
from lbdp_core.door import Column, Kind, marks
from lbdp_core.fire.schema import DWELLING_FIRES, VISITS
from lbdp_core.sharing.own.counts import numbers
from lbdp_core.sources import DataError
from tests.test_door import one_sentence

KIND = Kind("n", "numbers", "x", "x", (Column("code", ("code",)), Column("n", ("n",), "number")))


def read(*values: str, by: str = ",", kind: Kind = KIND, header: str = "n") -> pd.DataFrame:
    quoted = (f'"{v}"' if by in v else v for v in values)
    return door.read("\n".join([f"code{by}{header}", *(f"a{by}{v}" for v in quoted), ""]).encode(), kind, "a.csv")


def refused(*values: str, by: str = ",", kind: Kind = KIND, header: str = "n") -> str:
    with pytest.raises(DataError) as fault:
        read(*values, by=by, kind=kind, header=header)
    return one_sentence(fault.value)


@pytest.mark.parametrize(
    ("values", "by", "numbers"),
    [
        (["0,125", "0,5"], ";", [0.125, 0.5]),
        (["0,125", "1,250"], ",", [0.125, 1.25]),  # a number that begins with 0 is no thousand, so the other is none
        (["12,5", "1.234,5"], "\t", [12.5, 1234.5]),
        (["1,234", "12"], ",", [1234, 12]),
        (["1,234", "12.5"], ";", [1234, 12.5]),  # a point parts its decimals, so that a comma does not
        (["1,234,567", "1,234"], ";", [1234567, 1234]),
        (["1\u202f234", "1 000", "1\u00a0000,5"], ";", [1234, 1000, 1000.5]),
        (["(1,234)", "\u22125", "\u20137", "+3"], ",", [-1234, -5, -7, 3]),
        (["12%", "8.5 %"], ",", [12, 8.5]),
        (["1e+05", "1E-05"], ",", [100000, 0.00001]),  # as R and others write them, and nothing is lost
    ],
)
def test_separators_are_read_as_the_column_shows(values, by, numbers):
    assert read(*values, by=by)["n"].tolist() == numbers


@pytest.mark.parametrize(
    ("values", "by", "words"),
    [
        (["1,250", "2,375"], ";", "“1,250” in row 2, column n, which may be 1.250 or 1250"),
        (["0,12", "0.5"], ";", "“0,12” in row 2 and “0.5” in row 3, column n, which use commas in opposite ways"),
        (["1,5", "1,234.5"], ",", "“1,5” in row 2 and “1,234.5” in row 3"),
        (["12%", "0.3"], ",", "“12%” in row 2 and “0.3” in row 3, column n, of which only one has a percent sign"),
        (["5", "1.05E+08"], ",", "“1.05E+08” in row 3, column n, a number that Excel shortened"),
        (["1,23,456"], ",", "“1,23,456” in row 2"),
    ],
)
def test_two_readings_are_both_named(values, by, words):
    assert words in refused(*values, by=by)


def test_another_column_may_say_what_a_comma_is():
    kind = Kind("n", "numbers", "x", "x", (Column("a", ("a",), "number"), Column("b", ("b",), "number")))
    assert door.read(b"a;b\n1,250;0,5\n", kind, "a.csv").loc[0].tolist() == [1.25, 0.5]


SHARES = Kind(
    "s",
    "shares",
    "x",
    "x",
    (Column("code"), Column("n", ("smoking", "smoking percent"), "number", low=0, high=1, share=True)),
)


@pytest.mark.parametrize(
    ("header", "values", "shares"),
    [
        ("smoking", ["0.12", "0.3"], [0.12, 0.3]),
        ("smoking", ["12", "30"], [0.12, 0.3]),
        ("smoking", ["12%", "0.5%"], [0.12, 0.005]),
        ("smoking percent", ["12", "0.5"], [0.12, 0.005]),
    ],
)
def test_shares_are_shares_however_they_are_written(header, values, shares):
    assert read(*values, kind=SHARES, header=header)["n"].tolist() == pytest.approx(shares, rel=1e-12)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["0.12", "12"], "“12” in row 3 and “0.12” in row 2, column smoking, of which one looks like a percentage"),
        (["12%", "0.3"], "“12%” in row 2 and “0.3” in row 3"),
        (["12", "120"], "“120” in row 3, column smoking; it should be a share from 0 to 1, or a percentage up to 100%"),
    ],
)
def test_a_share_beside_a_percentage_and_one_above_all_are_refused(values, words):
    assert words in refused(*values, kind=SHARES, header="smoking")


def test_identifiers_that_excel_shortened_are_said():
    header = "date,easting,northing,property_type,IncidentNumber"
    rows = "2020-01-01,530050,180050,House,1.05E+08\n2020-01-02,530050,180050,House,105000001\n"
    frame = door.read(f"{header}\n{rows}".encode(), DWELLING_FIRES, "a.csv")
    assert frame["incident_number"].tolist() == ["1.05E+08", "105000001"]
    assert "“1.05E+08” in row 2; rows that share one count once: format the column" in frame.attrs["repaired"][0]


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        *((m, "suppressed") for m in ("[c]", "c", "*", "**", "<5", "≤ 5", "fewer than 5", "under 5", "Suppressed")),
        ("5 or fewer", "suppressed"), ("1 to 4", "suppressed"),
        *((m, "not available") for m in ("–", "—", "…", "..", ".", ":", "[x]", "#", "-", "not available")),
        ("[w]", "none recorded"), ("[z]", "does not apply"), ("u", "unreliable"), ("low", "rounds to zero"),
        ("k", "rounds to zero"), ("[r]", "revised"), ("[e]", "estimated"), ("[p]", "provisional"),
    ],
)  # fmt: skip
def test_a_mark_in_place_of_a_number_is_missing_for_a_reason_at_every_door(mark, why):
    frame = read(mark, "20")
    assert frame["n"].isna().tolist() == [True, False]
    assert frame.attrs["missing"] == {"n": {why: 1}}
    values, marked, whole = numbers(pd.Series([mark, "20"]))
    assert (marked.tolist(), whole, values[1]) == ([True, False], True, 20)


@pytest.mark.parametrize("empty", ["", "n/a", "NA", "NULL", "nan"])
def test_a_blank_is_no_mark(empty):
    assert read(empty, "20").attrs["missing"] == {}


@pytest.mark.parametrize("text", ["12 [u]", "12[r]", "12*", "12 [note 3]", "12 (p)", "12²", "12 r", "12 †"])
def test_a_mark_beside_a_number_leaves_the_number_and_is_said(text):
    frame = read(text, "1,234 [p]")
    assert frame["n"].tolist() == [12, 1234]
    assert "marks beside numbers of n taken out: " in "; ".join(frame.attrs["repaired"])


def test_marks_of_hiding_leave_rows_without_a_count_and_check_says_so(tmp_path):
    (tmp_path / "a.csv").write_text("lsoa21_code,visits\nE01000001,–\nE01000002,[w]\nE01000003,20\nE01000005,\n")
    report = door.check(tmp_path / "a.csv", [VISITS])
    assert (report.rows, report.used) == (4, 1)
    assert report.told == ("3 values of visits are missing: not available (1), none recorded (1), left blank (1)",)
    (tmp_path / "b.csv").write_text("lsoa21_code,smoking\nE01000001,[c]\nE01000002,c\nE01000003,0.2\n")
    report = door.check(tmp_path / "b.csv", [SMOKING])
    assert report.told == ("2 values of smoking are missing: suppressed",)
    assert report.missing == {"smoking": {"suppressed": 2}}


WORDS = [*marks.REASONS, "fewer than 5", "<5", "[r]"]


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 3)), min_size=2, max_size=20), st.data())
def test_a_column_reads_the_same_in_every_dress(values, data):
    """Thousands with commas, spaces or points, decimals with a point or a comma, minus signs, marks in between."""
    values = [0.125, 1234567.5, *values]
    dress = data.draw(st.sampled_from(["english", "european", "spaces", "plain"]))
    minus = data.draw(st.sampled_from("-\u2212\u2013"))
    texts = []
    for value in values:
        text = f"{value:,.3f}" if dress != "plain" else f"{value:.3f}"
        if dress == "european":
            text = text.translate(str.maketrans(",.", ".,"))
        texts.append(text.replace(",", "\u202f").replace("-", minus) if dress == "spaces" else text.replace("-", minus))
    mark = data.draw(st.sampled_from(WORDS))
    frame = read(*texts, mark, by=";")
    assert frame["n"].tolist()[:-1] == pytest.approx(values, abs=1e-9)
    assert pd.isna(frame["n"].iloc[-1])
