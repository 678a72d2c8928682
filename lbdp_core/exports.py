"""Exports: the one function through which figures leave as files, each with where they came from.

A cell that a spreadsheet would run as a formula is written as text. Every table passes disclosure control first.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from lbdp_core import protect

Form = Literal["csv", "xlsx", "json"]
MIME: Mapping[str, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# what a spreadsheet takes for the start of a formula, and the full-width forms that some fold to it
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)]) | {13: " "}


@dataclass(frozen=True)
class Parcel:
    """What leaves together.

    tables:   by name, the first is the one that a CSV file holds.
    about:    provenance in lines: question, answer, levers, sources with licence and as-of, link.
    document: the same as one JSON value, as docs/json.md describes it.
    release:  "released" or "protected": see protect.release.
    """

    tables: Mapping[str, pd.DataFrame]
    about: Mapping[str, str]
    document: Mapping[str, Any] = field(default_factory=dict)
    release: str = "released"


def export(parcel: Parcel, form: Form) -> bytes:
    """The parcel as a file.

    csv: the first table, under lines that start with "#"; xlsx: a sheet a table and one about them; json: the document.

    Raises:
        ValueError: there is no such form.
    """
    tables = {name: protect.release(table, parcel.release) for name, table in parcel.tables.items()}
    if form == "csv":
        return _csv(next(iter(tables.values())), parcel.about)
    if form == "xlsx":
        return _xlsx(tables, parcel.about)
    if form == "json":
        shown = {name: _records(table) for name, table in tables.items()}
        return json.dumps({**parcel.document, **shown, "about": dict(parcel.about)}, indent=1, allow_nan=False).encode()
    raise ValueError(f"A file can be csv, xlsx or json, not {form!r}.")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that could start a formula gets an apostrophe; numbers stay numbers.

    >>> harmless("=1+1"), harmless(-3.5), harmless("Barnet")
    ("'=1+1", -3.5, 'Barnet')
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int):
        return value
    if hasattr(value, "item"):
        return harmless(value.item())
    text = str(value).translate(_CONTROL)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(DANGEROUS) or str(value).startswith(DANGEROUS) else text


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    columns = [harmless(str(name)) for name in table.columns]
    cells = {n: [harmless(v) for v in table.iloc[:, n]] for n in range(len(columns))}
    safe = pd.DataFrame(cells, dtype=object)
    safe.columns = pd.Index(columns)
    return safe


def _csv(table: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    lines = ["# " + " ".join(f"{name}: {text}".split()) for name, text in about.items()]
    body = _safe(table).to_csv(index=False, lineterminator="\r\n")
    return ("\r\n".join([*lines, ""]) + body).encode("utf-8-sig")


def _xlsx(tables: Mapping[str, pd.DataFrame], about: Mapping[str, str]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("About")
    for name, text in about.items():
        sheet.append([harmless(name), harmless(text)])
    for name, table in tables.items():
        sheet = book.create_sheet(name.replace("_", " ")[:31])
        safe = _safe(table)
        sheet.append(list(safe.columns))
        for row in safe.itertuples(index=False, name=None):
            sheet.append([None if _missing(v) else v for v in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(k): None if _missing(v) else v.item() if hasattr(v, "item") else v for k, v in row.items()}
        for row in table.to_dict("records")
    ]


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value)) or value is pd.NA
