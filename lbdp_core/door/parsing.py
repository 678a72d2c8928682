"""Parsing: bytes to a header and columns of text, refusing what is not a whole, even table.

Third-party parsers run only here and only inside `guarded`, so that no file can end in a traceback.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from lbdp_core.door.kinds import Limits
from lbdp_core.sources import DataError

PEEK = 262_144
SIGNS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls) or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "gzipped"),
)


@dataclass(frozen=True)
class Sheet:
    """A file as text: `cells` has one column of text for each header asked for, keyed by its position."""

    headers: list[str]
    cells: pd.DataFrame
    repaired: list[str]
    geometry: list[Any] = field(default_factory=list)


def called(name: object) -> str:
    """A file's name as a label that is safe in a sentence: one line, printable, not endless."""
    text = "".join(c if c.isprintable() else "?" for c in str(name))
    return text if len(text) <= 120 else text[:117] + "..."


@contextmanager
def guarded(label: str) -> Iterator[None]:
    """Turn whatever a parser throws into one sentence."""
    try:
        yield
    except DataError:
        raise
    except Exception as fault:
        words = called(" ".join(str(fault).split()))
        raise DataError(f"{label} could not be read ({words}); open it, save it again as CSV and retry.") from None


def text_of(raw: bytes, label: str) -> tuple[str, list[str]]:
    """The text of a file, with what was repaired.

    Raises:
        DataError: empty, or not text.
    """
    if not raw.strip():
        raise DataError(f"{label} is empty; give the file with its header and rows.")
    for sign, what in SIGNS:
        if raw.startswith(sign):
            raise DataError(f"{label} is {what}; save the table as CSV (UTF-8) and give that.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        with guarded(label):
            return raw.decode("utf-16"), ["read as UTF-16"]
    if (at := raw.find(b"\0")) >= 0:
        row = raw.count(b"\n", 0, at) + 1
        raise DataError(f"{label} has a NUL byte in row {row}, so it is damaged or not text; save it again as CSV.")
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), ["read as Windows-1252, since it is not UTF-8"]


def head_of(path: Path) -> str:
    """The beginning of a file, as text, for a look at its header."""
    with path.open("rb") as f:
        raw = f.read(PEEK)
    cut = raw.rfind(b"\n") if len(raw) == PEEK else -1
    return text_of(raw[:cut] if cut > 0 else raw, called(path.name))[0]


def header_of(text: str) -> tuple[list[str], str]:
    """The header of a CSV and its delimiter: whichever of comma, semicolon and tab makes most columns."""
    start = text.lstrip()
    rows = [(next(csv.reader(io.StringIO(start[:PEEK], newline=""), delimiter=d), []), d) for d in ",;\t"]
    return max(rows, key=lambda row: len(row[0]))


def is_json(text: str) -> bool:
    """Whether a text begins as JSON does."""
    return text.lstrip()[:1] in ("{", "[")


def properties_of(text: str) -> list[str]:
    """The property names of the first feature, from the beginning of a GeoJSON; empty for another JSON."""
    features = text.find('"features"')
    found = re.compile(r'"properties"\s*:\s*(?=\{)').search(text, max(features, 0))
    if features < 0 or not found:
        return []
    try:
        return list(json.JSONDecoder().raw_decode(text, found.end())[0])
    except ValueError:
        return []


def sheet_of_csv(text: str, label: str, wanted: list[int], limits: Limits, repaired: list[str]) -> Sheet:
    """The wanted columns of a CSV, as text.

    Raises:
        DataError: a row with more or fewer values than the header, or an unclosed quote.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow

    headers, delimiter = header_of(text)
    if text.count('"') % 2:
        _refuse_open_quote(text, label, delimiter)
    ragged: list[tuple[int, int]] = []

    def note(row: Any) -> str:
        ragged.append((row.number, row.actual_columns))
        return "skip" if len(ragged) < 1_000 else "error"

    names = [str(i) for i in range(len(headers))]
    keep = [str(i) for i in wanted]
    table = arrow.read_csv(
        io.BytesIO(text.encode()),
        read_options=arrow.ReadOptions(column_names=names, use_threads=False, block_size=16 << 20),
        parse_options=arrow.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=note),
        convert_options=arrow.ConvertOptions(
            include_columns=keep, column_types=dict.fromkeys(keep, pa.string()), strings_can_be_null=False
        ),
    )
    if ragged:
        row, found = ragged[0]
        raise DataError(
            f"{label} has {found} values in row {row} where the header has {len(headers)} columns; "
            "put text that holds the delimiter in double quotes."
        )
    if delimiter != ",":
        repaired = [*repaired, f"columns parted by {'tabs' if delimiter == chr(9) else 'semicolons'}"]
    return Sheet(headers, table.slice(1).to_pandas(), repaired)


def sheet_of_geojson(text: str, label: str, repaired: list[str]) -> Sheet:
    """The properties of every feature as text, and the geometries as GeoJSON dicts.

    Raises:
        DataError: not a FeatureCollection, or a feature without geometry or properties.
    """
    whole = json.loads(text)
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not features:
        raise DataError(f"{label} is JSON without features; give a GeoJSON FeatureCollection.")
    for n, feature in enumerate(features, 1):
        if not all(
            isinstance(feature, dict) and isinstance(feature.get(part), dict) for part in ("properties", "geometry")
        ):
            raise DataError(f"{label} has no geometry or no properties in feature {n}; give whole features.")
    headers = list(features[0]["properties"])
    cells = pd.DataFrame(
        {str(i): [_text(f["properties"].get(name)) for f in features] for i, name in enumerate(headers)},
        dtype="str",
    )
    return Sheet(headers, cells, repaired, [f["geometry"] for f in features])


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _refuse_open_quote(text: str, label: str, delimiter: str) -> None:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for _ in rows:
            start = rows.line_num + 1
    except csv.Error:
        raise DataError(f"{label} opens a double quote in row {start} that never closes; close or remove it.") from None
