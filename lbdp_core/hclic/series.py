"""Series: the tidy table as arrays of quarters by areas, with gaps where a return is missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.quarters import between

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
