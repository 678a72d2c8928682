"""Nested: one set of rows counted at several grains (all, by year, by month), so that no grain tells another's counts.

Each grain passes `release` by itself; then whoever holds them all still knows that months add up to years. Example: two
months of 13 are shown as 15 each, and a year of 27 as 25: a third month is 1 at most. So the bounds of every count are
worked out from all grains together, and more counts are hidden until no small one lies in a narrow interval. Grains
form a tree, in which bounds passed up and then down are exact.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.protect.audit import NARROW
from lbdp_core.protect.releasing import BASE, RULES, THRESHOLD, release

Array = NDArray[np.float64]
Index = NDArray[np.int64]
MOST = 1e9  # of a count that nothing bounds


def nested(
    tables: Sequence[pd.DataFrame], count: str, within: Sequence[Sequence[str]], above: Sequence[Index]
) -> list[pd.DataFrame]:
    """The tables as they may leave together: small counts hidden (NaN), others rounded.

    Args:
        tables: the same rows counted ever finer, the coarsest first; a finer table has a row for nought too.
        count: the column of counts. within: for each table the columns whose groups have a total that others may know.
        above: for each table but the first, the row of the table before that each of its rows is part of, (rows,).
    """
    true = [table[count].to_numpy(dtype=float) for table in tables]
    shown = [
        release(table, "protected", [count], groups)[count].to_numpy(dtype=float, copy=True)
        for table, groups in zip(tables, within, strict=True)
    ]
    roots = [np.arange(len(true[0]))]
    for up in above:
        roots.append(roots[-1][up])
    while sum(_hide(true, shown, above, roots, *at) for at in _told(true, shown, above, roots)):
        pass  # hide one beside each, and look again
    return [table.assign(**{count: values}) for table, values in zip(tables, shown, strict=True)]


def bounds(true: Sequence[Array], shown: Sequence[Array], above: Sequence[Index]) -> tuple[list[Array], list[Array]]:
    """The least and the most (rows,) that each count can be, table by table, for whoever knows the rules, all tables,
    and which counts were hidden for others' sake.
    """
    least, most = [], []
    for level, (values, seen) in enumerate(zip(true, shown, strict=True)):
        hidden, small = np.isnan(seen), RULES.small(values)
        low = np.where(hidden, np.where(small, float(level == 0), THRESHOLD + 1.0), seen - BASE // 2)
        high = np.where(hidden, np.where(small, float(THRESHOLD), MOST), seen + BASE - 1 - BASE // 2)
        least.append(np.where(hidden, low, np.maximum(low, THRESHOLD + 1.0)))
        most.append(high)
    for level in range(len(above), 0, -1):
        up, size = above[level - 1], len(true[level - 1])
        least[level - 1] = np.maximum(least[level - 1], np.bincount(up, least[level], size))
        most[level - 1] = np.minimum(most[level - 1], np.bincount(up, most[level], size))
    for level, up in enumerate(above, 1):
        others_least = np.bincount(up, least[level], len(true[level - 1]))[up] - least[level]
        others_most = np.bincount(up, most[level], len(true[level - 1]))[up] - most[level]
        low, high = least[level - 1][up] - others_most, most[level - 1][up] - others_least
        least[level], most[level] = np.maximum(least[level], low), np.minimum(most[level], high)
    return least, most


def _told(
    true: Sequence[Array], shown: Sequence[Array], above: Sequence[Index], roots: Sequence[Index]
) -> list[tuple[int, int]]:
    """Table and row of a small count in a narrow interval, one for each row of the coarsest table that has any."""
    narrow: dict[int, tuple[int, int]] = {}
    for level, (values, low, high) in enumerate(zip(true, *bounds(true, shown, above), strict=True)):
        some = np.flatnonzero(RULES.small(values) & (values > 0) & (high - low < NARROW))
        narrow |= {int(root): (level, int(row)) for root, row in zip(roots[level][some], some, strict=True)}
    return list(narrow.values())


def _hide(
    true: Sequence[Array], shown: Sequence[Array], above: Sequence[Index], roots: Sequence[Index], level: int, row: int
) -> bool:
    """Hide the smallest count that is shown beside a row, else what it is part of, else the finest of the same tree;
    whether there was one.
    """
    whole = int(above[level - 1][row]) if level else -1
    beside = np.flatnonzero(above[level - 1] == whole) if level else np.zeros(0, dtype=np.int64)
    tree = [(n, np.flatnonzero(root == roots[level][row])) for n, root in enumerate(roots)]
    for n, rows in ((level, beside), (level - 1, np.array([max(whole, 0)])), *reversed(tree)):
        left = rows[np.isfinite(shown[n][rows])] if n >= 0 else rows[:0]
        if len(left):
            shown[n][left[np.argmin(true[n][left])]] = np.nan
            return True
    return False
