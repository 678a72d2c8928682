"""Duties: households owed one after asylum support in a quarter, by the flows and as last counted (H-CLIC)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import backtest, move_on, quarters
from lbdp_core.boroughs import CODES
from lbdp_core.refugees.evaluate.pooling import pooled
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import Array, fit
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario.levers import RefugeesLevers
from lbdp_core.refugees.scenario.world import Course

HORIZONS = (1, 2, 4)


def duty(evidence: Evidence) -> list[dict[str, Any]]:
    """Pooled by horizon, over boroughs published at the origin and at the target; nothing without H-CLIC.

    The flows are those of the evidence cut at the origin, with the notice that held then.
    """
    if evidence.duties is None:
        return []
    truth = _wide(evidence.duties)
    found = []
    for origin in evidence.total.quarters:
        known = evidence.upto(origin)
        if known.duties is None or origin not in truth.index or len(_wide(known.duties)) < 1:
            continue
        fitted = fit(known)
        days = move_on.days(quarters.last_day(origin), fitted.single)
        spec = RefugeesLevers.specs()["duties"]
        each = float(np.clip(fitted.duty_rate or RefugeesLevers().duties, spec.low, spec.high))  # as was known then
        course = Course.of(fitted, RefugeesLevers(notice=days, duties=each))
        for horizon in HORIZONS:
            target = quarters.label(quarters.index(origin) + horizon)
            if target in truth.index:
                drawn = course.duties(horizon) - course.duties(horizon - 1)
                last, later = (truth.loc[q].to_numpy(dtype=float) for q in (origin, target))
                found.append(_entry(drawn[:, : len(CODES)], last, later, origin, horizon))
    return pooled([entry for entry in found if entry["people"] > 0])


def _entry(drawn: Array, last: Array, later: Array, origin: str, horizon: int) -> dict[str, Any]:
    held = ~np.isnan(last) & ~np.isnan(later)
    made, naive, truth = drawn.mean(axis=0)[held], last[held], later[held]
    counts = np.random.default_rng(s.SEED).poisson(drawn[:, held])  # a count scatters around what is expected
    inside = backtest.inside_80(backtest.pit(counts.astype(float), truth, s.SEED + quarters.index(origin)))
    last_value = backtest.wape(naive, truth)
    errors = {"model": backtest.wape(made, truth), "last_value": last_value, "drift": last_value}
    covered = float(inside.mean()) if held.any() else 0.0
    return backtest.entry(errors, "last_value", covered, origin=origin, horizon=horizon, people=float(truth.sum()))


def _wide(duties: pd.DataFrame) -> pd.DataFrame:
    return duties.pivot_table(index="quarter", columns="code", values="duties").reindex(columns=list(CODES))
