"""Years: which are whole, and what there is of the others; a part of a year is shown and used for nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

UNLIKELY = 1e-4  # the chance that so long a silence is luck; below it, a file begins late, ends early or has a gap


def whole(dates: pd.Series) -> list[int]:
    """Years with fires in all twelve months and no silence that luck would not leave.

    A file that ends on 12 December has fires in twelve months of that year; what tells is how long nothing follows.

    >>> daily = pd.date_range("2022-03-05", "2024-12-12").to_series()
    >>> whole(pd.concat([daily] * 10))
    [2023]
    """
    return [int(y) for y, days in dates.groupby(dates.dt.year) if days.dt.month.nunique() == 12 and not _broken(days)]


def part(dates: pd.Series, complete: Sequence[int]) -> list[dict[str, Any]]:
    """The other years: year, fires, and the first and the last day with a fire (`from`, `to`)."""
    rest = dates[~dates.dt.year.isin(complete)]
    return [
        {"year": int(y), "fires": len(d), "from": d.min().date().isoformat(), "to": d.max().date().isoformat()}
        for y, d in rest.groupby(rest.dt.year)
    ]


def _broken(days: pd.Series) -> bool:
    """Whether the longest silence of a year, its ends included, is too long for fires at that year's rate."""
    year, at = int(days.iloc[0].year), np.unique(days.dt.day_of_year)
    length = pd.Timestamp(year, 12, 31).day_of_year
    silence = np.diff([0, *at, length + 1]).max() - 1
    rate = len(days) / (at[-1] - at[0] + 1)
    return bool(len(days) * np.exp(-rate * silence) < UNLIKELY)
