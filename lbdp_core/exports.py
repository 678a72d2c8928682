"""Exports: the one function through which figures leave as files, each with its scenario and where it came from.

A CSV file is a table and nothing else, so that every program opens it: the scenario and the source stand in its last
columns, and stay with the rows when files are put together. Where several tables leave as CSV, what is known of them
is a text file beside them in one archive. A cell that a spreadsheet would run as a formula is written as text. Every
table passes disclosure control first.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from lbdp_core import plain_json, protect

Form = Literal["csv", "zip", "xlsx", "json"]
MIME: Mapping[str, str] = {
    "csv": "text/csv",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# what a spreadsheet takes for the start of a formula, and the full-width forms that some fold to it
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
WIDEST = 60  # of a column in Excel, in characters
HEADING = 22  # characters of a heading that stand on one line; a longer one is wrapped
ABOUT = (36, 110)  # widths of the sheet about the others, in characters
LINE = 15.5  # points
DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can hold: a clock would make every file differ
_FIGURE = re.compile(r"[+-]£?\d[\d.,]*%?( [\w ]+)?")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)]) | {13: " "}


@dataclass(frozen=True)
class Parcel:
    """What leaves together.

    tables:   by name, the first is the one that a CSV file holds; "extras.rules" is `rules` under `extras` in JSON.
    about:    provenance in lines: question, answer, levers, sources with licence and as-of, link.
    told:     the same for a workbook and for CSV files, under headings that people read; `tables` where not given.
    tags:     columns that a CSV file ends with, each with one value: its scenario and its source.
    chart:    name of a table in `told` and its columns that are lines over its first one: the chart of a workbook.
    document: the same as one JSON value, as docs/json.md describes it.
    release:  "released" or "protected": see protect.release.
    """

    tables: Mapping[str, pd.DataFrame]
    about: Mapping[str, str]
    document: Mapping[str, Any] = field(default_factory=dict)
    release: str = "released"
    told: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    chart: tuple[str, tuple[str, ...]] | None = None


def export(parcel: Parcel, form: Form) -> bytes:
    """The parcel as a file.

    csv: the first table and nothing else; zip: every table as CSV, and about.txt; xlsx: a sheet a table and one about
    them; json: the document.

    Raises:
        ValueError: there is no such form.
    """
    if form == "json":
        tables = {name: protect.release(table, parcel.release) for name, table in parcel.tables.items()}
        shown = _nested({name: _records(table) for name, table in tables.items()})
        return plain_json.text({**parcel.document, **shown, "about": dict(parcel.about)}, indent=1).encode()
    told = {name: protect.release(table, parcel.release) for name, table in (parcel.told or parcel.tables).items()}
    if form == "csv":
        return _csv(next(iter(told.values())).assign(**parcel.tags))
    if form == "zip":
        return _zip(told, parcel.about)
    if form == "xlsx":
        return _xlsx(told, parcel.about, parcel.chart)
    raise ValueError(f"A file can be csv, zip, xlsx or json, not {form!r}.")


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


def inert(words: str) -> str:
    """A cell of a document, which no spreadsheet that it is copied into runs; a figure keeps its sign.

    >>> inert("=1+1"), inert("-3.5%"), inert("+1,200 visits"), inert("+1+cmd|x!A0")
    ("'=1+1", '-3.5%', '+1,200 visits', "'+1+cmd|x!A0")
    """
    return words if _FIGURE.fullmatch(words) else str(harmless(words))


def bare_csv(table: pd.DataFrame) -> bytes:
    """A CSV that begins with its header, for another program to read; the table has passed disclosure control."""
    return _safe(table).to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    columns = [harmless(str(name)) for name in table.columns]
    cells = {n: [harmless(v) for v in table.iloc[:, n]] for n in range(len(columns))}
    safe = pd.DataFrame(cells, dtype=object)
    safe.columns = pd.Index(columns)
    return safe


def _csv(table: pd.DataFrame) -> bytes:
    """With the mark by which a spreadsheet knows that the text is UTF-8; other readers skip it."""
    return bare_csv(table).decode().encode("utf-8-sig")


def _zip(tables: Mapping[str, pd.DataFrame], about: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        lines = "\r\n".join(harmless(" ".join(f"{name}: {text}".split())) for name, text in about.items())
        for name, raw in {"about.txt": lines.encode("utf-8-sig")}.items():
            archive.writestr(zipfile.ZipInfo(name, DAY), raw, zipfile.ZIP_DEFLATED)
        for name, table in tables.items():
            stem = re.sub(r"[^a-z0-9]+", "-", name.rpartition(".")[2].lower()).strip("-")
            archive.writestr(zipfile.ZipInfo(f"{stem}.csv", DAY), _csv(table), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _xlsx(
    tables: Mapping[str, pd.DataFrame], about: Mapping[str, str], chart: tuple[str, tuple[str, ...]] | None
) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    book = Workbook(write_only=True)
    sheet = book.create_sheet("About")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = ABOUT
    _printed(sheet)
    for n, (name, text) in enumerate(about.items(), 1):
        lines = max(-(-len(words) // wide) for words, wide in zip((name, str(text)), ABOUT, strict=True))
        sheet.row_dimensions[n].height = LINE * max(lines, 1)
        cells = [WriteOnlyCell(sheet, harmless(value)) for value in (name, text)]
        cells[0].font = _bold()
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)
    for name, table in tables.items():
        sheet = book.create_sheet(_sheet_name(name, book.sheetnames))
        safe = _safe(table)
        _fill(sheet, safe)
        if chart is not None and chart[0] == name:
            _draw(sheet, safe, chart[1])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet_name(name: str, taken: list[str]) -> str:
    """At most 31 characters, none that a workbook forbids, and no name twice."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", name.rpartition(".")[2].replace("_", " "))[:31]
    return plain if plain not in taken else f"{plain[:28]} {len(taken)}"


def _draw(sheet: Any, safe: pd.DataFrame, lines: tuple[str, ...]) -> None:
    """A line chart beside the table, from the cells themselves."""
    from openpyxl.chart import LineChart, Reference

    made, rows = LineChart(), len(safe) + 1
    made.title, made.height, made.width = sheet.title, 9, 18
    for line in lines:
        column = list(safe.columns).index(harmless(line)) + 1
        made.add_data(Reference(sheet, min_col=column, min_row=1, max_row=rows), titles_from_data=True)
    made.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=rows))
    made.x_axis.delete = made.y_axis.delete = False  # else they are there and not shown
    made.legend.position = "b"
    sheet.add_chart(made, f"{_letter(safe.shape[1] + 2)}2")


def _bold() -> Any:
    from openpyxl.styles import Font

    return Font(name="Calibri", size=11, bold=True)


def _printed(sheet: Any) -> None:
    """On paper a sheet lies across, as wide as the page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _fill(sheet: Any, safe: pd.DataFrame) -> None:
    """One sheet: bold headings that stay in sight, a filter, columns as wide as their words, decimals as needed."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    forms = []
    for n in range(safe.shape[1]):
        cells = [v for v in safe.iloc[:, n] if not _missing(v)]
        said = [f"{v:,.3f}" if isinstance(v, float) else str(v) for v in cells[:200]]
        wide = max([*map(len, said), min(len(str(safe.columns[n])), HEADING)])
        sheet.column_dimensions[_letter(n + 1)].width = min(wide + 4, WIDEST)
        forms.append(_form([abs(v) for v in cells if isinstance(v, float)]))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{_letter(max(safe.shape[1], 1))}{len(safe) + 1}"
    sheet.row_dimensions[1].height = LINE * max([1, *(-(-len(str(name)) // HEADING) for name in safe.columns)])
    _printed(sheet)
    head = [WriteOnlyCell(sheet, name) for name in safe.columns]
    for cell in head:
        cell.font, cell.alignment = _bold(), Alignment(wrap_text=True, vertical="top")
    sheet.append(head)
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
