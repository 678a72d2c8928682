"""Evaluate: each year from those before it, against the last count carried on."""

from __future__ import annotations

import numpy as np

from lbdp_core.result import Scorecard
from lbdp_core.toy.load import Evidence
from lbdp_core.toy.model import MEMORY, expected, spread

FIRST = MEMORY + 2  # counts before the first year that is forecast


def evaluate(evidence: Evidence) -> Scorecard:
    """Weighted absolute percentage error over boroughs, and how often 80% ranges held."""
    origins = [_origin(evidence, t) for t in range(FIRST, len(evidence.years))]
    skill = float(np.mean([1 - o["model"] / o["baselines"]["last_count"] for o in origins]))
    return Scorecard("toy", "library visits", "weighted error", "% of visits", "last_count", tuple(origins), skill, {})


def _origin(evidence: Evidence, t: int) -> dict:
    before, truth = evidence.visits[:t], evidence.visits[t]
    error = {name: float(100 * np.abs(truth - f).sum() / truth.sum()) for name, f in _forecasts(before).items()}
    held = float(np.mean(np.abs(np.log(truth / expected(before))) <= 1.2816 * spread(before)))
    model = error.pop("model")
    return {"origin": str(evidence.years[t]), "horizon": 1, "model": model, "baselines": error, "coverage_80": held}


def _forecasts(before: np.ndarray) -> dict[str, np.ndarray]:
    return {"model": expected(before), "last_count": before[-1]}
