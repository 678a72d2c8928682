"""Scores: a round against one estimate of what happened."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.backtest import entry, wape
from lbdp_core.doubt import ENDS
from lbdp_core.health.evaluate.forecasts import at, common, constant_growth, grouped, horizon, no_change
from lbdp_core.health.load import Evidence, Population
from lbdp_core.health.model import population_errors, settings

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
    said = at(past, truth)
    actual = grouped(truth.year(truth.years[-1]), truth.ages, edges)
    rungs = {
        "model": grouped(said, past.ages, edges),
        "no_change": grouped(no_change(past), past.ages, edges),
        "constant_growth": constant_growth(past, years, edges),
    }
    errors = {name: wape(forecast, actual) for name, forecast in rungs.items()}
    errors[BASELINE] = min(errors["no_change"], errors["constant_growth"])
    whole = {name: wape(forecast.sum(axis=1), actual.sum(axis=1)) for name, forecast in rungs.items()}
    low, high = ranges(past, said, edges, years)
    held = (actual >= low) & (actual <= high)
    totals_low, totals_high = ranges(past, said, (0,), years)
    total = actual.sum(axis=1)
    outside = (total < totals_low[:, 0]) | (total > totals_high[:, 0])
    off = said.sum(axis=1) / total - 1
    scored = entry(
        errors,
        BASELINE,
        float((~outside).mean()),
        origin=str(past.last_observed),
        horizon=round(years, 2),
        target=f"{past.label} against {truth.label}",
        round=past.key,
        truth=truth.key,
    )
    return scored | {
        "borough_totals": whole,
        "median_borough_error": float(np.median(np.abs(off))),
        "published_median_error": settings.PUBLISHED_MEDIAN * float(np.sqrt(years / settings.PUBLISHED_YEARS)),
        "bias": {name: bias(forecast, actual) for name, forecast in rungs.items()},
        "by_age": by_age(rungs, actual, edges, held),
        "by_single_age": _single(said, past, truth),
        "coverage_80_by_age": float(held.mean()),
        "coverage_80_at_65_and_over": _older(past, said, actual, edges, years),
        "outside": [
            {"borough": str(evidence.names[b]), "error": float(off[b])} for b in np.argsort(-np.abs(off)) if outside[b]
        ],
        "largest_error": largest(evidence, past, said, total, years),
    }


def by_age(
    rungs: dict[str, Array], actual: Array, edges: tuple[int, ...], held: NDArray[np.bool_]
) -> list[dict[str, Any]]:
    """WAPE of each rung, the round's bias, and the share of boroughs in their 80% range, band by band.

    held: (b, bands) whether what happened lay in the range.
    """
    return [
        {"age_from": edge, "residents": float(actual[:, i].sum()), "bias": bias(rungs["model"][:, i], actual[:, i])}
        | {"coverage_80": float(held[:, i].mean())}
        | {name: wape(forecast[:, i], actual[:, i]) for name, forecast in rungs.items()}
        for i, edge in enumerate(edges)
    ]


def bands(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Coverage of the 80% ranges band by band: `age_from`, and the share of boroughs for each estimate."""
    edges = sorted({band["age_from"] for row in rows for band in row["by_age"]})
    return [
        {"age_from": edge}
        | {row["truth"]: b["coverage_80"] for row in rows for b in row["by_age"] if b["age_from"] == edge}
        for edge in edges
    ]


def draws(past: Population, said: Array, years: float) -> Array:
    """What the round said (b, a), 1,000 times with the errors that the model gives it: (draws, b, a)."""
    errors = population_errors(np.array([years]), len(said))[0]  # (groups, draws, b)
    group = np.searchsorted(settings.GROUPS, past.ages, side="right") - 1
    return np.asarray(said[None] * np.moveaxis(errors[group], 0, -1), dtype=float)


def ranges(past: Population, said: Array, edges: tuple[int, ...], years: float) -> tuple[Array, Array]:
    """The 80% range of each borough's bands, (b, bands) low and high."""
    many = np.add.reduceat(draws(past, said, years), np.searchsorted(past.ages, edges), axis=-1)
    low, high = np.quantile(many, ENDS, axis=0)
    return low, high


def largest(evidence: Evidence, past: Population, said: Array, total: Array, years: float) -> dict[str, Any]:
    """The largest relative error of a borough: how often the draws go as far or further, and how far the furthest goes.

    A range that does not admit the largest error (a chance of nought) would have been too narrow.
    """
    off = said.sum(axis=1) / total
    worst = int(np.argmax(np.abs(np.log(off))))
    each = draws(past, said, years)[:, worst].sum(axis=-1) / said[worst].sum()
    needed = 1 / off[worst]
    beyond = each <= needed if needed < 1 else each >= needed
    furthest = 1 / (each.min() if needed < 1 else each.max()) - 1
    return {
        "borough": str(evidence.names[worst]),
        "error": float(off[worst] - 1),
        "chance_of_as_much": float(beyond.mean()),
        "furthest_drawn": float(furthest),
    }


def apart(evidence: Evidence) -> list[dict[str, Any]]:
    """Boroughs where an estimate of the census year, or of the year before, is more than 5 % off it, largest first."""
    counted = [truth for truth in evidence.truths if truth.kind == "census"]
    near = [
        (truth, year)
        for truth in evidence.truths
        for year in truth.years
        if truth not in counted and near_by(counted, year)
    ]
    if not counted or not near:
        return []
    census, (truth, year) = counted[0], near[-1]
    edges = common(census)
    said, found = (grouped(one.year(at), one.ages, edges) for one, at in ((truth, year), (census, census.years[-1])))
    whole = np.asarray(said.sum(axis=1) / found.sum(axis=1) - 1)
    older = np.asarray(_from(said, edges) / _from(found, edges) - 1)
    return [
        {"borough": str(evidence.names[i]), "difference": float(whole[i]), "difference_65_and_over": float(older[i])}
        for i in np.argsort(-np.abs(whole))
        if abs(whole[i]) > APART
    ]


def near_by(counted: list[Population], year: int) -> bool:
    """Whether a year is that of the census or the one before."""
    return any(year in (one.years[-1] - 1, one.years[-1]) for one in counted)


def _single(said: Array, past: Population, truth: Population) -> float | None:
    """WAPE over boroughs and single years of age, where the estimate has them."""
    return wape(said, truth.year(truth.years[-1])) if truth.ages == past.ages else None


def _older(past: Population, said: Array, actual: Array, edges: tuple[int, ...], years: float) -> float:
    low, high = ranges(past, said, (0, OLDER), years)
    older = _from(actual, edges)
    return float(((older >= low[:, 1]) & (older <= high[:, 1])).mean())


def _from(bands: Array, edges: tuple[int, ...]) -> Array:
    return np.asarray(bands[:, edges.index(OLDER) :].sum(axis=1))
