"""Counts as files write them: whole numbers, and marks that stand for a number that is hidden."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.door.numbers import read
from lbdp_core.door.private import words

MOST = 100_000  # records that one area may hold; the largest LSOA has some 3,000 homes
RESIDENTS, MOSTLY = 4_300, 0.9  # no LSOA of London has more (4,281 in 2021): where a tenth have, they are no counts
FEW = 40  # values from which counts are never all different and close together
RUN = 6  # rows from which 1, 2, 3 ... is a running number
GRADES = (5, 10)  # into how many parts a list of areas is cut
WHOLE = 0.9  # share of whole numbers from which a column is one of counts: areas that were split give parts
# Words of a header whose figures rank, score or rate an area; a header that begins as COUNTS does counts all the same.
MEASURE = re.compile(
    r".*(decile|quintile|quartile|percentile|tertile|vigintile)s?|(imd)?(dec|quint)|.*rank(s|ed|ing)?|.*scores?"
    r"|index|indices|rates?|ratios?|percent(age)?s?|pct|perc|shares?|proportions?|mean|average|avg|median|prevalence"
    r"|density|probability|likelihood|std|zscore"
)
COUNTS = frozenset(("number", "no", "num", "count", "counts", "total", "n"))
PER = re.compile(r"\bper \d|\bper (cent|head|capita|household|home|person|resident|hectare|thousand)\b|%")
BUILT = frozenset(("year", "years", "yr", "built"))


def numbers(column: pd.Series) -> tuple[NDArray[np.float64], NDArray[np.bool_], bool]:
    """The numbers of a column of text (NaN where there is none), where a mark hides one, and whether all can be read.

    >>> values, marked, whole = numbers(pd.Series(["1,200", "<5", "[c]", "9", ""]))
    >>> values.tolist(), marked.tolist(), whole
    ([1200.0, nan, nan, 9.0, nan], [False, True, True, False, False], True)
    """
    codes, texts = pd.factorize(column.fillna("").str.strip())
    found = read(pd.Series(texts, dtype="str"))
    marked = np.array([bool(reason) for reason in found.reasons], dtype=bool)
    whole = not (found.bad | found.percent).any() and found.clash is None  # a percentage counts nothing
    return found.values[codes], marked[codes], whole


def is_measure(header: str, column: pd.Series) -> bool:
    """Whether a column of numbers ranks, scores, rates or dates an area by the words of its header, and counts nothing.

    >>> is_measure("IMD decile", pd.Series(["2", "10"])), is_measure("Number with low score", pd.Series(["2", "10"]))
    (True, False)
    """
    said = words(header)
    values, _, whole = numbers(column.fillna("").str.strip().str.removesuffix("%"))
    found = values[np.isfinite(values)]
    if not whole or not len(found) or (said and said[0] in COUNTS and "%" not in header):
        return False
    if BUILT & set(said) and ((found >= 1500) & (found <= 2100)).all():
        return True
    return any(MEASURE.fullmatch(word) for word in said) or bool(PER.search(" ".join(header.casefold().split())))


def _graded(found: NDArray[np.float64]) -> bool:
    """Whether values look like tenths or fifths of a list: 1 to 10 or to 5, each about as often as the others."""
    top = int(found.max()) if len(found) else 0
    times = np.bincount(found.astype(int), minlength=top + 1)[1:]
    return top in GRADES and bool((found >= 1).all()) and len(found) >= FEW and bool(times.max() <= 2 * times.min())


def like_counts(column: pd.Series) -> bool:
    """Whether a column holds whole numbers, but for marks of hiding, and is no year, rank or reference.

    A tenth of the areas may not hold more than any area has residents, so that references of four digits and more, one
    to an area, are none; a few areas that much happens in (town centres) may.
    """
    values, _, whole = numbers(column)
    found = values[np.isfinite(values)]
    if not whole or not len(found) or (found < 0).any() or (found > MOST).any():
        return False
    if float((found % 1 == 0).mean()) < WHOLE:
        return False
    if np.array_equal(found, np.arange(len(found)) + found[0]) and found[0] in (0, 1) and len(found) >= RUN:
        return False  # 1, 2, 3 ... in the order of the rows
    if _graded(found):
        return False
    if len(found) >= FEW and len(np.unique(found)) == len(found) and np.ptp(found) < 1.2 * len(found):
        return False  # each comes once, and hardly any is left out: running numbers
    if (found > 0).any() and float(np.quantile(found[found > 0], MOSTLY)) > RESIDENTS:
        return False
    return not (((found >= 1990) & (found <= 2100)).all() and len(np.unique(found)) < 40)
