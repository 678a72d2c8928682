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
from lbdp_core.fire.features import Ground
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import known_before, ladder, level, out_of_fold

BASELINE = "empirical_bayes"


def origin(evidence: Evidence, g: Ground, k: int) -> dict[str, Any]:
    """The scores of year k of the evidence, whose years before k are all that the models are shown."""
    before, y = evidence.fires[:, :k], evidence.fires[:, k]
    f = known_before(evidence, k)
    rungs = ladder(g, before, evidence.areas["imd2019_rank"].to_numpy(float), f)
    flat = {name: counts.scaled(mu, y.sum()) for name, mu in rungs.items()}
    terms = {name: counts.deviance_terms(y, mu) for name, mu in flat.items()}
    deviance = {name: float(t.mean()) for name, t in terms.items()}
    low, high = counts.skill_interval(terms["model"], terms[BASELINE], g.borough, SEED)
    skill = 1 - deviance["model"] / deviance[BASELINE]
    pit = counts.randomised_pit(y, rungs["model"], f.shape, SEED)
    strangers = counts.scaled(out_of_fold(g, before) * g.recorded, y.sum())
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
        "driver_deviance_unseen_borough": counts.poisson_deviance(y, strangers),
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
