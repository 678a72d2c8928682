"""The older series: dispersal and subsistence under Section 95, 2014 to 2022, at one to eight quarters."""

from __future__ import annotations

from typing import Any

import numpy as np

from lbdp_core import backtest, quarters
from lbdp_core.boroughs import NAMES
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import course
from lbdp_core.refugees.model import settings as s

FIRST = 4  # quarters that are seen before the first forecast
TUNED = "2019Q4"  # the last origin that the rule was chosen on
BOROUGHS = len(NAMES)


def older(evidence: Evidence) -> list[dict[str, Any]]:
    """One entry an origin and horizon."""
    series, found = evidence.before, []
    held = series.known
    for n in (n for n in range(FIRST, len(held) - 1) if held[n]):
        origin, seen = series.quarters[n], series.people[: n + 1]
        even = course.even_shares(evidence.households, seen)
        centre = course.expected(seen, seen.sum(axis=1), even)
        past = series.upto(origin)
        drawn = course.draws(centre, course.spread([(past, past)], evidence.households))
        for horizon in (h for h in range(1, min(s.STEPS, len(held) - 1 - n) + 1) if held[n + h]):
            truth = series.people[n + horizon, :BOROUGHS]
            naive = backtest.last_value(seen, horizon)[:BOROUGHS]
            drift = backtest.drift(seen, horizon)[:BOROUGHS]
            made = centre[horizon - 1, :BOROUGHS]
            model, last = backtest.wape(made, truth), backtest.wape(naive, truth)
            pits = backtest.pit(drawn[horizon - 1][:, :BOROUGHS], truth, s.SEED + quarters.index(origin))
            found.append(
                {
                    "origin": origin,
                    "horizon": horizon,
                    "model": model,
                    "baselines": {"last_value": last, "drift": backtest.wape(drift, truth)},
                    "skill": backtest.skill(model, last),
                    "coverage_80": float(backtest.inside_80(pits).mean()),
                    "tuned": origin <= TUNED,
                    "people": float(truth.sum()),
                    "absolute": float(np.abs(made - truth).sum()),
                    "absolute_last_value": float(np.abs(naive - truth).sum()),
                    "absolute_drift": float(np.abs(drift - truth).sum()),
                }
            )
    return found
