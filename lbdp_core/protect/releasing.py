"""Releasing: open tables leave unchanged; protected ones leave with small counts hidden and the others rounded.

The rules for counts are OpenSAFELY's: hide 7 and under, round to 5. Where one hidden count could be found by taking the
others from a group's total, a second count is hidden too. Example: a borough with areas of 3, 40 and 12 releases
(hidden, 40, hidden), because 55 - 40 - 12 would give away the 3.

Protected counts pass here *before* a model sees them, so no figure on the page can reveal a small one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from lbdp_core.protect.profiles import OPENSAFELY
from lbdp_core.sources import Shelf

RULES = replace(OPENSAFELY, zeros=True)  # a nought is hidden too: else what is hidden would say that somebody is there
THRESHOLD, BASE = RULES.threshold, RULES.base
LEFT = 3  # hidden counts of a group come to this at least: each may be anything from none to as many
ROOM = BASE  # and leave as much below the most that they can be: `tests/test_protect.py` tries every small group
HIDDEN = f"{THRESHOLD} or fewer"
RULE = f"protected: counts of {THRESHOLD} and under are hidden, others rounded to {BASE}"


def release(
    table: pd.DataFrame, kind: str, counts: Sequence[str] | None = None, within: Sequence[str] = ()
) -> pd.DataFrame:
    """The table as it may be shown, exported or sent to a browser: protected counts hidden or rounded.

    Args:
        table: any table of figures.
        kind: "released" (open data at this or a finer grain: returned unchanged) or "protected".
        counts: columns of counts of people or events; every number column when not given.
        within: columns whose groups have a published total, such as the borough.

    Raises:
        ValueError: the kind is neither.
    """
    if kind == "released":
        return table
    if kind != "protected":
        raise ValueError(f"A table is released or protected, not {kind!r}.")
    columns = list(counts) if counts is not None else list(table.select_dtypes("number").columns)
    safe = table.copy()
    groups = table.groupby(list(within), sort=False).ngroup().to_numpy() if within else np.zeros(len(table), dtype=int)
    for column in columns:
        safe[column] = _suppressed(table[column].to_numpy(dtype=float), groups)
    return safe


def read(shelf: Shelf, path: str, counts: Sequence[str], within: Sequence[str] = ()) -> pd.DataFrame:
    """A table of a data folder as it may leave: as it is, or with its small counts NaN when it is protected.

    Raises:
        DataError: the file is not listed, not there, or not the one that was listed.
    """
    return release(shelf.table(path, protected=True), shelf.origin(path).release, counts, within)


def said(count: float) -> str:
    """A protected count in words.

    >>> said(3), said(1234)
    ('7 or fewer', 'about 1,235')
    """
    return HIDDEN if RULES.small(np.asarray(count)) else f"about {rounded(count):,.0f}"


def rounded(count: float) -> float:
    """A count to the nearest 5.

    >>> rounded(8), rounded(12)
    (10.0, 10.0)
    """
    return float(RULES.rounded(np.asarray(count)))


def _suppressed(values: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Counts rounded to 5, NaN where 7 or under. Where a group's total would reveal one, the next smallest is NaN too.

    Somebody who knows this rule, every shown count and a group's exact total still cannot narrow a count of 1 to 7 to
    fewer than 3 values. The exception is a group with one count, or with fewer than 3 in all: do not publish its total.
    Parts of a count (an area of 2011 that was split) are rounded to whole numbers first: 7.4 is 7.
    """
    small = RULES.small(values)
    hidden = small.copy()
    for group in np.unique(groups[hidden]):
        inside = np.flatnonzero(groups == group)
        while _reveals(values[inside], small[inside], hidden[inside]):
            left = inside[~hidden[inside] & (values[inside] > 0)]
            if not len(left):
                break
            hidden[left[np.argmin(values[left])]] = True
    return np.where(hidden, np.nan, RULES.rounded(values))


def _reveals(values: np.ndarray, small: np.ndarray, hidden: np.ndarray) -> bool:
    """Whether somebody with the group's total could work out a hidden count.

    They can where fewer than two counts are hidden, where those add up to less than 3, or where they are all about as
    large as they may be (7 for a small count, the smallest shown count for another).
    """
    held = values[hidden]
    if len(held) < 2 or held.sum() < LEFT:
        return True
    shown = values[~hidden]
    most = rounded(shown.min()) + BASE // 2 if len(shown) else np.inf
    return bool(np.where(small[hidden], THRESHOLD, most).sum() - held.sum() < ROOM)
