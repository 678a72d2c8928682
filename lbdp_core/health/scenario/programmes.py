"""Programmes: what was found of each, how far a finding reaches, and when fewer new cases become fewer people.

Findings are in `evidence.yaml`, null results among them. A programme acts on one condition; its relative risk is
among people who take part, against those who do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray
from scipy.special import ndtri

from lbdp_core.provenance import Status

Array = NDArray[np.float64]
NONE, MAIN, CAUTIOUS, OWN = "none", "main", "cautious", "own"
EVIDENCE = {
    MAIN: "The main finding",
    CAUTIOUS: "The most cautious finding (little or no effect)",
    OWN: "Your own value",
}
SEED = 20190131


@dataclass(frozen=True)
class Finding:
    """A published relative risk with its 95% interval, what it measures, where it was read and its mark."""

    risk: float
    low: float
    high: float
    measures: str
    source: str
    status: Status

    @property
    def in_words(self) -> str:
        return f"{self.risk:g} ({self.low:g} to {self.high:g})"


@dataclass(frozen=True)
class Programme:
    """A programme on offer; `key` is also that of its condition. `evidence.yaml` says what the other fields are."""

    key: str
    label: str
    from_age: int
    stays: float
    caution: str
    main: Finding
    cautious: Finding


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(*row.pop("risk"), **row)


def _programme(key: str, row: dict[str, Any]) -> Programme:
    return Programme(key, **row | {name: _finding(row[name]) for name in (MAIN, CAUTIOUS)})


_ROWS = yaml.safe_load(Path(__file__).with_name("evidence.yaml").read_text("utf-8"))
PROGRAMMES = {key: _programme(key, row) for key, row in _ROWS.items()}
CHOICES = {NONE: "None"} | {key: it.label for key, it in PROGRAMMES.items()}


def table() -> pd.DataFrame:
    """Every programme's findings as shown, the main one and the most cautious, a row a finding."""
    return _table().copy()


@cache
def _table() -> pd.DataFrame:
    rows = []
    for it in PROGRAMMES.values():
        for kind, found in ((MAIN, it.main), (CAUTIOUS, it.cautious)):
            about = {"programme": it.label, "condition": it.key, "finding": EVIDENCE[kind], "risk": found.risk}
            ends = {"low": found.low, "high": found.high, "measures": found.measures}
            rows.append(about | ends | {"source": found.source, "quality": found.status, "caution": it.caution})
    return pd.DataFrame(rows)


@lru_cache(maxsize=64)
def cut_draws(key: str, evidence: str, own_risk: float, draws: int) -> Array:
    """How much less likely takers are to have the condition (draws,): 1 - relative risk; nought for "none"."""
    programme = PROGRAMMES.get(key)
    if programme is None:
        out = np.zeros(draws)
    elif evidence == OWN:
        out = np.full(draws, 1.0 - own_risk)
    else:
        it = programme.main if evidence == MAIN else programme.cautious
        even = np.random.default_rng(SEED).permutation((np.arange(draws) + 0.5) / draws)
        z, edge = np.asarray(ndtri(even), dtype=float), float(ndtri(0.975))
        spread = np.where(z < 0, float(np.log(it.risk / it.low)), float(np.log(it.high / it.risk))) / edge
        out = 1.0 - it.risk * np.exp(spread * z)
    out.flags.writeable = False
    return out


def shown(ahead: NDArray[np.int64], lag: float, stays: float) -> Array:
    """How much of a full effect shows among people counted, by years since the base.

    Takers' risk falls evenly over `lag` years; each year the count takes in one part in `stays` of new people.

    Example:
        >>> shown(np.arange(4), 2, 1).tolist()
        [0.0, 0.5, 1.0, 1.0]
        >>> shown(np.arange(3), 1, 4).tolist()
        [0.0, 0.25, 0.4375]
    """
    stock = [0.0]
    for year in range(1, int(max(ahead)) + 1):
        stock.append(stock[-1] + (min(1.0, year / lag if lag else 1.0) - stock[-1]) / max(stays, 1.0))
    return np.asarray(stock)[np.asarray(ahead)]
