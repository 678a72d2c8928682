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

from lbdp_core.backtest import interval_scores
from lbdp_core.homelessness.load import Evidence
from lbdp_core.homelessness.model import settings
from lbdp_core.homelessness.model.forecast import HIGH, LOW, Forecast, drift, forecast, last_value, method_of, naive

Array = NDArray[np.float64]
HORIZONS = 4
RULES = {"seasonal_naive": naive, "last_value": last_value, "drift": drift}
SEEN = 9  # quarters that must be published before the first origin: two years and a quarter


@dataclass(frozen=True, eq=False)
class Scored:
    """One target forecast from one origin at one horizon. Areas in the order of the panel, London's own row last.

    origin:  the last quarter that was known; quarter: the one that was forecast.
    model:   (34,) weighted interval score in households; NaN where the quarter was not published.
    rules:   the same of each rule beside it, by name.
    inside, naive_inside: (34,) 1 where what happened lay in the 80% range, 0 where not, NaN where not published.
    """

    target: str
    origin: str
    quarter: str
    horizon: int
    model: Array
    rules: dict[str, Array]
    inside: Array
    naive_inside: Array

    @property
    def naive(self) -> Array:
        """Scores of the rule that the goal is set against."""
        return self.rules["seasonal_naive"]


def every(evidence: Evidence) -> list[Scored]:
    """All targets, origins and horizons of which the truth is published; a quarter without a book is neither."""
    out = []
    for target in settings.TARGETS:
        values = evidence.series[target]
        for end in range(SEEN, len(values)):
            if evidence.quarters[end - 1] not in evidence.reported:
                continue
            horizons = min(HORIZONS, len(values) - end)
            said = {"model": forecast(values[:end], method_of(target), horizons)}
            said |= {name: rule(values[:end], horizons) for name, rule in RULES.items()}
            out += [_scored(evidence, target, end, h, values[end + h], said) for h in range(horizons)]
    return [scored for scored in out if not np.isnan(scored.model[:-1]).all()]


def _scored(evidence: Evidence, target: str, end: int, at: int, truth: Array, said: dict[str, Forecast]) -> Scored:
    found = {name: _one(each.quantiles[:, at], truth) for name, each in said.items()}
    rules, quarters = {name: found[name][0] for name in RULES}, evidence.quarters
    inside = found["model"][1], found["seasonal_naive"][1]
    return Scored(target, quarters[end - 1], quarters[end + at], at + 1, found["model"][0], rules, *inside)


def _one(quantiles: Array, truth: Array) -> tuple[Array, Array]:
    score, inside = np.full(len(truth), np.nan), np.full(len(truth), np.nan)
    known = ~np.isnan(truth) & ~np.isnan(quantiles).any(axis=0)
    score[known] = interval_scores(quantiles[:, known], truth[known])
    held = (truth >= quantiles[LOW]) & (truth <= quantiles[HIGH])
    inside[known] = held[known]
    return score, inside
