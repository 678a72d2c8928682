"""Workbook: a region's Skills Imperative tables, each found by its title, to rows of figures.

Years and columns are found by the header under a title and never by position: another region's workbook, or one with
other years, reads the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from lbdp_core.door import Pages
from lbdp_core.sources import DataError

SIGNS = (r"^occupation table 2\b", r"^industry table 2\b", r"^shiftshare table 1\b")
COLUMNS = ["region", "table", "industry", "row", "measure", "value"]
NEEDED = ("occupations", "industries", "shift_share", "matrix")
Row = dict[int, str]


def take(pages: Pages) -> pd.DataFrame:
    """One workbook: region, table, industry, row, measure and value.

    table: "occupations" (26 sub-major groups), "industries" (22 groups), "shift_share", "matrix" (nine major groups by
    industry). row: an occupation or industry. measure: "2020", "replacement", and so on. Values are thousands of jobs,
    or the workbook's own per cents.

    Raises:
        DataError: the workbook lacks a table that is needed.
    """
    found: list[tuple[str, str, str, str, float]] = []
    region = ""
    for name in pages.names:
        rows = pages.rows(name)
        title = _title(rows)
        region = region or _region(title)
        if re.match(r"occupation table 2\b", title, re.I):
            found += [("occupations", "", *each) for each in _levels(rows)]
        elif re.match(r"industry table 2\b", title, re.I):
            found += [("industries", "", *each) for each in _levels(rows)]
        elif re.match(r"shiftshare table 1\b", title, re.I):
            found += [("shift_share", "", *each) for each in _shift_share(rows)]
        elif re.match(r"industry and occupation table 1\b", title, re.I):
            found += [("matrix", *each) for each in _matrix(rows)]
    held = {each[0] for each in found}
    if gone := [name for name in NEEDED if name not in held]:
        raise DataError(
            f"{pages.label} has no table of {gone[0].replace('_', ' ')}; give the whole workbook as published."
        )
    frame = pd.DataFrame(found, columns=COLUMNS[1:]).drop_duplicates(COLUMNS[1:-1])
    frame.insert(0, "region", region or "not named")
    frame.attrs |= {"missing": {}, "repaired": ()}
    return frame


def _title(rows: list[Row]) -> str:
    return next((row[0].strip() for row in rows[:3] if row.get(0, "").strip()), "")


def _region(title: str) -> str:
    """What a title ends with: "..., 2015-2035, Greater London"."""
    last = title.rpartition(",")[2].strip()
    return last if re.search(r"\d{4}-\d{4},", title) and last and not last[0].isdigit() else ""


def _number(text: str | None) -> float | None:
    try:
        return float(str(text).replace(",", ""))
    except ValueError:
        return None


def _year(text: str | None) -> str:
    """A whole year as text, or "" for anything else."""
    value = _number(text)
    return str(int(value)) if value is not None and value == int(value) and 1990 <= value <= 2060 else ""


def _levels(rows: list[Row]) -> Iterator[tuple[str, str, float]]:
    """Rows of the first block: years under a header, then change, replacement and requirement where they stand."""
    columns: dict[int, str] = {}
    for n, row in enumerate(rows):
        if not columns:
            years = {at: _year(text) for at, text in row.items() if 0 < at < 11 and _year(text)}
            if len(years) < 3:
                continue
            columns = years | _words(rows[max(0, n - 1) : n + 1])
            continue
        name = row.get(0, "").strip()
        if re.match(r"(shares|growth|changes?|males|females|levels)\b", name, re.I):
            if re.match(r"levels", name, re.I):
                continue
            return
        for at, measure in columns.items():
            value = _number(row.get(at))
            if name and value is not None:
                yield _plain(name), measure, value


def _words(header: list[Row]) -> dict[int, str]:
    """Columns of net change, replacement demand and total requirement, by the words above them."""
    told: dict[int, str] = {}
    for row in header:
        for at, text in row.items():
            if at < 11:
                told[at] = f"{told.get(at, '')} {text}".strip().casefold()
    named = {"net": "net", "replacement": "replacement", "requirement": "requirement"}
    return {at: measure for at, text in told.items() for word, measure in named.items() if word in text}


def _shift_share(rows: list[Row]) -> Iterator[tuple[str, str, float]]:
    """Both blocks: of each occupation the base, target, change and its three effects, by the span of years."""
    span, at_effect = "", dict[int, str]()
    for row in rows:
        told = {at: text.strip().casefold() for at, text in row.items() if at < 20}
        for at, text in told.items():
            if re.fullmatch(r"\d{4}-\d{4}", text):
                span = text
            for word in ("base year", "target year", "scale", "occupation effect", "industry mix"):
                if text.startswith(word):
                    at_effect[at] = word.split()[0]
        name = row.get(0, "").strip()
        if re.match(r"\d\d ", name) and span and at_effect:
            for at, effect in at_effect.items():
                value = _number(row.get(at))
                if value is not None:
                    yield _plain(name), f"{effect} {span}", value


def _matrix(rows: list[Row]) -> Iterator[tuple[str, str, str, float]]:
    """Industry, major group, year, thousand jobs: the totals of women and men."""
    industry, years, totals = "", dict[int, str](), dict[int, str]()
    for row in rows:
        name = row.get(0, "").strip()
        here = {at: _year(text) for at, text in row.items() if at and _year(text)}
        if name and len(here) >= 2:
            industry, years, totals = _plain(name), here, {}
        elif not name and industry and any(text.strip() == "Total" for text in row.values()):
            for at, text in row.items():
                if text.strip() == "Total":
                    totals[at] = years[max(start for start in years if start <= at)]
        elif name and totals:
            for at, year in totals.items():
                value = _number(row.get(at))
                if value is not None:
                    yield industry, _plain(name), year, value


def _plain(name: str) -> str:
    """A name with single spaces, without the number of an industry."""
    return re.sub(r"\s+", " ", re.sub(r"^Industry \d+ : ", "", name)).strip()
