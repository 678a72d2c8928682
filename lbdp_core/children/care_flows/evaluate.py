"""Evaluate: how wrong the forecast was from past days, a year ahead, beside the last count carried on.

Scored as the sector's demand model was: the error of the total, and of the cells of age and placement (the sum of
absolute errors over the children there), cells counted at the age when a placement began.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.children.care_flows.forecast import forecast
from lbdp_core.children.care_flows.rates import STEP, YEAR, enough, estimate
from lbdp_core.children.care_flows.returns import ADULT, BANDS, OUT, Episodes, band

Array = NDArray[np.float64]
AHEAD = 364  # days
LEAST = 0.5  # expected or actual children for a cell to say whether its range held


def origins(episodes: Episodes, most: int = 12) -> list[date]:
    """Days to forecast from, a quarter apart: a year after the returns begin or more, and a year before they end.

    Days with too few placements before them are left out.
    """
    first = float(np.min(episodes.end, initial=np.inf, where=episodes.onward == OUT))
    latest = number_of(episodes.last) - AHEAD
    days = [day for n in range(most) if (day := latest - 91 * n) >= first + YEAR and enough(episodes, day)]
    return [date(1970, 1, 1) + timedelta(days=day) for day in reversed(days)]


def stock(episodes: Episodes, day: float, as_recorded: bool = False) -> Array:
    """Children in care at the end of a day by age and placement, (bands, placements)."""
    e = episodes
    there = e.open_on(day) & (as_recorded | (day - e.born < ADULT))
    age = (e.start if as_recorded else day) - e.born
    cells = band(age[there]) * OUT + e.place[there]
    return np.bincount(cells, minlength=len(BANDS) * OUT).reshape(len(BANDS), OUT).astype(float)


def score(
    episodes: Episodes, origins: Sequence[date], ahead: int = AHEAD, as_recorded: bool = True, seed: int = 0
) -> pd.DataFrame:
    """A row an origin: children then and at the origin (last), errors of total (%) and cells, of the model and of the
    last count, and coverage.

    inside_total: whether the total was in its 80% range. inside_cells: the share of cells in theirs; cells: how many.
    """
    rows = []
    for origin in origins:
        day = number_of(origin)
        future = forecast(estimate(episodes, day), round(ahead / STEP), seed, as_recorded=as_recorded)
        actual, last = stock(episodes, day + ahead, as_recorded), stock(episodes, day, as_recorded)
        expected, total = future.mean()[-1], actual.sum()
        low, high = (side[-1] for side in future.range80())
        least, most = (float(side[-1]) for side in future.range80(future.counts.sum(axis=(2, 3))))
        cells = (expected >= LEAST) | (actual >= LEAST)
        rows.append(
            {
                "origin": origin, "target": origin + timedelta(days=ahead), "children": total,
                "last": last.sum(), "expected": expected.sum(), "low": least, "high": most,
                "total_error": 100 * abs(expected.sum() - total) / total,
                "cell_wape": np.abs(expected - actual).sum() / total,
                "last_total_error": 100 * abs(last.sum() - total) / total,
                "last_cell_wape": np.abs(last - actual).sum() / total,
                "inside_total": least <= total <= most, "cells": int(cells.sum()),
                "inside_cells": float(((low <= actual) & (actual <= high))[cells].mean()),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def number_of(day: date) -> float:
    """A day as it is counted here, from 1970."""
    return float((day - date(1970, 1, 1)).days)
