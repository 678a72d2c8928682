"""Where a fire recorded on a grid of 100 m is placed, and the doubt that remains."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from lbdp_core import door, geography
from lbdp_core.fire.build import incidents, placing
from lbdp_core.sources import DataError
from tests.fire.build.london import (
    KINDS,
    SIDE,
    SOUTH,
    WEST,
    borough,
    eight_columns,
    fires,
    full,
    made,
    place,
)


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
    rows.loc[0, "borough"], rows.loc[0, "easting_rounded"] = "E09000007", WEST - 50
    rows.loc[1, "borough"], rows.loc[1, "easting_rounded"] = "E09000033", WEST - 50
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
    table = placing.recorded_in(shapes)
    assert table.groupby("lives")["share"].sum().to_numpy() == pytest.approx(np.ones(8), abs=0.001)
    own = table[table["lives"] == table["recorded"]].set_index("lives")["share"]
    # The first LSOA is 270 m wide; the square from 200 to 300 m is centred in it, so all 70 m stay.
    assert own[0] == pytest.approx(1.0, abs=0.02)
    # The second runs from 270 to 540 m: 30 m of it lie in a square centred in the first, 40 m in one centred
    # in the third.
    assert own[1] == pytest.approx(1 - 70 / SIDE, abs=0.02)


def test_a_fire_in_no_borough_of_london_leaves_no_table(folder: Path) -> None:
    eight_columns(fires(30)).assign(easting_rounded=51.5, northing_rounded=0.1).to_csv(folder / "f.csv", index=False)
    with pytest.raises(DataError, match="EPSG:27700"):
        made(folder)


@pytest.mark.raw
def test_the_real_files_give_the_published_totals(raw: Path) -> None:
    held = door.inventory(raw, KINDS)
    fires_read, accounts = incidents.gather(held)
    whole = next(a for a in accounts if a.rows > 1_000)
    assert list(whole.about["rows_by_year"].values()) == [
        6976, 6876, 6733, 6548, 6271, 5941, 5888, 5605, 5648, 5490, 5281, 5057, 4914, 5065, 4753,
    ]  # fmt: skip
    assert len(fires_read) == 87_046
    assert incidents.whole(fires_read["date"]) == list(range(2009, 2024))
    shapes = geography.lsoa_shapes(held)
    placed = placing.place(fires_read, shapes, geography.borough_names(held))
    assert (placed.lsoa >= 0).all()
    assert placed.nearest.sum() == 108
    assert (shapes.borough_code[placed.lsoa] == placed.recorded).mean() >= 0.99
    assert placing.misassignment(fires_read, placed.lsoa, shapes) == pytest.approx(1 / 6, abs=0.01)
