"""Tables: a two-way table of counts with its totals, hidden until no protected count can be had back from the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.protect import audit
from lbdp_core.protect.profiles import OPENSAFELY, Profile
from lbdp_core.protect.shown import Shown

Array = NDArray[np.float64]


def two_way(counts: Array, profile: Profile = OPENSAFELY) -> Shown:
    """Hide small counts, and as few others as it takes; round the rest.

    First every row and column that hides one count hides its next smallest; then, as long as the audit can narrow a
    protected count down, the smallest count beside it goes too, and where none is left, a total that tells of it.

    Args:
        counts: (r, c) whole numbers, none negative.

    Raises:
        ValueError: the counts are no table, or some are negative or not known.
    """
    table = np.asarray(counts, float)
    if table.ndim != 2 or not np.isfinite(table).all() or (table < 0).any():
        raise ValueError("A table to protect has two ways, and every count in it is known and not negative.")
    protected = profile.small(table)
    rounded = profile.rounded(table)
    hidden = _never_alone(table, protected.copy())
    totals = [rounded.sum(axis=1), rounded.sum(axis=0), np.array([rounded.sum()])]
    while True:
        cells = np.where(hidden, np.nan, rounded)
        shown = Shown(cells, totals[0], totals[1], float(totals[2][0]), profile, protected)
        weak = np.argwhere(audit.recoverable(shown))
        if not len(weak):
            return shown
        more = [best for row, column in weak if (best := _beside(table, hidden, int(row), int(column))) is not None]
        if more:
            hidden[min(more, key=lambda at: table[at])] = True
            hidden = _never_alone(table, hidden)
        else:
            _hide_total(totals, int(weak[0][0]), int(weak[0][1]))


def _hide_total(totals: list[Array], row: int, column: int) -> None:
    """Hide one total that tells of a cell: the smallest shown of its row's, its column's and the whole."""
    places = [(0, row), (1, column), (2, 0)]
    held = [(way, at) for way, at in places if np.isfinite(totals[way][at])]
    if not held:  # other rows and columns still tell: the smallest total anywhere
        held = [(way, at) for way in (0, 1) for at in range(len(totals[way])) if np.isfinite(totals[way][at])]
    way, at = min(held, key=lambda place: totals[place[0]][place[1]])
    totals[way] = totals[way].copy()
    totals[way][at] = np.nan


def _never_alone(table: Array, hidden: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A row or column that hides one count hides its next smallest too, until none hides just one."""
    while True:
        for lines, counts in ((hidden, table), (hidden.T, table.T)):  # views: a change is one of `hidden`
            for i in _lonely(lines):
                left = np.flatnonzero(~lines[i])
                lines[i, left[np.argmin(counts[i, left])]] = True
        if not any(len(_lonely(lines)) for lines in (hidden, hidden.T)):
            return hidden


def _lonely(lines: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Lines that hide one count and still show another."""
    return np.flatnonzero((lines.sum(axis=1) == 1) & (~lines).any(axis=1))


def _beside(table: Array, hidden: NDArray[np.bool_], row: int, column: int) -> tuple[int, int] | None:
    """The smallest count still shown in the row or the column of a cell; None where none is."""
    there = [(row, int(j)) for j in np.flatnonzero(~hidden[row])]
    there += [(int(i), column) for i in np.flatnonzero(~hidden[:, column])]
    return min(there, key=lambda at: table[at], default=None)
