"""Columns: cells of text to text, numbers and dates, by the plain specification of a kind.

Work is done on the distinct values of a column, so a million rows cost little more than a thousand.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import days
from lbdp_core.door import letters, numbers
from lbdp_core.door.dates import dates
from lbdp_core.door.faults import COUNTED, Fault
from lbdp_core.door.kinds import Column, Kind, Limits, plain
from lbdp_core.door.marks import EMPTY
from lbdp_core.door.parsing import Sheet, called
from lbdp_core.sources import DataError

Missing = dict[str, dict[str, int]]
UNITS = re.compile(
    r"[(\[]?(no\.?|number|numbers|count|%|per ?cent|percent(age)?|proportion|rate|persons|people|households|£|metres|m"
    r"|text|code|name|string|integer|date|(dd|d)[-/ ]m+[-/ ]y+|y+[-/ ]m+([-/ ]d+)?|per [\d,]+.*|units?)[)\]]?",
    re.IGNORECASE,
)
NOTE = r"\s*\[(foot)?notes?\b[^\]]*\]$"
PARTED = 0.1  # share of a column of counts that need not be whole
NOISE = 1e-6  # what a program may add to a whole number as it counts
SOME = 8  # rows from which a column of years alone is none of counts
SHORTENED = "a number that Excel shortened and that lost its last digits"
AGAIN = "format the column as a number without decimals (or as text) in Excel and save it again"


def tidied(sheet: Sheet) -> Sheet:
    """The sheet without rows that repeat the header, and without a row of units below it."""
    if sheet.geometry or sheet.cells.empty:
        return sheet
    cells, repaired = sheet.cells, [*sheet.repaired]
    drop = np.full(len(cells), cells.shape[1] > 1)
    for i in cells if cells.shape[1] > 1 else ():
        drop &= cells[i].str.strip().eq(sheet.headers[int(str(i))].strip()).to_numpy(dtype=bool)
        if not drop.any():
            break
    if drop.any():
        repaired.append(f"left out rows that repeat the header, the first in row {sheet.lines[int(np.argmax(drop))]}")
    top = int(np.argmin(drop))
    filled = [v for v in cells.iloc[top] if v.strip()]
    if filled and all(UNITS.fullmatch(v.strip()) for v in filled):
        drop[top] = True
        repaired.append(f"left out the units in row {sheet.lines[top]}")
    if not drop.any():
        return sheet
    return replace(sheet, cells=cells[~drop].reset_index(drop=True), lines=sheet.lines.kept(~drop), repaired=repaired)


def convert(
    sheet: Sheet, kind: Kind, at: dict[str, int], label: str, limits: Limits
) -> tuple[pd.DataFrame, list[str], Missing, list[Fault]]:
    """The columns by meaning, what was repaired, why values are missing, and values that are not what they should be.

    Raises:
        DataError: a value is too long, numbers can be read in two ways, or dates are written month-first.
    """
    columns: dict[str, pd.Series] = {}
    notes: list[str] = []
    missing: Missing = {}
    faults: list[Fault] = []
    decimal = sheet.semicolons and any(
        numbers.has_decimal_commas(sheet.cells[str(i)].str.strip().drop_duplicates())
        for name, i in at.items()
        if kind.column(name).holds == "number"
    )
    for name, i in at.items():
        cells, header, column = sheet.cells[str(i)], called(sheet.headers[i].strip()), kind.column(name)
        codes, values = pd.factorize(cells)
        distinct = pd.Series(values, dtype="str")
        where = _Where(label, header, codes, sheet, i)
        long = distinct.str.len().to_numpy() > limits.value
        if long.any():
            row = where.row(long)
            raise DataError(
                f"{label} has a value of more than {limits.value:,} characters in row {row}, column {header}."
            )
        distinct = letters.seen(distinct)
        done: list[str] = []
        if column.holds == "number":
            found = numbers.read(distinct, sheet.semicolons, decimal)
            numbers_, done = _checked(found, column, distinct, where, faults), found.notes
            if kind.own and kind.summed:
                done = [*done, *_counts(numbers_, found.percent, distinct, where)]
            columns[name] = pd.Series(numbers_[codes], name=name)
            if counts := _count(found.reasons, codes):
                missing[name] = counts
        elif column.holds == "date":
            found_days, done = dates(distinct, codes, label, header, sheet.lines)
            columns[name] = pd.Series(found_days.to_numpy()[codes], name=name)
        else:
            distinct, done = _texts(distinct, column, where, faults)
            columns[name] = distinct.take(codes).reset_index(drop=True)
        if letters.misleads(sheet.headers[i]):
            notes.append(
                f"{header} read as {called(letters.latin(sheet.headers[i]).strip())}, whose letters look alike"
            )
        notes += [what.format(header) for what in done]
        beside = [h for j, h in enumerate(sheet.headers) if j != i and plain(h) in column.plainly]
        if kind.own and beside:
            notes.append(f"{header} used, and not {called(beside[0].strip())}")
    return pd.DataFrame(columns), notes, missing, faults


def verify(frame: pd.DataFrame, kind: Kind, at: dict[str, int], sheet: Sheet) -> list[Fault]:
    """Values that the kind's specification refuses: missing where they must not be, out of range or of another form.

    They are checked with pandera. at: where each column stands in the file.
    """
    import pandera.errors
    import pandera.pandas as pa

    checked = {c.name: pa.Column(nullable=not c.filled, checks=_checks(c)) for c in kind.columns if c.name in frame}
    try:
        pa.DataFrameSchema(checked).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as refused:
        cases = refused.failure_cases.dropna(subset=["index"])
        return [
            Fault(
                sheet.lines[int(row)],
                at[name],
                called(sheet.headers[at[name]].strip()),
                _shown(value),
                advice=_may(kind.column(name)),
                sheet=sheet.name,
            )
            for row, name, value in zip(
                *(cases[c].head(COUNTED) for c in ("index", "column", "failure_case")), strict=True
            )
        ]
    return []


def _shown(value: Any) -> str:
    """A value as a sentence shows it."""
    if pd.isna(value):
        return "no value"
    return f"“{called(f'{value:.10g}' if isinstance(value, float) else value)}”"


def _checks(column: Column) -> list[Any]:
    import pandera.pandas as pa

    checks: list[Any] = []
    if column.low is not None:
        checks.append(pa.Check.ge(column.low))
    if column.high is not None:
        checks.append(pa.Check.le(column.high))
    if column.pattern:
        checks.append(pa.Check.str_matches(f"^(?:{column.pattern})$"))
    return checks


def _may(column: Column) -> str:
    if column.pattern:
        return f"it should look like {column.looks or column.pattern}"
    if column.share:
        return "it should be a share from 0 to 1, or a percentage up to 100%"
    if column.low is not None or column.high is not None:
        low, high = ("any" if v is None else f"{v:,g}" for v in (column.low, column.high))
        return f"it may run from {low} to {high}"
    return "every row needs one"


class _Where:
    """Where values of a column stand in the file: codes are the distinct value of each row."""

    def __init__(self, label: str, header: str, codes: NDArray[np.intp], sheet: Sheet, place: int):
        self.label, self.header, self.codes, self.lines = label, header, codes, sheet.lines
        self.place, self.sheet = place, sheet.name

    def faults(self, which: NDArray[np.bool_], texts: pd.Series, why: str, advice: str = "correct it") -> list[Fault]:
        """A fault for each row that has one of the distinct values `which`."""
        return [
            Fault(
                self.lines[int(n)], self.place, self.header, f"“{called(texts.iloc[c])[:60]}”", why, advice, self.sheet
            )
            for n, c in ((n, int(self.codes[n])) for n in np.flatnonzero(which[self.codes])[:COUNTED])
        ]

    def row(self, which: NDArray[np.bool_]) -> int:
        """The row of the file that first has one of the distinct values `which`."""
        return self.lines[int(np.argmax(which[self.codes]))]

    def row_of(self, n: int) -> int:
        """The row of the file that first has the nth distinct value."""
        return self.lines[int(np.argmax(self.codes == n))]


def _checked(
    found: numbers.Read, column: Column, texts: pd.Series, where: _Where, faults: list[Fault]
) -> NDArray[np.float64]:
    """The numbers, when they can be read in one way alone; values that are none are added to the faults."""
    label, header = where.label, where.header
    if found.bad.any():
        short = found.bad & texts.str.fullmatch(numbers.EXCEL).to_numpy(dtype=bool)
        faults += where.faults(found.bad & ~short, texts, "where a number should be")
        faults += where.faults(short, texts, SHORTENED, AGAIN)
    values, clash, signs = found.values, found.clash, found.percent & np.isfinite(found.values)
    ways, advice = "which use commas in opposite ways", "write every number with a decimal point and no other separator"
    if not clash and column.share:
        values, done, clash = numbers.shares(values, found.percent, header)
        found.notes += [done] if done else []
        ways = "of which one looks like a percentage and one like a share"
        advice = "write every value as a share from 0 to 1, or every value as a percentage with its sign"
        if not clash:
            faults += where.faults(values > 1, texts, "", _may(column))
    elif not clash and signs.any() and (plain := np.isfinite(values) & ~found.percent & (values != 0)).any():
        clash = int(np.argmax(signs)), int(np.argmax(plain))
        ways, advice = "of which only one has a percent sign", "write every value with the sign, or none"
    if clash is None:
        return values
    one, other = (f"“{called(texts.iloc[n])[:60]}” in row {where.row_of(n)}" for n in clash)
    if clash[0] == clash[1]:
        text = called(texts.iloc[clash[0]])[:60]
        readings = f"{text.replace(',', '.')} or {text.replace(',', '')}"
        raise DataError(f"{label} has {one}, column {header}, which may be {readings}; {advice}.")
    raise DataError(f"{label} has {one} and {other}, column {header}, {ways}; {advice}.")


def _counts(values: NDArray[np.float64], percent: NDArray[np.bool_], texts: pd.Series, where: _Where) -> list[str]:
    """What is said of a column of counts: few may be parts of a count, as areas that were split leave them.

    Raises:
        DataError: they are percentages, years, shares or rates, or a point may part thousands.
    """
    there = np.isfinite(values)
    parted = there & (np.abs(values - np.round(values)) > NOISE)
    rows, shown = values[where.codes], texts[parted].str.fullmatch(r"[1-9]\d{0,2}\.\d{3}")
    rows = rows[np.isfinite(rows)]
    part = rows[np.abs(rows - np.round(rows)) > NOISE]
    share, left = len(part) / max(len(rows), 1), abs(part.sum() - np.round(part.sum()))
    why = ""
    if (there & percent).any():
        parted, why = there & percent, "which is a percentage"
    elif len(rows) >= SOME and ((rows >= 1990) & (rows <= 2100)).all():
        parted, why = there, "which looks like a year"
    elif share and shown.all() and (share > PARTED or left > 0.001 * len(part)):
        why = "where the point may part thousands"  # parts of areas that were split come to whole numbers
    elif share > PARTED:
        why = "which is no whole number"
    if not why and not share:
        return []
    n = int(where.codes[int(np.argmax(parted[where.codes]))])
    one = f"{called(texts.iloc[n])[:60]} in row {where.row_of(n)}"
    if not why:
        return [f"{{}} has counts that are not whole, such as {one}"]
    raise DataError(
        f"{where.label} has {one}, column {where.header}, {why}; give counts as whole numbers without a separator."
    )


def _texts(distinct: pd.Series, column: Column, where: _Where, faults: list[Fault]) -> tuple[pd.Series, list[str]]:
    """Texts without marks of notes, missing where they are empty or a number that lost its digits; what was done."""
    notes = []
    if distinct.str.contains("[", regex=False).any():
        bare = distinct.str.replace(NOTE, "", regex=True, flags=re.IGNORECASE)
        notes = ["marks of notes taken out of {}"] if (bare != distinct).any() else []
        distinct = bare
    bare = letters.codes(distinct)
    if (bare != distinct.str.upper())[bare != distinct].any():
        notes = [*notes, "codes of areas in {} read as they are published"]
    distinct = bare
    gone = distinct.str.casefold().isin(EMPTY)
    rounded = (distinct.str.contains("E+", regex=False) & distinct.str.fullmatch(numbers.EXCEL)).to_numpy(dtype=bool)
    if rounded.any():
        n = int(where.codes[np.argmax(rounded[where.codes])])
        shown = f"“{distinct.iloc[n]}” in row {where.row_of(n)}"
        if column.filled:
            faults += where.faults(rounded, distinct, SHORTENED, AGAIN)
        notes.append(f"{{}} has numbers that Excel shortened, such as {shown}; rows that share one count once: {AGAIN}")
    if column.holds == "period":
        distinct = pd.Series([days.period(text) or text for text in distinct], dtype="str")
    return distinct.mask(gone), notes


def _count(reasons: list[str], codes: NDArray[np.intp]) -> dict[str, int]:
    said = pd.Series(reasons, dtype="str").take(codes)
    return {str(k): int(v) for k, v in said[said.ne("")].value_counts().items()}
