"""Load: the table to an array."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.sources import Shelf
from lbdp_core.toy.build import TABLE


@dataclass(frozen=True, eq=False)
class Evidence:
    """visits: (years, boroughs), boroughs in the order of their codes."""

    years: tuple[int, ...]
    visits: NDArray[np.float64]


def load(data: Shelf) -> Evidence:
    """Visits by year and borough."""
    table = data.table(TABLE).pivot(index="year", columns="code", values="visits").sort_index(axis=1)
    return Evidence(tuple(int(year) for year in table.index), table.to_numpy(dtype=float))
