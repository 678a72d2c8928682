"""Lift: what one more dataset would add to a model of counts by area, on years that the model had not seen.

The base is a Poisson model with ridge, fitted once an origin (an unseen year) to the years before it. A dataset joins
it by one Newton step of the joint penalised model from the base's optimum: its columns are cleared of what the held
columns already tell (weighted by expected events), then take their coefficient from the base's residuals, and the held
coefficients move accordingly. One step is what a score test rests on (Rao 1948); for rate ratios up to 1.3 a standard
deviation it differs from the full refit by less than the interval's tenth (`tests/test_lift.py`), and it makes hundreds
of shuffles and subsets cheap.

Arrays: n areas, k held columns, o origins, c columns of a dataset, s shuffles or subsets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import counts

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
RIDGE = 100.0  # expected events' worth of shrinkage on each standardised coefficient, as in fire's own model
STEPS, CLOSE = 12, 1e-8
CHUNK = 25  # shuffles worked on at once: what fits into a processor's cache beside the held columns


@dataclass(frozen=True, eq=False)
class Base:
    """A fitted base model, in the sums that one more dataset needs.

    fixed:    (n, k - h) held columns that no year changes, standardised, ones first.
    past:     (o, n, h) held columns of the events before the origin; mean_past the same over its training years,
              weighted by expected events.
    weight:   (o, n) expected events of the training years. score: (o, n) observed less expected in them.
    inverse:  (o, k, k) inverse of the penalised information.
    expected: (o, n) expected events of the origin, scaled to its total. events: (o, n) those that happened.
    """

    fixed: Floats
    past: Floats
    mean_past: Floats
    weight: Floats
    score: Floats
    inverse: Floats
    expected: Floats
    events: Floats

    @property
    def origins(self) -> int:
        return len(self.expected)

    def products(self, weights: Floats, columns: Floats) -> Floats:
        """Weights (r, n) times held columns: the fixed ones and those of one origin (n, h), as (r, k)."""
        return np.column_stack([weights @ self.fixed, weights @ columns])

    def combined(self, coefficients: Floats, columns: Floats) -> Floats:
        """Coefficients (r, k) times held columns: the fixed ones and those of one origin (n, h), as (r, n)."""
        fixed = self.fixed.shape[1]
        return coefficients[:, :fixed] @ self.fixed.T + coefficients[:, fixed:] @ columns.T


def fit(
    fixed: Floats,
    history: Callable[[int], Floats],
    exposure: Floats,
    events: Floats,
    origins: Sequence[int],
    window: int,
) -> Base:
    """The base at each origin, from the `window` years before it.

    Args:
        fixed: (n, k) columns without ones. history: year index to (n, h) columns known before that year.
        exposure: (n,) in proportion to which events are expected. events: (n, years). origins: year indices.
    """
    still = np.column_stack([np.ones(len(fixed)), (fixed - fixed.mean(axis=0)) / fixed.std(axis=0)])
    held = {t: history(t) for t in sorted({y for t in origins for y in range(t - window, t + 1)})}
    middle, spread = (f(np.vstack(list(held.values())), axis=0) for f in (np.mean, np.std))
    held = {t: (v - middle) / spread for t, v in held.items()}
    made = [_origin(still, held, exposure, events, t, window) for t in origins]
    stacked = [np.array(part) for part in zip(*made, strict=True)]
    past, mean_past, weight, score, inverse, expected, seen = stacked
    return Base(still, past, mean_past, weight, score, inverse, expected, seen)


def _origin(
    still: Floats, held: dict[int, Floats], exposure: Floats, events: Floats, t: int, window: int
) -> tuple[Floats, ...]:
    years, n = range(t - window, t), len(still)
    rows = np.vstack([np.column_stack([still, held[y]]) for y in years])
    seen = np.concatenate([events[:, y] for y in years]).astype(float)
    offset = np.concatenate([np.log(exposure * events[:, y].sum() / exposure.sum()) for y in years])
    coefficient, mu, inverse = poisson(rows, seen, offset)
    weight = mu.reshape(window, n).sum(axis=0)
    mean_past = np.sum([held[y] * mu.reshape(window, n)[j][:, None] for j, y in enumerate(years)], axis=0)
    mean_past = mean_past / weight[:, None]
    score = seen.reshape(window, n).sum(axis=0) - weight
    ahead = exposure * np.exp(np.column_stack([still, held[t]]) @ coefficient)
    happened = events[:, t].astype(float)
    return held[t], mean_past, weight, score, inverse, counts.scaled(ahead, happened.sum()), happened


def poisson(rows: Floats, seen: Floats, offset: Floats, ridge: float = RIDGE) -> tuple[Floats, Floats, Floats]:
    """Poisson regression with log link and ridge (not on the first column) by Newton's method.

    Returns:
        coefficients (k,), expected events (rows,), inverse penalised information (k, k).
    """
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 1e-6
    coefficient = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        mu = np.exp(offset + rows @ coefficient)
        information = rows.T @ (rows * mu[:, None]) + np.diag(penalty)
        move = np.linalg.solve(information, rows.T @ (seen - mu) - penalty * coefficient)
        coefficient = coefficient + move
        if float(np.abs(move).max()) < CLOSE:
            break
    mu = np.exp(offset + rows @ coefficient)
    inverse = np.linalg.inv(rows.T @ (rows * mu[:, None]) + np.diag(penalty))
    return coefficient, mu, np.asarray(inverse, dtype=float)


@dataclass(frozen=True, eq=False)
class Columns:
    """A dataset as columns: (n, c) standardised where it is seen and 0 elsewhere, then indicators of hidden values.

    fields: how many of the columns are the dataset's own; the last is whether an area is covered, where some are not.
    there:  (n,) areas covered.
    """

    values: Floats
    fields: int
    there: Mask


def columns(given: Floats, borough: NDArray[np.intp], covered: Mask | None = None) -> Columns:
    """Columns of a dataset (n, c), NaN where a value is hidden or was not given.

    A borough without a single value is not covered; a gap inside a covered borough is a value that was hidden. Both get
    an indicator, so that what is missing is not taken for a small count. The first says no more than which boroughs
    take part, so the model without the dataset gets it too (`against`). covered: (boroughs,) leaves out further ones.
    """
    seen = np.isfinite(given)
    held = np.bincount(borough, seen.any(axis=1), int(borough.max()) + 1) > 0
    there = (held if covered is None else held & covered)[borough]
    seen &= there[:, None]
    number = np.maximum(seen.sum(axis=0), 1)
    middle = np.where(seen, given, 0.0).sum(axis=0) / number
    away = np.where(seen, given - middle, 0.0)
    spread = np.sqrt((away**2).sum(axis=0) / number)
    standard = away / np.where(spread > 0, spread, 1.0)
    gaps = [~seen[:, j] & there for j in range(given.shape[1])]
    more = [g for j, g in enumerate(gaps) if g.any() and not any(np.array_equal(g, e) for e in gaps[:j])]
    more += [there] if not there.all() else []
    return Columns(np.column_stack([standard, *(g.astype(float) for g in more)]), given.shape[1], there)


def joined(base: Base, values: Floats, o: int) -> tuple[Floats, Floats]:
    """What a dataset changes at origin `o`, by one Newton step: its coefficients, and each area's change of log rate.

    Give one dataset, or many at once (such as its shuffled copies).

    Args:
        values: (n, c), or (n, s, c) for s sets at once.

    Returns:
        coefficients (..., c), and change of the origin's log rate (n, ...).
    """
    sets = values.T[None] if values.ndim == 2 else values.transpose(1, 2, 0)
    beta, change = _step(base, np.ascontiguousarray(sets), o)
    return (beta[0], change[0]) if values.ndim == 2 else (beta, change.T)


def _step(base: Base, sets: Floats, o: int) -> tuple[Floats, Floats]:
    """`joined` for sets (s, c, n), where each step is a product of matrices: coefficients (s, c), change (s, n)."""
    s, c, n = sets.shape
    weighted = sets * base.weight[o]
    cross = base.products(weighted.reshape(s * c, n), base.mean_past[o]).reshape(s, c, -1)
    told = cross @ base.inverse[o]  # what the held columns already tell of each column
    by_set = weighted @ sets.transpose(0, 2, 1) - cross @ told.transpose(0, 2, 1) + RIDGE * np.eye(c)
    beta = np.linalg.solve(by_set, (sets @ base.score[o])[..., None])[..., 0]
    row = beta[:, None]
    return beta, np.asarray((row @ sets)[:, 0] - base.combined((row @ told)[:, 0], base.past[o]))


def gains(base: Base, change: Floats, o: int) -> Floats:
    """Poisson deviance that each area saves at origin `o`: (n,), or (n, s); both models scaled to the year's total."""
    mu, y = base.expected[o], base.events[o]
    shape = (slice(None),) + (None,) * (change.ndim - 1)
    shift = np.log(y.sum() / (mu[shape] * np.exp(change)).sum(axis=0))
    move = change + shift
    return np.asarray(2 * (y[shape] * move - mu[shape] * np.expm1(move)))


def _whole_gain(base: Base, change: Floats, o: int, there: Mask) -> Floats:
    """`gains` (n, s) added up over some areas, (s,): one exponential and sums, for hundreds of sets at once."""
    mu, y, grown = base.expected[o], base.events[o], np.exp(change)
    shift = np.log(y.sum() / (mu @ grown))
    seen, hoped = y * there, mu * there
    moved = seen @ change + shift * seen.sum()
    return np.asarray(2 * (moved - (hoped @ grown) * np.exp(shift) + hoped.sum()))


def rates(base: Base, change: Floats, o: int) -> Floats:
    """Expected events (n,) at origin `o` with the dataset, scaled to the year's total."""
    return counts.scaled(base.expected[o] * np.exp(change), float(base.events[o].sum()))


def cleared(base: Base, values: Floats, o: int) -> Floats:
    """Columns (n, c) less what the held ones tell of them in the training years."""
    cross = base.products((values * base.weight[o][:, None]).T, base.mean_past[o])
    return np.asarray(values - base.combined(cross @ base.inverse[o], base.mean_past[o]).T)


def against(base: Base, made: Columns, origins: Sequence[int]) -> tuple[Floats, Floats]:
    """What a dataset is held against: log rates (origins, n) of the model without it, and its deviance (n,) in all.

    Where some boroughs do not take part, the model without the dataset knows which ones they are: the level of those
    that do is nothing that the dataset tells.
    """
    change = np.zeros((len(origins), len(made.there)))
    deviance = np.zeros(len(made.there))
    for j, o in enumerate(origins):
        if not made.there.all():
            change[j] = joined(base, made.there[:, None].astype(float), o)[1]
        deviance += counts.deviance_terms(base.events[o], rates(base, change[j], o))
    return change, deviance


def saved(base: Base, made: Columns, origins: Sequence[int]) -> tuple[Floats, Floats]:
    """Deviance that each area saves with the dataset, and what it has without it, over origins: (n,) each."""
    without, deviance = against(base, made, origins)
    gain = np.zeros(len(made.there))
    for j, o in enumerate(origins):
        gain += gains(base, joined(base, made.values, o)[1], o) - gains(base, without[j], o)
    return gain, deviance


def shuffled(base: Base, made: Columns, deals: NDArray[np.intp], origins: Sequence[int]) -> Floats:
    """Deviance saved (times, origins) in the covered areas when whole rows are dealt anew: `deals` (times, n)."""
    without, _ = against(base, made, origins)
    found = np.empty((len(deals), len(origins)))
    found[:] = [-float(gains(base, without[j], o)[made.there].sum()) for j, o in enumerate(origins)]
    for start in range(0, len(deals), CHUNK):
        order = deals[start : start + CHUNK]
        dealt = np.stack([column[order] for column in made.values.T], axis=1)
        for j, o in enumerate(origins):
            found[start : start + CHUNK, j] += _whole_gain(base, _step(base, dealt, o)[1].T, o, made.there)
    return found


def deals(borough: NDArray[np.intp], times: int, seed: int) -> NDArray[np.intp]:
    """Orders of the areas (times, n) in which each borough's are shuffled among themselves."""
    rng = np.random.default_rng(seed)
    home = np.argsort(borough, kind="stable")
    found = np.empty((times, len(borough)), dtype=np.intp)
    for order in found:
        order[home] = np.argsort(borough + rng.uniform(size=len(borough)))
    return found


def resampled(part: Floats, whole: Floats, cluster: NDArray[np.intp], draws: int, seed: int) -> tuple[Floats, Floats]:
    """`draws` of sum(part) / sum(whole) with whole clusters drawn anew, and the sums by cluster of `part`.

    A draw in which nothing is there to be shared is nought.

    Args:
        part, whole: (n,). cluster: (n,) whole numbers; those without areas do not count.
    """
    held = np.bincount(cluster) > 0
    per = np.column_stack([np.bincount(cluster, part)[held], np.bincount(cluster, whole)[held]])
    picks = np.random.default_rng(seed).multinomial(len(per), np.full(len(per), 1 / len(per)), size=draws)
    sums = picks @ per
    share = np.divide(sums[:, 0], sums[:, 1], out=np.zeros(draws), where=sums[:, 1] > 0)
    return share, np.asarray(per[:, 0], dtype=float)
