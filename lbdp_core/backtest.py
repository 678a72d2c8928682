"""Back-tests: how wrong forecasts of a panel (places by quarters) were, beside simple rules, at each horizon.

NaN is a figure that was not published: it is not scored, and a rule goes by the last one that was. Forecasts start at
rolling origins; each is an entry of a scorecard, and entries are pooled by horizon, by target or over all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Entry = Mapping[str, Any]
LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)  # of the quantiles that a weighted interval score is taken over


def origins(
    known: Sequence[bool] | NDArray[np.bool_], horizons: Sequence[int], first: int = 0
) -> Iterator[tuple[int, list[int]]]:
    """Positions to forecast from, each with the horizons that can be scored; a period that is not known is neither.

    first: the first position that may be an origin, so that enough is known before it.

    >>> list(origins([True, False, True, True], (1, 2)))
    [(0, [2]), (2, [1])]
    """
    for n in range(first, len(known) - 1):
        scored = [h for h in horizons if n + h < len(known) and known[n + h]]
        if known[n] and scored:
            yield n, scored


def entry(errors: Mapping[str, float], baseline: str, coverage: float, **where: Any) -> dict[str, Any]:
    """One forecast as a scorecard lists it.

    Args:
        errors: of the method ("model") and of each rule beside it. baseline: the rule that the skill is over.
        coverage: share of places within their 80% range. where: origin, horizon and what else names the forecast.

    >>> entry({"model": 3.0, "last_value": 4.0}, "last_value", 0.8, origin="2024Q1")["skill"]
    0.25
    """
    rules = {name: error for name, error in errors.items() if name != "model"}
    over = skill(errors["model"], errors[baseline])
    return where | {"model": errors["model"], "baselines": rules, "skill": over, "coverage_80": coverage}


def by(entries: Sequence[Entry], field: str) -> dict[Any, list[Entry]]:
    """Entries by the value of a field, in the order of the values."""
    return {value: [e for e in entries if e[field] == value] for value in sorted({e[field] for e in entries})}


def mean(entries: Sequence[Entry], field: str) -> float | None:
    """The mean of a field; None where there is no entry."""
    return float(np.mean([e[field] for e in entries])) if entries else None


def pooled(entries: Sequence[Entry], rules: Sequence[str], weight: str = "") -> dict[str, Any]:
    """Many forecasts as one row: origins, model, each rule, skill over the first of the rules, coverage_80.

    weight: a field (people) that errors are weighted by; the skill is then that of the weighted errors. Without it
    every forecast counts alike, and the skill is the mean of theirs. None stands for each figure without forecasts.

    >>> two = [entry({"model": m, "last_value": 4.0}, "last_value", 0.8) | {"people": p} for m, p in ((1, 3), (3, 1))]
    >>> pooled(two, ["last_value"])["skill"], pooled(two, ["last_value"], "people")["skill"]
    (0.5, 0.625)
    """
    names = ("model", *rules)
    if not entries:
        return dict.fromkeys(("origins", *names, "skill", "coverage_80")) | {"origins": 0}
    weights = [e[weight] if weight else 1.0 for e in entries]
    each = {name: [e["model"] if name == "model" else e["baselines"][name] for e in entries] for name in names}
    errors = {name: float(np.average(values, weights=weights)) for name, values in each.items()}
    over = skill(errors["model"], errors[rules[0]]) if weight else mean(entries, "skill")
    return {"origins": len(entries)} | errors | {"skill": over, "coverage_80": mean(entries, "coverage_80")}


def interval(entries: Sequence[Entry], field: str, seed: int, cluster: str = "origin") -> tuple[float, float]:
    """95% interval of the mean of a field, from a bootstrap of whole clusters of entries."""
    return clustered_interval(np.array([e[field] for e in entries]), np.array([e[cluster] for e in entries]), seed)


def wape(forecast: Array, truth: Array) -> float:
    """Weighted absolute percentage error: absolute errors added up, over the true total; NaN where that is nought.

    >>> wape(np.array([8.0, 12.0]), np.array([10.0, np.nan]))
    0.2
    """
    known = ~np.isnan(truth)
    total = float(truth[known].sum())
    return float(np.abs(forecast - truth)[known].sum()) / total if total else float("nan")


def skill(model: float, naive: float) -> float:
    """How much smaller an error is than the naive one's, as a share of it; nought where the naive one made none.

    >>> skill(3.0, 4.0), skill(1.0, 0.0)
    (0.25, 0.0)
    """
    return 1 - model / naive if naive else 0.0


def interval_scores(quantiles: Array, truth: Array, levels: tuple[float, ...] = LEVELS) -> Array:
    """Weighted interval score of each forecast (n,), lower is better, in the unit of the truth.

    Twice the mean pinball loss over the quantiles, which is the weighted interval score of Bracher, Ray, Gneiting and
    Reich (2021), Evaluating epidemic forecasts in an interval format, PLOS Computational Biology 17(2), up to the count
    of its weights.

    Args:
        quantiles: (levels, n). truth: (n,).

    >>> float(interval_scores(np.array([[10.0]]), np.array([13.0]), (0.5,))[0])
    3.0
    """
    tau = np.asarray(levels)[:, None]
    short = truth[None] - quantiles
    return np.asarray(2 * np.maximum(tau * short, (tau - 1) * short).mean(axis=0))


def pit(draws: Array, truth: Array, seed: int) -> Array:
    """Randomised probability integral transform of each truth (n,) among its draws (draws, n); even when calibrated.

    NaN where the truth is, so that nothing counts as below all draws that was not published.
    """
    below, level = (draws < truth).mean(axis=0), (draws == truth).mean(axis=0)
    found = below + np.random.default_rng(seed).uniform(size=len(truth)) * level
    return np.asarray(np.where(np.isnan(truth), np.nan, found))


def inside_80(pits: Array) -> NDArray[np.bool_]:
    """Which of the transforms lie in the middle 80%."""
    return np.asarray((pits >= 0.1) & (pits <= 0.9))


def clustered_interval(
    values: Array, cluster: NDArray[np.generic], seed: int, draws: int = 2_000
) -> tuple[float, float]:
    """95% interval of a mean (n,) from a bootstrap of whole clusters: quarters, in which all places err together.

    NaN on both sides where there is nothing to take the mean of.
    """
    if not len(values):
        return float("nan"), float("nan")
    _, index = np.unique(cluster, return_inverse=True)
    sums, counts = np.bincount(index, values), np.bincount(index)
    picks = np.random.default_rng(seed).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=draws)
    low, high = np.quantile((picks @ sums) / (picks @ counts), [0.025, 0.975])
    return float(low), float(high)


def last_value(seen: Array, horizon: int) -> Array:
    """The last value of each series: seen (t, n), NaN where it is not known; forecast (n,) whatever the horizon.

    >>> last_value(np.array([[3.0], [4.0], [np.nan]]), 1).tolist()
    [4.0]
    """
    return _first_known(seen[::-1])


def drift(seen: Array, horizon: int, least: float = 0.0) -> Array:
    """The last value and as much more a step as the mean step between the first and the last; never below `least`.

    On the log scale there is no least: pass minus infinity.
    """
    known = ~np.isnan(seen)
    first, last = known.argmax(axis=0), len(seen) - 1 - known[::-1].argmax(axis=0)
    rise = last_value(seen, horizon) - _first_known(seen)
    return np.asarray(np.maximum(last_value(seen, horizon) + horizon * rise / np.maximum(last - first, 1), least))


def seasonal_naive(seen: Array, horizon: int, season: int = 4) -> Array:
    """The value of the same season of the last year that has one, else the last value."""
    back = seen[(len(seen) - 1 + horizon) % season :: season]  # of that season, oldest first
    return _first_known(np.concatenate([back[::-1], seen[::-1]]))


def _first_known(rows: Array) -> Array:
    """The first figure of each column (n,) that is known; NaN where none is."""
    known = ~np.isnan(rows)
    return np.asarray(np.take_along_axis(rows, known.argmax(axis=0)[None], axis=0)[0], float)
