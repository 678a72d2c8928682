"""A small data folder of health tables: two boroughs, every cell marked with its borough, year and age."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from lbdp_core.health.conditions import rates
from lbdp_core.sources import Origin, Shelf, Workbench

ORIGIN = Origin("made up", "nobody", "none", "2022-05-31", kind="synthetic")
CODES = ["E09000001", "E09000003"]


def _rows(key: str, sexes: tuple[str, ...], years: tuple[int, ...], times: float = 1.0) -> list[list[Any]]:
    return [
        [key, sex, code, year, *(times * ((b + 1) * 1_000 + year + age) for age in range(91))]
        for sex in sexes
        for b, code in enumerate(CODES)
        for year in years
    ]


def populations() -> pd.DataFrame:
    rows = [
        *_rows("base", ("female", "male"), (2021,), 0.5),
        *_rows("old", ("persons",), (2010, 2013, 2020, 2021), 1.0),
        *_rows("new", ("persons",), (2021, 2030), 1.2),
        *_rows("mid", ("persons",), (2020,), 1.1),
    ]
    return pd.DataFrame(rows, columns=["key", "sex", "code", "year", *map(str, range(91))])


def facts(key: str, kind: str, last: int) -> dict[str, Any]:
    return {"key": key, "label": key, "kind": kind, "last_observed": last, "source": "nobody", "note": ""}


def shelf(root: Path, **changed: pd.DataFrame | None) -> Shelf:
    """The folder, with some tables changed or (None) left out."""
    life = [[year, sex, age, 20.0] for year in (2021, 2031) for sex in ("female", "male") for age in (55, 90)]
    tables: dict[str, pd.DataFrame | None] = {
        "health/boroughs.csv": pd.DataFrame({"code": CODES, "name": ["City of London", "Barnet"]}),
        "health/populations.csv.gz": populations(),
        "health/census.csv": pd.DataFrame({"code": CODES, "0": [1, 4], "16": [2, 5], "65": [3, 6]}),
        "health/conditions.csv": rates(),
        "health/local.csv": pd.DataFrame({"condition": ["dementia"], "code": CODES[:1], "factor": [0.7]}),
        "health/life.csv": pd.DataFrame(life, columns=["year", "sex", "age", "years"]),
    }
    bench = Workbench(root)
    for path, table in (tables | changed).items():
        if table is not None:
            bench.table(path, table, ORIGIN)
    kinds = [facts("base", "made", 2021), facts("old", "projection", 2013)]
    kinds += [facts("new", "projection", 2021), facts("mid", "estimate", 2020)]
    bench.json("health/populations.json", kinds, ORIGIN)
    bench.json("health/report.json", {"files": []}, ORIGIN)
    return bench.shelf({})
