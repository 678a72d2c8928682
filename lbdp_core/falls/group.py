"""Group: of which years, ages and sex a council's own counts are, and what each count may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import protect
from lbdp_core.falls.schema import AGE_GROUPS, SEXES
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
ENDS = {"65": (65, 200), "65-79": (65, 79), "80": (80, 200)}  # first and last age of each of `AGE_GROUPS`
YEAR = re.compile(r"(\d{4})(?:\s*[/–-]\s*(?:\d{2})?(\d{2}))?")  # 2023, 2023/24, 2023-2024


def years_of(frame: pd.DataFrame) -> int:
    """How many years a column of years names; 0 where there is none, or one of its values is no year.

    >>> years_of(pd.DataFrame({"year": ["2022/23", "2023/24", "2022/23"]}))
    2
    >>> years_of(pd.DataFrame({"year": ["2023-02"]}))
    0
    """
    if "year" not in frame:
        return 0
    named = frame["year"].fillna("").astype(str).str.strip().unique()
    found = [YEAR.fullmatch(text) for text in named]
    whole = [one for one in found if one and (one[2] is None or int(one[2]) == (int(one[1]) + 1) % 100)]
    return len(whole) if len(whole) == len(found) else 0


@dataclass(frozen=True)
class Group:
    """years: that the counts cover. ages: a key of `AGE_GROUPS`. sex: a key of `SEXES`."""

    years: int
    ages: str
    sex: str

    @property
    def words(self) -> str:
        """The group in words, such as: women aged 80 and over."""
        return f"{SEXES[self.sex]} aged {AGE_GROUPS[self.ages][0]}"

    def sift(self, frame: pd.DataFrame, label: str) -> pd.Series:
        """For each row why it is of other people than the group, or "".

        Raises:
            DataError: an age band lies partly outside the group, or the rows lack some of its people.
        """
        why = pd.Series("", index=frame.index, dtype="str")
        if "ages" in frame:
            why = self._of_age(frame["ages"].fillna("").astype(str), why, label)
        return self._of_sex(frame["sex"].fillna("").astype(str), why, label) if "sex" in frame else why

    def _of_age(self, bands: pd.Series, why: pd.Series, label: str) -> pd.Series:
        low, high = ENDS[self.ages]
        words = AGE_GROUPS[self.ages][0]
        known: dict[str, tuple[int, int]] = {}
        for band in bands.unique():
            if (ends := band_of(band)) is None:
                continue
            known[band] = ends
            if ends[0] < low <= ends[1] or ends[0] <= high < ends[1]:
                raise DataError(
                    f"{label} has the age band {band}, part of which is outside {words}; give bands that begin and end "
                    "with those ages, or choose others."
                )
        kept = {band: ends for band, ends in known.items() if low <= ends[0] and ends[1] <= high}
        if known and (not kept or min(first for first, _ in kept.values()) > low):
            raise DataError(f"{label} has nobody aged {low}; choose the ages that its bands cover.")
        other = bands.isin([band for band in known if band not in kept])
        return why.mask(other, f"of other ages than {words}")

    def _of_sex(self, said: pd.Series, why: pd.Series, label: str) -> pd.Series:
        sex = said.str.strip().str.casefold().str[:1].map({"f": "female", "w": "female", "m": "male"}).fillna("all")
        there = set(sex[why.eq("")])
        if self.sex == "all" and len(there) == 1 and "all" not in there:
            alone = SEXES[there.pop()]
            raise DataError(f"{label} has rows of {alone} alone; choose {alone}.")
        if self.sex != "all" and self.sex not in there:
            raise DataError(f"{label} has no rows of {SEXES[self.sex]}; choose whom its rows are of.")
        return why if self.sex == "all" else why.mask(why.eq("") & sex.ne(self.sex), f"not of {SEXES[self.sex]}")


def band_of(text: str) -> tuple[int, int] | None:
    """First and last age of a band as it is written, the last 200 where it is open; None for a text without an age.

    >>> band_of("65-69"), band_of("85+"), band_of("90 and over"), band_of("under 65"), band_of("All ages")
    ((65, 69), (85, 200), (90, 200), (0, 64), None)
    """
    ages = [int(age) for age in re.findall(r"\d+", text)][:2]
    if not ages:
        return None
    if len(ages) == 2:
        return ages[0], ages[1]
    if re.search(r"<|under|below|less", text, re.IGNORECASE):
        return 0, ages[0] - 1
    opened = re.search(r"\+|over|above|plus|older|more", text, re.IGNORECASE)
    return ages[0], 200 if opened else ages[0]


def ends(shown: Array, cells: Array, hidden: Array) -> tuple[Array, Array]:
    """(n,) the least and the most that each area's count may be.

    shown: (n,) counts as they may leave, nought where hidden. cells: (n,) rows of each area; hidden: those of them
    without a count.
    """
    by_us = (shown == 0) & ~((cells > 0) & (hidden >= cells))
    most = np.where(by_us, float(protect.THRESHOLD), shown)
    return shown + hidden, most + protect.THRESHOLD * hidden
