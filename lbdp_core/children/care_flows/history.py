"""History: children in care, who came and who left by quarter, and how often children moved, as it may leave."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from lbdp_core import protect
from lbdp_core.children.care_flows.evaluate import number_of, stock
from lbdp_core.children.care_flows.forecast import hidden_parts
from lbdp_core.children.care_flows.rates import Rates
from lbdp_core.children.care_flows.returns import BANDS, OUT, PLACEMENTS, Episodes


def quarters(episodes: Episodes, first: date, last: date) -> pd.DataFrame:
    """A row a quarter: children in care at its end, in all, by placement and by age, and how many came and left in it.

    Counts of 5 and under are hidden (NaN); where one of the parts of a total is, so is the next smallest.
    """
    ends = [stamp.date() for stamp in pd.date_range(first, last, freq="QE")]
    rows = []
    for end in ends:
        day, before = number_of(end), number_of((pd.Timestamp(end) - pd.offsets.QuarterEnd()).date())
        cells = stock(episodes, day)
        e = episodes
        came = (e.entered & (e.start > before) & (e.start <= day)).sum()
        left = ((e.onward == OUT) & (e.end > before) & (e.end <= day)).sum()
        totals = [_whole(float(number)) for number in (cells.sum(), came, left)]
        rows.append([end, *totals, *hidden_parts(cells.sum(axis=0)), *hidden_parts(cells.sum(axis=1))])
    return pd.DataFrame(rows, columns=["quarter_end", "in_care", "came", "left", *PLACEMENTS, *BANDS])


def moves(rates: Rates) -> pd.DataFrame:
    """A row an age, placement and where to: moves in a year of care with 80% limits, where more than 5 were seen."""
    seen = np.argwhere(rates.shape - 1.0 > protect.DFE.threshold)
    draws = rates.draws(1_000, np.random.default_rng(0)) * 365.25
    low, high = np.quantile(draws, [0.1, 0.9], axis=0)
    mean = 365.25 * rates.shape / rates.exposure
    to = [*PLACEMENTS, "Out of care"]
    table = [(BANDS[a], PLACEMENTS[p], to[q], *(x[a, p, q].round(2) for x in (mean, low, high))) for a, p, q in seen]
    return pd.DataFrame(table, columns=["age", "placement", "to", "a_year", "low", "high"])


def _whole(count: float) -> float:
    return np.nan if protect.DFE.small(np.array(count)) else count
