"""Working days: Monday to Friday but for England's bank holidays, from the table that GOV.UK publishes.

A clock of so many working days starts on the day after the first: a discussion on Monday and a conference on Tuesday
are one working day apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
# Month and day by year: New Year, Good Friday, Easter Monday, early May, spring, August, Christmas, Boxing Day, with
# substitute days; and the days of 2022 (Jubilee, State Funeral) and 2023 (Coronation).
BANK_HOLIDAYS = {
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}
HOLIDAYS = np.array([f"{year}-{day}" for year, days in BANK_HOLIDAYS.items() for day in days.split()], "datetime64[D]")


def between(start: Days, end: Days) -> NDArray[np.float64]:
    """Working days from the day after `start` to `end`, both (n,); NaN where either is missing.

    >>> between(np.array(["2024-03-28"], "datetime64[D]"), np.array(["2024-04-02"], "datetime64[D]"))  # over Easter
    array([1.])
    """
    first, last = (np.asarray(days, "datetime64[D]") for days in (start, end))
    known = ~(np.isnat(first) | np.isnat(last))
    out = np.full(len(first), np.nan)
    out[known] = np.busday_count(first[known] + 1, last[known] + 1, holidays=HOLIDAYS)
    return out


def after(start: Days, days: int | NDArray[np.int64]) -> Days:
    """The day that is so many working days after each of `start` (n,); NaT after NaT.

    >>> after(np.array(["2024-03-28"], "datetime64[D]"), 1)
    array(['2024-04-02'], dtype='datetime64[D]')
    """
    first = np.asarray(start, "datetime64[D]")
    return np.asarray(np.busday_offset(first, days, roll="backward", holidays=HOLIDAYS))
