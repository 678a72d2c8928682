"""History: children in care, and who came and who left, by quarter, as it may leave."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from lbdp_core import protect
from lbdp_core.children.care_flows.evaluate import number_of, stock
from lbdp_core.children.care_flows.returns import OUT, Episodes


def quarters(episodes: Episodes, first: date, last: date) -> pd.DataFrame:
    """A row a quarter: children in care at its end, and how many came and left in it.

    Counts of 5 and under are hidden (NaN); where one of those who came and who left is, the other is too, as the change
    in care would tell it. Around a quarter's end at which few were in care, who came and left before and after would
    tell how many, and is hidden too.
    """
    ends = [stamp.date() for stamp in pd.date_range(first, last, freq="QE")]
    e = episodes
    rows: list[list[float]] = []
    for end in ends:
        day, before = number_of(end), number_of((pd.Timestamp(end) - pd.offsets.QuarterEnd()).date())
        came = (e.entered & (e.start > before) & (e.start <= day)).sum()
        left = ((e.onward == OUT) & (e.end > before) & (e.end <= day)).sum()
        rows.append([stock(e, day).sum(), came, left])
    counts = np.reshape(np.asarray(rows, dtype=float), (-1, 3))
    small = protect.DFE.small(counts)
    few = small[:, 0]
    small[:, 1:] |= (small[:, 1:].any(axis=1) | few | np.append(False, few[:-1]))[:, None]
    shown = pd.DataFrame(np.where(small, np.nan, counts), columns=["in_care", "came", "left"])
    shown.insert(0, "quarter_end", ends)
    return shown
