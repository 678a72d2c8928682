"""Reshape: a table with a row an area and measure, as one with a column a measure, so that a person can choose one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

import pandas as pd

from lbdp_core import days
from lbdp_core.door.kinds import plain
from lbdp_core.protect import THRESHOLD
from lbdp_core.sharing.own.counts import numbers

MOST, LONGEST = 30, 60  # measures, and characters of one's name
SINCE, SPAN = 2005, 1_100  # year and days: dates of birth go further back, or apart
MOSTLY = 0.5  # share of the areas from which a word is a measure, and not what somebody noted of some


def widened(cells: pd.DataFrame, code: str, periods: Sequence[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The cells with a column a measure, and the columns that were taken apart; unchanged where the table is not long.

    Long is a table that gives areas more than once for a period, in which one column of a few words tells the rows of
    an area apart: each word for more areas than a protected count has people, and for half of all areas at least.

    >>> lsoa = [f"E0100000{n}" for n in range(9)]
    >>> long = pd.DataFrame({"lsoa": lsoa * 2, "what": ["bins"] * 9 + ["alarms"] * 9, "n": list(map(str, range(18)))})
    >>> found, apart = widened(long, "lsoa", ())
    >>> list(found), len(found), apart
    (['lsoa', 'alarms', 'bins'], 9, ('what', 'n'))
    """
    keys = [code, *periods]
    if not cells.duplicated(keys).any():
        return cells, ()
    held = {str(h): c for h, c in cells.items() if h not in keys}
    values = [h for h, c in held.items() if numbers(c)[2] and c.notna().any()]
    areas = cells[code].nunique()
    for name, column in held.items():
        words = column.dropna().str.strip()
        if name in values or len(values) != 1 or column.isna().any() or not 2 <= words.nunique() <= MOST:
            continue
        covered = cells[code].groupby(words).nunique()
        if cells.duplicated([*keys, name]).any() or words.str.len().max() > LONGEST or words.isin(cells.columns).any():
            continue
        if covered.min() > THRESHOLD and covered.min() >= MOSTLY * areas:
            long = cells.assign(**{name: words})
            wide = long.pivot(index=keys, columns=name, values=values[0]).reset_index()  # noqa: PD010  (keys are unique)
            wide.columns = pd.Index([str(h) for h in wide.columns])
            wide.attrs = dict(cells.attrs)
            return wide, (name, values[0])
    return cells, ()


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


def is_day(header: str, column: pd.Series) -> bool:
    """Whether a column says by its header and every value on which day of a few years something was: no dates of birth.

    >>> is_day("date_of_visit", pd.Series(["2024-03-04", "2023-12-11"])), is_day("date", pd.Series(["1951-03-04"]))
    (True, False)
    >>> is_day("date", pd.Series(["2014-03-04", "2001-02-03"]))
    False
    """
    found = [days.day(value) for value in column.dropna().str.strip().unique() if value]
    dated = [day for day in found if day is not None and day.year >= SINCE]
    return "date" in plain(header) and 0 < len(found) == len(dated) and (max(dated) - min(dated)).days <= SPAN


def _edge(value: str) -> bool:
    day = days.day(value)
    return day is not None and day.year >= 1990 and (day.day == 1 or (day + timedelta(days=1)).day == 1)
