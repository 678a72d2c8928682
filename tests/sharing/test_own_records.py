"""Rows about homes and people never takes: they are refused by their form, and no ordinary file is."""

from __future__ import annotations

from itertools import cycle, product

import numpy as np
import pandas as pd
import pytest

from lbdp_core import geocoding
from lbdp_core.sharing.own import propose, take
from lbdp_core.sharing.own.detect_columns import cells_of
from lbdp_core.sources import DataError

pytestmark = pytest.mark.usefixtures("few_copies")
CANARY = "Jane Canary"
HEADERS = ("who", "when", "ward")
PLAIN = ("{}", "Flat 3 Oak Mansions")  # known by no form of theirs, so each stands under every header
TELLING = (
    "12 Acacia Drive", "1{:07d}", "1{:08d}", "1000{:08d}", "17/03/19{:02d}", "1987-03-17", "QQ123456C",
    "943 476 5919", "SW1A 1AA", "jane@canary.org",
)  # fmt: skip


@pytest.fixture(scope="module")
def spots(shelf):
    return geocoding.ground(shelf)


def refused(frame: pd.DataFrame, shelf) -> str:
    with pytest.raises(DataError) as fault:
        propose(frame.to_csv(index=False).encode(), "mine.csv", shelf)
    said = str(fault.value)
    assert "\n" not in said and said.endswith(".")
    return said


def homes(spots, rows: int) -> pd.DataFrame:
    """A row a home: bins are 1, and an area has many."""
    at = np.random.default_rng(1).integers(0, len(spots), rows)
    return pd.DataFrame({"lsoa": spots.code[at], "bins": 1})


def areas(spots, rows: int = 300) -> pd.DataFrame:
    """A row an area, which is all that the form of a file can show."""
    return pd.DataFrame({"lsoa": spots.code[:rows], "bins": np.arange(rows) % 50 + 8})


def test_sixty_thousand_homes_are_refused_by_their_form_alone(shelf, spots):
    bare = homes(spots, 60_000)
    assert "records, not counts" in refused(bare, shelf)
    full = bare.assign(who=CANARY, where="Flat 3 Oak Mansions", ref=np.arange(10_000_000, 10_060_000))
    said = refused(full, shelf)
    assert "lbdp aggregate" in said
    assert CANARY not in said and "Oak" not in said


@pytest.mark.parametrize("late", [0, 2_500])
@pytest.mark.parametrize(("value", "header"), [*product(PLAIN, HEADERS), *zip(TELLING, cycle(HEADERS))])
def test_one_home_an_area_is_refused_by_what_is_left_over(shelf, spots, value, late, header):
    """Each area once, so that only the column beside the counts can tell; from the first row, or from row 2,500 on."""
    frame = areas(spots, 4_000)
    people = [f"{CANARY} {n}" if value == "{}" else value.format(n % 90) for n in range(len(frame))]
    frame[header] = np.where(np.arange(len(frame)) < late, "", people)
    said = refused(frame, shelf)
    assert "lbdp aggregate" in said
    assert CANARY not in said


def test_dates_of_birth_are_no_period_and_records_with_a_year_are_records(shelf, spots):
    born = pd.Series(pd.date_range("1991-01-01", periods=300, freq="9D")).dt.strftime("%Y-%m-%d")
    assert "lbdp aggregate" in refused(areas(spots).assign(date=born), shelf)
    assert "records, not counts" in refused(homes(spots, 60_000).assign(year=2016), shelf)


def test_a_column_that_says_the_same_of_few_areas_may_be_a_person(shelf, spots):
    assert "lbdp aggregate" in refused(areas(spots, 5).assign(who=CANARY), shelf)
    assert propose(areas(spots, 30).assign(source="Waste team").to_csv(index=False).encode(), "a.csv", shelf)


def test_a_row_that_stands_where_a_header_should_is_not_repeated(shelf):
    raw = b"E01000001,1,12 Canary Street\nE01000002,1,13 Canary Street\nE01000003,1,14 Canary Street\n"
    with pytest.raises(DataError) as fault:
        propose(raw, "mine.csv", shelf)
    assert "Canary" not in str(fault.value)


def ordinary(spots) -> dict[str, pd.DataFrame]:
    one, years = areas(spots), ["2019", "2020"]
    named = one.assign(
        area=spots.name[:300], ward=spots.ward[:300], borough=spots.borough[:300], la=spots.borough_code[:300],
        region="London", households=spots.households[:300],
    )  # fmt: skip
    twice = pd.concat([one, one], ignore_index=True)
    return {
        "code, names and several counts": named,
        "code, year and count": twice.assign(year=np.repeat(years, 300)),
        "financial years": twice.assign(period=np.repeat(["2019/20", "2020-21"], 300)),
        "quarters": twice.assign(quarter=np.repeat(["2019 Q1", "2019 Q2"], 300)),
        "ends of quarters": twice.assign(date=np.repeat(["2019-03-31", "2019-06-30"], 300)),
        "months of a year": twice.assign(year=2019, month=np.repeat([1, 2], 300)),
        "boroughs in full": one.assign(council=["London Borough of " + b for b in spots.borough[300:600]]),
    }


def test_ordinary_files_of_areas_pass(shelf, spots):
    for what, frame in ordinary(spots).items():
        found = propose(frame.to_csv(index=False).encode(), "mine.csv", shelf)
        assert (found.code, found.count) == ("lsoa", "bins"), what


def test_hidden_counts_are_missing_and_said_with_how_many(shelf, model, spots):
    marks = ["<5", "< 10", "≤7", "s", "[c]", "c", "*", "..", "x", "[x]", "fewer than 5", "-"]
    here = spots.code[spots.borough == "Camden"]
    frame = pd.DataFrame({"lsoa": here, "n": [str(40 + n % 9) for n in range(len(here))]})
    frame.loc[: len(marks) - 1, "n"] = marks
    taken = take(model, shelf, frame.to_csv(index=False).encode(), "mine.csv", "lsoa", "n", 2016)
    assert any("hides" in line and "about 10" in line and "missing, not none" in line for line in taken.said)
    column = taken.model.values[:, -1]
    told = np.isfinite(column[np.isin(spots.code, here)])
    assert not told[: len(marks)].any() and told[len(marks) :].mean() > 0.98


@pytest.mark.parametrize("word", ["London", "Total", "E12000007", "All areas", ""])
def test_a_row_that_looks_like_a_total_is_said(shelf, spots, word):
    frame = areas(spots).assign(area=spots.name[:300])
    frame.loc[300] = [word, 9_000, "London"]
    cells = cells_of(frame.to_csv(index=False).encode(), "mine.csv", shelf)
    assert len(cells) == 300
    assert "left out the total in row 302" in cells.attrs["repaired"]
