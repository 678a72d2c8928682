"""Audit: what somebody who sees a table, with its totals and its rules, can work out about each count that is hidden.

An integer program for the least and the most that each hidden count can be, given everything shown (scipy's `linprog`,
HiGHS). Whoever looks knows the rules and what is shown, and not which counts were hidden for others' sake.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.protect.shown import Shown

Array = NDArray[np.float64]
NARROW = 3.0  # an interval narrower than this gives a count away
MANY = 1_000_000.0  # nobody is counted more often


def recoverable(shown: Shown, narrow: float = NARROW) -> NDArray[np.bool_]:
    """Which protected counts (r, c) lie in an interval narrower than `narrow` for whoever sees the table."""
    low, high = reach(shown, shown.protected)
    return np.asarray(shown.protected & (high - low < narrow))


def reach(shown: Shown, wanted: NDArray[np.bool_]) -> tuple[Array, Array]:
    """The least and the most (r, c) that each wanted hidden count can be; NaN elsewhere.

    A hidden count x and what it rounds to, base times k, are whole numbers; the k of a row or column add up to what its
    total leaves beside what is shown.
    """
    from scipy.optimize import linprog

    hidden = np.argwhere(np.isnan(shown.cells))
    low, high = (np.full(shown.cells.shape, np.nan) for _ in range(2))
    n, base = len(hidden), shown.profile.base
    if not n:
        return low, high
    sums, totals = _sums(shown, hidden)
    back = base // 2  # a count of base x k - back to base x k + (base - 1 - back) rounds to base x k
    near = np.zeros((2 * n, 2 * n))
    near[:n, :n], near[:n, n:] = np.eye(n), -base * np.eye(n)
    near[n:] = -near[:n]
    bound = np.concatenate([np.full(n, base - 1 - back), np.full(n, back)])
    equal = np.hstack([np.zeros_like(sums), base * sums])
    for at, (row, column) in enumerate(hidden):
        if wanted[row, column]:
            cost = np.zeros(2 * n)
            ends = []
            for sign in (1.0, -1.0):
                cost[at] = sign
                found = linprog(
                    cost, near, bound, equal, totals, [(0, MANY)] * (2 * n), integrality=np.ones(2 * n), method="highs"
                )
                ends.append(sign * found.fun if found.status == 0 else np.nan)
            low[row, column], high[row, column] = ends
    return low, high


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
