"""From incident files in every layout to the fire tables, on a made-up London of eight square LSOAs."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from lbdp_core import door, geography
from lbdp_core.fire import schema
from lbdp_core.fire.build import build, grid, incidents, placing
from lbdp_core.geography import coverage
from lbdp_core.sources import DataError, Shelf, Workbench

WEST, SOUTH, SIDE = 530_000.0, 180_000.0, 270.0  # borders run through 100 m squares
BOROUGHS = {"E09000007": "Camden", "E09000033": "Westminster"}
CODES = [f"E0100000{i}" for i in range(1, 9)]
FLAT = "Purpose Built Flats/Maisonettes - 4 to 9 storeys"
CURRENT = (
    "IncidentNumber,DateOfCall,CalYear,TimeOfCall,HourOfCall,IncidentGroup,StopCodeDescription,"
    "SpecialServiceType,PropertyCategory,PropertyType,AddressQualifier,Postcode_full,Postcode_district,"
    "UPRN,USRN,IncGeo_BoroughCode,IncGeo_BoroughName,ProperCase,IncGeo_WardCode,IncGeo_WardName,"
    "IncGeo_WardNameNew,Easting_m,Northing_m,Easting_rounded,Northing_rounded,Latitude,Longitude,FRS,"
    "IncidentStationGround,FirstPumpArriving_AttendanceTime,FirstPumpArriving_DeployedFromStation,"
    "SecondPumpArriving_AttendanceTime,SecondPumpArriving_DeployedFromStation,"
    "NumStationsWithPumpsAttending,NumPumpsAttending,PumpCount,PumpHoursRoundUp,Notional Cost (£),"
    "NumCalls"
)
HEADER = next(csv.reader([CURRENT]))
KINDS = (*geography.KINDS, *schema.KINDS)


def place(i: int) -> tuple[float, float]:
    """South-west corner of LSOA i: two rows of four; the western four are Camden's."""
    return WEST + SIDE * (i % 4), SOUTH + SIDE * (i // 4)


def borough(i: int) -> str:
    return "E09000007" if i % 4 < 2 else "E09000033"


def shape(west: float, south: float, width: float = SIDE, height: float = SIDE) -> Any:
    outline = coverage.to_degrees(np.array([shapely.box(west, south, west + width, south + height)]))
    return json.loads(shapely.to_geojson(outline)[0])


def draw(path: Path, rows: Sequence[tuple[dict[str, str], Any]]) -> None:
    features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Boundaries and lookup of the made-up London, as publishers lay them out."""
    raw = tmp_path / "raw"
    raw.mkdir()
    named = [f"{BOROUGHS[borough(i)]} 00{i}A" for i in range(8)]
    draw(raw / "l.json", [({"LSOA21CD": CODES[i], "LSOA21NM": named[i]}, shape(*place(i))) for i in range(8)])
    west = {"E09000007": WEST, "E09000033": WEST + 2 * SIDE}
    draw(
        raw / "b.json",
        [({"LAD22CD": c, "LAD22NM": n}, shape(west[c], SOUTH, 2 * SIDE, 2 * SIDE)) for c, n in BOROUGHS.items()],
    )
    lookup = [f"{CODES[i]},E0500000{i},Ward {i},{borough(i)}" for i in range(8)]
    (raw / "w.csv").write_text("\n".join(["lsoa21_code,ward24_code,ward24_name,ltla24_code", *lookup]) + "\n")
    return raw


def made(raw: Path) -> tuple[dict[str, Any], Shelf]:
    """The report, and the tables written."""
    bench = Workbench(raw.parent / "out")
    report = build(door.inventory(raw, KINDS), bench)
    return report, bench.shelf(report)


def fires(n: int, start: str = "2020-01-01", end: str = "2020-12-31", seed: int = 0) -> pd.DataFrame:
    """Made-up fires: at least one a month, at the centres of the 100 m squares around random places."""
    rng = np.random.default_rng(seed)
    months = pd.date_range(start, end, freq="MS")
    days = np.concatenate([months.to_numpy(), rng.choice(pd.date_range(start, end).to_numpy(), n - len(months))])
    area = rng.integers(0, 8, n)
    x, y = (np.array([place(i)[k] for i in area]) + rng.uniform(0, SIDE, n) for k in (0, 1))
    return pd.DataFrame(
        {
            "day": pd.to_datetime(days),
            "borough": [borough(i) for i in area],
            "x": np.floor(x / 100) * 100 + 50,
            "y": np.floor(y / 100) * 100 + 50,
        }
    ).sort_values("day", ignore_index=True)


def eight_columns(table: pd.DataFrame) -> pd.DataFrame:
    """The analyst's layout."""
    return pd.DataFrame(
        {
            "date": table["day"].dt.strftime("%Y-%m-%d"),
            "borough": table["borough"],
            "ward": "E05000001",
            "easting_rounded": table["x"],
            "northing_rounded": table["y"],
            "hmo_yn": "Other dwelling",
            "hmo_license": "Other dwelling",
            "property_type": FLAT,
        }
    )


def full(table: pd.DataFrame, date: str = "%d-%b-%y", number: str = "n") -> pd.DataFrame:
    """The Brigade's current layout of 39 columns."""
    rows = pd.DataFrame("", index=table.index, columns=HEADER)
    rows["IncidentNumber"] = [f"{number}{i:06d}" for i in range(len(table))]
    rows["DateOfCall"] = table["day"].dt.strftime(date)
    rows["IncidentGroup"], rows["StopCodeDescription"], rows["PropertyCategory"] = (
        "Fire",
        "Primary Fire",
        "Dwelling",
    )
    rows["PropertyType"], rows["UPRN"], rows["Easting_m"], rows["Northing_m"] = FLAT + " ", "0", "NULL", ""
    rows["IncGeo_BoroughCode"] = table["borough"]
    rows["IncGeo_BoroughName"] = table["borough"].map(BOROUGHS).str.upper()
    rows["Easting_rounded"], rows["Northing_rounded"] = table["x"].astype(int), table["y"].astype(int)
    return rows


def older(table: pd.DataFrame, date: str) -> pd.DataFrame:
    """An older release: other header spellings with stray spaces, boroughs by name, text NULL."""
    rows = full(table, date).rename(
        columns={
            "IncGeo_BoroughCode": "BoroughCode",
            "IncGeo_BoroughName": " BoroughName ",
            "IncGeo_WardCode": "WardCode",
            "PumpHoursRoundUp": "PumpMinutesRounded",
            "PropertyType": "PropertyType ",
        }
    )
    rows["BoroughCode"] = "NULL"
    return rows.drop(columns=["UPRN", "USRN", "Latitude", "Longitude"]).rename(columns=str)


LAYOUTS = {
    "eight": eight_columns,
    "current": full,
    "minutes": lambda t: full(t).rename(columns={"PumpHoursRoundUp": "PumpMinutesRounded"}),
    "iso": lambda t: full(t, "%Y-%m-%d"),
    "older": lambda t: older(t, "%d %b %Y"),
    "slashes": lambda t: older(t, "%d/%m/%Y"),
    "with time": lambda t: older(t, "%Y-%m-%d %H:%M:%S"),
}


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
    rows.loc[8, ["Easting_rounded", "Northing_rounded"]] = [400_050, 300_050]
    rows.loc[9, "IncidentNumber"] = rows.loc[20, "IncidentNumber"]
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


def test_exact_metres_are_used_as_they_are(folder: Path) -> None:
    rows = full(fires(40))
    rows["Easting_m"] = [f"{place(i % 8)[0] + 17.0}" for i in range(40)]
    rows["Northing_m"] = [f"{place(i % 8)[1] + 23.0}" for i in range(40)]
    rows["IncGeo_BoroughCode"] = [borough(i % 8) for i in range(40)]
    rows.to_csv(folder / "f.csv", index=False)
    report, shelf = made(folder)
    assert report["grid_m"] == {"1": 40}
    assert report["expected_misassignment"] == 0.0
    assert report["in_recorded_borough"] == 1.0
    assert shelf.table("fire/fires.csv").groupby("lsoa")["fires"].sum().tolist() == [5] * 8
    jitters = shelf.table("fire/jitters.csv.gz").groupby("lsoa").sum().filter(like="j")
    assert (jitters == 5).all().all()


def test_a_file_rounded_to_whole_hundreds_is_of_squares_too(folder: Path) -> None:
    table = fires(40)
    rows = eight_columns(table.assign(x=table["x"] + 50, y=table["y"] + 50))
    rows.to_csv(folder / "f.csv", index=False)
    assert made(folder)[0]["grid_m"].keys() == {"100"}


def test_a_point_in_no_lsoa_goes_to_the_nearest_of_its_borough(folder: Path) -> None:
    rows = eight_columns(fires(24).assign(x=WEST + 50, y=SOUTH + 50))
    rows.loc[0, ["borough", "easting_rounded", "northing_rounded"]] = ["E09000007", WEST - 50, SOUTH + 50]
    rows.loc[1, ["borough", "easting_rounded", "northing_rounded"]] = ["E09000033", WEST - 50, SOUTH + 50]
    rows.to_csv(folder / "f.csv", index=False)
    report, _ = made(folder)
    assert report["placed_by_nearest"] == 1  # the second is 490 m from Westminster
    assert report["used"] == 23


def test_the_borough_is_known_by_code_or_by_any_spelling_of_its_name() -> None:
    names = {
        "E09000001": "City of London",
        "E09000002": "Barking and Dagenham",
        "E09000033": "Westminster",
        "E09000020": "Kensington and Chelsea",
        "E09000027": "Richmond upon Thames",
    }
    said = ["CITY OF LONDON", "Barking & Dagenham", "City of Westminster",
            "Royal Borough of Kensington and Chelsea", "RICHMOND UPON  THAMES", "Atlantis", None]  # fmt: skip
    table = pd.DataFrame({"borough_name": said, "borough_code": None}, dtype="str")
    assert placing.recorded_borough(table, names).tolist() == [*names, "", ""]
    by_code = pd.DataFrame(
        {"borough_name": "Westminster", "borough_code": ["e09000001", None, "E09000099"]}, dtype="str"
    )
    assert placing.recorded_borough(by_code, names).tolist() == ["E09000001", "E09000033", "E09000033"]


def test_expected_misassignment_is_the_share_of_squares_beyond_the_border(folder: Path) -> None:
    shapes = geography.lsoa_shapes(door.inventory(folder, KINDS))
    # A square that a border cuts at 20 m of its 100, one wholly inside, one known to the metre.
    spots = pd.DataFrame({"x": [WEST + 250.0, WEST + 50, WEST + 250], "y": SOUTH + 50.0, "grid_m": [100.0, 100, 1]})
    lsoa = placing.within(shapely.points(spots[["x", "y"]].to_numpy()), shapes)
    assert lsoa.tolist() == [0, 0, 0]
    assert placing.misassignment(spots, lsoa, shapes) == pytest.approx(0.3 / 3, abs=0.005)


def test_jitters_stay_in_the_square_and_are_seeded(folder: Path) -> None:
    shapes = geography.lsoa_shapes(door.inventory(folder, KINDS))
    spots = pd.DataFrame({"x": [WEST + 250.0] * 400, "y": SOUTH + 50.0, "grid_m": 100.0})
    start = np.zeros(400, dtype=np.int64)
    moved, stayed = placing.jitter(spots, start, shapes)
    assert moved.shape == (400, 20)
    assert set(np.unique(moved)) == {0, 1}
    assert moved.mean() == pytest.approx(0.3, abs=0.02)
    assert stayed == 0
    again, _ = placing.jitter(spots.head(100), start[:100], shapes)
    assert (again == moved[:100]).all()  # later fires do not move earlier ones
    outside = spots.head(50).assign(x=WEST)
    kept, stayed = placing.jitter(outside, start[:50], shapes)
    assert stayed > 300
    assert (kept == 0).all()


def test_jitters_keep_the_number_of_fires(folder: Path) -> None:
    eight_columns(fires(60)).to_csv(folder / "f.csv", index=False)
    table = made(folder)[1].table("fire/jitters.csv.gz")
    assert (table.filter(like="j").sum() == 60).all()
    assert table.columns.tolist() == ["lsoa", "year", *(f"j{i:02d}" for i in range(1, 21))]


def test_the_grid_records_all_homes_and_moves_some(folder: Path) -> None:
    shapes = geography.lsoa_shapes(door.inventory(folder, KINDS))
    table = grid.recorded_in(shapes)
    assert table.groupby("lives")["share"].sum().to_numpy() == pytest.approx(np.ones(8), abs=0.001)
    own = table[table["lives"] == table["recorded"]].set_index("lives")["share"]
    # The first LSOA is 270 m wide; the square from 200 to 300 m is centred in it, so all 70 m stay.
    assert own[0] == pytest.approx(1.0, abs=0.02)
    # The second runs from 270 to 540 m: 30 m of it lie in a square centred in the first, 40 m in one centred
    # in the third.
    assert own[1] == pytest.approx(1 - 70 / SIDE, abs=0.02)


def test_a_build_is_the_same_bytes_again(folder: Path) -> None:
    eight_columns(fires(60)).to_csv(folder / "f.csv", index=False)
    first = {path: e.sha256 for path, e in made(folder)[1].entries.items()}
    assert {path: e.sha256 for path, e in made(folder)[1].entries.items()} == first


def test_a_file_without_a_dwelling_fire_is_set_aside_by_a_build_and_refused_by_check(folder: Path) -> None:
    full(fires(30)).assign(PropertyCategory="Outdoor").to_csv(folder / "none.csv", index=False)
    eight_columns(fires(60)).to_csv(folder / "some.csv", index=False)
    report, _ = made(folder)
    assert report["unused_files"] == ["none.csv"]
    assert report["set_aside"] == {"not in a dwelling": 30}
    with pytest.raises(DataError, match=r"none.csv has no dwelling fire \(rows: 30 not in a dwelling\)"):
        door.check(folder / "none.csv", KINDS)
    assert door.check(folder / "some.csv", KINDS).used == 60
    (folder / "some.csv").unlink()
    with pytest.raises(DataError, match="no file with a dwelling fire"):
        made(folder)


def test_an_all_incident_file_without_its_categories_is_never_taken_for_dwelling_fires(folder: Path) -> None:
    full(fires(30)).drop(columns="PropertyCategory").to_csv(folder / "f.csv", index=False)
    with pytest.raises(DataError, match="no column PropertyCategory"):
        door.check(folder / "f.csv", KINDS)


def test_a_fire_in_no_borough_of_london_leaves_no_table(folder: Path) -> None:
    eight_columns(fires(30)).assign(easting_rounded=51.5, northing_rounded=0.1).to_csv(folder / "f.csv", index=False)
    with pytest.raises(DataError, match="EPSG:27700"):
        made(folder)


def test_visits_already_made_are_loaded_when_given(folder: Path) -> None:
    eight_columns(fires(60)).to_csv(folder / "f.csv", index=False)
    (folder / "v.csv").write_text("LSOA21CD,visits\nE01000001,12\nE01000001,3\nE01999999,7\n")
    report, shelf = made(folder)
    assert report["visits"] == {"rows": 3, "used": 2, "set_aside": {"not an LSOA of 2021": 1}}
    assert shelf.table("fire/visits.csv").to_numpy().tolist() == [["E01000001", 15.0]]
    assert shelf.origin("fire/visits.csv").release == "protected"


def test_provenance_says_who_what_and_until_when(folder: Path) -> None:
    table = fires(60)
    eight_columns(table).to_csv(folder / "f.csv", index=False)
    origin = made(folder)[1].origin("fire/fires.csv")
    assert origin.publisher == "London Fire Brigade, London Datastore"
    assert origin.as_of == table["day"].max().strftime("%Y-%m-%d")
    assert (origin.kind, origin.made_from) == ("real", ("f.csv",))


@pytest.mark.raw
def test_the_real_files_give_the_published_totals(raw: Path) -> None:
    held = door.inventory(raw, KINDS)
    fires_read, accounts = incidents.gather(held)
    whole = next(a for a in accounts if a.rows > 1_000)
    assert list(whole.rows_by_year.values()) == [
        6976, 6876, 6733, 6548, 6271, 5941, 5888, 5605, 5648, 5490, 5281, 5057, 4914,
    ]  # fmt: skip
    assert len(fires_read) == 77_228
    shapes = geography.lsoa_shapes(held)
    placed = placing.place(fires_read, shapes, geography.borough_names(held))
    assert (placed.lsoa >= 0).all()
    assert placed.nearest.sum() == 97
    assert (shapes.borough_code[placed.lsoa] == placed.recorded).mean() >= 0.99
    assert placing.misassignment(fires_read, placed.lsoa, shapes) == pytest.approx(1 / 6, abs=0.01)
