"""Shown: a two-way table as it may leave."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lbdp_core.protect.profiles import Profile

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shown:
    """A table as it may leave: cells (r, c), totals of rows (r,) and columns (c,), and the whole; NaN where hidden.

    Totals are sums of rounded counts, hidden ones among them. protected: (r, c) counts that are small by themselves;
    small_totals: rows (r,), columns (c,) and the whole (1,) that are; neither is part of what leaves.
    """

    cells: Array
    rows: Array
    columns: Array
    whole: float
    profile: Profile
    protected: NDArray[np.bool_] = field(repr=False)
    small_totals: tuple[NDArray[np.bool_], ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.small_totals:
            none = tuple(np.zeros(n, dtype=bool) for n in (*self.cells.shape, 1))
            object.__setattr__(self, "small_totals", none)
