"""Workbook: a region's Skills Imperative tables, each found by its title, to rows of figures.

Years and columns are found by the header under a title and never by position: another region's workbook, or one with
other years, reads the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from lbdp_core.door import Pages
from lbdp_core.formatting import joined
from lbdp_core.sources import DataError

TITLES = {  # of each table that is read; "Table 2.1" is of men alone, "Table 1.1" goes on with later years
    "occupations": r"^occupation\s+table\s+2(?![.\d])",
    "industries": r"^industry\s+table\s+2(?![.\d])",
    "shift_share": r"^shift[-\s]?share\s+table\s+1\b",
    "matrix": r"^industry\s+(and|&)\s+occupation\s+table\s+1(?![.\d])",
    "qualifications": r"^qualification\s+table\s+1(?![.\d])",
}
NEEDED = {
    "occupations": "jobs by occupation (Occupation Table 2)",
    "industries": "jobs by industry (Industry Table 2)",
    "shift_share": "shift-share by occupation (ShiftShare Table 1)",
    "matrix": "occupations within industries (Industry and Occupation Table 1)",
}
PARTS = {"net": "net change", "replacement": "replacement demand", "All occupations": "a row of all occupations"}
ABOVE = 20  # rows in which a title may stand
MOST = 100_000  # thousand jobs: three times those of the United Kingdom, so larger figures are not in thousands
ALIASES = {"london": "Greater London", "greater london": "Greater London", "england": "England"}
SIGNS = tuple(TITLES[name] for name in ("occupations", "industries", "shift_share"))
SPAN = r"\d{4}\s*(?:[-–—]|to)\s*\d{4}"
NOTE = re.compile(r"(?:\s*\[[^\]]*\]|\s*\((?:[Nn]ote[^)]*|[a-z]|\d{1,2})\)|[¹²³⁴-⁹*†‡]|(?<=[a-z])\d)+$")  # of a foot
WHOLE = ("total", "all", "persons", "all persons")  # of women and men
COLUMNS = ["region", "table", "industry", "row", "measure", "value"]
Row = dict[int, str]


def take(pages: Pages) -> pd.DataFrame:
    """One workbook: region, table, industry, row, measure and value.

    table: "occupations" (26 sub-major groups), "industries" (22 groups), "qualifications" (nine levels, where the
    workbook has them), "shift_share", "matrix" (nine major groups by industry). row: an occupation, industry or level.
    measure: "2020", "replacement", and so on. Values are thousands of jobs.

    Raises:
        DataError: the workbook lacks a table or a column that is needed, has two that differ, is of two regions, or
            does not count in thousands.
    """
    found: list[tuple[str, str, str, str, float]] = []
    regions: list[str] = []
    for name in pages.names:
        table, rows = _table(pages.rows(name))
        if not table:
            continue
        regions += [_region(rows[0][0])] if table in NEEDED else []
        if table == "matrix":
            found += [(table, *each) for each in _matrix(rows)]
        else:
            found += [(table, "", *each) for each in (_shift_share if table == "shift_share" else _levels)(rows)]
    held = {each[0] for each in found}
    if gone := [words for name, words in NEEDED.items() if name not in held]:
        raise DataError(f"{pages.label} has no table of {gone[0]}; give the whole workbook as published.")
    frame = pd.DataFrame(found, columns=COLUMNS[1:]).drop_duplicates()
    named = list({region.casefold(): region for region in regions if region}.values()) or ["not named"]
    if fault := _fault(frame, named):
        raise DataError(f"{pages.label} {fault}.")
    frame.insert(0, "region", ALIASES.get(named[0].casefold(), named[0]))
    signs = int(frame["value"].isna().sum())
    missing = {"value": {"a sign in place of a figure": signs}} if signs else {}
    frame.attrs |= {"missing": missing, "repaired": ()}
    return frame


def _fault(frame: pd.DataFrame, regions: list[str]) -> str:
    """What is wrong with the tables and what to do, or ""."""
    jobs = frame[frame["table"].eq("occupations")]
    gone = [words for name, words in PARTS.items() if name not in {*jobs["row"], *jobs["measure"]}]
    twice = frame[frame.duplicated(COLUMNS[1:-1])]
    if len(regions) > 1:
        return f"has tables of {joined(regions)}; give a workbook of one region"
    if gone:
        return f"lacks {gone[0]} in its table of jobs by occupation; give the whole workbook as published"
    if len(twice):
        name = NEEDED.get(twice["table"].iloc[0], "qualifications").partition(" (")[0]
        return f"has two figures for “{twice['row'].iloc[0]}” in its tables of {name}; leave one of the two tables"
    if frame["value"].abs().max() > MOST:
        return "has more jobs than the country; give its figures in thousands, as published"
    return ""


def _table(rows: list[Row]) -> tuple[str, list[Row]]:
    """Which table a sheet holds, or "", and its rows from the title on, where the title stands in column 0."""
    for n, row in enumerate(rows[:ABOVE]):
        at = next((at for at in sorted(row) if row[at].strip()), 0)
        for table, pattern in TITLES.items():
            if re.match(pattern, row.get(at, "").strip(), re.I):
                return table, [{here - at: _text(cell) for here, cell in each.items() if here >= at}
                               for each in rows[n:]]  # fmt: skip
    return "", []


def _text(cell: str) -> str:
    """A cell with single spaces, without the mark of a footnote; a cell that is only a mark stays.

    >>> _text("2035 [note 1]"), _text("Construction¹"), _text("Net (a)"), _text("[c]"), _text("Enterprise M3")
    ('2035', 'Construction', 'Net', '[c]', 'Enterprise M3')
    """
    text = " ".join(cell.split())
    return NOTE.sub("", text) or text


def _region(title: str) -> str:
    """What follows the years of a title, or its last comma; a region may have commas of its own.

    >>> _region("Industry Table 2  Employment, 2015-2035, Brighton and Hove, East Sussex, West Sussex")
    'Brighton and Hove, East Sussex, West Sussex'
    """
    after = re.search(rf"{SPAN}\s*,\s*(.+)", title) or re.search(r",\s*([^,]+)$", title)
    return _plain(re.sub(r"\(continued\)\s*$", "", after[1], flags=re.I)) if after else ""


def _number(text: str | None) -> float | None:
    plain = re.sub(r"[, ]", "", str(text)).replace("−", "-")
    try:
        return float(re.sub(r"^\((.+)\)$", r"-\1", plain))
    except ValueError:
        return None


def _year(text: str | None) -> str:
    """A year as text, or "" for anything else; a word or one more digit, of a footnote, may follow it.

    >>> _year("2020.0"), _year("2035 (projected)"), _year("2035p"), _year("20351"), _year("2015.3"), _year("2015-2020")
    ('2020', '2035', '2035', '2035', '', '')
    """
    found = re.fullmatch(r"(199\d|20[0-5]\d)(\.0+|\d|\s*\(?[A-Za-z ]+\)?)?", (text or "").strip())
    return found[1] if found else ""


def _levels(rows: list[Row]) -> Iterator[tuple[str, str, float]]:
    """Rows of the first block: years under a header, then change, replacement and requirement where they stand.

    A block of men alone or women alone may stand to its right, under a title of its own.
    """
    columns: dict[int, str] = {}
    titles = [at for row in rows[:3] for at, text in row.items() if re.match(r"\s*\w+ table", text, re.I)]
    end = min((at for at in titles if at), default=99)
    for n, row in enumerate(rows):
        if not columns:
            years = {at: _year(text) for at, text in row.items() if 0 < at < end and _year(text)}
            if len(years) < 3:
                continue
            columns = years | _words(rows[max(0, n - 1) : n + 1], end)
            continue
        name = row.get(0, "").strip()
        if re.match(r"(shares|growth|changes?|males|females|levels)\b", name, re.I):
            if re.match(r"levels", name, re.I):
                continue
            return
        for at, measure in columns.items():
            if name and row.get(at, "").strip():
                value = _number(row[at])
                yield _plain(name), measure, float("nan") if value is None else value


def _words(header: list[Row], end: int) -> dict[int, str]:
    """Columns of net change, replacement demand and total requirement, by the words above them."""
    told: dict[int, str] = {}
    for row in header:
        for at, text in row.items():
            if at < end:
                told[at] = f"{told.get(at, '')} {text}".strip().casefold()
    named = {"net": "net", "replacement": "replacement", "requirement": "requirement"}
    return {at: measure for at, text in told.items() for word, measure in named.items() if word in text}


def _shift_share(rows: list[Row]) -> Iterator[tuple[str, str, float]]:
    """Both blocks: of each occupation the base, target, change and its three effects, by the span of years."""
    span, at_effect = "", dict[int, str]()
    for row in rows:
        told = {at: text.strip().casefold() for at, text in row.items()}
        for at, text in told.items():
            if re.fullmatch(SPAN, text):
                span = f"{text[:4]}-{text[-4:]}"
            for word in ("base year", "target year", "scale", "occupation effect", "industry mix"):
                if text.startswith(word):
                    at_effect[at] = word.split()[0]
        name = _plain(row.get(0, ""))
        if re.match(r"\d\d ", name) and span and at_effect:
            for at, effect in at_effect.items():
                value = _number(row.get(at))
                if value is not None:
                    yield name, f"{effect} {span}", value


def _matrix(rows: list[Row]) -> Iterator[tuple[str, str, str, float]]:
    """Industry, major group, year, thousand jobs: the totals of women and men."""
    industry, years, totals = "", dict[int, str](), dict[int, str]()
    for row in rows:
        name = row.get(0, "").strip()
        here = {at: _year(text) for at, text in row.items() if at and _year(text)}
        if name and len(here) >= 2:
            industry, years, totals = _plain(name), here, {}
        elif not name and industry and any(text.casefold() in WHOLE for text in row.values()):
            for at, text in row.items():
                if text.casefold() in WHOLE:
                    totals[at] = years[max(start for start in years if start <= at)]
        elif name and totals:
            for at, year in totals.items():
                value = _number(row.get(at))
                if value is not None:
                    yield industry, _plain(name), year, value


def _plain(name: str) -> str:
    """A name without the number of an industry; the code of an occupation stands before it with a space alone."""
    return re.sub(r"^(\d\d)\s*[-–—.:)]\s*(?=\D)", r"\1 ", re.sub(r"^Industry \d+ ?: ", "", name.strip()))
