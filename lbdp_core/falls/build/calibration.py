"""Calibration: made-up admissions by area scaled so that each borough has its published number (Fingertips 22401)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
ODD = 5.0  # times what ages predict: boroughs differed from England by less than two


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

    def check(self, borough: NDArray[np.int64], expected: Array, label: str) -> None:
        """Nothing, where each count is near what ages (n,) in boroughs (n,) predict at London's rate.

        Raises:
            DataError: a borough has far more or fewer.
        """
        times = self.times(borough, expected)
        for at in np.flatnonzero((times > ODD) | (times < 1 / ODD)):
            raise DataError(
                f"{label} has {self.count[self.group[at]]:,.0f} admissions in {NAMES[at]}, {times[at]:,.1f} times what "
                "ages predict; check its column Count."
            )

    def times(self, borough: NDArray[np.int64], admissions: Array) -> Array:
        """(33,) how many times the admissions of areas (n,) in boroughs (n,) are published; 1 where nothing is."""
        known, made = self.group >= 0, np.bincount(borough, admissions, len(CODES)).astype(float)
        together = np.bincount(self.group[known], made[known], len(CODES)).astype(float)
        ratio = np.divide(self.count, together, out=np.ones(len(CODES)), where=together > 0)
        return np.where(known, ratio[np.maximum(self.group, 0)], 1.0)
