"""Periods: whether a column says which year, quarter, month or date its counts are of."""

from __future__ import annotations

import re
from datetime import timedelta

import pandas as pd

from lbdp_core import days
from lbdp_core.door.kinds import plain

HEADER = re.compile(r".*(year|quarter|qtr|month|period|date|ending).*|fy|yr")
YEAR, MONTH = r"(199\d|20\d\d)", r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
SAID = re.compile(
    rf"(fy ?)?{YEAR}([-/–]({YEAR}|\d\d))?|{YEAR}[- ]?q[1-4]|q[1-4]([- ]?{YEAR})?|{YEAR}(0[1-9]|1[0-2])"
    rf"|(year ending |ye )?{MONTH}([- ]({YEAR}|\d\d))?|(0?[1-9]|1[0-2])",
    re.IGNORECASE,
)


def is_period(header: str, column: pd.Series) -> bool:
    """By its header and every value; a date of counts begins or ends a month, as a date of birth or a visit need not.

    >>> is_period("Year", pd.Series(["2019", "2020"])), is_period("date", pd.Series(["2019-03-31"]))
    (True, True)
    >>> is_period("who", pd.Series(["2019"])), is_period("date", pd.Series(["2019-03-31", "1991-03-17"]))
    (False, False)
    """
    if not HEADER.fullmatch(plain(header)):
        return False
    said = pd.Series(column.dropna().unique(), dtype="str").str.strip()
    said = said[said.ne("")].str.replace(r"[T ]00:00(:00(\.0+)?)?$", "", regex=True)
    said = said.str.replace(r"(?<=\d)\.0$", "", regex=True)
    rest = said[~said.str.fullmatch(SAID)]
    return len(said) > 0 and all(_edge(value) for value in rest)


def _edge(value: str) -> bool:
    day = days.day(value)
    return day is not None and day.year >= 1990 and (day.day == 1 or (day + timedelta(days=1)).day == 1)
