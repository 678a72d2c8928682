"""Areas outside London: a made-up country of four local authorities and 300 areas, in the publishers' layouts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from apps.cli import main
from lbdp_core import areas, door, fire, geography
from lbdp_core.door.codes import ENGLAND
from lbdp_core.fire.build import placing
from lbdp_core.fire.scenario import FireLevers
from lbdp_core.sources import Shelf, Workbench
from tests import small_london as small

AUTHORITIES = {
    "E06000043": "Brighton and Hove",
    "E07000065": "Wealden",
    "E08000003": "Manchester",
    "E09000007": "Camden",
}
WALES = "W06000015"
EACH, SIDE = 75, 0.01
CODES = [f"E01{k:06d}" for k in range(EACH * len(AUTHORITIES))]
OF = np.repeat(list(AUTHORITIES), EACH)
KINDS = (*geography.KINDS, *areas.KINDS, *fire.KINDS)
YEARS = range(2015, 2024)


def corner(k: int) -> tuple[float, float]:
    """South-west of an area: each authority is a block of 25 by 3, far from the next."""
    block, at = divmod(k, EACH)
    return -2.0 + 0.5 * block + SIDE * (at % 25), 51.0 + 0.5 * block + SIDE * (at // 25)


def box(west: float, south: float, across: int = 1, up: int = 1) -> dict[str, object]:
    return json.loads(shapely.to_geojson(shapely.box(west, south, west + SIDE * across, south + SIDE * up)))


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A national folder, with an authority of Wales that is not England's, and fires everywhere in England."""
    folder = tmp_path_factory.mktemp("england")
    names = [f"{AUTHORITIES[c]} {k % EACH:03d}A" for k, c in enumerate(OF)]
    wales = ({"LSOA21CD": "W01000001", "LSOA21NM": "Cardiff 001A"}, box(-3.2, 51.4))
    lsoas = [({"LSOA21CD": c, "LSOA21NM": names[k]}, box(*corner(k))) for k, c in enumerate(CODES)]
    small.geojson(folder / "a.geojson", [*lsoas, wales])
    blocks = [box(*corner(EACH * b), across=25, up=3) for b in range(len(AUTHORITIES))]
    named = [*AUTHORITIES.items(), (WALES, "Cardiff")]
    shapes = [*blocks, box(-3.2, 51.4)]
    wards = [({"WD25CD": f"E0500000{b}", "WD25NM": n, "LAD25CD": c}, shapes[b]) for b, (c, n) in enumerate(named)]
    small.geojson(folder / "b.geojson", wards)
    small.geojson(folder / "c.geojson", [({"LAD22CD": c, "LAD22NM": n}, shapes[b]) for b, (c, n) in enumerate(named)])
    lookup = pd.DataFrame({"lsoa21_code": [*CODES, "W01000001"], "ltla24_code": [*OF, WALES]})
    block = [*np.repeat(range(len(AUTHORITIES)), EACH), len(AUTHORITIES)]
    lookup["ward24_code"] = [f"E0500000{b}" for b in block]
    lookup.assign(ward24_name=[named[b][1] for b in block]).to_csv(folder / "d.csv", index=False)
    pairs = pd.DataFrame({"lsoa11_code": CODES, "lsoa21_code": CODES, "change_code": "U"})
    pairs.to_csv(folder / "e.csv", index=False)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(small, "CODES", CODES)
        small.census(folder)
    rng = np.random.default_rng(3)
    domains = ("Income", "Employment", "Education", "Health", "Crime", "Housing_and_Access", "Environment")
    ranks = {f"{d}_rank": rng.permutation(len(CODES)) + 1 for d in ("IMD", *domains, "Indoors", "Outdoors")}
    pd.DataFrame({"lsoa11_code": CODES} | ranks).to_csv(folder / "m.csv", index=False)
    ages = {str(a): 0 for a in range(60)} | {str(a): 4 for a in range(60, 90)} | {"90+": 5}
    pd.DataFrame({"lsoa11_code": CODES, "total_population": 1_000} | ages).to_csv(folder / "p.csv", index=False)
    new = pd.DataFrame({"lsoa21_code": CODES})
    new.assign(perc=25.5).to_csv(folder / "q.csv", index=False)
    cni = (
        "Community Needs Index 2023",
        "Civic Assets Domain",
        "Connectedness Domain",
        "Active and Engaged Community Domain",
    )
    new.assign(**{f"{name} Score": -1.5 for name in cni}).to_csv(folder / "r.csv", index=False)
    fires(folder, rng, range(len(CODES)))
    return folder


def fires(folder: Path, rng: np.random.Generator, within: range) -> None:
    """Four fires a day in areas of a range, in metres, with no borough recorded."""
    days = np.repeat(pd.date_range(f"{YEARS[0]}-01-01", f"{YEARS[-1]}-12-31").strftime("%Y-%m-%d"), 4)
    middle = np.array([corner(k) for k in rng.choice(within, len(days))]) + SIDE / 2
    x, y = geography.coverage._TO_GRID.transform(*middle.T)
    table = pd.DataFrame({"date": days, "borough": "", "property_type": "House"})
    table.assign(easting_rounded=np.round(x), northing_rounded=np.round(y)).to_csv(folder / "fires.csv", index=False)


def test_england_is_read_where_it_is_in_the_folder_and_london_stays_the_default(raw: Path, tmp_path: Path) -> None:
    bench = Workbench(tmp_path)
    report = areas.build(door.inventory(raw, KINDS, ENGLAND), bench)
    table = pd.read_csv(tmp_path / "areas/lsoa.csv")
    assert table["code"].tolist() == CODES
    assert table["borough"].unique().tolist() == list(AUTHORITIES.values())
    assert report["areas"]["boroughs"] == len(AUTHORITIES)
    (lookup,) = [row for row in report["areas"]["files"] if row["kind"] == "lookup_lsoa21_ward"]
    assert lookup["set_aside"] == {"of an area outside the local authorities asked for": 1}
    drawn = json.loads((tmp_path / "geography/lsoa.json").read_bytes())["features"]
    assert [f["properties"]["code"] for f in drawn] == CODES
    assert {"households", "density", "social_rented", "aged_75plus", "imd2019_rank", "loneliness"} <= set(table)
    one = areas.build(door.inventory(raw, KINDS), Workbench(tmp_path / "london"))
    assert one["areas"]["lsoas"] == EACH


def test_fire_is_fitted_run_and_placed_wherever_fires_are_counted(raw: Path, tmp_path: Path) -> None:
    bench, held = Workbench(tmp_path), door.inventory(raw, KINDS, ENGLAND)
    report = {"areas": areas.build(held, bench), "fire": fire.THEME.build(held, bench)}
    assert report["fire"]["used"] == sum(report["fire"]["fires_by_year"].values())
    model = fire.THEME.fit(fire.THEME.load(bench.shelf(report)))
    result = fire.THEME.run(model, FireLevers(visits=1_000))
    assert result.places["borough"].unique().tolist() == list(AUTHORITIES.values())
    assert result.places["visits"].sum() == pytest.approx(1_000)
    assert result.additive.today == pytest.approx(model.expected.sum())


def test_where_no_fires_are_counted_the_areas_are_made_and_fire_says_why_it_is_not(
    raw: Path, tmp_path: Path, capsys
) -> None:
    folder = shutil.copytree(raw, tmp_path / "raw")
    fires(folder, np.random.default_rng(4), range(3 * EACH, 4 * EACH))  # Camden's alone
    assert main(["data", "build", "--raw", str(folder), "--out", str(tmp_path / "out"), "--areas", "england"]) == 3
    shelf = Shelf(tmp_path / "out")
    assert len(shelf.table("areas/lsoa.csv")) == len(CODES)
    assert shelf.report["left_out"]["fire"].startswith(
        "The folder has dwelling fires in 1 of 4 local authorities and none in Brighton and Hove; give --areas only"
    )
    capsys.readouterr()


@pytest.mark.parametrize("asked", ["scotland", "E12", "E07000065;E08"])
def test_what_is_no_local_authority_is_refused(asked: str, raw: Path, tmp_path: Path, capsys) -> None:
    assert main(["data", "build", "--raw", str(raw), "--out", str(tmp_path / "out"), "--areas", asked]) == 2
    assert "begins no code of a local authority of England; give `england`" in capsys.readouterr().err


def test_squares_are_met_some_at_a_time_with_the_same_shares(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = geography.lsoa_shapes(door.inventory(raw, KINDS))
    at_once = placing.recorded_in(shapes)
    monkeypatch.setattr(placing, "AT_ONCE", 1_000)
    pd.testing.assert_frame_equal(placing.recorded_in(shapes), at_once, atol=2e-6)
