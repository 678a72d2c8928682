"""OpenDocument: an .ods file to the first rows of its visible sheets, and to columns of text, as .xlsx in `workbook`.

The sheets are one stream, so that it is read once from beginning to end. A row or a cell that says it is repeated a
million times costs nothing while it is empty, and is refused when it is not.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import IO
from xml.parsers import expat

from lbdp_core.door import cells
from lbdp_core.door.header import SEEN, Header, Line
from lbdp_core.door.kinds import Limits, Pages
from lbdp_core.door.parsing import Sheet, called
from lbdp_core.door.rows import sheet_of_rows
from lbdp_core.sources import DataError

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
CONTENT = "content.xml"
SHEETS = 100  # that are looked at
ASIDE = {"annotation", "tracked-changes", "forms"}  # what is written in them is no value
Row = cells.Row
NOTHING = Row(0, 0, "", {})


@dataclass(frozen=True)
class Ods:
    """An open OpenDocument spreadsheet."""

    archive: zipfile.ZipFile
    label: str
    tags: int

    def tops(self, most: int) -> list[list[Line]]:
        """The first rows with a value (at most so many) of each visible sheet; [] for an empty sheet."""
        if not (found := self._tops(most, hidden=False)):
            raise DataError(
                f"{self.label} is a spreadsheet without a visible sheet; give one with the table in a sheet."
            )
        return found

    def hidden_tops(self, most: int) -> list[list[Line]]:
        """The same of sheets that are hidden: never read, but a file is refused for what they say they hold."""
        return self._tops(most, hidden=True)

    def _tops(self, most: int, hidden: bool) -> list[list[Line]]:
        found = [rows[:most] for (_, aside), rows in self._held.items() if aside == hidden][:SHEETS]
        return [[Line(row.number, cells.along(row.cells, n)) for n, row in enumerate(rows)] for rows in found]

    @cached_property
    def _held(self) -> dict[tuple[str, bool], list[Row]]:
        """The first rows with a value of each sheet, by its name and whether it is hidden; all are one stream."""
        found: dict[tuple[str, bool], list[Row]] = {}
        for sheet, row in self._rows(math.inf):
            if len(rows := found.setdefault(sheet, [])) < SEEN and row.filled:
                rows.append(row)
        return found

    def choice(self, n: int, fitting: list[int]) -> list[str]:
        """What is said of a spreadsheet of several sheets: which was read, and which could have been too."""
        names = self.names()
        if len(names) == 1:
            return []
        others = " and ".join(f"“{called(names[i])}”" for i in fitting if i != n)
        return [f"read from the sheet “{called(names[n])}”" + (f", and nothing from {others}" if others else "")]

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
            DataError: more rows than may be read.
        """
        name = self.names()[n]
        held = (row for sheet, row in self._rows(math.inf) if sheet == (name, False) and row.filled)
        return sheet_of_rows(held, header, wanted, limits, repaired, self.label, beside)

    def pages(self, limits: Limits) -> Pages:
        """The visible sheets, for a kind that reads report tables."""
        held: dict[str, list[dict[int, str]]] = {}
        for (name, hidden), row in self._rows(limits.rows):
            if hidden:
                continue
            held.setdefault(name, []).extend([row.cells] if row.filled else [])
        return Pages(self.label, tuple(held)[:SHEETS], lambda name: held[name])

    def names(self) -> list[str]:
        """What its visible sheets are called, in order."""
        return [name for name, hidden in self._held if not hidden][:SHEETS]

    def _rows(self, most: float) -> Iterator[tuple[tuple[str, bool], Row]]:
        """(its sheet and whether that is hidden, row) of every row with a value; an empty one for each sheet."""
        with self.archive.open(CONTENT) as part:
            count = 0
            for sheet, row in _read(part, self.label, self.tags):
                count += bool(row.filled)
                if count > most:
                    raise DataError(f"{self.label} has more than {most:,.0f} rows; give a file with no more than that.")
                yield sheet, row


def is_ods(archive: zipfile.ZipFile) -> bool:
    """Whether an archive says that it is an OpenDocument spreadsheet."""
    if not {"mimetype", CONTENT} <= set(archive.namelist()):
        return False
    with archive.open("mimetype") as f:
        return f.read(len(SPREADSHEET)) == SPREADSHEET


def _read(part: IO[bytes], label: str, tags: int) -> Iterator[tuple[tuple[str, bool], Row]]:
    reader = _Content(label)
    for _ in cells.pieces(part, reader.parser(), tags=tags):
        yield from reader.done
        reader.done.clear()


class _Content:
    """What expat calls while it reads the sheets."""

    def __init__(self, label: str) -> None:
        self.label, self.done = label, list[tuple[tuple[str, bool], Row]]()
        self.names: dict[str, str] = {}
        self.hidden: set[str] = set()  # styles of sheets that are not displayed
        self.style, self.sheet = "", ("", True)
        self.row: dict[int, str] = {}
        self.column = self.repeat = self.rows = self.number = 0
        self.value: str | None = None
        self.text: list[str] = []
        self.paragraphs = self.aside = self.again = 0
        self.inside = self.open = False

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.chars
        return parser

    def chars(self, text: str) -> None:
        if self.open and not self.aside:
            self.text.append(text)

    def start(self, tag: str, at: dict[str, str]) -> None:
        name = self.names.get(tag) or self.names.setdefault(tag, cells.bare(tag))  # there are millions of few names
        if name in ("table-cell", "covered-table-cell"):
            given = {cells.bare(k): v for k, v in at.items()} if at else at
            self.repeat, self.value = _count(given.get("number-columns-repeated")), _value(given) if given else None
            self.text, self.paragraphs, self.inside = [], 0, True
        elif name == "p":
            if self.inside:
                self.text += ["\n"] if self.paragraphs and not self.aside else []
                self.paragraphs, self.open = self.paragraphs + (not self.aside), True
        elif name == "line-break":
            self.chars("\n")
        elif name in ASIDE:
            self.aside += 1
        elif name in ("table-row", "s", "tab", "style", "table-properties", "table"):
            self._other(name, {cells.bare(k): v for k, v in at.items()})

    def _other(self, name: str, given: dict[str, str]) -> None:
        if name == "table-row":
            self.row, self.column, self.rows = {}, 0, _count(given.get("number-rows-repeated"))
        elif name in ("s", "tab"):
            if self.open:
                self.chars(" " * min(_count(given.get("c")), 100))
        elif name == "style":
            self.style = given.get("name", "")
        elif name == "table":
            self.sheet = given.get("name", ""), given.get("style-name", "") in self.hidden
            self.done.append((self.sheet, NOTHING))
            self.number = 0
        elif given.get("display") == "false":
            self.hidden.add(self.style)

    def end(self, tag: str) -> None:
        name = self.names[tag]
        if name in ("table-cell", "covered-table-cell"):
            self._cell()
        elif name == "p":
            self.open = False
        elif name in ASIDE:
            self.aside -= 1
        elif name == "table-row":
            if self.row:
                self._row()
            self.number += self.rows

    def _row(self) -> None:
        if self.rows > 1:
            self._many(self.rows, len(self.row))
        first = self.row[min(self.row)]
        for n in range(1, self.rows + 1):
            self.done.append((self.sheet, Row(self.number + n, len(self.row), first, self.row)))

    def _cell(self) -> None:
        said = self.value if self.value is not None else "".join(self.text)
        self.inside = False
        if said.strip():
            if self.column + self.repeat > cells.COLUMNS:
                raise ValueError("a cell is beyond the last column")
            if self.repeat > 1:
                self._many(self.repeat)
            self.row |= dict.fromkeys(range(self.column, self.column + self.repeat), said)
        self.column += self.repeat

    def _many(self, count: int, cells_each: int = 1) -> None:
        self.again += (count - 1) * cells_each
        if count > MANY or self.again > ALL:
            raise DataError(f"{self.label} repeats one value {count:,} times, as no table does; save it again as CSV.")


MANY, ALL = 10_000, 50_000  # times that a value, or a row of values, may be repeated; cells that stand for others


def _count(said: str | None) -> int:
    return max(int(said), 1) if said and said.isdecimal() else 1


def _value(given: dict[str, str]) -> str | None:
    """The value that a cell states; None where it is its text."""
    kind = given.get("value-type", "")
    if not kind and "formula" in given:
        return cells.NO_VALUE
    if kind in ("float", "percentage", "currency"):
        return cells.number(given.get("value", ""))
    if kind == "date":
        return given.get("date-value", "").removesuffix("T00:00:00").replace("T", " ")
    return given.get("boolean-value", "").upper() if kind == "boolean" else None
