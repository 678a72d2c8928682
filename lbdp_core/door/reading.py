"""Reading: a file of a known kind to a frame whose columns have our names and hold what they should."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd

from lbdp_core.door import delimited, faults, header, parquet, totals, workbook
from lbdp_core.door.columns import convert, tidied, verify
from lbdp_core.door.kinds import FOLDER, Kind, Limits, Match, match, with_rest
from lbdp_core.door.parsing import Sheet, called, guarded, is_json, sheet_of_geojson, text_of
from lbdp_core.sources import DataError


def read(source: Path | bytes, kind: Kind, label: str = "", limits: Limits = FOLDER) -> pd.DataFrame:
    """A file's columns by meaning: text stripped (missing for empty and NULL), float64, datetime64.

    `source` is a path or the bytes of an upload; `label` is what the file is called in a sentence.

    Returns one row per row of the file, in its order, with the columns that the kind knows and the file has;
    GeoJSON kinds have also `geometry` (GeoJSON dicts). `attrs` has label, kind, repaired (clauses: what was mended or
    left out), missing ({column: {reason: count}}, where a publisher's symbol stood in place of a number), lines (which
    row of the file each row is, for `row_of`), headers ({column: as the file calls it}) and above (the lines over the
    header, each its cells that have a value).

    Raises:
        DataError: the file is too large, damaged, ragged, of another kind, or holds a value that it should
            not; one sentence that names file, row (as Excel or an editor numbers it) and column, and where there are
            several such values, a list of them.
    """
    label = called(label or (source.name if isinstance(source, Path) else "The file"))
    with guarded(label):
        raw = _bytes(source, label, limits)
        if kind.form == "book":
            return _taken(raw, kind, label, limits)
        if workbook.is_workbook(raw):
            sheet, found = _book(raw, kind, label, limits)
        elif parquet.is_parquet(raw):
            sheet, found = _parquet(raw, kind, label, limits)
        else:
            sheet, found = _text(*text_of(raw, label), kind, label, limits)
        sheet = tidied(sheet)
        if len(sheet.cells) > limits.rows:
            raise DataError(f"{label} has {len(sheet.cells):,} rows; give a file with at most {limits.rows:,}.")
        if sheet.cells.empty:
            raise DataError(f"{label} has a header but no rows; give the file with its rows.")
        if kind.summed:
            sheet = totals.left_out(sheet, kind, found.at, label)
        frame, notes, missing, bad = convert(sheet, found.kind, found.at, label, limits)
        headers = {name: called(sheet.headers[i].strip()) for name, i in found.at.items()}
        faults.refuse(label, [*bad, *verify(frame, found.kind, found.at, sheet)])
    if sheet.geometry:
        frame["geometry"] = pd.Series(sheet.geometry, dtype=object)
    frame.attrs.update(label=label, kind=kind.name, repaired=[*sheet.repaired, *notes], missing=missing)
    frame.attrs.update(lines=sheet.lines, headers=headers, above=sheet.above)
    return frame


def _bytes(source: Path | bytes, label: str, limits: Limits) -> bytes:
    size = len(source) if isinstance(source, bytes) else _size(source, label)
    if size > limits.size:
        raise DataError(f"{label} has {size / 1e6:,.0f} MB; give a file of at most {limits.size / 1e6:,.0f} MB.")
    return source if isinstance(source, bytes) else source.read_bytes()


def _size(path: Path, label: str) -> int:
    if not path.is_file():
        raise DataError(f"{label} is not a file that can be read; check its name.")
    return path.stat().st_size


def _text(text: str, repaired: list[str], kind: Kind, label: str, limits: Limits) -> tuple[Sheet, Match]:
    if kind.form == "geojson":
        if not is_json(text):
            raise DataError(f"{label} is not GeoJSON, as {kind.what} should be; give a GeoJSON FeatureCollection.")
        try:
            sheet = sheet_of_geojson(text, label, repaired)
        except json.JSONDecodeError as fault:
            raise DataError(f"{label} is not valid JSON at line {fault.lineno}; save it again.") from None
        return sheet, _fitting(match(kind, sheet.headers), sheet.headers, label)
    if is_json(text):
        raise DataError(f"{label} is JSON, but {kind.what} should be a CSV; give the CSV.")
    top, delimiter = delimited.top_of(text)
    found, answer = header.of(top, kind)
    _narrow(found.names, label, limits)
    answer = _fitting(answer, found.names, label)
    sheet = delimited.sheet(text, delimiter, found, top, _wanted(answer, found.names), label, limits)
    return replace(sheet, repaired=[*repaired, *sheet.repaired], above=found.above(top)), answer


def _book(raw: bytes, kind: Kind, label: str, limits: Limits) -> tuple[Sheet, Match]:
    """The first visible sheet that has the columns; when none has, what the likeliest lacks is said."""
    with workbook.opened(io.BytesIO(raw), label, limits) as book:
        if kind.form == "geojson":
            raise DataError(f"{label} is an Excel workbook, but {kind.what} should be GeoJSON; give the GeoJSON.")
        found = [header.of(top, kind) for top in book.tops(header.LOOK)]
        fitting = [n for n, (_, answer) in enumerate(found) if answer.fits]
        n = min(fitting, default=min(range(len(found)), key=lambda i: len(found[i][1].missing)))
        names, answer = found[n]
        if not names.names:
            raise DataError(f"{label} is an Excel workbook with nothing in its sheets; give one with the table.")
        _narrow(names.names, label, limits)
        answer = _fitting(answer, names.names, label)
        wanted, sheets = _wanted(answer, names.names), book.names()
        beside = {*wanted} - {*answer.at.values()}
        sheet = book.sheet(n, names, wanted, limits, book.choice(n, fitting), beside)
        name = called(sheets[n]) if len(sheets) > 1 else ""
        return replace(sheet, name=name, above=names.above(book.tops(header.LOOK)[n])), answer


def _parquet(raw: bytes, kind: Kind, label: str, limits: Limits) -> tuple[Sheet, Match]:
    headers = parquet.headers(raw, label, limits)
    _narrow(headers, label, limits)
    answer = _fitting(match(kind, headers), headers, label)
    return parquet.sheet(raw, label, _wanted(answer, headers), limits), answer


def _wanted(found: Match, headers: list[str]) -> list[int]:
    """The columns that are read; where rows are added up, the others too, since they tell totals from their parts."""
    beside = [i for i, name in enumerate(headers) if name.strip()][: totals.WIDEST] if found.kind.summed else []
    return sorted({*found.at.values(), *beside})


def _taken(raw: bytes, kind: Kind, label: str, limits: Limits) -> pd.DataFrame:
    """What a kind of report tables takes from a workbook."""
    if not workbook.is_workbook(raw):
        raise DataError(f"{label} is not an Excel workbook, as {kind.what} should be; give the workbook (.xlsx).")
    assert kind.take is not None, kind.name
    with workbook.opened(io.BytesIO(raw), label, limits) as book:
        frame = kind.take(book.pages(limits))
    frame.attrs.update(label=label, kind=kind.name)
    return frame


def _narrow(headers: list[str], label: str, limits: Limits) -> None:
    if len(headers) > limits.columns:
        raise DataError(f"{label} has {len(headers):,} columns; give a file with at most {limits.columns:,}.")


def _fitting(found: Match, headers: list[str], label: str) -> Match:
    """The match, once it is whole, with the rest of the columns where the kind reads them."""
    what = found.kind.what
    if found.barred:
        raise DataError(
            f"{label} has a column {called(found.barred[0])}, so it is not {what}; choose another file or kind."
        )
    if found.missing:
        words, s = ", ".join(found.missing), "s" * (len(found.missing) > 1)
        raise DataError(f"{label} cannot be read as {what}, because it has no column{s} {words}; add the column{s}.")
    if found.twice:
        raise DataError(f"{label} has the column {called(found.twice[0])} twice; remove or rename one of them.")
    return with_rest(found, headers)
