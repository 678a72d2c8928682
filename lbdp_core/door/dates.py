"""Dates: texts in publishers' forms to days, day before month; a column written month-first is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.sources import DataError

FORMATS = (
    "%Y-%m-%d", "%d-%b-%y", "%d %b %Y", "%d/%m/%Y", "%d-%b-%Y", "%d %B %Y", "%d/%m/%y", "%d-%m-%Y",
    "%d %b %y", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d",
)  # fmt: skip
TIME = r"[T ]+\d{1,2}:\d{2}.*$"
IN_NUMBERS = r"^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})$"


def dates(texts: pd.Series, codes: NDArray[np.intp], label: str, header: str) -> pd.Series:
    """Days of the distinct texts of a column (time left off); NaT where there is none.

    codes: which of the texts each row of the file holds, for the row that a refusal names.

    Raises:
        DataError: a date in numbers (01/13/2015) is one only with the month first. Half of such a column would be
            read as other days, so that none of it is.
    """
    days = texts.str.replace(TIME, "", regex=True).str.strip()
    found = _parsed(days)
    numbers = days.str.match(IN_NUMBERS).to_numpy(dtype=bool)
    if not numbers.any():
        return found
    swapped = _parsed(days.where(numbers).str.replace(IN_NUMBERS, r"\3\2\1\2\4", regex=True))
    day_only = numbers & (found.notna() & swapped.isna()).to_numpy()
    month_only = numbers & (found.isna() & swapped.notna()).to_numpy()
    if not month_only.any():
        return found
    at, row = _first(month_only, codes)
    ways = f"looks month-first (e.g. {days.iloc[at]} in row {row})"
    if day_only.any():
        other, other_row = _first(day_only, codes)
        ways = f"has both day-first and month-first dates ({days.iloc[other]} in row {other_row}, {days.iloc[at]} in "
        ways += f"row {row})"
    shown = f"{swapped.iloc[at]:%Y-%m-%d}"
    raise DataError(f"{label}, column {header}, {ways}; save the dates as {shown}.")


def _parsed(days: pd.Series) -> pd.Series:
    found = pd.Series(np.full(len(days), "NaT", dtype="datetime64[s]"), index=days.index)
    for form in FORMATS:
        open_ = found.isna()
        if not open_.any():
            break
        found = found.where(~open_, pd.to_datetime(days.where(open_), format=form, errors="coerce").astype(found.dtype))
    return found


def _first(which: NDArray[np.bool_], codes: NDArray[np.intp]) -> tuple[int, int]:
    """The text of the first row that holds one of `which`, and that row (the header is row 1)."""
    row = int(np.argmax(which[codes]))
    return int(codes[row]), row + 2
