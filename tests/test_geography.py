import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from lbdp_core import areas, door, geography, static_shapes
from lbdp_core.geography import Shapes, coverage, drawing
from lbdp_core.sources import DataError, Shelf, Workbench
from tests import small_london as small

KINDS = (*geography.KINDS, *areas.KINDS)


def wiggly(n: int = 60, seed: int = 4) -> coverage.Polygons:
    """A coverage of a 5 km square in metres whose corners are often nearer than the grid of the map."""
    rng = np.random.default_rng(seed)
    square = shapely.box(530_000, 180_000, 535_000, 185_000)
    seeds = shapely.multipoints(rng.uniform((530_000, 180_000), (535_000, 185_000), (n, 2)))
    cells = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(seeds)), square)
    fine = shapely.segmentize(cells, 15.0)

    def shake(xy: np.ndarray) -> np.ndarray:  # the same push for the same corner, whoever it belongs to
        return xy + 12.0 * np.column_stack([np.sin(xy @ (0.7, 1.3)), np.cos(xy @ (1.1, 0.6))])

    return coverage.clean(shapely.transform(shapely.intersection(fine, square), shake))


def segments(shapes: coverage.Polygons) -> set[tuple[Any, ...]]:
    rings = shapely.get_parts(shapely.boundary(shapes))
    lines = (list(map(tuple, shapely.get_coordinates(ring))) for ring in rings)
    return {tuple(sorted(pair)) for line in lines for pair in pairwise(line)}


def check_light(full: coverage.Polygons, light: coverage.Polygons) -> None:
    """Nothing lost, empty, off the grid; no overlap, gap or sliver; hardly any area gained."""
    assert shapely.is_valid(light).all()
    assert not shapely.is_empty(light).any()
    assert shapely.coverage_is_valid(light)
    corners = shapely.get_coordinates(light)
    assert np.abs(corners - corners.round(4)).max() == 0
    whole = shapely.get_parts(shapely.coverage_union_all(light))
    assert sum(shapely.get_num_interior_rings(whole)) == 0
    assert abs(drawing.moved(full, coverage.to_bng(light))["change_of_total_area"]) < 0.005


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_simplified_coverage_stays_one(seed: int) -> None:
    full = wiggly(seed=seed)
    rounded = shapely.transform(coverage.to_degrees(full), lambda xy: xy.round(4))
    assert not (shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded))  # rounding alone breaks it
    light = coverage.simplify(full)
    assert shapely.get_num_coordinates(light).sum() < shapely.get_num_coordinates(full).sum() / 4
    check_light(full, light)


def test_outlines_of_boroughs_are_lines_of_their_areas() -> None:
    light = coverage.simplify(wiggly())
    key = np.repeat(["a", "b", "c"], 20)
    whole = drawing.dissolve(light, key, ["a", "b", "c"])
    assert segments(whole) < segments(light)
    assert shapely.area(whole[0]) == pytest.approx(shapely.area(light[:20]).sum())


def test_shapes_that_cross_themselves_are_mended_and_lines_are_refused() -> None:
    bow = shapely.from_wkt("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))")
    mended = coverage.clean(np.array([bow, shapely.box(1, 0, 2, 1)]))
    assert shapely.is_valid(mended).all()
    assert shapely.area(mended).tolist() == [0.5, 1.0]
    with pytest.raises(DataError, match="1 of the shapes have no area"):
        coverage.clean(np.array([bow, shapely.from_wkt("POLYGON ((0 0, 1 1, 0 0))")]))


def test_an_area_too_small_for_the_grid_is_refused() -> None:
    speck = np.array([shapely.box(530_000, 180_000, 530_001, 180_001)])
    with pytest.raises(DataError, match="1 areas are too small to draw at 4 decimals"):
        coverage.simplify(speck)


def test_neighbours_share_a_border_or_a_corner_and_islands_have_none() -> None:
    squares = [shapely.box(x, y, x + 100, y + 100) for x, y in ((0, 0), (100.5, 0), (200, 100), (500, 500))]
    text = np.array(list("abcd"))
    pairs = geography.neighbours(Shapes(text, text, text, np.array(squares)))
    assert pairs.to_numpy().tolist() == [[0, 1], [1, 2]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("raw"))


@pytest.fixture
def data(folder: Path, tmp_path: Path) -> Path:
    bench = Workbench(tmp_path / "data")
    bench.finish(areas.build(door.inventory(folder, KINDS), bench))
    return bench.root


def test_shapes_are_recognised_by_their_columns_in_any_vintage(tmp_path: Path) -> None:
    raw = small.write(tmp_path / "raw")
    for name, old, new in (
        ("b.geojson", "WD25", "WD23"),
        ("b.geojson", "LAD25", "LAD23"),
        ("c.geojson", "LAD22", "LAD24"),
    ):
        (raw / name).write_text((raw / name).read_text("utf-8").replace(old, new), "utf-8")
    held = door.inventory(raw, KINDS)
    assert [held.found[k.name][0].name for k in geography.KINDS] == [
        "a.geojson",
        "b.geojson",
        "c.geojson",
        "d.csv",
    ]
    assert geography.origin("wards", held, geography.KINDS[1]).as_of == "2023"
    assert geography.borough_names(held) == small.BOROUGH_NAMES


def test_a_national_file_is_cut_to_london(tmp_path: Path) -> None:
    raw = small.write(tmp_path / "raw")
    shapes = json.loads((raw / "a.geojson").read_text("utf-8"))
    leeds = {"LSOA21CD": "E01011111", "LSOA21NM": "Leeds 001A"}
    shapes["features"].append({"type": "Feature", "properties": leeds, "geometry": small.square(8)})
    (raw / "a.geojson").write_text(json.dumps(shapes), "utf-8")
    assert geography.lsoa_shapes(door.inventory(raw, KINDS)).code.tolist() == list(small.CODES)
    leeds["LSOA21NM"] = "Camden 009Z"  # but one of London that the lookup does not know is refused
    (raw / "a.geojson").write_text(json.dumps(shapes), "utf-8")
    with pytest.raises(DataError, match="draw 7 areas of London and the lookup to wards has 6"):
        geography.lsoa_shapes(door.inventory(raw, KINDS))


def test_the_map_carries_index_code_and_names_in_order(data: Path) -> None:
    layer = json.loads((data / "geography/lsoa.json").read_bytes())
    first = layer["features"][3]["properties"]
    names = {"name": "Camden 001A", "ward": "Kentish Town", "borough": "Camden"}
    assert first == {"i": 3, "code": "E01000004", **names}
    assert [f["properties"]["i"] for f in layer["features"]] == list(range(6))
    ring = shapely.from_geojson(json.dumps(layer["features"][0]["geometry"])).exterior
    assert ring.is_ccw
    wards = json.loads((data / "geography/wards.json").read_bytes())["features"]
    assert wards[1]["properties"] == {
        "i": 1,
        "code": "E05000002",
        "name": "Kentish Town",
        "borough": "Camden",
    }
    boroughs = pd.read_csv(data / "areas/boroughs.csv")
    assert boroughs.iloc[0].tolist() == ["E09000003", "Barnet", 300, -0.2, 51.5, -0.17, 51.51]


def test_published_shapes_are_those_of_the_data(data: Path, tmp_path: Path) -> None:
    static = tmp_path / "static"
    written = static_shapes.publish(data, static)
    assert sorted(p.name for p in written) == ["boroughs.json", "codes.json", "lsoa.json", "wards.json"]
    static_shapes.same_codes(Shelf(data), static)


def test_of_many_areas_each_borough_has_a_file_of_its_own(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    static = tmp_path / "static"
    static_shapes.publish(data, static)
    monkeypatch.setattr(static_shapes, "MOST", 5)
    written = {path.relative_to(static).as_posix() for path in static_shapes.publish(data, static)}
    assert written == {"boroughs.json", "codes.json", "lsoa/E09000003.json", "lsoa/E09000007.json", "wards.json"}
    assert not (static / "lsoa.json").exists()  # of the publication before
    features = json.loads((static / "lsoa/E09000007.json").read_bytes())["features"]
    assert [(f["properties"]["i"], f["properties"]["code"]) for f in features] == list(enumerate(small.CODES[3:]))
    static_shapes.same_codes(Shelf(data), static)
    (static / "lsoa/E09000007.json").write_bytes(b"{}")
    with pytest.raises(DataError, match=r"E09000007\.json was changed"):
        static_shapes.same_codes(Shelf(data), static)
    monkeypatch.undo()
    static_shapes.publish(data, static)
    assert not (static / "lsoa").exists()


def test_other_or_altered_or_no_shapes_are_refused(data: Path, tmp_path: Path) -> None:
    static = tmp_path / "static"
    with pytest.raises(DataError, match="does not hold the shapes of the map"):
        static_shapes.same_codes(Shelf(data), static)
    static_shapes.publish(data, static)
    card = static / static_shapes.CODES
    right = card.read_text("utf-8")
    card.write_text(right.replace('"n": 6', '"n": 7'), "utf-8")
    with pytest.raises(DataError, match=r"draws 7 areas and the data in .* has 6; publish them with `lbdp data build"):
        static_shapes.same_codes(Shelf(data), static)
    card.write_text(right, "utf-8")
    (static / "lsoa.json").write_bytes(b"{}")
    with pytest.raises(DataError, match=r"lsoa\.json was changed"):
        static_shapes.same_codes(Shelf(data), static)


@pytest.mark.raw
def test_every_lsoa_of_london_is_on_the_map(raw: Path, tmp_path: Path) -> None:
    held = door.inventory(raw, geography.KINDS)
    lsoas, wards = geography.lsoa_shapes(held), geography.ward_shapes(held)
    assert (len(lsoas.code), len(wards.code), len(geography.borough_names(held))) == (4_994, 704, 33)
    bench = Workbench(tmp_path)
    report = geography.build(held, bench, lsoas, geography.ward_lookup(held)["ward"].to_numpy(dtype=str))
    shelf = bench.shelf({})
    layer = shelf.bytes("geography/lsoa.json")
    assert len(gzip.compress(layer, 9)) <= 450_000
    light = np.array(shapely.get_parts(shapely.from_geojson(layer)))
    assert len(light) == 4_994
    check_light(lsoas.polygon, light)
    check_light(wards.polygon, np.array(shapely.get_parts(shapely.from_geojson(shelf.bytes("geography/wards.json")))))
    assert report["share_of_area_drawn_elsewhere"] < 0.02
    assert report["areas_without_neighbour"] == 0
