"""Totals, and rows that stand twice, are left out of counts that are added up, and said, at every door alike."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pandas as pd
import pytest

from lbdp_core import door, own, sources
from lbdp_core.door import UPLOAD
from lbdp_core.fire.own.kinds import FIRE_COUNTS
from lbdp_core.fire.schema import VISITS
from lbdp_core.sharing.own import propose
from lbdp_core.sharing.own.detect_columns import cells_of
from lbdp_core.sources import DataError, Shelf

CODES = [f"E010000{n:02}" for n in (1, 2, 3, 5, 6, 7, 9, 11)]
M, F = range(10, 90, 10), range(3, 83, 10)
PARTS = {("M", "40+"): 5, ("F", "40+"): 7, ("M", "under 40"): 11, ("F", "under 40"): 13}


def by_sex(whole: str = "All", order: int = 0) -> pd.DataFrame:
    rows = [(c, s, n) for c, m, f in zip(CODES, M, F, strict=True) for s, n in (("M", m), ("F", f), (whole, m + f))]
    return pd.DataFrame(rows, columns=["lsoa", "sex", "visits"]).sample(frac=1, random_state=order)


def two_ways() -> pd.DataFrame:
    """Sex and age, each with its total, so that an area has nine rows."""
    rows = []
    for (n, code), sex, age in itertools.product(
        enumerate(CODES), ("M", "F", "Persons"), ("40+", "under 40", "All ages")
    ):
        held = [v for (s, a), v in PARTS.items() if sex in (s, "Persons") and age in (a, "All ages")]
        rows.append((code, sex, age, sum(held) + n * len(held)))
    return pd.DataFrame(rows, columns=["lsoa", "sex", "age", "visits"])


def by_year(whole: str) -> pd.DataFrame:
    rows = [
        (c, y, n) for c, m, f in zip(CODES, M, F, strict=True) for y, n in (("2022", m), ("2023", f), (whole, m + f))
    ]
    return pd.DataFrame(rows, columns=["lsoa", "year", "visits"])


def counts() -> pd.DataFrame:
    return pd.DataFrame({"lsoa": CODES, "visits": list(M)})


def with_row(*cells: object) -> pd.DataFrame:
    frame = counts()
    frame.loc[len(frame)] = list(cells)
    return frame


WHOLE = sum(M) + sum(F)
DOUBLED = {
    "sexes and all": (by_sex(), WHOLE, "“All” in sex"),
    "sexes and persons": (by_sex("Persons", 3), WHOLE, "“Persons” in sex"),
    "a total without such a name": (by_sex("1 Gesamt"), WHOLE, "“1 Gesamt” in sex"),
    "two categories, each with a total": (two_ways(), 36 * 8 + 28 * 4, "“Persons” in sex"),
    "years and all": (by_year("All years"), WHOLE, "“All years” in year"),
    "tenure and total": (by_sex("Total").rename(columns={"sex": "tenure"}), WHOLE, "“Total” in tenure"),
    "a total row by its word": (with_row("Total", sum(M)), sum(M), "left out the total in row 10"),
    "a total row by its sum": (with_row(None, sum(M)), sum(M), "left out the total in row 10"),
    "a total of London": (with_row("E12000007", sum(M)), sum(M), "left out the total in row 10"),
    "the same rows twice": (
        pd.concat([counts(), counts()]),
        sum(M),
        "row above them word for word, the first in row 10",
    ),
}
GOOD = {
    "teams of an area": (pd.concat([counts(), counts().assign(visits=list(F))]), WHOLE, "the first in row 10"),
    "a row a visit": (pd.concat([counts().assign(visits=1)] * 3), 24, "added up"),
    "sexes alone": (by_sex()[lambda t: t["sex"] != "All"], WHOLE, "added up over sex"),
    "one row an area": (counts(), sum(M), ""),
}


def files(frame: pd.DataFrame) -> dict[str, bytes]:
    book, parquet = io.BytesIO(), io.BytesIO()
    frame.to_excel(book, index=False)
    frame.astype({c: "str" for c in frame.columns if c != "visits"}).to_parquet(parquet, index=False)
    return {"a.csv": frame.to_csv(index=False).encode(), "a.xlsx": book.getvalue(), "a.parquet": parquet.getvalue()}


@pytest.mark.parametrize("name", [*DOUBLED, *GOOD])
def test_nothing_is_counted_twice_and_what_is_left_out_is_said(name: str, tmp_path: Path) -> None:
    frame, whole, said = {**DOUBLED, **GOOD}[name]
    for file, raw in files(frame).items():
        read = door.read(raw, VISITS, file, UPLOAD)
        assert read["visits"].sum() == whole, file
        assert list(read.columns) == ["lsoa", "visits"], "no other column goes on"
        assert said in "; ".join(read.attrs["repaired"]), file
        (tmp_path / file).write_bytes(raw)
        report = door.check(tmp_path / file, [VISITS])
        assert report.repaired == tuple(read.attrs["repaired"]), "check says what the page says"


def test_the_words_reach_the_page() -> None:
    frame, _, said = DOUBLED["sexes and all"]
    shelf = Shelf(sources.find("sample_data"))
    rows = own.placed(door.read(files(frame)["a.csv"], VISITS, "a.csv"), VISITS, shelf, "a.csv")
    assert any(said in line for line in own.told(rows.account))
    assert rows.by_area(5_000, rows.frame["visits"].to_numpy()).sum() == pytest.approx(WHOLE)


def test_a_total_period_is_no_fault_of_counts_by_period() -> None:
    frame = by_year("All").rename(columns={"visits": "fires"})
    read = door.read(frame.to_csv(index=False).encode(), FIRE_COUNTS, "f.csv")
    assert read["fires"].sum() == WHOLE
    assert set(read["period"]) == {"2022", "2023"}
    assert read.attrs["repaired"] == ["left out the rows for “All” in year, the sum of the others"]


def test_a_total_that_is_not_the_sum_is_refused_with_what_to_do() -> None:
    frame = by_sex()[lambda t: t["sex"] != "F"]
    with pytest.raises(DataError, match="keep either those rows or the others"):
        door.read(frame.to_csv(index=False).encode(), VISITS, "a.csv")


def test_rounded_and_hidden_parts_are_still_parts_of_their_total() -> None:
    frame = by_sex().sort_index()
    frame["visits"] = (frame["visits"] / 5).round().astype(int) * 5
    frame["visits"] = frame["visits"].astype("str").mask(frame["lsoa"].eq(CODES[0]) & frame["sex"].eq("F"), "c")
    read = door.read(frame.to_csv(index=False).encode(), VISITS, "a.csv")
    assert "“All” in sex" in "; ".join(read.attrs["repaired"])


def test_any_counts_of_one_s_own_are_not_doubled_either() -> None:
    shelf = Shelf(sources.find("sample_data"))
    codes = shelf.table("areas/lsoa.csv")["code"].head(40).tolist()
    rows = [(c, y, n) for i, c in enumerate(codes) for y, n in (("2022", 10 + i), ("2023", 12), ("All", 22 + i))]
    frame = pd.DataFrame(rows, columns=["lsoa", "year", "bins"])
    frame.loc[len(frame)] = ["", "All", frame["bins"].sum()]
    raw = frame.to_csv(index=False).encode()
    assert propose(raw, "mine.csv", shelf).periods == ("year",)
    cells = cells_of(raw, "mine.csv", shelf)
    assert cells["bins"].astype(int).sum() == sum(22 + i for i in range(40))
    assert cells.attrs["repaired"] == [
        "left out the total in row 122",
        "left out the rows for “All” in year, the sum of the others",
    ]
