"""Neighbours: the boroughs most like each, as the Office for National Statistics lists them by three models.

The three lists (global, economic, demographic) have the same header. Each is told by its neighbours: areas that a model
finds alike are mostly in one cluster of that model, so a list is of the model whose clusters its pairs share most.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pandas as pd

from lbdp_core import door, row_accounts
from lbdp_core.boroughs import CODES
from lbdp_core.door import Column, Inventory, Kind
from lbdp_core.geography import OGL
from lbdp_core.places import NEIGHBOURS
from lbdp_core.row_accounts import RowAccount
from lbdp_core.sources import Origin, Workbench

PUBLISHER = "Office for National Statistics"
MODELS = ("global", "economic", "demographic")
LISTED = 20  # neighbours of an area
AREA = Column("code", ("AREACD",), filled=True, pattern=r"[A-Z]\d{8}", looks="E09000001")
KIND = Kind(  # a theme may read the same files under this name: the inventory keeps paths by name
    "ons_neighbours",
    "a list of statistical nearest neighbours",
    PUBLISHER,
    OGL,
    (AREA, *(Column(f"n{n}", (str(n),), needed=n <= 5) for n in range(1, LISTED + 1))),
    unit="area",
)
CLUSTERS = Kind(
    "ons_clusters",
    "the clusters of similar local authorities",
    PUBLISHER,
    OGL,
    (AREA, *(Column(model, (model,), filled=True) for model in MODELS)),
    unit="area",
)
KINDS = (KIND, CLUSTERS)
ELSEWHERE = "outside London"
SEVERAL = "of one of several releases: give the clusters of one"
NOT_TOLD = "not told apart: add the clusters of the same release, and one list of each model"


def build(inventory: Inventory, bench: Workbench, year: str = "2025") -> list[dict[str, Any]]:
    """Write the neighbours in London of every borough; returns what became of the rows of each file.

    year: of the release. No file says it; the lists of November 2026 name combined authorities set up in 2025.
    """
    frames = {inventory.label(path): door.read(path, KIND, inventory.label(path)) for path in inventory.paths(KIND)}
    clusters = {p: door.read(p, CLUSTERS, inventory.label(p)) for p in inventory.paths(CLUSTERS)}
    models = told_apart(frames, next(iter(clusters.values()))) if len(clusters) == 1 else {}
    accounts, tables = [_clusters(inventory.label(p), len(rows), len(clusters)) for p, rows in clusters.items()], []
    for label, frame in frames.items():
        london = frame[frame["code"].isin(CODES)]
        aside = {ELSEWHERE: len(frame) - len(london)} if label in models else {NOT_TOLD: len(frame)}
        accounts.append(RowAccount(label, KIND.name, len(frame), {k: n for k, n in aside.items() if n}))
        if label in models:
            long = london.melt("code", var_name="rank", value_name="neighbour")
            long["rank"] = long["rank"].str[1:].astype(int)
            tables.append(long[long["neighbour"].isin(CODES)].assign(model=models[label]))
    if tables:
        table = pd.concat(tables).sort_values(["model", "code", "rank"], ignore_index=True)
        origin = Origin(
            "Statistical nearest neighbours of boroughs in London",
            PUBLISHER,
            OGL,
            year,
            made_from=tuple(sorted(models)),
        )
        bench.table(NEIGHBOURS, table[["model", "code", "rank", "neighbour"]], origin)
    return [account.line(row_accounts.ROWS) for account in accounts]


def _clusters(label: str, rows: int, files: int) -> RowAccount:
    """What became of a file of clusters: every area of it tells lists apart, unless there are several files."""
    return RowAccount(label, CLUSTERS.name, rows, {SEVERAL: rows} if files > 1 else {})


def told_apart(frames: dict[str, pd.DataFrame], clusters: pd.DataFrame) -> dict[str, str]:
    """Label -> model of each list; {} where two lists answer best to one model, or there are more lists than models."""
    if not frames or len(frames) > len(MODELS):
        return {}
    shared = {label: _shared(frame, clusters) for label, frame in frames.items()}
    ways = permutations(MODELS, len(frames))
    best = max(ways, key=lambda way: sum(shared[label][m] for label, m in zip(shared, way, strict=True)))
    found = dict(zip(shared, best, strict=True))
    return found if all(shared[label][m] == max(shared[label].values()) for label, m in found.items()) else {}


def _shared(frame: pd.DataFrame, clusters: pd.DataFrame) -> dict[str, float]:
    """Model -> the share of pairs of neighbours that are in one of its clusters."""
    pairs = frame.melt("code", value_name="neighbour").dropna(subset=["neighbour"])
    of = clusters.set_index("code")
    made = {}
    for model in MODELS:
        a, b = pairs["code"].map(of[model]), pairs["neighbour"].map(of[model])
        known = a.notna() & b.notna()
        made[model] = float(a[known].eq(b[known]).mean()) if known.any() else 0.0
    return made
