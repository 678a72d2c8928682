"""Reading: a book to rows of code, quarter, measure and value, with what is missing counted by its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from lbdp_core.door import Pages, called
from lbdp_core.hclic import measures as m
from lbdp_core.hclic.pages import Edition, Table, edition, quarter_in, tables_of
from lbdp_core.sources import DataError

REASONS = {
    "..": "the authority's return is missing",
    "-": "suppressed by the publisher",
    "": "left blank",
    "x": "not available",
    ":": "not available",
    "c": "suppressed by the publisher",
    "*": "suppressed by the publisher",
}
NO_COLUMN = "the book has no such column"
Values = dict[tuple[str, str], float]  # by code and measure
Gaps = dict[str, Counter[str]]  # by measure: reason -> areas


def take(pages: Pages) -> pd.DataFrame:
    """A book as a tidy table: code, quarter, measure, value (float64), for boroughs, London and England.

    `attrs` has missing ({measure: {reason: areas}}), repaired (sentences) and edition (quarter, published, revised).

    Raises:
        DataError: the book names no quarter or two, lacks a table or a column that is needed, or has text in place of
            a number.
    """
    of = edition(pages)
    values: Values = {}
    gaps: Gaps = {}
    notes = []
    tables = tables_of(pages)
    for (letters, _), table in tables.items():
        if (other := quarter_in(table.title)) and other != of.quarter:
            notes.append(f"table {called(table.sheet.strip())} is titled {other}, and is taken to be of {of.quarter}")
        above, at = _found(letters, table)
        duty = _duty(above) if letters in ("A2", "A4") else ""
        for measure, columns in at.items():
            name = f"{measure.name}_{duty}" if duty else measure.name
            if len(columns) == 1:
                _fill(values, gaps, table, columns[0], (name, above[columns[0]]), pages.label)
            elif measure.name in m.NEEDED:
                raise DataError(_unclear(pages.label, table, measure, len(columns)))
    _combine(values)
    names = [name for name in m.NAMES if any((code, name) in values for code in ("E12000007", "E92000001"))]
    if lacking := [name for name in m.NEEDED if name not in names]:
        raise DataError(f"{pages.label} has no table with {lacking[0]}; give the whole workbook.")
    rows = [(code, of.quarter, name, value) for (code, name), value in values.items() if name in m.NAMES]
    frame = pd.DataFrame(rows, columns=["code", "quarter", "measure", "value"])
    missing = {name: dict(gap) for name, gap in gaps.items() if name in m.NAMES and gap}
    missing |= {name: {NO_COLUMN: 1} for name in m.NAMES if name not in names and name not in missing}
    frame.attrs.update(missing=missing, repaired=notes, edition=of, told=_told(of, gaps))
    return frame


def _told(of: Edition, gaps: Gaps) -> list[str]:
    """What the book is, and what of it is missing, a sentence each."""
    when = f", published {of.published}" if of.published else ""
    said = [f"of {of.quarter}{when}{', revised' if of.revised else ''}"]
    reasons: Counter[str] = sum((gap for name, gap in gaps.items() if name in m.NAMES), Counter())
    return [*said, *(f"{count:,} figures are missing: {reason}" for reason, count in reasons.items())]


def _found(letters: str, table: Table) -> tuple[dict[int, str], dict[m.Measure, Sequence[int]]]:
    """The words above the columns, from the line of the header on from which most measures are clear; and the columns
    of each measure.
    """
    mine = [measure for measure in (*m.FLOWS, *m.STOCKS, *m.BY_DUTY) if measure.table == letters]
    ways = [(above, {measure: m.columns(measure, above) for measure in mine}) for above in table.above]
    return max(ways, key=lambda way: sum(len(columns) == 1 for columns in way[1].values()), default=({}, {}))


def _duty(above: dict[int, str]) -> str:
    """Which duty a table counts, by the words above its total: a title may be that of another table."""
    words = next((w for w in above.values() if w.startswith("total owed a")), "")
    if "prevention or relief" in words:
        return m.EITHER
    return m.PREVENTION if "prevention" in words else m.RELIEF


def _fill(values: Values, gaps: Gaps, table: Table, column: int, named: tuple[str, str], label: str) -> None:
    """The figures of a column, or why there are none. named: the measure, and the words above the column."""
    name, words = named
    for code, rows in table.rows.items():
        texts = [row.get(column, "").replace("\u00a0", " ").strip() for row in rows]
        text = texts[0]
        if any(other != text for other in texts):
            where = f"the sheet {called(table.sheet)}, column “{called(words)}”"
            raise DataError(f"{label} has {code} twice in {where}, with other figures; keep one of the rows.")
        if (reason := REASONS.get(text.casefold())) is not None:
            gaps.setdefault(name, Counter())[reason] += 1
            continue
        try:
            value = float(text.replace(",", ""))
        except ValueError:
            value = float("nan")
        if not 0 <= value < float("inf"):
            where = f"row {code}, column “{called(words)}” of the sheet {called(table.sheet)}"
            raise DataError(f"{label} has “{called(text)[:60]}” in {where}, where a count should be; correct it.")
        values[code, name] = value


def _unclear(label: str, table: Table, measure: m.Measure, found: int) -> str:
    said = f"has {found} columns" if found else "has no column"
    return (
        f"{label} {said} for {measure.name} in the sheet {called(table.sheet)}; give the workbook as it was published."
    )


def _combine(values: Values) -> None:
    """Ends of private tenancies of both sorts together; and of a whole and its two parts, the third from the others."""
    codes = dict.fromkeys(code for code, _ in values)
    for duty in (m.PREVENTION, m.RELIEF, m.EITHER):
        for code in codes:
            parts = [values.get((code, f"prs_{sort}_{duty}")) for sort in ("ast", "other")]
            if None not in parts:
                values[code, f"prs_end_{duty}"] = sum(p for p in parts if p is not None)
    for cause in m.CAUSES:
        for code in codes:
            prevention, relief, either = (
                values.get((code, f"{cause}_{d}")) for d in (m.PREVENTION, m.RELIEF, m.EITHER)
            )
            if prevention is None:
                continue
            if either is None and relief is not None:
                values[code, f"{cause}_{m.EITHER}"] = prevention + relief
            elif relief is None and either is not None:
                values[code, f"{cause}_{m.RELIEF}"] = max(either - prevention, 0.0)
