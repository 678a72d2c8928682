"""Prevention programmes: how far a finding reaches, and when fewer new cases become fewer people.

A programme acts on one condition. Its relative risk is among people who take part, against those who do not.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from lbdp_core.health.scenario.conclusions import PROGRAMMES, Programme

Array = NDArray[np.float64]
NONE, MAIN, CAUTIOUS, OWN = "none", "main", "cautious", "own"
EVIDENCE = {
    MAIN: "The main finding",
    CAUTIOUS: "The most cautious finding (no effect, or little)",
    OWN: "Your own value",
}
SEED = 20190131

_BY_KEY = {p.key: p for p in PROGRAMMES}
CHOICES = {NONE: "None"} | {p.key: p.label for p in PROGRAMMES}


def programme(key: str) -> Programme | None:
    """The programme of a choice; None for "none"."""
    return _BY_KEY.get(key)


def table() -> pd.DataFrame:
    """Every programme's findings as shown, the main one and the most cautious, a row a finding."""
    return _table().copy()


@cache
def _table() -> pd.DataFrame:
    rows = []
    for it in PROGRAMMES:
        for kind, found in ((MAIN, it.main), (CAUTIOUS, it.cautious)):
            about = {"programme": it.label, "condition": it.condition, "finding": EVIDENCE[kind], "risk": found.risk}
            ends = {"low": found.low, "high": found.high, "measures": found.measures}
            rows.append(about | ends | {"source": found.source, "quality": found.quality, "caution": it.caution})
    return pd.DataFrame(rows)


@lru_cache(maxsize=64)
def cut_draws(key: str, evidence: str, own_risk: float, draws: int) -> Array:
    """How much less likely takers are to have the condition (draws,): 1 - relative risk; nought for "none"."""
    found = _BY_KEY.get(key)
    if found is None:
        out = np.zeros(draws)
    elif evidence == OWN:
        out = np.full(draws, 1.0 - own_risk)
    else:
        it = found.main if evidence == MAIN else found.cautious
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
    out = np.zeros(len(ahead))
    stock, year = 0.0, 0
    for i, years in enumerate(ahead):
        while year < years:
            year += 1
            stock += (min(1.0, year / lag if lag else 1.0) - stock) / max(stays, 1.0)
        out[i] = stock
    return out
