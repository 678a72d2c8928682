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
from lbdp_core.door import numbers
from lbdp_core.door.dates import dates
from lbdp_core.door.kinds import Column, Kind, Limits
from lbdp_core.door.lines import Lines
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
) -> tuple[pd.DataFrame, list[str], Missing]:
    """The columns by meaning, what was repaired, and why values are missing.

    Raises:
        DataError: a value is too long, text stands where a number should, numbers can be read in two ways, or dates
            are written month-first.
    """
    columns: dict[str, pd.Series] = {}
    notes: list[str] = []
    missing: Missing = {}
    decimal = sheet.semicolons and any(
        numbers.has_decimal_commas(sheet.cells[str(i)].str.strip().drop_duplicates())
        for name, i in at.items()
        if kind.column(name).holds == "number"
    )
    for name, i in at.items():
        cells, header, column = sheet.cells[str(i)], called(sheet.headers[i].strip()), kind.column(name)
        codes, values = pd.factorize(cells)
        distinct = pd.Series(values, dtype="str")
        where = _Where(label, header, codes, sheet.lines)
        long = distinct.str.len().to_numpy() > limits.value
        if long.any():
            row = where.row(long)
            raise DataError(
                f"{label} has a value of more than {limits.value:,} characters in row {row}, column {header}."
            )
        distinct = distinct.str.replace("\u00a0", " ").str.strip()
        done: list[str] = []
        if column.holds == "number":
            found = numbers.read(distinct, sheet.semicolons, decimal)
            numbers_ = _checked(found, column, distinct, where)
            columns[name], done = pd.Series(numbers_[codes], name=name), found.notes
            if counts := _count(found.reasons, codes):
                missing[name] = counts
        elif column.holds == "date":
            found_days, done = dates(distinct, codes, label, header, sheet.lines)
            columns[name] = pd.Series(found_days.to_numpy()[codes], name=name)
        else:
            distinct, done = _texts(distinct, column, where)
            columns[name] = distinct.take(codes).reset_index(drop=True)
        notes += [what.format(header) for what in done]
    return pd.DataFrame(columns), notes, missing


def verify(frame: pd.DataFrame, kind: Kind, label: str, headers: dict[str, str], lines: Lines) -> None:
    """Check the columns against the kind's specification, with pandera.

    Raises:
        DataError: the first value that is missing where it must not be, out of range or of another form.
    """
    import pandera.errors
    import pandera.pandas as pa

    checked = {c.name: pa.Column(nullable=not c.filled, checks=_checks(c)) for c in kind.columns if c.name in frame}
    try:
        pa.DataFrameSchema(checked).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as faults:
        first = faults.failure_cases.dropna(subset=["index"]).sort_values("index", kind="stable").iloc[0]
        row, column = lines[int(first["index"])], headers.get(first["column"], first["column"])
        value = "no value" if pd.isna(first["failure_case"]) else f"“{called(first['failure_case'])}”"
        spec = kind.column(first["column"])
        raise DataError(f"{label} has {value} in row {row}, column {called(column)}; {_may(spec)}.") from None


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

    def __init__(self, label: str, header: str, codes: NDArray[np.intp], lines: Lines):
        self.label, self.header, self.codes, self.lines = label, header, codes, lines

    def row(self, which: NDArray[np.bool_]) -> int:
        """The row of the file that first has one of the distinct values `which`."""
        return self.lines[int(np.argmax(which[self.codes]))]

    def row_of(self, n: int) -> int:
        """The row of the file that first has the nth distinct value."""
        return self.lines[int(np.argmax(self.codes == n))]


def _checked(found: numbers.Read, column: Column, texts: pd.Series, where: _Where) -> NDArray[np.float64]:
    """The numbers, when each could be read and in one way alone."""
    label, header = where.label, where.header
    if found.bad.any():
        n = int(where.codes[np.argmax(found.bad[where.codes])])
        shown = f"{label} has “{called(texts.iloc[n])[:60]}” in row {where.row_of(n)}, column {header}"
        if numbers.EXCEL.fullmatch(texts.iloc[n]):
            raise DataError(f"{shown}, a number that Excel shortened and that lost its last digits; {AGAIN}.")
        raise DataError(f"{shown}, where a number should be; correct it.")
    values, clash, signs = found.values, found.clash, found.percent & np.isfinite(found.values)
    ways, advice = "which use commas in opposite ways", "write every number with a decimal point and no other separator"
    if not clash and column.share:
        values, done, clash = numbers.shares(values, found.percent, header)
        found.notes += [done] if done else []
        ways = "of which one looks like a percentage and one like a share"
        advice = "write every value as a share from 0 to 1, or every value as a percentage with its sign"
        if not clash and (over := values > 1).any():
            n = int(np.argmax(over))
            shown = f"{label} has “{called(texts.iloc[n])[:60]}” in row {where.row_of(n)}, column {header}"
            raise DataError(f"{shown}; {_may(column)}.")
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


def _texts(distinct: pd.Series, column: Column, where: _Where) -> tuple[pd.Series, list[str]]:
    """Texts without marks of notes, missing where they are empty or a number that lost its digits; what was done."""
    notes = []
    if distinct.str.contains("[", regex=False).any():
        bare = distinct.str.replace(NOTE, "", regex=True, flags=re.IGNORECASE)
        notes = ["marks of notes taken out of {}"] if (bare != distinct).any() else []
        distinct = bare
    gone = distinct.str.casefold().isin(EMPTY)
    rounded = (distinct.str.contains("E+", regex=False) & distinct.str.fullmatch(numbers.EXCEL)).to_numpy(dtype=bool)
    if rounded.any():
        n = int(where.codes[np.argmax(rounded[where.codes])])
        shown = f"“{distinct.iloc[n]}” in row {where.row_of(n)}"
        if column.filled:
            raise DataError(
                f"{where.label} has {shown}, column {where.header}, a number that Excel shortened and that lost its "
                f"last digits; {AGAIN}."
            )
        notes.append(f"{{}} has numbers that Excel shortened, such as {shown}; rows that share one count once: {AGAIN}")
    if column.holds == "period":
        distinct = pd.Series([days.period(text) or text for text in distinct], dtype="str")
    return distinct.mask(gone), notes


def _count(reasons: list[str], codes: NDArray[np.intp]) -> dict[str, int]:
    said = pd.Series(reasons, dtype="str").take(codes)
    return {str(k): int(v) for k, v in said[said.ne("")].value_counts().items()}
