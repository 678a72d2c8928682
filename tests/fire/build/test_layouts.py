"""Whatever the layout of the incident file, and whether CSV or workbook, the fire tables are the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.sources import DataError
from tests.fire.build.london import (
    CODES,
    FLAT,
    KINDS,
    LAYOUTS,
    eight_columns,
    fires,
    full,
    made,
)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_tables(folder: Path, layout: str) -> None:
    table = fires(60)
    LAYOUTS[layout](table).to_csv(folder / "f.csv", index=False)
    report, shelf = made(folder)
    assert (report["rows"], report["used"], report["set_aside"]) == (60, 60, {})
    assert report["fires_by_year"] == {"2020": 60} == report["files"][0]["rows_by_year"]
    assert (report["first_month"], report["last_month"], report["complete_years"]) == (
        "2020-01",
        "2020-12",
        [2020],
    )
    assert report["without_recorded_borough"] == 0
    for path in ("fire/fires.csv", "fire/borough_month.csv", "fire/property.csv.gz"):
        assert shelf.table(path)["fires"].sum() == 60
    by_month = shelf.table("fire/borough_month.csv").groupby("borough")["fires"].sum().to_dict()
    assert by_month == table["borough"].value_counts().to_dict()
    assert shelf.table("fire/property.csv.gz")["property_type"].unique().tolist() == [FLAT]
    counts = shelf.table("fire/fires.csv")
    assert counts["grid_m"].eq(100).all()
    west = [CODES.index(c) % 4 for c in counts["lsoa"]]
    assert (pd.Series(counts["fires"]).groupby(np.array(west) < 2).sum() > 0).all()


@pytest.mark.parametrize("dated", [True, False], ids=["dates as dates", "dates as text"])
@pytest.mark.parametrize("layout", ["current", "eight"])
def test_a_workbook_gives_the_same_build_as_its_csv(folder: Path, layout: str, dated: bool) -> None:
    table = fires(60)
    rows = LAYOUTS[layout](table)
    rows.to_csv(folder / "f.csv", index=False)
    report, shelf = made(folder)
    first = {path: entry.sha256 for path, entry in shelf.entries.items()}
    if dated:
        rows[next(c for c in ("date", "DateOfCall") if c in rows)] = table["day"] + pd.Timedelta(hours=23, minutes=59)
    with (folder / "f.csv").open("wb") as f:  # a workbook is known by what it holds, not by its name
        rows.to_excel(f, index=False, engine="openpyxl")
    again, shelf = made(folder)
    assert again == report
    assert {path: entry.sha256 for path, entry in shelf.entries.items()} == first


def test_an_all_incident_file_without_its_categories_is_never_taken_for_dwelling_fires(folder: Path) -> None:
    full(fires(30)).drop(columns="PropertyCategory").to_csv(folder / "f.csv", index=False)
    with pytest.raises(DataError, match="no column PropertyCategory"):
        door.check(folder / "f.csv", KINDS)


@pytest.mark.parametrize("column", ["HourOfCall", "TimeOfCall"])
def test_the_hour_of_the_call_is_counted_where_a_file_has_it(folder: Path, column: str) -> None:
    rows = full(fires(60)).reset_index(drop=True)
    rows[column] = [str(i % 24) if column == "HourOfCall" else f"{i % 24:02d}:59:07" for i in range(60)]
    rows.loc[0, column] = "NULL"
    rows.loc[24, column] = "99" if column == "HourOfCall" else "soon"
    rows.to_csv(folder / "f.csv", index=False)
    report, shelf = made(folder)
    assert report["with_hour"] == 58
    by_hour = shelf.table("fire/borough_hour.csv").groupby("hour")["fires"].sum()
    assert by_hour.to_dict() == {h: 1 if h == 0 else 3 if h < 12 else 2 for h in range(24)}


def test_a_file_without_the_hour_makes_no_table_of_hours(folder: Path) -> None:
    eight_columns(fires(60)).to_csv(folder / "f.csv", index=False)
    report, shelf = made(folder)
    assert report["with_hour"] == 0
    assert not shelf.has("fire/borough_hour.csv")


def test_visits_already_made_are_loaded_when_given(folder: Path) -> None:
    eight_columns(fires(60)).to_csv(folder / "f.csv", index=False)
    (folder / "v.csv").write_text("LSOA21CD,visits\nE01000001,12\nE01000001,3\nE01999999,7\n")
    report, shelf = made(folder)
    assert report["visits"] == {"rows": 3, "used": 2, "set_aside": {"not an LSOA of 2021": 1}}
    assert shelf.table("fire/visits.csv", protected=True).to_numpy().tolist() == [["E01000001", 15.0]]
    assert shelf.origin("fire/visits.csv").release == "protected"


def test_provenance_says_who_what_and_until_when(folder: Path) -> None:
    table = fires(60)
    eight_columns(table).to_csv(folder / "f.csv", index=False)
    origin = made(folder)[1].origin("fire/fires.csv")
    assert origin.publisher == "London Fire Brigade, London Datastore"
    assert origin.as_of == table["day"].max().strftime("%Y-%m-%d")
    assert (origin.kind, origin.made_from) == ("real", ("f.csv",))
