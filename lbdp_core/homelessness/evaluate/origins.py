"""Origins: at the end of each quarter, forecasts of the next four from the quarters up to then, scored later.

A quarter that a borough did not report is not scored. Nothing after the origin is known to a forecast: neither the
level, the season and the trend nor the width, for the method and for the rules beside it alike. Quarters are as the
books that are held have them; a book is published four to five months after its quarter, so that one quarter ahead is
nearly over when it can be forecast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import backtest
from lbdp_core.homelessness.load import Evidence
from lbdp_core.homelessness.model import settings
from lbdp_core.homelessness.model.forecast import HIGH, LOW, Forecast, drift, forecast, last_value, method_of, naive

Array = NDArray[np.float64]
HORIZONS = (1, 2, 3, 4)
RULES = {"seasonal_naive": naive, "last_value": last_value, "drift": drift}
SEEN = 9  # quarters that must be published before the first origin: two years and a quarter


@dataclass(frozen=True, eq=False)
class Scored:
    """One target forecast from one origin at one horizon. Areas in the order of the panel, London's own row last.

    origin:  the last quarter that was known; quarter: the one that was forecast.
    scores:  (34,) weighted interval scores in households of the method ("model") and of each rule, by name; NaN where
             the quarter was not published.
    inside, naive_inside: (34,) 1 where what happened lay in the 80% range, 0 where not, NaN where not published.
    """

    target: str
    origin: str
    quarter: str
    horizon: int
    scores: dict[str, Array]
    inside: Array
    naive_inside: Array


def every(evidence: Evidence) -> list[Scored]:
    """All targets, origins and horizons of which the truth is published; a quarter without a book is neither."""
    known, out = [quarter in evidence.reported for quarter in evidence.quarters], []
    for target in settings.TARGETS:
        values = evidence.series[target]
        for n, horizons in backtest.origins(known, HORIZONS, SEEN - 1):
            seen = values[: n + 1]
            said = {"model": forecast(seen, method_of(target), horizons[-1])}
            said |= {name: rule(seen, horizons[-1]) for name, rule in RULES.items()}
            out += [_scored(evidence, target, n, h, said) for h in horizons]
    return [scored for scored in out if not np.isnan(scored.scores["model"][:-1]).all()]


def _scored(evidence: Evidence, target: str, n: int, horizon: int, said: dict[str, Forecast]) -> Scored:
    truth, quarters = evidence.series[target][n + horizon], evidence.quarters
    each = {name: _one(forecast.quantiles[:, horizon - 1], truth) for name, forecast in said.items()}
    scores = {name: score for name, (score, _) in each.items()}
    covered = each["model"][1], each["seasonal_naive"][1]
    return Scored(target, quarters[n], quarters[n + horizon], horizon, scores, *covered)


def _one(quantiles: Array, truth: Array) -> tuple[Array, Array]:
    """Score of one forecast, and whether the truth lay in its 80% range, each (34,)."""
    known = ~np.isnan(truth) & ~np.isnan(quantiles).any(axis=0)
    score = np.full(len(truth), np.nan)
    score[known] = backtest.interval_scores(quantiles[:, known], truth[known])
    covered = (truth >= quantiles[LOW]) & (truth <= quantiles[HIGH])
    return score, np.where(known, covered, np.nan)
