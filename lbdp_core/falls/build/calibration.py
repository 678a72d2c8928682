"""Calibration: made-up admissions by area scaled so that each borough has its published number (Fingertips 22401)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import CODES, NAMES

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Published:
    """What a Fingertips download says of emergency admissions for falls at 65 and over.

    period: the latest ("2023/24"). group: (33,) the position of the first borough that each is counted with, its own
    where it is counted alone; -1 where nothing is published. count: (33,) admissions of the group.
    """

    period: str
    group: NDArray[np.int64]
    count: Array

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Published:
        """From usable rows of `schema.FINGERTIPS`: the latest period. A small borough may be counted with another
        ("Value for Hackney and City of London combined").
        """
        last = rows[rows["order"].eq(rows["order"].max())].drop_duplicates("borough_code", keep="last")
        group, count = np.full(len(CODES), -1), np.zeros(len(CODES))
        notes = last["note"].fillna("") if "note" in last else pd.Series("", index=last.index)
        for code, number, note in zip(last["borough_code"], last["count"], notes, strict=True):
            own = CODES.index(code)
            named = [at for at, name in enumerate(NAMES) if name in note] if "combined" in note else []
            first = min([own, *named])
            group[[own, *named]], count[first] = first, number
        return cls(str(last["period"].iloc[0]), group, count)

    def times(self, borough: NDArray[np.int64], admissions: Array) -> Array:
        """(33,) how many times the admissions of areas (n,) in boroughs (n,) are published; 1 where nothing is."""
        known, made = self.group >= 0, np.bincount(borough, admissions, len(CODES)).astype(float)
        together = np.bincount(self.group[known], made[known], len(CODES)).astype(float)
        ratio = np.divide(self.count, together, out=np.ones(len(CODES)), where=together > 0)
        return np.where(known, ratio[np.maximum(self.group, 0)], 1.0)
