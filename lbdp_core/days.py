"""Days: texts as people and programs write dates, to a day or to a month; the day comes before the month.

One grammar serves the door (columns of dates), quarters and periods, so that a check and a build read alike. A month
without a day ("Jan-20", "202011") is never made into one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBER = {name: n for n, whole in enumerate(MONTHS, 1) for name in (whole, whole[:3])} | {"sept": 9}
_NAMES = "|".join(sorted(_NUMBER, key=len, reverse=True))
_YEAR = r"(?:\d{4}|\d{2})"
_TIME = re.compile(r"(?:[T ,]+(?:at )?\d{1,2}:\d{2}.*|Z)$", re.IGNORECASE)
_ASIDE = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[\s,.]+|\s*(?:\[[^\]]*\]|[*†‡]+)$", re.I
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
IN_NUMBERS = re.compile(rf"(\d{{1,2}})[-/. \\]+(\d{{1,2}})[-/. \\]+({_YEAR})")
_NAMED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[-\s/.,\\]*({_NAMES})[-\s/.,\\]*({_YEAR})", re.I)
_MONTH_NAMED = re.compile(rf"({_NAMES})[-\s/.,\\]+(\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(\d{{4}})", re.I)
_MONTH = re.compile(
    rf"(?P<year>\d{{4}})[-/.]?(?P<month>\d{{2}})|(?P<m>\d{{1,2}})[-/.](?P<y>\d{{4}})"
    rf"|(?P<name>{_NAMES})\.?[-\s/,]*(?P<of>{_YEAR})|(?P<before>\d{{4}})[-\s/]*(?P<named>{_NAMES})",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
SERIALS = range(32_874, 73_051)  # 1990 to 2099, as Excel counts days; other numbers of five digits are no dates


def day(text: str, month_first: bool = False) -> date | None:
    r"""The day that a text names, without its time; None where it names none. Excel's numbers of days are read too.

    >>> [str(day(t)) for t in ("05-Sept-21", "31/03/2024 00:02", "1st March 2024", r"01\02\2020", "45382")]
    ['2021-09-05', '2024-03-31', '2024-03-01', '2020-02-01', '2024-03-31']
    >>> [day(t) for t in ("Jan-20", "202011", "2020101", "20-Jan", "31/02/2024", "soon")]
    [None, None, None, None, None, None]
    """
    said = _bare(text)
    if found := _YEAR_FIRST.fullmatch(said):
        return _day(*(found.group(1, 3, 4) if found[1] else found.group(5, 6, 7)))
    if found := IN_NUMBERS.fullmatch(said):
        first, second = found[1], found[2]
        return _day(found[3], first, second) if month_first else _day(found[3], second, first)
    if found := _NAMED.fullmatch(said):
        return _day(found[3], str(_NUMBER[found[2].casefold()]), found[1])
    if found := _MONTH_NAMED.fullmatch(said):
        return _day(found[3], str(_NUMBER[found[1].casefold()]), found[2])
    return date(1899, 12, 30) + timedelta(days=int(said.partition(".")[0])) if is_serial(said) else None


def is_serial(text: str) -> bool:
    """Whether a text is a day as Excel counts it, and not as it shows it."""
    found = _SERIAL.fullmatch(text)
    return bool(found) and int(found[1]) in SERIALS  # type: ignore[index]


def month(text: str) -> tuple[int, int] | None:
    """The year and month that a text lies in or names; None where there is none.

    >>> [month(t) for t in ("Jan-20", "202011", "2020-11", "30 June 2024", "Sept 2021 [p]", "2024")]
    [(2020, 1), (2020, 11), (2020, 11), (2024, 6), (2021, 9), None]
    """
    if found := day(text):
        return found.year, found.month
    told = _MONTH.fullmatch(_bare(text))
    if not told:
        return None
    name = told["name"] or told["named"]
    number = _NUMBER[name.casefold()] if name else int(told["month"] or told["m"])
    year = _year(told["year"] or told["y"] or told["of"] or told["before"])
    return (year, number) if 1 <= number <= 12 and 1900 <= year < 2100 else None


def period(text: str) -> str:
    """A year as "2020", a month or a day in it as "2020-11"; "" where a text names neither.

    >>> [period(t) for t in ("2020", "2020.0", "Nov-20", "202011", "01/11/2020", "all")]
    ['2020', '2020', '2020-11', '2020-11', '2020-11', '']
    """
    if year := re.fullmatch(r"((?:19|20)\d\d)(?:\.0)?", text.strip()):
        return year[1]
    found = month(text)
    return f"{found[0]}-{found[1]:02d}" if found else ""


def _bare(text: str) -> str:
    """Without a time of day, a day of the week or a note."""
    return _TIME.sub("", _ASIDE.sub("", text.strip())).strip()


def _year(text: str) -> int:
    """Of two digits, those from 69 on are of the last century."""
    return int(text) + (0 if len(text) == 4 else 1900 if int(text) >= 69 else 2000)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(_year(year), int(month), int(day))
    except ValueError:
        return None
