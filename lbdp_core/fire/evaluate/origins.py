"""One origin: every rung of the ladder, from the years before it, scored on the fires that then happened."""

from __future__ import annotations

from typing import Any

import numpy as np

from lbdp_core import counts
from lbdp_core.fire.evaluate.scores import (
    SEED,
    borough_coverage,
    calibration,
    captures,
    ceiling,
    hottest,
    overlap,
    plain_coverage,
)
from lbdp_core.fire.features import ADDED, Ground
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import forecast, known_before, ladder, level, out_of_fold

BASELINE, WITHOUT = "empirical_bayes", "model_without_added"


def origin(evidence: Evidence, g: Ground, k: int) -> dict[str, Any]:
    """The scores of year k of the evidence, whose years before k are all that the models are shown."""
    before, y = evidence.fires[:, :k], evidence.fires[:, k]
    f = known_before(evidence, k)
    rungs = ladder(g, before, evidence.deprivation(), f)
    fewer = g.without(ADDED)
    if fewer.names != g.names:
        rungs[WITHOUT] = forecast(fewer, before).expected
    flat = {name: counts.scaled(mu, y.sum()) for name, mu in rungs.items()}
    terms = {name: counts.deviance_terms(y, mu) for name, mu in flat.items()}
    deviance = {name: float(t.mean()) for name, t in terms.items()}
    low, high = counts.skill_interval(terms["model"], terms[BASELINE], g.borough, SEED)
    skill = 1 - deviance["model"] / deviance[BASELINE]
    pit = counts.randomised_pit(y, rungs["model"], f.shape, SEED)
    total, sd = level(before.sum(axis=0))
    return {
        "origin": str(evidence.years[k]),
        "horizon": 1,
        "target": f"fires of {evidence.years[k]}, known to the end of {evidence.years[k] - 1}",
        "fires": int(y.sum()),
        "forecast_total": total,
        "naive_total": float(before[:, -1].sum()),
        "forecast_total_log_sd": sd,
        "model": deviance["model"],
        "baselines": {name: v for name, v in deviance.items() if name != "model"},
        "unscaled": {name: counts.poisson_deviance(y, mu) for name, mu in rungs.items()},
        "skill": skill,
        "skill_low": low,
        "skill_high": high,
        "driver_deviance_unseen_borough": unseen_borough(g, before, y),
        "driver_deviance_unseen_borough_without_added": unseen_borough(fewer, before, y) if WITHOUT in rungs else None,
        "capture": captures(y, rungs, g.households),
        "calibration": calibration(y, flat["model"], g.households),
        "first_percent": hottest(y, flat["model"], g.households),
        "coverage_80": float(np.mean((pit > 0.1) & (pit < 0.9))),
        "borough_coverage_80": borough_coverage(evidence, g, k, f, sd),
        "plain_coverage": plain_coverage(y, rungs["model"], f.shape, g.borough),
        "spread_shape": f.shape,
        "top_decile_overlap": overlap(evidence, g, k, f.expected),
        "ceiling": ceiling(flat["model"], f.shape, g.households, deviance["model"], deviance[BASELINE]),
    }


def unseen_borough(g: Ground, before: np.ndarray, y: np.ndarray) -> float:
    """Deviance of the driver model in areas of boroughs that it was not fitted to, scaled to the year's total."""
    return counts.poisson_deviance(y, counts.scaled(out_of_fold(g, before) * g.recorded, y.sum()))
