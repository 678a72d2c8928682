"""Long tables, names of areas, and references: what a file of counts may look like, and what only looks like one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lbdp_core.sharing.own import propose, take
from lbdp_core.sharing.own.counts import like_counts
from lbdp_core.sources import DataError

pytestmark = pytest.mark.usefixtures("few_copies")
CANARY = "Jane Canary"


def sent(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


@pytest.fixture(scope="module")
def areas(shelf) -> pd.DataFrame:
    return shelf.table("areas/lsoa.csv").query("borough == 'Enfield'").reset_index(drop=True)


@pytest.fixture
def long(areas) -> pd.DataFrame:
    """Three measures an area, in rows."""
    n = len(areas)
    made = {"assisted bins": 20 + np.arange(n) % 31, "pendant alarms": 9 + np.arange(n) % 17, "library cards": 60}
    parts = [pd.DataFrame({"LSOA": areas["code"], "measure": name, "value": v}) for name, v in made.items()]
    return pd.concat(parts, ignore_index=True)


def test_a_long_table_offers_each_of_its_measures(long, shelf):
    found = propose(sent(long.sample(frac=1, random_state=1)), "long.csv", shelf)
    assert found.code == "LSOA"
    assert set(found.counts) == {"assisted bins", "pendant alarms", "library cards"}


def test_a_measure_is_tried_as_a_file_of_it_alone_would_be(long, shelf, model):
    alone = long[long["measure"].eq("assisted bins")].rename(columns={"value": "assisted bins"})
    one = take(model, shelf, sent(long), "own.csv", "LSOA", "assisted bins", 2016)
    other = take(model, shelf, sent(alone[["LSOA", "assisted bins"]]), "own.csv", "LSOA", "assisted bins", 2016)
    assert np.array_equal(one.model.values, other.model.values, equal_nan=True)
    assert one.model.says["own"]["trial"]["skill"] == other.model.says["own"]["trial"]["skill"]


def test_a_measure_that_some_areas_lack_is_missing_there_and_not_none(long, shelf, model):
    gone = long.drop(long.index[long["measure"].eq("assisted bins")][:12])
    taken = take(model, shelf, sent(gone), "own.csv", "LSOA", "assisted bins", 2016)
    assert np.isnan(taken.model.of("own")[model.borough_name[model.borough] == "Enfield"]).sum() >= 12


def test_a_long_table_may_have_periods_and_names_of_areas(long, areas, shelf):
    names = dict(zip(areas["code"], areas["name"], strict=True))
    years = pd.concat([long.assign(year=year) for year in (2019, 2020)])
    found = propose(sent(years.assign(Name=years["LSOA"].map(names))), "long.csv", shelf)
    assert set(found.counts) == {"assisted bins", "pendant alarms", "library cards"}
    assert found.periods == ("year",)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (lambda n: [f"{CANARY} {i}" for i in range(n)], "lbdp aggregate"),  # a person a row
        (lambda n: ["12 Canary Road" if i % 3 else "14 Canary Road" for i in range(n)], "lbdp aggregate"),
        (lambda n: ["bins"] * (n - 3) + ["alarms"] * 3, "lbdp aggregate"),  # a word of three areas is no measure
        (lambda n: ["bins"] * n, "lbdp aggregate"),
    ],
    ids=["people", "addresses", "few areas", "one word"],
)
def test_rows_about_homes_or_people_are_no_long_table(words, says, areas, shelf):
    codes = areas["code"].tolist() * 3
    frame = pd.DataFrame({"lsoa": codes, "what": words(len(codes)), "n": 9})
    with pytest.raises(DataError) as fault:
        propose(sent(frame), "own.csv", shelf)
    assert says in str(fault.value)
    assert "Canary" not in str(fault.value)


def test_beside_the_measures_nothing_about_people_goes_in(long, shelf):
    with pytest.raises(DataError) as fault:
        propose(sent(long.assign(worker=[f"{CANARY} {n % 7}" for n in range(len(long))])), "own.csv", shelf)
    assert CANARY not in str(fault.value)


@pytest.mark.parametrize("header", ["name", "Names", "NAME"])
@pytest.mark.parametrize("column", ["name", "ward", "borough"])
def test_a_column_called_name_may_name_areas(header, column, areas, shelf):
    frame = pd.DataFrame({"lsoa": areas["code"], header: areas[column], "n": 9 + np.arange(len(areas)) % 20})
    assert propose(sent(frame), "own.csv", shelf).count == "n"


@pytest.mark.parametrize("header", ["name", "Names"])
def test_a_column_called_name_may_not_name_people(header, areas, shelf):
    people = areas["name"].where(areas.index != 7, CANARY)
    frame = pd.DataFrame({"lsoa": areas["code"], header: people, "n": 9})
    with pytest.raises(DataError, match="lbdp aggregate") as fault:
        propose(sent(frame), "own.csv", shelf)
    assert CANARY not in str(fault.value)


@pytest.mark.parametrize("digits", [4, 5, 6, 7, 8])
def test_references_one_to_an_area_are_no_counts(digits, areas):
    """Of a hundred columns of references of so many digits, none looks like counts."""
    found = []
    for seed in range(100):
        rng = np.random.default_rng([digits, seed])
        drawn = rng.integers(10 ** (digits - 1), 10**digits, len(areas))
        found.append(like_counts(pd.Series(drawn.astype(str))))
    assert not any(found)


@pytest.mark.parametrize("first", [1, 101, 2001, 40_001])
def test_running_numbers_are_no_counts(first, areas):
    rng = np.random.default_rng(first)
    run = first + np.arange(len(areas))
    assert not like_counts(pd.Series(run.astype(str)))
    assert not like_counts(pd.Series(rng.permutation(np.delete(run, [3, 50, 51])).astype(str)))


COUNTS = ("households", "residents")


def test_what_is_counted_of_areas_is_taken_for_counts(shelf):
    table = shelf.table("areas/lsoa.csv")
    for name in COUNTS:
        for borough in table["borough"].unique():
            assert like_counts(table.loc[table["borough"].eq(borough), name].round().astype(int).astype(str)), name


def test_ranks_are_no_counts(shelf):
    table = shelf.table("areas/lsoa.csv")
    for name in [c for c in table if c.endswith("_rank")]:
        assert not like_counts(table[name].dropna().astype(int).astype(str)), name
