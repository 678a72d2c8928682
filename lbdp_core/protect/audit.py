"""Audit: what somebody who sees a table, with its totals and its rules, can work out about what is hidden.

A count that is hidden rounds to base times k; the k of a row or column add up to what its total leaves beside what is
shown. Rows with the whole, and columns, are nested sets: the ends of such a linear program are whole numbers, so its
least and most are those of an integer one (Schrijver 1986, Theory of Linear and Integer Programming, chapter 19).
Whoever looks knows the rules and what is shown, and not which counts were hidden for others' sake. What the program
cannot answer counts as given away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.protect.shown import Shown

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]
NARROW = 3.0  # an interval narrower than this gives a count away
MANY = 1_000_000.0  # what nothing shown bounds may be so much more than the largest figure shown


@dataclass(frozen=True, eq=False)
class Weak:
    """What can be had back: counts (r, c), and totals of rows (r,), columns (c,) and the whole (1,)."""

    cells: Bools
    rows: Bools
    columns: Bools
    whole: Bools

    def any(self) -> bool:
        return any(bool(part.any()) for part in (self.cells, self.rows, self.columns, self.whole))


def recoverable(shown: Shown, narrow: float = NARROW) -> Bools:
    """Which protected counts (r, c) lie in an interval narrower than `narrow` for whoever sees the table."""
    return weak(shown, narrow).cells


def weak(shown: Shown, narrow: float = NARROW) -> Weak:
    """Which protected counts and protected totals lie in an interval narrower than `narrow`."""
    hidden = np.argwhere(np.isnan(shown.cells))
    masks = (shown.protected, *shown.small_totals)
    found = tuple(mask & False for mask in masks)
    at = np.argwhere(shown.protected & np.isnan(shown.cells))
    wanted = [_unit(hidden, row, column) for row, column in at]
    lines = [(way, i) for way in (1, 2, 3) for i in np.flatnonzero(masks[way]).tolist()]
    wanted += [_line(hidden, way, i) for way, i in lines]
    if wanted:
        least, most = _ends(shown, hidden, np.stack(wanted), narrow)
        low, high = _counts(shown, least[: len(at)], most[: len(at)])
        found[0][tuple(at.T)] = ~(high - low >= narrow)
        steps = shown.profile.base * (most - least)[len(at) :]
        for (way, i), wide in zip(lines, steps, strict=True):
            found[way][i] = not wide >= narrow
    found[0][shown.protected & ~np.isnan(shown.cells)] = True  # it is shown
    return Weak(*found)


def reach(shown: Shown, wanted: Bools) -> tuple[Array, Array]:
    """The least and the most (r, c) that each wanted hidden count can be; NaN elsewhere, and where nothing is found."""
    hidden = np.argwhere(np.isnan(shown.cells))
    low, high = (np.full(shown.cells.shape, np.nan) for _ in range(2))
    at = np.argwhere(wanted & np.isnan(shown.cells))
    if len(at):
        ends = _ends(shown, hidden, np.stack([_unit(hidden, row, column) for row, column in at]))
        low[tuple(at.T)], high[tuple(at.T)] = _counts(shown, *ends)
    return low, high


def _counts(shown: Shown, least: Array, most: Array) -> tuple[Array, Array]:
    """The counts that round to base x k: from base x k - back to base x k + (base - 1 - back), none below nought."""
    base = shown.profile.base
    back = base // 2
    return np.maximum(base * least - back, 0.0), base * most + (base - 1 - back)


def _unit(hidden: NDArray[np.int64], row: int, column: int) -> Array:
    return ((hidden[:, 0] == row) & (hidden[:, 1] == column)).astype(float)


def _line(hidden: NDArray[np.int64], way: int, i: int) -> Array:
    """Which hidden counts a total holds: of a row (1), a column (2) or the whole (3)."""
    return np.ones(len(hidden)) if way == 3 else (hidden[:, way - 1] == i).astype(float)


def _ends(shown: Shown, hidden: NDArray[np.int64], wanted: Array, narrow: float = np.inf) -> tuple[Array, Array]:
    """The least and the most of each wanted sum of k (t, n); NaN where the program has no answer.

    Every answer is a table that would be shown alike, and so tells of all sums at once: a sum that two answers already
    put far enough apart for `narrow` is not asked about again.
    """
    from scipy.optimize import linprog

    sums, totals = _sums(shown, hidden)
    parts = (shown.cells.ravel(), shown.rows, shown.columns, np.array([shown.whole]))
    most_shown = max((float(np.nanmax(part)) for part in parts if np.isfinite(part).any()), default=0.0)
    bounds = (0, (most_shown + MANY) / shown.profile.base)
    least, most = np.full(len(wanted), np.inf), np.full(len(wanted), -np.inf)
    lost = np.zeros(len(wanted), dtype=bool)
    base = shown.profile.base
    for t, cost in enumerate(wanted):
        if base * (most[t] - least[t]) >= narrow + base // 2:
            continue
        for sign in (1.0, -1.0):
            answer = linprog(sign * cost, A_eq=sums, b_eq=totals / base, bounds=bounds, method="highs-ds")
            if answer.status != 0:
                lost[t] = True
                continue
            told = np.rint(wanted @ np.rint(answer.x))
            least, most = np.minimum(least, told), np.maximum(most, told)
    gone = lost | ~np.isfinite(least)
    return np.where(gone, np.nan, least), np.where(gone, np.nan, most)


def _sums(shown: Shown, hidden: NDArray[np.int64]) -> tuple[Array, Array]:
    """One equation for each total that is shown: which hidden counts it holds, and what they round to together."""
    lines, totals = [np.zeros(len(hidden))], [0.0]  # an equation that always holds, so that there is one
    for axis, given in ((0, shown.rows), (1, shown.columns)):
        for i in np.unique(hidden[:, axis]):
            if np.isfinite(given[i]):
                seen = shown.cells[i] if axis == 0 else shown.cells[:, i]
                lines.append((hidden[:, axis] == i).astype(float))
                totals.append(float(given[i] - np.nansum(seen)))
    if np.isfinite(shown.whole):
        lines.append(np.ones(len(hidden)))
        totals.append(float(shown.whole - np.nansum(shown.cells)))
    return np.stack(lines), np.asarray(totals)
