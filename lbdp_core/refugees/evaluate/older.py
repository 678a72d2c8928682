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
    for n, horizons in backtest.origins(series.known, range(1, s.STEPS + 1), FIRST):
        origin, seen = series.quarters[n], series.people[: n + 1]
        even = course.even_shares(evidence.households, seen)
        centre = course.expected(seen, seen.sum(axis=1), even)
        past = series.upto(origin)
        drawn = course.draws(centre, course.spread([(past, past)], evidence.households))
        for horizon in horizons:
            truth = series.people[n + horizon, :BOROUGHS]
            said = {
                "model": centre[horizon - 1, :BOROUGHS],
                "last_value": backtest.last_value(seen, horizon)[:BOROUGHS],
                "drift": backtest.drift(seen, horizon)[:BOROUGHS],
            }
            pits = backtest.pit(drawn[horizon - 1][:, :BOROUGHS], truth, s.SEED + quarters.index(origin))
            errors = {name: backtest.wape(each, truth) for name, each in said.items()}
            covered = float(backtest.inside_80(pits).mean())
            absolute = {name: float(np.abs(each - truth).sum()) for name, each in said.items()}
            found.append(
                backtest.entry(errors, "last_value", covered, origin=origin, horizon=horizon)
                | {"tuned": origin <= TUNED, "people": float(truth.sum()), "absolute": absolute["model"]}
                | {f"absolute_{name}": absolute[name] for name in ("last_value", "drift")}
            )
    return found
