"""Dates: texts in publishers' forms to days, day before month; a column written month-first is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import days
from lbdp_core.door.lines import Lines
from lbdp_core.sources import DataError

LONGEST = 100  # characters of a date
TIME = r"[T ,]+\d{1,2}:\d{2}.*$"


def dates(
    texts: pd.Series, codes: NDArray[np.intp], label: str, header: str, lines: Lines
) -> tuple[pd.Series, list[str]]:
    """Days of the distinct texts of a column (time left off; NaT where there is none), and what was done.

    codes: which of the texts each row of the file holds; lines: which row of the file that is, for a refusal.

    Raises:
        DataError: a date in numbers (01/13/2015) is one only with the month first. Half of such a column would be
            read as other days, so that none of it is.
    """
    texts = texts.where(texts.str.len() < LONGEST, "")
    bare = texts.str.replace(TIME, "", regex=True) if texts.str.contains(":", regex=False).any() else texts
    of, distinct = pd.factorize(bare.str.strip())
    whole = pd.to_datetime(pd.Series(distinct), format="%Y-%m-%d", errors="coerce").to_numpy().astype("datetime64[s]")
    others = np.flatnonzero(np.isnat(whole))  # most columns have none
    said = [str(text) for text in distinct[others]]
    found = [days.day(text) for text in said]
    whole[others] = [np.datetime64(day or "NaT", "s") for day in found]
    notes = ["Excel's day numbers in {} read as dates"] if any(map(days.is_serial, said)) else []
    in_numbers = [bool(days.IN_NUMBERS.fullmatch(text)) for text in said]
    swapped = [days.day(t, month_first=True) if n else None for t, n in zip(said, in_numbers, strict=True)]
    month_only = np.zeros(len(distinct), dtype=bool)
    month_only[others] = [one is None and other is not None for one, other in zip(found, swapped, strict=True)]
    if not month_only.any():
        return pd.Series(whole[of], index=texts.index), notes
    day_only = np.zeros(len(distinct), dtype=bool)
    day_only[others] = [n and d is not None and s is None for n, d, s in zip(in_numbers, found, swapped, strict=True)]
    rows = of[codes]
    one = int(np.argmax(month_only[rows]))
    right = dict(zip(others.tolist(), swapped, strict=True))[int(rows[one])]
    shown = f"{distinct[rows[one]]} in row {lines[one]}"
    ways = f"looks month-first (e.g. {shown})"
    if day_only.any():
        other = int(np.argmax(day_only[rows]))
        ways = f"has both day-first and month-first dates ({distinct[rows[other]]} in row {lines[other]}, {shown})"
    raise DataError(f"{label}, column {header}, {ways}; save the dates as {right:%Y-%m-%d}.")
