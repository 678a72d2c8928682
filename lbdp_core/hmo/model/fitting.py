"""Fitting: what licences teach, naively and by positive-unlabelled bagging, in each world of address errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.hmo.build.housing_stock import HMO_COLUMNS
from lbdp_core.hmo.build.source_records import FEATURES, SOURCES
from lbdp_core.hmo.load import Evidence
from lbdp_core.hmo.model import audit_sample
from lbdp_core.hmo.model.fitted import CODES, MISSING, Fitted
from lbdp_core.hmo.model.joining import COMPARED, WORLDS, joined, world

FOLDS, BAGS, SEED = 3, 10, 5
AUDIT_LEVEL = 6  # % of addresses written wrongly when the audit was drawn
FIRST = 500  # visits by which a ranking is judged
TREES: dict[str, Any] = {
    "objective": "binary", "num_leaves": 8, "learning_rate": 0.15, "min_child_samples": 40, "num_threads": 1,
    "verbosity": -1, "deterministic": True, "force_row_wise": True, "max_bin": CODES - 1, "seed": SEED,
    "interaction_constraints": [[at] for at in range(len(FEATURES))],  # one record a tree: what each adds is exact
}  # fmt: skip
ROUNDS = 60
Codes = NDArray[np.uint8]
Tables = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Wrong:
    """Addresses written wrongly, in the names that `joined` reads."""

    wrong_source: NDArray[np.int64]
    wrong_home: NDArray[np.int64]
    wrong_found: NDArray[np.int64]
    wrong_level: NDArray[np.int64]

    @classmethod
    def of(cls, links: pd.DataFrame) -> Wrong:
        """From the table of links."""
        at = links["source"].map([*SOURCES].index).to_numpy(dtype=np.int64)
        home, found, level = (links[name].to_numpy(dtype=np.int64) for name in ("home", "found", "level"))
        return cls(at, home, found, level)


def fit(evidence: Evidence) -> Fitted:
    """Every way of choosing, in every world of address errors; and the audit."""
    homes, areas = evidence.homes, evidence.areas
    licensed = homes["licensed"].to_numpy(dtype=bool)
    building = homes["building"].to_numpy(dtype=np.int64)
    held, wrong = codes(evidence.records), Wrong.of(evidence.links)
    seen = [joined(held, wrong, level, how) for level, how in WORLDS]
    naive = [learned(x, licensed, building) for x in seen]
    stratum = audit_sample.strata(seen[world(AUDIT_LEVEL, COMPARED)])
    audited = audit_sample.draw(stratum, licensed, SEED)
    streets, street_at = np.unique(homes["street"].to_numpy(dtype=str), return_inverse=True)
    counted = evidence.boroughs
    shares = counted[list(HMO_COLUMNS)].sum(axis=1) / counted["renting"]
    rent, lists = evidence.report["room_rent"], evidence.report["lists"]
    return Fitted(
        borough=evidence.report["borough"],
        codes=areas["code"].to_numpy(dtype=str),
        names=areas["name"].to_numpy(dtype=str),
        wards=areas["ward"].to_numpy(dtype=str),
        of=evidence.of,
        lsoa=areas["at"].to_numpy(dtype=np.int64),
        area_at=homes["area"].to_numpy(dtype=np.int64),
        building=building,
        street_at=street_at.astype(np.int64),
        streets=streets,
        number=homes["number"].to_numpy(dtype=np.int64),
        flat=homes["flat"].to_numpy(dtype=np.int64),
        licensed=licensed,
        held=held,
        **vars(wrong),
        naive=np.array(naive),
        bagged=np.array([bagged(x, licensed) for x in seen]),
        audited=audited,
        audit_hmo=homes["hmo"].to_numpy(dtype=bool)[audited],
        stratum=stratum,
        lifts=np.array([reported_lift(x, t, licensed, building) for x, t in zip(seen, naive, strict=True)]).round(2),
        white=evidence.white,
        fires=evidence.fires,
        renting=counted["renting"].to_numpy(dtype=float),
        shares=shares.to_numpy(dtype=float).round(5),
        mine=NAMES.index(evidence.report["borough"]),
        lists=np.array([lists[name] for name in ("housing", "fire", "both")]),
        room_rent=np.array([rent[name] for name in ("weekly", "low", "high")]),
    )


def codes(records: pd.DataFrame) -> Codes:
    """(n, features) whole numbers below CODES, MISSING where nothing is held."""
    return records[list(FEATURES)].fillna(MISSING).to_numpy(dtype=np.uint8)


def fold_of(building: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) the fold of each home; the homes of a building are in one."""
    return np.asarray((building * 2_654_435_761 % 2**32) % FOLDS)


def learned(x: Codes, licensed: NDArray[np.bool_], building: NDArray[np.int64]) -> Tables:
    """(folds, features, CODES): licensed against all others, each fold learned from the buildings of the others."""
    fold = fold_of(building)
    return np.array([_table(x[fold != k], licensed[fold != k], SEED) for k in range(FOLDS)])


def bagged(x: Codes, licensed: NDArray[np.bool_]) -> Tables:
    """(features, CODES): mean of bags, each of the licensed against as many others drawn at random.

    Mordelet and Vert (2014). It is right where the licensed are a random part of all HMOs, which they are not.
    """
    rng = np.random.default_rng(SEED)
    known, others = np.flatnonzero(licensed), np.flatnonzero(~licensed)
    rows = [np.r_[known, rng.choice(others, len(known), replace=False)] for _ in range(BAGS)]
    return np.asarray(np.mean([_table(x[at], licensed[at], SEED + k) for k, at in enumerate(rows)], axis=0))


def _table(x: Codes, y: NDArray[np.bool_], seed: int) -> Tables:
    """(features, CODES): what each value of each record adds, read off a model that adds record by record."""
    model = lgb.train(TREES | {"seed": seed}, lgb.Dataset(_floats(x), y.astype(float)), ROUNDS)
    width = x.shape[1]
    grid = np.zeros((width * CODES + 1, width), np.uint8)
    for at in range(width):
        grid[at * CODES : (at + 1) * CODES, at] = np.r_[np.arange(CODES - 1), MISSING]
    raw = model.predict(_floats(grid), raw_score=True)
    return np.asarray((raw[:-1] - raw[-1]).reshape(width, CODES), dtype=np.float32)


def _floats(x: Codes) -> NDArray[np.float64]:
    return np.where(x == MISSING, np.nan, x.astype(float))


def added(tables: Tables, x: Codes) -> NDArray[np.float32]:
    """(n, features): what each record of each home adds."""
    at = np.minimum(x, CODES - 1)
    return np.asarray(tables[np.arange(x.shape[1])[None, :], at])


def added_by_fold(tables: Tables, x: Codes, building: NDArray[np.int64]) -> NDArray[np.float32]:
    """The same, each home by the fold that did not see its building."""
    at, fold = np.minimum(x, CODES - 1), CODES * fold_of(building)
    columns = [tables[:, name].ravel()[fold + at[:, name]] for name in range(x.shape[1])]
    return np.asarray(np.transpose(columns))


def reported_lift(x: Codes, tables: Tables, licensed: NDArray[np.bool_], building: NDArray[np.int64]) -> float:
    """Licences among the naive model's first visits, over those of a random choice: what it would report."""
    score = added_by_fold(tables, x, building).sum(axis=1)
    first = np.argsort(-score, kind="stable")[:FIRST]
    return float(licensed[first].mean() / licensed.mean())
