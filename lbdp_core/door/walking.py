"""Walking: a folder of publishers' files to an inventory by kind."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lbdp_core.door import codes, delimited, header, parquet, workbook
from lbdp_core.door.header import Line, Top
from lbdp_core.door.kinds import FOLDER, Kind, Limits, Match, book_of
from lbdp_core.door.parsing import called, guarded, head_of, is_json, properties_of, text_of
from lbdp_core.sources import DataError


@dataclass(frozen=True)
class Inventory:
    """What a folder holds: paths by kind name, sorted, and (relative path, reason) of all other files.

    unreadable: the relative paths among these whose header could not be looked at: damaged, locked or too large.
    within: what the codes of the local authorities begin with whose areas are read.
    """

    raw: Path
    found: dict[str, list[Path]]
    set_aside: list[tuple[str, str]]
    unreadable: list[str] = field(default_factory=list)
    within: tuple[str, ...] = codes.LONDON

    def paths(self, kind: str | Kind) -> list[Path]:
        return self.found.get(kind if isinstance(kind, str) else kind.name, [])

    def label(self, path: Path) -> str:
        """The path as people see it: relative to the folder."""
        return called(path.relative_to(self.raw).as_posix()) if path.is_relative_to(self.raw) else called(path.name)


def inventory(raw: Path, kinds: Sequence[Kind], within: tuple[str, ...] = codes.LONDON) -> Inventory:
    """Look at the header of every file under `raw`.

    Raises:
        DataError: the folder is not there.
    """
    if not raw.is_dir():
        raise DataError(f"The folder {called(raw)} is not there; give --raw the folder with the publishers' files.")
    result = Inventory(raw, {kind.name: [] for kind in kinds}, [], within=within)
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
    return kind_by(*tops_in(path, kinds), kinds)


def kind_by(tops: Sequence[Top], is_geo: bool, kinds: Sequence[Kind]) -> tuple[Kind | None, str]:
    """The kind of a file by the first rows of each of its tables, or None and why it is of none, in words."""
    if (book := book_of([top[0].cells if top else [] for top in tops], kinds)) is not None:
        return book, ""
    fitting = [kind for kind in kinds if kind.form == ("geojson" if is_geo else "csv")]
    for top in tops:
        _, match = header.find(top, fitting)
        if match:
            return match.kind, ""
    near = [match for top in tops if (match := header.nearly(top, fitting))]
    return None, _why_not(near, tops)


def headers_of(path: Path) -> tuple[list[str], bool]:
    """The column or property names of a text file, and whether it is GeoJSON."""
    tops, is_geo = _of_text(head_of(path), path)
    return header.likeliest(tops[0]).names, is_geo


def tops_in(
    source: Path | bytes, kinds: Sequence[Kind], label: str = "", limits: Limits = FOLDER
) -> tuple[Sequence[Top], bool]:
    """The first rows of each table of a file (only workbooks have several), and whether it is GeoJSON.

    kinds: that it may be of; of a book, its titles are enough.

    Raises:
        DataError: an upload (bytes) that is empty, too large or not a table at all.
    """
    label = label or (called(source.name) if isinstance(source, Path) else "The file")
    if isinstance(source, bytes) and len(source) > limits.size:
        raise DataError(f"{label} has {len(source) / 1e6:,.0f} MB; give a file of at most {limits.size / 1e6:,.0f} MB.")
    beginning = source[:8] if isinstance(source, bytes) else _beginning(source)
    if workbook.is_workbook(beginning):
        with workbook.opened(io.BytesIO(source) if isinstance(source, bytes) else source, label, limits) as book:
            if isinstance(
                book, workbook.Book
            ):  # a book of many sheets is known by its titles; the other reads all at once
                titles = book.tops(1)
                if book_of([top[0].cells if top else [] for top in titles], kinds):
                    return titles, False
            return book.tops(header.LOOK), False
    if parquet.is_parquet(beginning):
        return [[Line(1, parquet.headers(source, label, limits))]], False
    if isinstance(source, bytes):
        return _of_text(text_of(source, label)[0])
    return _of_text(head_of(source), source)


def rows_in(source: Path | bytes, label: str, limits: Limits) -> Sequence[tuple[bool, Top]]:
    """Whether it is hidden, and the first rows, of each table of a file."""
    beginning = source[:8] if isinstance(source, bytes) else _beginning(source)
    if workbook.is_workbook(beginning):
        with workbook.opened(io.BytesIO(source) if isinstance(source, bytes) else source, label, limits) as book:
            return [*((False, t) for t in book.tops(header.SEEN)), *((True, t) for t in book.hidden_tops(header.SEEN))]
    if parquet.is_parquet(beginning):
        return [(False, [Line(0, row) for row in parquet.rows(source, label, header.SEEN, limits)])]
    text = text_of(source, label)[0] if isinstance(source, bytes) else head_of(source)
    return [(False, [] if is_json(text) else delimited.rows(text, header.SEEN))]


def _beginning(path: Path) -> bytes:
    with path.open("rb") as f:
        return f.read(8)


def _of_text(text: str, path: Path | None = None) -> tuple[Sequence[Top], bool]:
    """path: of the whole file, where the text is only its beginning."""
    if not is_json(text):
        return [delimited.top_of(text)[0]], False
    if path and '"features"' in text and not properties_of(text):
        text = path.read_text("utf-8-sig")  # a first geometry that is longer than the look
    return [[Line(1, properties_of(text))]], True


def _why_not(near: list[Match], tops: Sequence[Top]) -> str:
    if near:
        best = min(near, key=lambda match: len(match.missing))
        return f"is like {best.kind.what}, but has no column {', '.join(best.missing)}"
    if len(tops) > 1:
        return f"is a workbook of {len(tops)} sheets, none of which has the columns of a theme"
    headers = [h for h in header.likeliest(tops[0]).names if h.strip()]
    if header.is_row(headers):
        return header.NO_HEADER
    if not headers:
        return "is neither a CSV with a header nor GeoJSON"
    shown = called(", ".join(headers[:4]))
    return f"has columns that no theme uses ({shown}{', ...' if len(headers) > 4 else ''})"


def _look(path: Path, kinds: Sequence[Kind]) -> tuple[Kind | None, str]:
    return kind_of(path, kinds) if path.is_file() else (None, "is not a regular file")
