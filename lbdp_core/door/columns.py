"""Columns: cells of text to text, numbers and dates, by the plain specification of a kind.

Work is done on the distinct values of a column, so a million rows cost little more than a thousand.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.door.dates import dates
from lbdp_core.door.kinds import Column, Kind, Limits
from lbdp_core.door.parsing import Sheet, called
from lbdp_core.sources import DataError

Missing = dict[str, dict[str, int]]

EMPTY = frozenset({"", "null", "na", "n/a", "#n/a", "nan", "none", "<null>"})
# Symbols of the Government Statistical Service, and older ones that departments and the GLA still use.
SYMBOLS = {
    "c": "suppressed", "s": "suppressed", "*": "suppressed", "x": "not available", ":": "not available",
    "..": "not available", ".": "not available", "-": "not available",
    "z": "does not apply", "u": "unreliable",
    "low": "rounds to zero", "k": "rounds to zero", "~": "rounds to zero",
}  # fmt: skip


def convert(
    sheet: Sheet, kind: Kind, at: dict[str, int], label: str, limits: Limits
) -> tuple[pd.DataFrame, list[str], Missing]:
    """The columns by meaning, what was repaired, and why values are missing.

    Raises:
        DataError: a value is too long, text stands where a number should, or dates are written month-first.
    """
    columns: dict[str, pd.Series] = {}
    notes: list[str] = []
    missing: Missing = {}
    for name, i in at.items():
        cells, header = sheet.cells[str(i)], called(sheet.headers[i].strip())
        codes, values = pd.factorize(cells)
        distinct = pd.Series(values, dtype="str")
        long = distinct.str.len().to_numpy() > limits.value
        if long.any():
            row = _row(long[codes])
            raise DataError(
                f"{label} has a value of more than {limits.value:,} characters in row {row}, column {header}."
            )
        distinct = distinct.str.replace("\u00a0", " ").str.strip()
        if kind.column(name).holds == "number":
            numbers, reasons, repairs = _numbers(distinct, codes, label, header)
            columns[name] = pd.Series(numbers[codes], name=name)
            notes += repairs
            if counts := _count(reasons, codes):
                missing[name] = counts
        elif kind.column(name).holds == "date":
            columns[name] = pd.Series(dates(distinct, codes, label, header).to_numpy()[codes], name=name)
        else:
            gone = distinct.str.casefold().isin(EMPTY)
            columns[name] = distinct.mask(gone).take(codes).reset_index(drop=True)
    return pd.DataFrame(columns), notes, missing


def verify(frame: pd.DataFrame, kind: Kind, label: str, headers: dict[str, str]) -> None:
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
        row, column = int(first["index"]) + 2, headers.get(first["column"], first["column"])
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
        return f"it should look like {column.pattern}"
    if column.low is not None or column.high is not None:
        low, high = ("any" if v is None else f"{v:,g}" for v in (column.low, column.high))
        return f"it may run from {low} to {high}"
    return "every row needs one"


def _numbers(
    distinct: pd.Series, codes: NDArray[np.intp], label: str, header: str
) -> tuple[NDArray[np.float64], pd.Series, list[str]]:
    """Numbers of the distinct values, why some are missing, and repairs."""
    folded = distinct.str.casefold()
    reasons = folded.str.strip("[]").map(SYMBOLS).fillna("")
    reasons = reasons.mask(folded.str.fullmatch(r"<\s*\d+"), "suppressed")
    gone = folded.isin(EMPTY) | reasons.ne("")
    grouped = distinct.str.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?")
    numbers = pd.to_numeric(distinct.mask(grouped, distinct.str.replace(",", "")).mask(gone), errors="coerce")
    values = numbers.to_numpy(dtype=np.float64, na_value=np.nan)
    bad = ~gone.to_numpy(dtype=bool) & ~np.isfinite(values)
    if bad.any():
        row = _row(bad[codes])
        shown = called(distinct.iloc[codes[row - 2]])[:60]
        raise DataError(f"{label} has “{shown}” in row {row}, column {header}, where a number should be; correct it.")
    notes = [f"thousands commas taken out of {header}"] if grouped.any() else []
    return values, reasons, notes


def _count(reasons: pd.Series, codes: NDArray[np.intp]) -> dict[str, int]:
    held = reasons.ne("").to_numpy(dtype=bool)
    if not held.any():
        return {}
    return {str(k): int(v) for k, v in reasons.take(codes[held[codes]]).value_counts().items()}


def _row(bad: NDArray[np.bool_]) -> int:
    """The row of the file, counting the header as row 1, of the first True."""
    return int(np.argmax(bad)) + 2
