"""Exports: the one function through which figures leave as files, each with where they came from.

A cell that a spreadsheet would run as a formula is written as text. Every table passes disclosure control first.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from lbdp_core import plain_json, protect

Form = Literal["csv", "xlsx", "json"]
MIME: Mapping[str, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# what a spreadsheet takes for the start of a formula, and the full-width forms that some fold to it
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
WIDEST = 60  # of a column in Excel, in characters
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)]) | {13: " "}


@dataclass(frozen=True)
class Parcel:
    """What leaves together.

    tables:   by name, the first is the one that a CSV file holds; "extras.rules" is `rules` under `extras` in JSON.
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
        shown = _nested({name: _records(table) for name, table in tables.items()})
        return plain_json.text({**parcel.document, **shown, "about": dict(parcel.about)}, indent=1).encode()
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


def bare_csv(table: pd.DataFrame) -> bytes:
    """A CSV that begins with its header, for another program to read; the table has passed disclosure control."""
    return _safe(table).to_csv(index=False, lineterminator="\r\n").encode("utf-8")


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
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 36, 110
    for name, text in about.items():
        sheet.append([harmless(name), harmless(text)])
    for name, table in tables.items():
        _fill(book.create_sheet(name.rpartition(".")[2].replace("_", " ")[:31]), _safe(table))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Any, safe: pd.DataFrame) -> None:
    """One sheet: headings that stay in sight, columns as wide as their words, figures with the decimals they need."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    forms = []
    for n in range(safe.shape[1]):
        cells = [v for v in safe.iloc[:, n] if not _missing(v)]
        said = [f"{v:,.3f}" if isinstance(v, float) else str(v) for v in cells[:200]]
        wide = max(map(len, [str(safe.columns[n]), *said]))
        sheet.column_dimensions[get_column_letter(n + 1)].width = min(wide + 2, WIDEST)
        forms.append(_form([abs(v) for v in cells if isinstance(v, float)]))
    sheet.freeze_panes = "A2"
    sheet.append(list(safe.columns))
    for row in safe.itertuples(index=False, name=None):
        line: list[Any] = [None if _missing(v) else v for v in row]
        for n, form in enumerate(forms):
            if isinstance(line[n], float):
                line[n] = WriteOnlyCell(sheet, line[n])
                line[n].number_format = form
        sheet.append(line)


def _form(sizes: list[float]) -> str:
    """How Excel writes a column of figures: fewer decimals for large ones, none for whole ones."""
    if all(size.is_integer() for size in sizes):
        return "#,##0"
    return "#,##0.0" if max(sizes) >= 1_000 else "#,##0.000"


def _nested(tables: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, records in tables.items():
        group, _, leaf = name.rpartition(".")
        (found.setdefault(group, {}) if group else found)[leaf] = records
    return found


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(k): None if _missing(v) else v.item() if hasattr(v, "item") else v for k, v in row.items()}
        for row in table.to_dict("records")
    ]


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value)) or value is pd.NA
