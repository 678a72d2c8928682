"""What leaves: released tables as they are, protected ones with small counts hidden and the rest rounded.

The rules are OpenSAFELY's for counts (suppress 7 and under, round to 5), with a secondary suppression in a group where
it takes one, so that a hidden count cannot be had by taking the others from the total.

A count that is protected passes here *before* a model sees it: `read` is the only way to a protected table of a data
folder, and an upload is counted by `counts`. All that follows (headlines, classes of a map, lists, sentences, files)
is then worked out from what may leave, so that nothing shown can tell more than what may leave does.
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
    """The table as it may be shown, exported or sent to a browser.

    Args:
        table: any table of figures.
        kind: "released" (open data at this or a finer grain: returned unchanged) or "protected".
        counts: columns of counts of people or events; every number column when not given.
        within: columns whose groups have a published total, such as the borough.

    Raises:
        ValueError: the kind is neither; a table is never released by a slip of the pen.
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
    """Counts rounded to 5, NaN where 7 or under, and where a group's others would tell one, its smallest above nought.

    What holds for whoever knows this very rule, all that is shown and a group's exact total: a count of 1 to 7 can be
    anything in an interval of 3 or more. Only a group with nothing else above nought cannot hide more: there is one
    count in it, or fewer than 3 in all; then its total gives it away and may not be published. Whoever knows even the
    exact counts that are shown, but not which were hidden for others' sake, has two hidden counts or more that come to
    3 at least: each may be anything from none to that sum. What is released depends on small counts through their sum
    in the group alone.

    Parts of a count (an area of 2011 that was split) are taken to the whole: 7.4 is 7.
    """
    small = RULES.small(values)
    hidden = small.copy()
    for group in np.unique(groups[hidden]):
        inside = np.flatnonzero(groups == group)
        while _told(values[inside], small[inside], hidden[inside]):
            left = inside[~hidden[inside] & (values[inside] > 0)]
            if not len(left):
                break
            hidden[left[np.argmin(values[left])]] = True
    return np.where(hidden, np.nan, RULES.rounded(values))


def _told(values: np.ndarray, small: np.ndarray, hidden: np.ndarray) -> bool:
    """Whether the hidden counts of a group are too few, too near to none, or too near to the most that they can be.

    The most: 7 for a small count; for another, what the smallest that is shown may be, since the smallest are hidden.
    """
    held = values[hidden]
    if len(held) < 2 or held.sum() < LEFT:
        return True
    shown = values[~hidden]
    most = rounded(shown.min()) + BASE // 2 if len(shown) else np.inf
    return bool(np.where(small[hidden], THRESHOLD, most).sum() - held.sum() < ROOM)
