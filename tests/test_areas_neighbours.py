"""The ONS's lists of similar boroughs: three files with one header are told apart by the clusters of their models."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core import borough_profile, door
from lbdp_core.areas import neighbours
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.places import NEIGHBOURS
from lbdp_core.sources import Shelf, Workbench, find

OTHERS = [f"E060000{n:02}" for n in range(1, 40)]
AREAS = [*CODES, *OTHERS]


def made(folder: Path, clusters: bool = True, twice: bool = False) -> Path:
    """Lists in which an area's neighbours are mostly of its cluster, under names that say nothing."""
    rng = np.random.default_rng(5)
    of = {model: rng.choice(list("ABCD"), len(AREAS)) for model in ("Global", "Economic", "Demographic")}
    folder.mkdir(exist_ok=True)
    for n, model in enumerate(of):
        group = of["Global" if twice else model]
        rows = []
        for i, area in enumerate(AREAS):
            order = sorted((j for j in range(len(AREAS)) if j != i), key=lambda j: (group[j] != group[i], rng.random()))
            rows.append([area, *(AREAS[j] for j in order[:20])])
        pd.DataFrame(rows, columns=["AREACD", *map(str, range(1, 21))]).to_csv(folder / f"{n}.csv", index=False)
    if clusters:
        pd.DataFrame({"AREACD": AREAS, "AREANM": AREAS, **of}).to_csv(folder / "c.csv", index=False)
    return folder


def built(raw: Path, out: Path):
    bench = Workbench(out)
    return neighbours.build(door.inventory(raw, neighbours.KINDS), bench), bench


def test_each_list_is_told_by_its_own_pairs_whatever_it_is_called(tmp_path: Path) -> None:
    said, bench = built(made(tmp_path / "raw"), tmp_path / "out")
    table = bench.shelf({}).table(NEIGHBOURS)
    for n, model in enumerate(neighbours.MODELS):
        given = pd.read_csv(tmp_path / "raw" / f"{n}.csv").set_index("AREACD")
        for code, rows in table[table["model"].eq(model)].groupby("code"):
            listed = given.loc[code].tolist()
            assert rows["neighbour"].tolist() == [c for c in listed if c in CODES]
            assert rows["rank"].tolist() == [listed.index(c) + 1 for c in rows["neighbour"]]
    clusters, *lists = said
    assert (clusters["kind"], clusters["used"]) == ("ons_clusters", len(AREAS))
    assert [line["used"] for line in lists] == [33, 33, 33]
    assert all(line["set_aside"] == {neighbours.ELSEWHERE: len(OTHERS)} for line in lists)


@pytest.mark.parametrize("how", [{"clusters": False}, {"twice": True}])
def test_lists_that_cannot_be_told_apart_are_set_aside_with_what_to_add(tmp_path: Path, how: dict[str, bool]) -> None:
    said, bench = built(made(tmp_path / "raw", **how), tmp_path / "out")
    assert not bench.entries
    lists = [line for line in said if line["kind"] == neighbours.KIND.name]
    assert all(line["used"] == 0 and "add the clusters" in next(iter(line["set_aside"])) for line in lists)


@pytest.mark.raw
def test_the_published_lists_are_of_the_models_that_their_names_say(raw: Path) -> None:
    held = door.inventory(raw / "geography", neighbours.KINDS)
    frames = {path.stem: door.read(path, neighbours.KIND) for path in held.paths(neighbours.KIND)}
    (clusters,) = (door.read(path, neighbours.CLUSTERS) for path in held.paths(neighbours.CLUSTERS))
    found = neighbours.told_apart(frames, clusters)
    assert found == {f"ons_els_{model}-neighbours": model for model in neighbours.MODELS}


def test_a_folder_without_lists_has_the_suite_s_own_way_alone(tmp_path: Path) -> None:
    shelf = Shelf(find("sample_data"))
    entries = dict(shelf.entries)
    shelf.entries = {path: entry for path, entry in entries.items() if path != NEIGHBOURS}
    assert list(borough_profile.ways(shelf, 4)) == ["suite"]


def test_a_list_says_its_model_year_and_publisher(tmp_path: Path) -> None:
    _, bench = built(made(tmp_path / "raw"), tmp_path / "out")
    ours = Shelf(find("sample_data"))
    bench.bytes("areas/lsoa.csv", ours.bytes("areas/lsoa.csv"), ours.origin("areas/lsoa.csv"))
    found = borough_profile.ways(bench.shelf({}), 4)
    assert list(found) == ["suite", "ons_global", "ons_economic", "ons_demographic"]
    way = found["ons_economic"]
    assert way.label == "Office for National Statistics: economy, 2025"
    assert (
        way.said == "by the economic model of the Office for National Statistics (statistical nearest neighbours, 2025)"
    )
    assert set(way.near) == set(NAMES)
    assert all(len(near) <= 4 and name not in near for name, near in way.near.items())
