"""Series: the tidy table as arrays of quarters by areas, with gaps where a return is missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Series:
    """One measure. quarters: (t,) in order and without a hole; codes: (n,); values: (t, n), NaN where not published."""

    quarters: tuple[str, ...]
    codes: tuple[str, ...]
    values: Array

    def of(self, code: str) -> Array:
        """One area's figures (t,)."""
        return np.asarray(self.values[:, self.codes.index(code)])


def panel(frame: pd.DataFrame, measure: str, codes: tuple[str, ...], quarters: tuple[str, ...] = ()) -> Series:
    """A measure of some areas.

    frame: code, quarter, measure, value. quarters: those wanted; all from first to last of the table when not given.
    """
    if not quarters:
        held = sorted(frame["quarter"].unique())
        quarters = between(held[0], held[-1]) if held else ()
    mine = frame[frame["measure"] == measure]
    values = np.full((len(quarters), len(codes)), np.nan)
    row, column = {q: i for i, q in enumerate(quarters)}, {c: i for i, c in enumerate(codes)}
    at = mine["quarter"].map(row), mine["code"].map(column)
    known = at[0].notna() & at[1].notna()
    values[at[0][known].astype(int), at[1][known].astype(int)] = mine["value"][known]
    return Series(tuple(quarters), codes, values)


def quarter_after(quarter: str, steps: int = 1) -> str:
    """The quarter so many steps later.

    >>> quarter_after("2018Q4"), quarter_after("2024Q4", 5), quarter_after("2019Q1", -1)
    ('2019Q1', '2026Q1', '2018Q4')
    """
    n = int(quarter[:4]) * 4 + int(quarter[5]) - 1 + steps
    return f"{n // 4}Q{n % 4 + 1}"


def between(first: str, last: str) -> tuple[str, ...]:
    """Every quarter from the first to the last.

    >>> between("2018Q3", "2019Q1")
    ('2018Q3', '2018Q4', '2019Q1')
    """
    found = [first]
    while found[-1] < last:
        found.append(quarter_after(found[-1]))
    return tuple(found)


def said(quarter: str) -> str:
    """A quarter as it is said.

    >>> said("2024Q4")
    'October to December 2024'
    """
    spans = ("January to March", "April to June", "July to September", "October to December")
    return f"{spans[int(quarter[5]) - 1]} {quarter[:4]}"
