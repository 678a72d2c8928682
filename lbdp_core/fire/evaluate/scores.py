"""Scores of one origin: capture, calibration, coverage, stability, the ceiling that chance leaves, the 100 m grid."""

from __future__ import annotations

from typing import Any

import numpy as np

from lbdp_core import counts
from lbdp_core.fire.features import Ground
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import HISTORY_YEARS, TOP, Forecast, borough_spread, forecast, known_before, sums

SHARES = (0.05, 0.1, 0.2)
SIMULATIONS, SEED = 40, 7


def captures(y: np.ndarray, rungs: dict[str, np.ndarray], households: np.ndarray) -> dict[str, dict[str, float]]:
    """Share of fires in the highest-rate areas with 5, 10 and 20% of households, by rung."""
    return {
        name: {f"{share:.0%}".rstrip("%"): counts.capture(y, mu / households, households, share) for share in SHARES}
        for name, mu in rungs.items()
    }


def calibration(y: np.ndarray, mu: np.ndarray, households: np.ndarray) -> dict[str, Any]:
    """Observed over expected in ten groups of equal households, with 95% Poisson bounds."""
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


def hottest(y: np.ndarray, mu: np.ndarray, households: np.ndarray) -> dict[str, float]:
    """Expected and observed fires of the areas with the first 1% of homes: the few that a shortlist begins with."""
    top = counts.top_share(mu / households, households, 0.01)
    expected = float(mu[top].sum())
    low, high = counts.interval(expected, 0.95)
    return {"expected": expected, "observed": float(y[top].sum()), "low": float(low), "high": float(high)}


def plain_coverage(y: np.ndarray, mu: np.ndarray, shape: float, borough: np.ndarray) -> dict[str, Any]:
    """How often whole-number 80% intervals held the count, beside what they promise (more than 80%)."""
    low, high, nominal = counts.whole_number_interval(mu, shape)
    held = (y >= low) & (y <= high)
    by_borough = {str(b): float(held[borough == b].mean()) for b in np.unique(borough)}
    return {"nominal": float(nominal.mean()), "observed": float(held.mean()), "by_borough": by_borough}


def borough_coverage(evidence: Evidence, g: Ground, k: int, f: Forecast, level_sd: float) -> float:
    """Share of boroughs whose count lay in its 80% range (randomised PIT): areas, boroughs, level and luck."""
    names, index = np.unique(g.borough, return_inverse=True)
    y, mu, scatter = sums((evidence.fires[:, k], f.expected, f.expected**2 / f.shape), index, len(names))
    relative = level_sd**2 + borough_spread(evidence, k) ** 2 + scatter / mu**2
    pit = counts.randomised_pit(y, mu, 1 / relative, SEED)
    return float(np.mean((pit > 0.1) & (pit < 0.9)))


def overlap(evidence: Evidence, g: Ground, k: int, now: np.ndarray) -> dict[str, float | None]:
    """How much of this origin's top decile was also last origin's: by the model, and by raw counts."""

    def top(mu: np.ndarray) -> np.ndarray:
        return counts.top_share(mu / g.households, g.households, TOP)

    def common(a: np.ndarray, b: np.ndarray) -> float:
        return float(g.households[a & b].sum() / g.households[a].sum())

    before = known_before(evidence, k - 1).expected if k - 1 >= HISTORY_YEARS else None
    fires = evidence.fires
    return {
        "model": common(top(now), top(before)) if before is not None else None,
        "raw_counts": common(top(fires[:, k - 1]), top(fires[:, k - 2])),
    }


def ceiling(mu: np.ndarray, shape: float, households: np.ndarray, model: float, base: float) -> dict[str, float]:
    """What a forecaster who knew every true rate would gain on empirical Bayes, in simulated worlds of our spread.

    True rates scatter around the forecast by the fitted gamma; five years and a test year are drawn from them.
    `share_closed` is (base - model) / (base - oracle): real deviances of baseline and model, the simulated one of the
    oracle. The simulated baseline is printed too: it is better than the real one, because simulated rates never drift.
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
        "share_closed": float((base - model) / (base - np.mean(oracle))),
        "capture_10": float(np.mean(capture)),
        "simulated_empirical_bayes": float(np.mean(baseline)),
        "simulated_oracle": float(np.mean(oracle)),
    }


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
