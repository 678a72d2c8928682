"""Parsing: bytes to text, and GeoJSON to columns of text, refusing what is damaged or not text at all.

Third-party parsers run only here and only inside `guarded`, so that no file can end in a traceback.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from lbdp_core.door.lines import Lines
from lbdp_core.sources import DataError

PEEK = 262_144
STRAY = re.compile("[\udc80-\udcff]+")  # bytes that are not UTF-8, as Python carries them
SIGNS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls) or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "gzipped"),
)


@dataclass(frozen=True)
class Sheet:
    """A file as text: `cells` has one column of text for each header asked for, keyed by its position.

    repaired: what was mended, as clauses. lines: which row of the file each row is. semicolons: they part its columns.
    name: of the sheet, in a workbook of several. above: the lines over its header, each its cells that have a value.
    """

    headers: list[str]
    cells: pd.DataFrame
    repaired: list[str]
    lines: Lines = field(default_factory=Lines)
    semicolons: bool = False
    geometry: list[Any] = field(default_factory=list)
    name: str = ""
    above: list[list[str]] = field(default_factory=list)


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
    if wide := _wide(raw):
        with guarded(label):
            return raw.decode(wide), [f"read as {wide[:6].upper()}"]
    raw = raw.rstrip(b"\x1a")  # the end of a file, as DOS marks it
    if (at := raw.find(b"\0")) >= 0:
        row = raw.count(b"\n", 0, at) + 1
        raise DataError(f"{label} has a NUL byte in row {row}, so it is damaged or not text; save it again as CSV.")
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _mixed(raw)


def _wide(raw: bytes) -> str:
    """The name of the UTF-16 that a text begins in, with a mark of it or without, or UTF-32; "" for another."""
    if raw.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = raw[:200]
    first, second = (start[n::2].count(0) for n in (0, 1))  # most letters are below 256
    if len(start) < 8 or min(first, second) or max(first, second) < len(start) / 3:
        return ""
    return "utf-16-be" if first else "utf-16-le"


def _mixed(raw: bytes) -> tuple[str, list[str]]:
    """A text whose stray bytes, or all beyond ASCII, are of Windows-1252."""
    text = raw.decode("utf-8-sig", "surrogateescape")
    strays = sum(len(run) for run in STRAY.findall(text))
    whole = text.translate({0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)})
    if strays == len(text) - len(text.encode("ascii", "ignore")):
        return whole, ["read as Windows-1252, since it is not UTF-8"]
    row = text.count("\n", 0, STRAY.search(text).start()) + 1  # type: ignore[union-attr]
    return whole, [f"characters that are not UTF-8 read as Windows-1252, the first in row {row}"]


def head_of(path: Path) -> str:
    """The beginning of a file, as text, for a look at its header."""
    with path.open("rb") as f:
        raw = f.read(PEEK)
    cut = raw.rfind(b"\n") if len(raw) == PEEK else -1
    if _wide(raw) and len(raw) == PEEK:
        return raw.decode(_wide(raw), "replace")
    return text_of(raw[:cut] if cut > 0 else raw, called(path.name))[0]


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
    return Sheet(headers, cells, repaired, geometry=[f["geometry"] for f in features])


def _text(value: object) -> str:
    return "" if value is None else str(value)
