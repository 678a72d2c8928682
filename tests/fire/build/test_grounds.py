"""Station grounds from a lookup or from shapes: made-up files in a made-up London."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbdp_core import door, geography
from lbdp_core.areas.kinds import LOOKUP_11_21
from lbdp_core.fire import schema
from lbdp_core.fire.build import grounds
from lbdp_core.sources import DataError, Shelf, Workbench
from tests.fire.build import london
from tests.fire.build.london import CODES, SIDE, SOUTH, WEST, draw, shape

KINDS = (*geography.KINDS, LOOKUP_11_21, *schema.KINDS)


def made(raw: Path) -> tuple[dict[str, object] | None, Shelf]:
    held, bench = door.inventory(raw, KINDS), Workbench(raw.parent / "out")
    (raw.parent / "out").mkdir(exist_ok=True)
    report = grounds.write(bench, held, geography.lsoa_shapes(held))
    return report, bench.shelf({})


def by_code(shelf: Shelf) -> dict[str, str]:
    return dict(shelf.table(grounds.PATH).itertuples(index=False, name=None))


def test_without_a_file_there_is_no_table(folder: Path) -> None:
    report, shelf = made(folder)
    assert report is None
    assert not shelf.has(grounds.PATH)


def test_a_lookup_by_lsoa_of_2021_is_taken_as_it_is(folder: Path) -> None:
    (folder / "g.csv").write_text(f"LSOA21CD,Station_Ground\n{CODES[0]},Soho\n{CODES[1]},Euston\nE01999999,Soho\n")
    report, shelf = made(folder)
    assert by_code(shelf) == {CODES[0]: "Soho", CODES[1]: "Euston"}
    assert report is not None
    assert (report["grounds"], report["lsoas_without_one"], report["rows_of_other_areas"]) == (2, 6, 1)
    assert shelf.origin(grounds.PATH).made_from == ("g.csv",)


def test_a_lookup_by_lsoa_of_2011_is_carried_by_the_most_parts(folder: Path) -> None:
    old = [f"E0109000{k}" for k in "ABCD"]
    pairs = [(old[0], CODES[0], "S"), (old[0], CODES[1], "S"), *((o, CODES[2], "M") for o in old[1:])]
    lines = [",".join(pair) for pair in pairs]
    (folder / "o.csv").write_text("\n".join(["lsoa11_code,lsoa21_code,change_code", *lines]) + "\n")
    given = dict(zip(old, ("Soho", "Euston", "Soho", "Euston"), strict=True))
    rows = [f"{o},{g}" for o, g in given.items()]
    (folder / "g.csv").write_text("\n".join(["LSOA11CD,station_ground", *rows]) + "\n")
    assert by_code(made(folder)[1]) == {CODES[0]: "Soho", CODES[1]: "Soho", CODES[2]: "Euston"}


def test_shapes_give_an_lsoa_to_the_ground_that_covers_most_of_it(folder: Path) -> None:
    west = shape(WEST, SOUTH, 1.4 * SIDE, SIDE)  # all of the first LSOA and two fifths of the second
    east = shape(WEST + 1.4 * SIDE, SOUTH, 0.8 * SIDE, SIDE)
    draw(folder / "g.json", [({"station_ground": "Soho"}, west), ({"station_ground": "Euston"}, east)])
    report, shelf = made(folder)
    found = by_code(shelf)
    assert (found[CODES[0]], found[CODES[1]], found[CODES[2]]) == ("Soho", "Euston", "Euston")
    assert CODES[3] not in found
    assert report is not None
    assert report["lsoas_without_one"] == 8 - len(found)


def test_what_cannot_be_used_is_refused_in_one_sentence(folder: Path) -> None:
    lookup = folder / "g.csv"
    lookup.write_text(f"LSOA21CD,station_ground\n{CODES[0]},Soho\n{CODES[0]},Euston\n")
    with pytest.raises(DataError, match=f"gives {CODES[0]} two station grounds"):
        made(folder)
    lookup.write_text("LSOA21CD,station_ground\nE01999999,Soho\n")
    with pytest.raises(DataError, match="no LSOA of London"):
        made(folder)
    square = {
        "type": "Polygon",
        "coordinates": [[[530000, 180000], [530300, 180000], [530300, 180300], [530000, 180000]]],
    }
    draw(folder / "h.json", [({"station_ground": "Soho"}, square)])
    with pytest.raises(DataError, match="each give the station grounds"):
        made(folder)
    lookup.unlink()
    with pytest.raises(DataError, match="not in degrees"):
        made(folder)


def test_without_a_file_the_incidents_say_the_ground_that_most_late_fires_were_in(folder: Path) -> None:
    rows = london.full(london.fires(400, "2012-01-01", "2020-12-31", seed=3))
    early = rows["DateOfCall"].str.endswith(("12", "13", "14", "15"))
    rows["IncidentStationGround"] = "Soho"
    rows.loc[early, "IncidentStationGround"] = "Closed"  # more of them, but before the last five years
    rows.loc[rows.index % 9 == 0, "IncidentStationGround"] = "Euston"
    rows.to_csv(folder / "f.csv", index=False)
    report, shelf = london.made(folder)
    assert set(by_code(shelf).values()) == {"Soho"}
    assert report["station_grounds"]["made_from"] == grounds.RECORDED
    assert shelf.origin(grounds.PATH).as_of == report["last_date"]


def test_grounds_of_years_before_the_last_five_are_left_out_with_a_warning(folder: Path) -> None:
    old, late = london.full(london.fires(60, "2009-01-01", "2009-12-31")), london.fires(60, "2021-01-01", "2021-12-31")
    old.assign(IncidentStationGround="Clerkenwell").to_csv(folder / "a.csv", index=False)
    london.eight_columns(late).to_csv(folder / "b.csv", index=False)
    report, shelf = london.made(folder)
    assert "station_grounds" not in report
    assert not shelf.has(grounds.PATH)
    assert any("only to 2009" in warning and "run to 2021" in warning for warning in report["warnings"])
