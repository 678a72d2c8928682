"""What the publisher's 100 m grid does to skill and to the top decile."""

from __future__ import annotations

from typing import Any

import numpy as np

from lbdp_core import counts
from lbdp_core.fire.features import Ground
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import HISTORY_YEARS, TOP, forecast, known_before


def jitter(evidence: Evidence, g: Ground) -> dict[str, Any]:
    """What the 100 m grid does to the last origin: every fire moved within its square, models fitted again."""
    k = len(evidence.years) - 1
    moved = evidence.jitters()
    top = counts.top_share(known_before(evidence, k).expected / g.households, g.households, TOP)
    skill, overlap = [], []
    for fires in moved:
        before, y = fires[:, :k], fires[:, k]
        rates, _ = counts.empirical_bayes(before[:, -HISTORY_YEARS:].sum(axis=1), g.households * HISTORY_YEARS)
        base = counts.poisson_deviance(y, counts.scaled(rates * g.households, y.sum()))
        again = forecast(g, before).expected
        skill.append(1 - counts.poisson_deviance(y, counts.scaled(again, y.sum())) / base)
        there = counts.top_share(again / g.households, g.households, TOP)
        overlap.append(g.households[top & there].sum() / g.households[top].sum())
    return {
        "origin": str(evidence.years[k]),
        "jitters": len(moved),
        "expected_misassignment": evidence.report["expected_misassignment"],
        "skill_mean": float(np.mean(skill)),
        "skill_low": float(np.min(skill)),
        "skill_high": float(np.max(skill)),
        "top_decile_overlap_mean": float(np.mean(overlap)),
        "top_decile_overlap_low": float(np.min(overlap)),
    }
