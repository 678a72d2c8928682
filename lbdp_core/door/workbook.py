"""Workbooks: an .xlsx (or .ods) file to the first rows of its visible sheets, and to columns of text of one of them.

Only values are read: of a formula, what it last gave. Dates become ISO text, so that what follows is the same
as for a CSV. Sizes are judged by the archive's directory, before anything is unpacked.
"""

from __future__ import annotations

import itertools
import math
import posixpath
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from lbdp_core.door import cells
from lbdp_core.door.header import SEEN, Header, Line
from lbdp_core.door.kinds import Limits, Pages
from lbdp_core.door.ods import Ods, is_ods
from lbdp_core.door.parsing import Sheet, called
from lbdp_core.door.rows import sheet_of_rows
from lbdp_core.sources import DataError

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
RATIO, SMALL = 100, 1_000_000  # an incident sheet unpacks to 8 times its size, and its texts to 20 times
LOOK, LEAST = 4_000_000, 100_000  # bytes of all sheets, and of each, in which their headers must begin
PASSES = 3  # times that the one stream of an OpenDocument spreadsheet is read
MEMBERS = 10_000  # files in a zip file
SHEETS = 100  # sheets that are looked at
AGAIN = "open it in Excel, save it again as .xlsx or CSV and retry"


@dataclass(frozen=True)
class Book:
    """An open workbook: visible worksheets in order as (name, part), hidden ones, and what cells need to be
    understood.
    """

    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    label: str
    sheets: list[tuple[str, str]]
    hidden: list[tuple[str, str]]
    strings: str
    dated: frozenset[str]
    since_1904: bool
    tags: int

    def names(self) -> list[str]:
        """What its visible sheets are called, in order."""
        return [name for name, _ in self.sheets]

    def tops(self, most: int) -> list[list[Line]]:
        """The first rows with a value (at most so many) of each visible sheet; [] for an empty sheet."""
        return self._tops(self.sheets, most)

    def hidden_tops(self, most: int) -> list[list[Line]]:
        """The same of sheets that are hidden: never read, but a file is refused for what they say they hold."""
        return self._tops(self.hidden, most)

    def _tops(self, sheets: list[tuple[str, str]], most: int) -> list[list[Line]]:
        found = []
        look, most = max(LOOK // max(len(sheets), 1), LEAST), min(most, max(SEEN // max(len(sheets), 1), 100))
        for _, part in sheets:
            with self._open(part) as f:
                found.append(list(itertools.islice(cells.rows(f, lambda *cell: cell, None, look), most)))
        held = [cell for rows in found for row in rows for cell in row.cells.values()]
        texts = self._texts(
            max((int(text) for kind, _, text in held if kind == "s" and text.isdecimal()), default=-1) + 1
        )
        return [[Line(row.number, self._along(texts, row.cells, n)) for n, row in enumerate(rows)] for rows in found]

    def _along(self, texts: list[str], row: dict[int, tuple[str, str, str]], n: int) -> list[str]:
        return cells.along({i: self._value(texts, *cell) for i, cell in row.items()}, n)

    def choice(self, n: int, fitting: list[int]) -> list[str]:
        """What is said of a workbook of several sheets: which was read, and which could have been too."""
        if len(self.sheets) == 1:
            return []
        named = [f"“{called(name)}”" for name, _ in self.sheets]
        others = " and ".join(named[i] for i in fitting if i != n)
        return [f"read from the sheet {named[n]}" + (f", and nothing from {others}" if others else "")]

    def sheet(
        self,
        n: int,
        header: Header,
        wanted: list[int],
        limits: Limits,
        repaired: list[str],
        beside: Collection[int] = (),
    ) -> Sheet:
        """The wanted columns of the nth visible sheet below its header, as text; rows without a value are left out.

        Raises:
            DataError: more rows than may be read, or a formula without its value.
        """
        texts = self._all_texts
        with self._open(self.sheets[n][1]) as f:
            found = cells.rows(f, lambda *cell: self._value(texts, *cell), frozenset(wanted), tags=self.tags)
            return sheet_of_rows(found, header, wanted, limits, repaired, self.label, beside)

    def pages(self, limits: Limits) -> Pages:
        """The visible sheets, for a kind that reads report tables; a sheet is read when its rows are asked for."""
        texts, parts = self._all_texts, dict(self.sheets)

        def rows(name: str) -> list[dict[int, str]]:
            with self._open(parts[name]) as f:
                found: list[dict[int, str]] = []
                for row in cells.rows(f, lambda *cell: self._value(texts, *cell)):
                    if len(found) == limits.rows:
                        raise DataError(
                            f"{self.label} has more than {limits.rows:,} rows; give a file with no more than that."
                        )
                    found.append(row.cells)
            return found

        return Pages(self.label, tuple(parts), rows)

    @cached_property
    def _all_texts(self) -> list[str]:
        """Read once, however many sheets are."""
        return self._texts()

    def _texts(self, count: float = math.inf) -> list[str]:
        if not self.strings or not count:
            return []
        with self._open(self.strings) as f:
            return cells.strings(f, count, self.tags)

    def _value(self, texts: list[str], kind: str, style: str, text: str) -> str:
        if kind == "s":
            if not text.isdecimal() or int(text) >= len(texts):
                raise DataError(f"{self.label} has a cell whose text is not in the workbook; {AGAIN}.")
            return texts[int(text)]
        if kind == "n":
            return cells.date(text, self.since_1904) if style in self.dated else cells.number(text)
        return ("TRUE" if text == "1" else "FALSE") if kind == "b" else text

    def _open(self, part: str) -> IO[bytes]:
        return self.archive.open(self.parts[part])


def is_workbook(beginning: bytes) -> bool:
    """Whether bytes begin as a workbook does; it may still be another zip file, which `opened` refuses."""
    return beginning.startswith(ZIP)


@contextmanager
def opened(source: Path | IO[bytes], label: str, limits: Limits) -> Iterator[Book | Ods]:
    """A workbook (.xlsx, or an OpenDocument spreadsheet), open for as long as the context lasts.

    Raises:
        DataError: not an .xlsx workbook, damaged, too large when unpacked, or without a visible sheet.
    """
    with unzipped(source, label, limits) as archive:
        parts = {info.filename.casefold(): info for info in archive.infolist()}
        yield (
            Ods(archive, label, limits.tags // PASSES) if is_ods(archive) else _book(archive, parts, label, limits.tags)
        )


@contextmanager
def unzipped(source: Path | IO[bytes], label: str, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """A zip file whose directory says that its parts are no larger than may be read.

    Raises:
        DataError: damaged, with a password, or too large when unpacked.
    """
    try:
        archive = zipfile.ZipFile(source)
    except zipfile.BadZipFile:
        raise DataError(f"{label} is a damaged or incomplete Excel workbook or zip file; {AGAIN}.") from None
    with archive:
        _guard(archive.infolist(), label, limits)
        yield archive


def _guard(parts: Sequence[zipfile.ZipInfo], label: str, limits: Limits) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise DataError(f"{label} is protected by a password; save it without one.")
    if len(parts) > MEMBERS:
        raise DataError(f"{label} holds {len(parts):,} files, as no workbook does; give the table alone.")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked:
        raise DataError(
            f"{label} unpacks to {unpacked / 1e6:,.0f} MB; give the table as CSV, or in parts of at most "
            f"{limits.unpacked / 1e6:,.0f} MB."
        )
    if any(part.file_size > max(SMALL, RATIO * part.compress_size) for part in parts):
        raise DataError(f"{label} unpacks to more than {RATIO} times its size, as no table does; {AGAIN}.")


def _book(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], label: str, tags: int) -> Book:
    main = dict(_links(archive, parts, "").values()).get("officeDocument", "")
    if main.endswith(".bin"):
        raise DataError(f"{label} is a binary Excel workbook (.xlsb); save it as .xlsx or CSV and give that.")
    if main not in parts:
        raise DataError(f"{label} is a zip file, but not an Excel workbook (.xlsx); give the table in it.")
    facts = _elements(archive, parts, main)
    links_of = _links(archive, parts, main)
    by_kind = {kind: target for kind, target in links_of.values() if target in parts}
    sheets: list[tuple[str, str]] = []
    hidden: list[tuple[str, str]] = []
    for name, at in facts:
        kind, target = links_of.get(at.get("id", ""), ("", "")) if name == "sheet" else ("", "")
        if kind == "worksheet" and target in parts and all(target != part for _, part in sheets + hidden):
            shown = at.get("state", "visible") == "visible"
            (sheets if shown else hidden).append((at.get("name", ""), target))
    if not sheets:
        raise DataError(f"{label} is an Excel workbook without a visible sheet; give one with the table in a sheet.")
    of_1904 = any(name == "workbookPr" and at.get("date1904") in ("1", "true") for name, at in facts)
    dated = _dated(_elements(archive, parts, by_kind["styles"])) if "styles" in by_kind else frozenset[str]()
    strings = by_kind.get("sharedStrings", "")
    return Book(archive, parts, label, sheets[:SHEETS], hidden[:SHEETS], strings, dated, of_1904, tags)


def _elements(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], part: str
) -> list[tuple[str, dict[str, str]]]:
    if part not in parts:
        return []
    with archive.open(parts[part]) as f:
        return cells.elements(f)


def _links(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], of: str) -> dict[str, tuple[str, str]]:
    """What a part refers to (the archive itself: ""): id -> (kind, part)."""
    folder, name = posixpath.split(of)
    rels = _elements(archive, parts, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        at["Id"]: (
            posixpath.basename(at.get("Type", "")),
            posixpath.normpath(posixpath.join("/", folder, at.get("Target", ""))).lstrip("/").casefold(),
        )
        for name, at in rels
        if name == "Relationship" and "Id" in at
    }


def _dated(facts: list[tuple[str, dict[str, str]]]) -> frozenset[str]:
    """The cell styles (positions in cellXfs) that show dates."""
    codes = {at.get("numFmtId"): at.get("formatCode", "") for name, at in facts if name == "numFmt"}
    showing = {n for n, code in codes.items() if cells.shows_dates(code)} | (cells.DATE_FORMATS - codes.keys())
    cell_styles = itertools.dropwhile(lambda fact: fact[0] != "cellXfs", facts)
    styles = [at.get("numFmtId") for name, at in cell_styles if name == "xf"]
    return frozenset(str(i) for i, n in enumerate(styles) if n in showing)
