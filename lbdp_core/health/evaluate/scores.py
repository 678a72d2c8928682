"""Scores: a round against one estimate of what happened."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.backtest import entry, wape
from lbdp_core.doubt import ENDS
from lbdp_core.health.evaluate.forecasts import at, common, constant_growth, grouped, horizon, no_change
from lbdp_core.health.load import Evidence, Population
from lbdp_core.health.model import PopulationErrors, settings

Array = NDArray[np.float64]
BASELINE = "better_naive"  # whichever of the two came nearer, which nobody knows beforehand
APART = 0.05
OLDER = 65


def bias(forecast: Array, truth: Array) -> float:
    """How much too high the sum is, as a share of what happened."""
    return float(forecast.sum() / truth.sum() - 1)


def score(evidence: Evidence, past: Population, truth: Population) -> dict[str, Any]:
    """WAPE, bias, error by age and coverage of a round, beside no change and constant growth."""
    edges, years = common(truth), horizon(past, truth)
    projected = at(past, truth)
    actual = grouped(truth.year(truth.years[-1]), truth.ages, edges)
    rungs = {
        "model": grouped(projected, past.ages, edges),
        "no_change": grouped(no_change(past), past.ages, edges),
        "constant_growth": constant_growth(past, years, edges),
    }
    errors = {name: wape(forecast, actual) for name, forecast in rungs.items()}
    errors[BASELINE] = min(errors["no_change"], errors["constant_growth"])
    whole = {name: wape(forecast.sum(axis=1), actual.sum(axis=1)) for name, forecast in rungs.items()}
    low, high = ranges(past, projected, edges, years)
    covered = (actual >= low) & (actual <= high)
    totals_low, totals_high = ranges(past, projected, (0,), years)
    total = actual.sum(axis=1)
    outside = (total < totals_low[:, 0]) | (total > totals_high[:, 0])
    off = projected.sum(axis=1) / total - 1
    scored = entry(
        errors,
        BASELINE,
        float((~outside).mean()),
        origin=str(past.last_observed),
        horizon=round(years, 2),
        target=f"{past.label} against {truth.label}",
        against=truth.label,
        round=past.key,
        truth=truth.key,
    )
    return scored | {
        "borough_totals": whole,
        "median_borough_error": float(np.median(np.abs(off))),
        "published_median_error": settings.PUBLISHED_MEDIAN * float(np.sqrt(years / settings.PUBLISHED_YEARS)),
        "bias": {name: bias(forecast, actual) for name, forecast in rungs.items()},
        "by_age": by_age(rungs, actual, edges, covered),
        "coverage_80_by_age": float(covered.mean()),
        "coverage_80_at_65_and_over": _older(past, projected, actual, edges, years),
        "outside": [
            {"borough": str(evidence.names[b]), "error": float(off[b])} for b in np.argsort(-np.abs(off)) if outside[b]
        ],
        "largest_error": largest(evidence, past, projected, total, years),
    }


def by_age(
    rungs: dict[str, Array], actual: Array, edges: tuple[int, ...], covered: NDArray[np.bool_]
) -> list[dict[str, Any]]:
    """WAPE of each rung, the round's bias, and the share of boroughs in their 80% range, band by band.

    covered: (b, bands) whether what happened lay in the range.
    """
    return [
        {
            "age_from": edge,
            "ages": ages,
            "residents": float(actual[:, i].sum()),
            "bias": bias(rungs["model"][:, i], actual[:, i]),
        }
        | {"coverage_80": float(covered[:, i].mean())}
        | {name: wape(forecast[:, i], actual[:, i]) for name, forecast in rungs.items()}
        for i, (edge, ages) in enumerate(zip(edges, settings.band_names(edges), strict=True))
    ]


def draws(past: Population, projected: Array, years: float) -> Array:
    """What the round said (b, a), 1,000 times with the errors that the model gives it: (draws, b, a)."""
    errors = PopulationErrors.drawn(len(projected)).after(years)
    group = np.searchsorted(settings.GROUPS, past.ages, side="right") - 1
    return np.asarray(projected[None] * np.moveaxis(errors[group], 0, -1), dtype=float)


def ranges(past: Population, projected: Array, edges: tuple[int, ...], years: float) -> tuple[Array, Array]:
    """The 80% range of each borough's bands, (b, bands) low and high."""
    many = np.add.reduceat(draws(past, projected, years), np.searchsorted(past.ages, edges), axis=-1)
    low, high = np.quantile(many, ENDS, axis=0)
    return low, high


def largest(evidence: Evidence, past: Population, projected: Array, total: Array, years: float) -> dict[str, Any]:
    """The largest relative error of a borough, and how often the draws go as far or further.

    A range that does not admit the largest error (a chance of nought) would have been too narrow.
    """
    off = projected.sum(axis=1) / total
    worst = int(np.argmax(np.abs(np.log(off))))
    each = draws(past, projected, years)[:, worst].sum(axis=-1) / projected[worst].sum()
    needed = 1 / off[worst]
    beyond = each <= needed if needed < 1 else each >= needed
    return {
        "borough": str(evidence.names[worst]),
        "error": float(off[worst] - 1),
        "chance_of_as_much": float(beyond.mean()),
    }


def apart(evidence: Evidence) -> list[dict[str, Any]]:
    """Boroughs where an estimate of the census year, or of the year before, is more than 5% off it, largest first."""
    census = next((truth for truth in evidence.truths if truth.kind == "census"), None)
    estimates = [(truth, year) for truth in evidence.truths for year in truth.years if truth is not census]
    near = [(truth, year) for truth, year in estimates if census and census.years[-1] - year in (0, 1)]
    if census is None or not near:
        return []
    (truth, year), edges = near[-1], common(census)
    estimated, counted = (
        grouped(truth.year(year), truth.ages, edges),
        grouped(census.persons[..., -1], census.ages, edges),
    )
    whole = np.asarray(estimated.sum(axis=1) / counted.sum(axis=1) - 1)
    older = np.asarray(_from(estimated, edges) / _from(counted, edges) - 1)
    return [
        {"borough": str(evidence.names[i]), "difference": float(whole[i]), "difference_65_and_over": float(older[i])}
        for i in np.argsort(-np.abs(whole))
        if abs(whole[i]) > APART
    ]


def _older(past: Population, projected: Array, actual: Array, edges: tuple[int, ...], years: float) -> float:
    low, high = ranges(past, projected, (0, OLDER), years)
    older = _from(actual, edges)
    return float(((older >= low[:, 1]) & (older <= high[:, 1])).mean())


def _from(bands: Array, edges: tuple[int, ...]) -> Array:
    return np.asarray(bands[:, edges.index(OLDER) :].sum(axis=1))
