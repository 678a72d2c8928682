"""Walking: a folder of publishers' files to an inventory by kind."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lbdp_core.door import parquet, workbook
from lbdp_core.door.kinds import FOLDER, Kind, Limits, Match, book_of, nearest, recognise
from lbdp_core.door.parsing import called, guarded, head_of, header_of, is_json, properties_of, text_of
from lbdp_core.sources import DataError


@dataclass(frozen=True)
class Inventory:
    """What a folder holds: paths by kind name, sorted, and (relative path, reason) of all other files.

    unreadable: the relative paths among these whose header could not be looked at: damaged, locked or too large.
    """

    raw: Path
    found: dict[str, list[Path]]
    set_aside: list[tuple[str, str]]
    unreadable: list[str] = field(default_factory=list)

    def paths(self, kind: str | Kind) -> list[Path]:
        return self.found.get(kind if isinstance(kind, str) else kind.name, [])

    def label(self, path: Path) -> str:
        """The path as people see it: relative to the folder."""
        return called(path.relative_to(self.raw).as_posix()) if path.is_relative_to(self.raw) else called(path.name)


def inventory(raw: Path, kinds: Sequence[Kind]) -> Inventory:
    """Look at the header of every file under `raw`.

    Raises:
        DataError: the folder is not there.
    """
    if not raw.is_dir():
        raise DataError(f"The folder {called(raw)} is not there; give --raw the folder with the publishers' files.")
    result = Inventory(raw, {kind.name: [] for kind in kinds}, [])
    for path in sorted(Path(at) / name for at, _, names in os.walk(raw) for name in names):
        label = result.label(path)
        try:
            with guarded(label):
                kind, reason = _look(path, kinds)
        except DataError as fault:
            reason = str(fault).removeprefix(f"{called(path.name)} ").removeprefix(f"{label} ")
            kind, reason = None, reason.split("; ")[0].rstrip(".")
            result.unreadable.append(label)
        if kind:
            result.found[kind.name].append(path)
        else:
            result.set_aside.append((label, reason))
    return result


def kind_of(path: Path, kinds: Sequence[Kind]) -> tuple[Kind | None, str]:
    """The kind of a file, or None and why it is of none, in words."""
    return kind_by(*headers_in(path), kinds)


def kind_by(tables: list[list[str]], is_geo: bool, kinds: Sequence[Kind]) -> tuple[Kind | None, str]:
    """The kind of a file by the header of each of its tables, or None and why it is of none, in words."""
    if (book := book_of(tables, kinds)) is not None:
        return book, ""
    fitting = [kind for kind in kinds if kind.form == ("geojson" if is_geo else "csv")]
    found = [match for match in (recognise(headers, fitting) for headers in tables) if match]
    if found:
        return found[0].kind, ""
    near = [match for match in (nearest(headers, fitting) for headers in tables) if match]
    return None, _why_not(near, tables)


def headers_of(path: Path) -> tuple[list[str], bool]:
    """The column or property names of a text file, and whether it is GeoJSON."""
    text = head_of(path)
    if not is_json(text):
        return header_of(text)[0], False
    if '"features"' in text and not properties_of(text):
        text = path.read_text("utf-8-sig")  # a first geometry that is longer than the look
    return properties_of(text), True


def headers_in(source: Path | bytes, label: str = "", limits: Limits = FOLDER) -> tuple[list[list[str]], bool]:
    """The header of each table of a file (only workbooks have several), and whether it is GeoJSON.

    Raises:
        DataError: an upload (bytes) that is empty, too large or not a table at all.
    """
    if isinstance(source, bytes):
        return _headers_of_upload(source, label, limits)
    with source.open("rb") as f:
        beginning = f.read(8)
    if workbook.is_workbook(beginning):
        with workbook.opened(source, called(source.name), limits) as book:
            return book.headers(), False
    if parquet.is_parquet(beginning):
        return [parquet.headers(source, called(source.name), limits)], False
    headers, is_geo = headers_of(source)
    return [headers], is_geo


def hidden_headers_in(raw: bytes, label: str, limits: Limits) -> list[str]:
    """The first rows of sheets that an Excel workbook hides; none of another file."""
    if not workbook.is_workbook(raw):
        return []
    with workbook.opened(io.BytesIO(raw), label, limits) as book:
        return [h for table in book.hidden_headers() for h in table] if isinstance(book, workbook.Book) else []


def _headers_of_upload(raw: bytes, label: str, limits: Limits) -> tuple[list[list[str]], bool]:
    if len(raw) > limits.size:
        raise DataError(f"{label} has {len(raw) / 1e6:,.0f} MB; at most {limits.size / 1e6:,.0f} MB are read.")
    if workbook.is_workbook(raw):
        with workbook.opened(io.BytesIO(raw), label, limits) as book:
            return book.headers(), False
    if parquet.is_parquet(raw):
        return [parquet.headers(raw, label, limits)], False
    text, _ = text_of(raw, label)
    return ([properties_of(text)], True) if is_json(text) else ([header_of(text)[0]], False)


def _why_not(near: list[Match], tables: list[list[str]]) -> str:
    if near:
        return f"is like {near[0].kind.what}, but has no column {', '.join(near[0].missing)}"
    if len(tables) > 1:
        return f"is a workbook of {len(tables)} sheets, none of which has the columns of a theme"
    headers = tables[0]
    if not headers:
        return "is neither a CSV with a header nor GeoJSON"
    shown = called(", ".join(h.strip() for h in headers[:4]))
    return f"has columns that no theme uses ({shown}{', ...' if len(headers) > 4 else ''})"


def _look(path: Path, kinds: Sequence[Kind]) -> tuple[Kind | None, str]:
    return kind_of(path, kinds) if path.is_file() else (None, "is not a regular file")
