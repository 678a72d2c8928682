"""Whole years and parts of years; the Brigade's workbooks of several years, which overlap."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lbdp_core.fire.build import incidents
from tests.fire.build.london import eight_columns, fires, full, made


def workbook(table: pd.DataFrame, path: Path, number: str = "n") -> pd.DataFrame:
    """As the Brigade publishes it: 39 columns, all incidents, dates as dates."""
    rows = full(table, number=number)
    rows["DateOfCall"] = table["day"]
    other = rows.head(5).assign(IncidentGroup="False Alarm", IncidentNumber=[f"f{number}{i}" for i in range(5)])
    rows = pd.concat([rows, other])
    rows.to_excel(path, index=False, engine="openpyxl")
    return rows


@pytest.mark.parametrize(
    ("start", "end", "complete", "part"),
    [
        ("2019-01-01", "2020-08-31", [2019], (2020, "2020-01-01", "2020-08")),
        ("2019-03-01", "2020-12-31", [2020], (2019, "2019-03-01", "2019-12")),
    ],
)
def test_a_year_that_ends_in_august_or_starts_in_march_is_a_part(
    folder: Path, start: str, end: str, complete: list[int], part: tuple[int, str, str]
) -> None:
    table = fires(160, start, end)
    workbook(table, folder / "f.xlsx")
    report, shelf = made(folder)
    assert report["complete_years"] == complete
    (found,) = report["part_years"]
    assert (found["year"], found["from"], found["to"][:7]) == part
    assert found["fires"] == (table["day"].dt.year == part[0]).sum() == report["fires_by_year"][str(part[0])]
    assert shelf.table("fire/fires.csv")["fires"].sum() == 160 == report["used"]
    assert any(str(part[0]) in words for words in report["warnings"])


def test_a_year_with_a_month_missing_in_the_middle_is_a_part() -> None:
    daily = pd.date_range("2018-01-01", "2020-12-31").to_series(index=None)
    daily = daily[(daily.dt.year != 2019) | (daily.dt.month != 5)]
    assert incidents.whole(daily) == [2018, 2020]
    assert [p["year"] for p in incidents.part(daily, [2018, 2020])] == [2019]


@pytest.mark.parametrize(("last", "complete"), [("2020-12-12", []), ("2020-12-28", []), ("2020-12-31", [2020])])
def test_a_file_that_ends_within_december_has_no_whole_year(last: str, complete: list[int]) -> None:
    daily = pd.concat([pd.date_range("2020-01-01", last).to_series()] * 13)  # as many a day as in London
    assert incidents.whole(daily) == complete


def test_few_fires_are_not_taken_for_a_gap() -> None:
    assert incidents.whole(fires(40)["day"]) == [2020]


def test_workbooks_that_overlap_count_no_fire_twice_and_lose_none(folder: Path) -> None:
    """One file ends within August, the next begins within it, and the analyst's file has all of the first year."""
    table = fires(300, "2019-01-01", "2020-12-31")
    first, second = table[table["day"] < "2020-08-20"], table[table["day"] >= "2020-08-05"]
    numbered = full(table)
    for part, name in ((first, "2019 - 2020.xlsx"), (second, "2020 onwards.xlsx")):
        rows = numbered.loc[part.index].assign(DateOfCall=part["day"])
        rows.to_excel(folder / name, index=False, engine="openpyxl")
    eight_columns(table[table["day"] < "2020-01-01"]).to_csv(folder / "analyst.csv", index=False)
    report, shelf = made(folder)
    assert report["used"] == 300 == shelf.table("fire/borough_month.csv")["fires"].sum()
    assert report["complete_years"] == [2019, 2020]
    assert report["unused_files"] == ["analyst.csv"]  # the workbooks have as many, and numbers
    twice = report["set_aside"]["incident number already read"]
    assert twice == len(first.index.intersection(second.index)) > 0
