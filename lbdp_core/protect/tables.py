"""Tables: parts of a total, or a two-way table with its totals: hidden until no protected count can be had back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.protect import audit
from lbdp_core.protect.profiles import OPENSAFELY, Profile
from lbdp_core.protect.shown import Shown

Array = NDArray[np.float64]


def two_way(counts: Array, profile: Profile = OPENSAFELY, *, whole_told: bool = False) -> Shown:
    """Hide small counts, and as few others as it takes; round the rest.

    First every row and column that hides one count hides its next smallest, and a total that is small by itself goes,
    unless it is nought; then, as long as the audit can narrow a protected count down, the smallest count beside it goes
    too, and where none is left, a total that tells of it. A protected total that the others tell takes one of them.

    Args:
        counts: (r, c) whole numbers, none negative.
        whole_told: whether another table tells the whole, so that it cannot be hidden here unless it is small.

    Raises:
        ValueError: the counts are no table, or some are negative or not known.
    """
    table = np.asarray(counts, float)
    if table.ndim != 2 or not np.isfinite(table).all() or (table < 0).any():
        raise ValueError("A table to protect has two ways, and every count in it is known and not negative.")
    protected = profile.small(table)
    rounded = profile.rounded(table)
    hidden = _never_alone(table, protected.copy())
    sums = _totals(rounded)
    small = [_small(profile, true) | _small(profile, said) for true, said in zip(_totals(table), sums, strict=True)]
    totals = [np.where(gone, np.nan, said) for gone, said in zip(small, sums, strict=True)]
    while True:
        cells = np.where(hidden, np.nan, rounded)
        whole = float(totals[2][0])
        shown = Shown(cells, totals[0], totals[1], whole, profile, protected, (small[0], small[1], small[2]))
        weak = audit.weak(shown)
        if not weak.any():
            return shown
        at = [(int(row), int(column)) for row, column in np.argwhere(weak.cells)]
        more = [best for row, column in at if (best := _beside(table, hidden, row, column)) is not None]
        if more:
            hidden[min(more, key=lambda at: table[at])] = True
            hidden = _never_alone(table, hidden)
        elif at:
            _hide_total(totals, [(0, at[0][0]), (1, at[0][1]), (2, 0)], whole_told)
        else:
            way = next(n for n, told in enumerate((weak.rows, weak.columns, weak.whole)) if told.any())
            _hide_total(totals, [(way, n) for n in range(len(totals[way]))] if way < 2 else [], whole_told)


def one_way(counts: Array, profile: Profile = OPENSAFELY) -> Array:
    """The parts (n,) of a total that is shown: small ones hidden, and the next smallest as long as the total tells one.

    Whoever knows the rule, the total and which were hidden for others' sake cannot tell a small count closer than the
    audit of two-way tables allows. Of a total that is small itself, all parts are hidden.

    >>> from lbdp_core.protect import DFE
    >>> one_way(np.array([40.0, 3.0, 12.0, 0.0]), DFE), one_way(np.array([1.0, 1.0, 38.0]), DFE)
    (array([40., nan, nan,  0.]), array([nan, nan, nan]))
    """
    small = profile.small(counts)
    hidden = small | bool(profile.small(counts.sum()))
    while small.any() and _told(counts, small, hidden, profile) and (~hidden & (counts > 0)).any():
        left = np.flatnonzero(~hidden & (counts > 0))
        hidden[left[np.argmin(counts[left])]] = True
    return np.where(hidden, np.nan, profile.rounded(counts))


def _told(counts: Array, small: NDArray[np.bool_], hidden: NDArray[np.bool_], profile: Profile) -> bool:
    """Whether the sum of what is hidden narrows a small count down; a small one is at least 1, each other above it."""
    shown = counts[~hidden & (counts > 0)]
    least = np.where(small, 1.0, profile.threshold + 1.0)[hidden]
    most = np.where(small, profile.threshold, shown.min(initial=np.inf))[hidden]
    whole = counts[hidden].sum()
    low = [max(one, whole - np.delete(most, n).sum()) for n, one in enumerate(least)]
    high = [min(one, whole - np.delete(least, n).sum()) for n, one in enumerate(most)]
    return bool((np.subtract(high, low)[small[hidden]] < audit.NARROW).any())


def _totals(table: Array) -> list[Array]:
    """Of rows (r,), of columns (c,) and of the whole (1,)."""
    return [table.sum(axis=1), table.sum(axis=0), np.array([table.sum()])]


def _small(profile: Profile, totals: Array) -> NDArray[np.bool_]:
    return profile.small(totals) & (totals > 0)


def _hide_total(totals: list[Array], places: list[tuple[int, int]], keep_whole: bool) -> None:
    """Hide the smallest total that is shown of those places; where none is, of all rows and columns, then the whole."""
    anywhere = [(way, at) for way in (0, 1) for at in range(len(totals[way]))]
    for asked in ([place for place in places if place[0] < 2 or not keep_whole], anywhere, [(2, 0)]):
        held = [(way, at) for way, at in asked if np.isfinite(totals[way][at])]
        if held:
            way, at = min(held, key=lambda place: totals[place[0]][place[1]])
            totals[way][at] = np.nan
            return
    raise RuntimeError("Nothing is left to hide, and still something is told.")


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
