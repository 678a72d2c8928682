"""Duties: how boroughs differ in households owed a duty after asylum support, from H-CLIC, and how that varies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import move_on, quarters
from lbdp_core.counts import empirical_bayes
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.model.fitted import Array
from lbdp_core.refugees.schema import IN_LONDON

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
        standing = {"duty_sd": s.DUTY_SD, "duty_own_sd": s.DUTY_OWN_SD, "duty_lag": s.DUTY_LAG, "duty_rate": 0.0}
        return empty | standing | {"duty_factor": ones, "london_factor": 1.0, "on_the_way": 0.0}
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
        **lag(evidence),
        "duty_own_sd": _own_spread(table, np.where(known, england[:, None] * share, np.nan) * factor),
    }


def lag(evidence: Evidence) -> dict[str, float]:
    """How long people whose support ended with a grant take to be owed a duty, by England's duties and the grants.

    Of those on the way to a council, a part is owed a duty in each quarter: the part with which duties for each person
    vary least since December 2022. duty_rate: duties for each person granted then. duty_sd: how they vary (log scale).
    on_the_way: people granted in the country who were still on the way at the last count.
    """
    assert evidence.duties is not None
    england = evidence.duties[evidence.duties["code"] == ENGLAND].set_index("quarter")["duties"]
    granted = evidence.national["granted"].ffill().dropna()  # a quarter that is not held is taken to be as the last
    days = np.array([move_on.days(quarters.last_day(str(q)), 0.83) for q in granted.index]) / quarters.DAYS
    left = (1 - days) * granted + days * granted.shift(1).fillna(granted.iloc[0])
    since, base = evidence.total.quarters[0], evidence.total.quarters[-1]
    found, count = [], 0
    for part in s.LAGS:
        arrived, waiting = _seeking(left, part)
        both = pd.concat([england, arrived], axis=1, keys=["duties", "arrived"]).dropna()
        both = both[(both.index >= since) & (both["duties"] > 0)]
        count = len(both)
        if count >= s.LEAST_LAG or part == s.DUTY_LAG:
            logs = np.log((both["duties"] / both["arrived"]).to_numpy(dtype=float))
            sd = float(logs.std()) if count >= s.LEAST_LAG else np.inf
            rate = float(both["duties"].sum() / both["arrived"].sum()) if count else 0.0
            found.append((sd, part, rate, float(waiting[waiting.index <= base].iloc[-1])))
    sd, part, rate, waiting_then = min(found)
    varied = sd if count >= s.LEAST_VARIED else s.DUTY_SD
    return {"duty_sd": varied, "duty_lag": part, "duty_rate": rate, "on_the_way": waiting_then}


def _seeking(left: pd.Series, part: float) -> tuple[pd.Series, pd.Series]:
    """People who arrive at a council in each quarter, and who are still on the way at its end."""
    held, arrived, waiting = 0.0, [], []
    for people in left:
        held += people
        arrived.append(part * held)
        held -= arrived[-1]
        waiting.append(held)
    return pd.Series(arrived, index=left.index), pd.Series(waiting, index=left.index)


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
    share = pd.DataFrame(evidence.total.people / evidence.country[:, None]).ffill().to_numpy(dtype=float)
    at = [
        min(max(quarters.index(str(q)) - quarters.index(evidence.total.quarters[0]), 0), len(share) - 1) for q in labels
    ]
    return np.asarray(share[at])
