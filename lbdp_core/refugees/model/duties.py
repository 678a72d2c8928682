"""Duties: how boroughs differ in households owed a duty after asylum support, from H-CLIC, and how that varies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import quarters
from lbdp_core.counts import empirical_bayes
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.model.fitted import Array
from lbdp_core.refugees.model.national import spread_of
from lbdp_core.refugees.places import IN_LONDON

ENGLAND, REGION = "E92000001", "E12000007"


def duties(evidence: Evidence) -> dict[str, Any]:
    """Households owed a duty after asylum accommodation, by quarter and place, and how places differ from England.

    England's duties of a quarter, times a place's share of people in support then, are what would be expected of it.
    """
    ones = np.ones(len(IN_LONDON))
    if evidence.duties is None or evidence.duties.empty:
        empty = {
            "duty_quarters": np.array([], dtype=str),
            "duties": np.zeros((0, len(IN_LONDON))),
            "duties_london": np.zeros(0),
        }
        return empty | {"duty_factor": ones, "london_factor": 1.0, "duty_sd": s.DUTY_SD, "duty_own_sd": s.DUTY_OWN_SD}
    wide = evidence.duties.pivot_table(index="quarter", columns="code", values="duties")
    wide = wide[wide.index >= evidence.total.quarters[0]]
    table = wide.reindex(columns=list(IN_LONDON)).to_numpy(dtype=float)
    england, london = (wide.reindex(columns=[code]).to_numpy(dtype=float)[:, 0] for code in (ENGLAND, REGION))
    share = _shares(evidence, wide.index)
    known = ~np.isnan(table) & ~np.isnan(england)[:, None]
    expected = np.where(known, england[:, None] * share, 0.0).sum(axis=0)
    counted = np.where(known, table, 0.0).sum(axis=0)
    both = ~np.isnan(england) & ~np.isnan(london)
    whole = (
        float(london[both].sum() / max((england[both] * share[both].sum(axis=1)).sum(), 1e-9)) if both.any() else 1.0
    )
    factor = ones * whole
    usable = expected > 0
    if usable.sum() > 1:
        rates, _ = empirical_bayes(counted[usable], expected[usable])
        factor[usable] = rates * whole / (counted[usable].sum() / expected[usable].sum())
    return {
        "duty_quarters": np.array(wide.index, dtype=str),
        "duties": np.nan_to_num(table, nan=-1.0),  # below nought: not published
        "duties_london": np.nan_to_num(london, nan=-1.0),
        "duty_factor": factor,
        "london_factor": whole,
        "duty_sd": _duty_spread(evidence),
        "duty_own_sd": _own_spread(table, np.where(known, england[:, None] * share, np.nan) * factor),
    }


def _duty_spread(evidence: Evidence) -> float:
    """How England's duties for each person granted (in that quarter and the one before) vary, on the log scale."""
    assert evidence.duties is not None
    england = evidence.duties[evidence.duties["code"] == ENGLAND].set_index("quarter")["duties"]
    granted = evidence.national["granted"].rolling(2).mean()
    ratio: Array = np.asarray(england / granted.reindex(england.index), dtype=float)
    logs: Array = np.log(ratio[np.nan_to_num(ratio) > 0])
    each = pd.Series(logs)
    return spread_of(each - each.mean(), s.DUTY_SD)


def _own_spread(counted: Array, expected: Array) -> float:
    """How places vary beside what is expected of them, on the log scale, less what chance alone would do."""
    known = ~np.isnan(counted) & ~np.isnan(expected)
    if known.sum() < s.LEAST_DOUBT:
        return s.DUTY_OWN_SD
    apart = np.log((counted[known] + s.SMALL) / (expected[known] + s.SMALL))
    chance = expected[known] / (expected[known] + s.SMALL) ** 2
    return max(float(np.mean(apart**2 - chance)), 0.05**2) ** 0.5


def _shares(evidence: Evidence, labels: pd.Index) -> Array:
    """Each place's share of people in support of the country (t, p); after the last count, as it was then."""
    share = evidence.total.people / evidence.country[:, None]
    at = [
        min(max(quarters.index(str(q)) - quarters.index(evidence.total.quarters[0]), 0), len(share) - 1) for q in labels
    ]
    return np.asarray(share[at])
