"""Every row of every file is used or set aside by a reason, and counts once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.fire import schema
from lbdp_core.sources import DataError
from tests.fire.build.london import (
    KINDS,
    eight_columns,
    fires,
    full,
    made,
)


def test_rows_in_are_rows_used_and_rows_set_aside_by_reason(folder: Path) -> None:
    rows = full(fires(60))
    rows.loc[0, "IncidentGroup"] = "False Alarm"
    rows.loc[1, "PropertyCategory"] = "Outdoor"
    rows.loc[2, "StopCodeDescription"] = "Chimney Fire"
    rows.loc[3, "StopCodeDescription"] = "Late Call"
    rows.loc[4, "StopCodeDescription"] = " secondary fire "
    rows.loc[5, "DateOfCall"] = "31-Feb-20"
    rows.loc[6, "Easting_rounded"] = 0
    rows["Northing_rounded"] = rows["Northing_rounded"].astype(object)
    rows.loc[7, "Northing_rounded"] = "NULL"
    rows.loc[8, "Easting_rounded"], rows.loc[8, "Northing_rounded"] = 400_050, 300_050
    rows.loc[9, "IncidentNumber"] = rows["IncidentNumber"].iloc[20]
    rows.to_csv(folder / "f.csv", index=False)
    report, shelf = made(folder)
    assert report["set_aside"] == {
        "not a fire": 1,
        "not in a dwelling": 1,
        "chimney fire, late call or other stop code": 2,
        "without a date that can be read": 1,
        "without coordinates": 2,
        "outside London, or more than 150 m from an LSOA of the recorded borough": 1,
        "incident number already read": 1,
    }
    assert report["rows"] == 60 == report["used"] + sum(report["set_aside"].values())
    assert report["files"][0]["rows_by_year"] == {"2020": 59, "without a date": 1}
    assert shelf.table("fire/fires.csv")["fires"].sum() == report["used"] == 51


def test_a_fire_of_tomorrow_or_of_the_last_century_is_set_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "today", lambda: pd.Timestamp(2020, 12, 31))
    rows = eight_columns(fires(60))
    rows.loc[0, "date"], rows.loc[1, "date"], rows.loc[2, "date"] = "2021-01-01", "2068-05-01", "2020-12-31 23:59:59"
    rows.loc[3, "date"], rows.loc[4, "date"] = "1999-12-31", "2000-01-01"
    rows.to_csv(folder / "f.csv", index=False)
    report, _ = made(folder)
    assert report["set_aside"] == {"dated after today": 2, "dated before 2000": 1}
    assert (report["used"], report["first_month"], report["last_date"]) == (57, "2000-01", "2020-12-31")
    assert door.check(folder / "f.csv", KINDS).set_aside == report["set_aside"]


def test_a_month_is_taken_from_the_file_with_most_fires_in_it(folder: Path) -> None:
    past, recent = fires(120, "2019-01-01", "2020-12-31"), fires(90, "2020-07-01", "2021-06-30", seed=1)
    eight_columns(past).to_csv(folder / "a.csv", index=False)
    full(recent).to_csv(folder / "z.csv", index=False)
    report, _ = made(folder)
    counts = pd.DataFrame(
        {
            "a": past["day"].dt.strftime("%Y-%m").value_counts(),
            "z": recent["day"].dt.strftime("%Y-%m").value_counts(),
        }
    ).fillna(0)
    assert report["used"] == counts.max(axis=1).sum()
    assert report["complete_years"] == [2019, 2020]
    covered = [f["set_aside"]["in a month that a fuller file covers"] for f in report["files"]]
    assert sum(covered) == 210 - report["used"] == report["set_aside"]["in a month that a fuller file covers"]
    assert any("2021" in w for w in report["warnings"])


def test_the_same_file_twice_counts_once_and_the_first_by_name_is_used(folder: Path) -> None:
    for name in ("b.csv", "a.csv"):
        full(fires(60)).to_csv(folder / name, index=False)
    report, _ = made(folder)
    assert [(f["file"], f["used"]) for f in report["files"]] == [("a.csv", 60), ("b.csv", 0)]


def test_an_incident_number_counts_once_across_files(folder: Path) -> None:
    first, second = full(fires(60)), full(fires(40, "2020-01-01", "2020-12-31", seed=3), number="m")
    second.loc[second.index[-1], "DateOfCall"] = "01-Jan-21"
    second.loc[second.index[-1], "IncidentNumber"] = "m000000"
    alone = second.tail(1).assign(IncidentNumber="n000000", DateOfCall="02-Jan-20")
    late = pd.concat([first, alone])
    late.to_csv(folder / "a.csv", index=False)
    report, _ = made(folder)
    assert report["set_aside"] == {"incident number already read": 1}


def test_a_file_without_a_dwelling_fire_is_set_aside_by_a_build_and_refused_by_check(folder: Path) -> None:
    full(fires(30)).assign(PropertyCategory="Outdoor").to_csv(folder / "none.csv", index=False)
    eight_columns(fires(60)).to_csv(folder / "some.csv", index=False)
    report, _ = made(folder)
    assert report["unused_files"] == ["none.csv"]
    assert report["set_aside"] == {"not in a dwelling": 30}
    with pytest.raises(
        DataError, match=r"none.csv has no dwelling fire that can be used \(rows: 30 not in a dwelling\)"
    ):
        door.check(folder / "none.csv", KINDS)
    assert door.check(folder / "some.csv", KINDS).used == 60
    (folder / "some.csv").unlink()
    with pytest.raises(DataError, match="no file with a dwelling fire"):
        made(folder)
