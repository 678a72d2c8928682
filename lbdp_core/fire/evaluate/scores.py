"""Scores of one origin: capture, calibration, coverage, stability, and the ceiling that chance leaves."""

from __future__ import annotations

from typing import Any

import numpy as np

from lbdp_core import counts
from lbdp_core.fire.features import Ground
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import HISTORY_YEARS, TOP, forecast

SHARES = (0.05, 0.1, 0.2)
SIMULATIONS, SEED = 40, 7


def captures(y: np.ndarray, rungs: dict[str, np.ndarray], households: np.ndarray) -> dict[str, dict[str, float]]:
    """Share of fires in the highest-rate areas with 5, 10 and 20 % of households, by rung."""
    return {
        name: {f"{share:.0%}".rstrip("%"): counts.capture(y, mu / households, households, share) for share in SHARES}
        for name, mu in rungs.items()
    }


def calibration(y: np.ndarray, mu: np.ndarray, households: np.ndarray) -> dict[str, Any]:
    """Observed over expected in ten groups of equal households, with 95 % Poisson bounds."""
    c = counts.decile_calibration(y, mu, households)
    deciles = [
        {
            "decile": d + 1,
            "expected": float(e),
            "observed": float(o),
            "ratio": float(o / e),
            "low": float(a / e),
            "high": float(b / e),
        }
        for d, (e, o, a, b) in enumerate(zip(c.expected, c.observed, c.low, c.high, strict=True))
    ]
    return {"within": c.within, "of": len(deciles), "deciles": deciles}


def plain_coverage(y: np.ndarray, mu: np.ndarray, shape: float, borough: np.ndarray) -> dict[str, Any]:
    """How often whole-number 80 % intervals held the count, beside what they promise (more than 80 %)."""
    low, high, nominal = counts.whole_number_interval(mu, shape)
    held = (y >= low) & (y <= high)
    by_borough = {str(b): float(held[borough == b].mean()) for b in np.unique(borough)}
    return {"nominal": float(nominal.mean()), "observed": float(held.mean()), "by_borough": by_borough}


def overlap(evidence: Evidence, g: Ground, k: int, now: np.ndarray) -> dict[str, float | None]:
    """How much of this origin's top decile was also last origin's: by the model, and by raw counts."""

    def top(mu: np.ndarray) -> np.ndarray:
        return counts.top_share(mu / g.households, g.households, TOP)

    def common(a: np.ndarray, b: np.ndarray) -> float:
        return float(g.households[a & b].sum() / g.households[a].sum())

    before = forecast(g, evidence.fires[:, : k - 1]).homes if k - 1 >= HISTORY_YEARS else None
    fires = evidence.fires
    return {
        "model": common(top(now), top(before)) if before is not None else None,
        "raw_counts": common(top(fires[:, k - 1]), top(fires[:, k - 2])),
    }


def ceiling(mu: np.ndarray, shape: float, households: np.ndarray, skill: float) -> dict[str, float]:
    """What a forecaster who knew every true rate would gain on empirical Bayes, in simulated worlds of our spread.

    True rates scatter around the forecast by the fitted gamma; five years and a test year are drawn from them.
    """
    rng = np.random.default_rng(SEED)
    oracle, baseline, capture = [], [], []
    for _ in range(SIMULATIONS):
        true = mu * rng.gamma(shape, 1 / shape, size=len(mu))
        past, y = rng.poisson(HISTORY_YEARS * true), rng.poisson(true)
        rates, _ = counts.empirical_bayes(past, HISTORY_YEARS * households)
        baseline.append(counts.poisson_deviance(y, counts.scaled(rates * households, y.sum())))
        oracle.append(counts.poisson_deviance(y, counts.scaled(true, y.sum())))
        capture.append(counts.capture(y, true / households, households, TOP))
    best = 1 - np.mean(oracle) / np.mean(baseline)
    return {
        "skill": float(best),
        "share_closed": float(skill / best),
        "capture_10": float(np.mean(capture)),
        "simulated_empirical_bayes": float(np.mean(baseline)),
        "simulated_oracle": float(np.mean(oracle)),
    }
