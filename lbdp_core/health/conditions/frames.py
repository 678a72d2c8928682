"""Frames: the sourced rows as tables, and rates spread over single years of age."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.health.conditions.rows import CONDITIONS, SECOND_BASES

SEXES = ("female", "male")


def rates() -> pd.DataFrame:
    """One row per condition (or second basis of one), sex and age band; rates and their 80% ranges are shares."""
    rows = []
    for c in (*CONDITIONS, *SECOND_BASES):
        for r in c.rates:
            low, high = r.ends(c.within)
            rows.append(
                {
                    "condition": c.key,
                    "title": c.title,
                    "noun": c.noun,
                    "what": c.what,
                    "sex": r.sex,
                    "age_low": r.low,
                    "age_high": r.high,
                    "rate": r.percent / 100,
                    "rate_low": low / 100,
                    "rate_high": high / 100,
                    "source": c.source,
                    "year": c.year,
                    "status": r.status,
                }
            )
    return pd.DataFrame(rows).round({"rate": 6, "rate_low": 6, "rate_high": 6})


def by_age(table: pd.DataFrame, condition: str, ages: Sequence[int], column: str = "rate") -> NDArray[np.float64]:
    """A condition's rate by sex and age, (2, ages): women, then men; nought at ages that no row covers.

    A "persons" row is used for both sexes. `column` may be "rate_low" or "rate_high".
    """
    mine = table[table["condition"] == condition]
    out = np.zeros((2, len(ages)))
    at = np.asarray(ages)
    rows = zip(mine["sex"], mine["age_low"], mine["age_high"], mine[column], strict=True)
    for sex, low, high, rate in rows:
        within = (at >= low) & (at <= high)
        for s, name in enumerate(SEXES):
            if sex in (name, "persons"):
                out[s, within] = rate
    return out
