"""Cells: the XML of a worksheet to rows of cells, in pieces, so that memory does not grow with the file.

The parser is expat of the standard library. Readers that lay a sheet out as a rectangle before handing it over
can be brought down by a file of 2 KB with one value in its last corner; here a cell costs what it is long.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from string import ascii_uppercase, digits
from typing import IO, Any, NamedTuple
from xml.parsers import expat

FIRST, PIECE = 2_048, 65_536  # a header needs only the first
HEADER, NARROW = 30, 300  # rows that may be of a header, and columns that are looked at below them
COLUMNS = 16_384  # of any sheet, by the file format
ELEMENTS = 50_000  # of styles and sheets; large workbooks have 5,000
LAST_DAY = 2_958_466  # one past 9999-12-31, as Excel counts
DATE_FORMATS = frozenset(map(str, (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))))  # ECMA-376, 18.8.30
NOT_OF_DATES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|;.*', re.DOTALL)

NO_VALUE = "a formula without its value"  # what a program that cannot calculate leaves in a cell

Make = Callable[[str, str, str], Any]


class Row(NamedTuple):
    """A row of a sheet that has a value: its number (from 1), how many cells have one, the first, and those wanted."""

    number: int
    filled: int
    first: Any
    cells: dict[int, Any]


def bare(tag: str) -> str:
    """An element's or attribute's name without its prefix."""
    return tag.rpartition(":")[2]


def along(row: dict[int, str], n: int) -> list[str]:
    """The cells of the nth row from its first column to its last; below a header, of as many columns as may be read."""
    said = {i: text for i, text in row.items() if text != NO_VALUE}
    last = max(said, default=-1) + 1
    return [said.get(i, "") for i in range(last if n < HEADER else min(last, NARROW))]


def pieces(
    part: IO[bytes], parser: expat.XMLParserType, most: float = math.inf, tags: float = math.inf
) -> Iterator[None]:
    """Parse a part piece by piece, to its end or for about `most` bytes.

    Raises:
        ValueError: it declares a document type (the way to entities), which no workbook does, or has more than `tags`.
        expat.ExpatError: not well-formed.
    """
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    piece, size, done = b"first", FIRST, 0
    while piece and done < most:
        piece = part.read(size)
        tags -= piece.count(b"<") + piece.count(b"/>")  # each is a call of ours, whatever it holds
        if tags < 0:
            raise ValueError("it has too many cells")
        parser.Parse(piece, not piece)
        done, size = done + len(piece), min(2 * size, PIECE)
        yield


def elements(part: IO[bytes]) -> list[tuple[str, dict[str, str]]]:
    """Name and attributes of every element of a small part, in order.

    Raises:
        ValueError: it has more than `ELEMENTS`.
    """
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, at: found.append((bare(tag), {bare(k): v for k, v in at.items()}))
    for _ in pieces(part, parser):
        if len(found) > ELEMENTS:
            raise ValueError("it has too many styles or sheets")
    return found


def rows(
    part: IO[bytes],
    make: Make,
    wanted: Collection[int] | None = None,
    most: float = math.inf,
    tags: float = math.inf,
) -> Iterator[Row]:
    """Rows that have a value, with make(type, style, text) of the cells in the wanted columns (None: all)."""
    reader = _Rows(make, wanted)
    for _ in pieces(part, reader.parser(), most, tags):
        yield from reader.done
        reader.done.clear()


def strings(part: IO[bytes], count: float = math.inf, tags: float = math.inf) -> list[str]:
    """The first `count` shared strings of a workbook, or somewhat more."""
    reader = _Strings()
    for _ in pieces(part, reader.parser(), tags=tags):
        if len(reader.done) >= count:
            break
    return reader.done


class _Reader:
    """What expat calls while it reads texts; runs of one text in several fonts are joined."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.text: list[str] = []
        self.open = self.aside = False  # inside a value; inside a guide to how a text is pronounced

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.chars
        return parser

    def chars(self, text: str) -> None:
        if self.open:
            self.text.append(text)

    def start(self, tag: str, at: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, tag: str) -> None:
        raise NotImplementedError


class _Strings(_Reader):
    """Shared strings, in order."""

    def start(self, tag: str, at: dict[str, str]) -> None:
        name = bare(tag)
        if name == "t":
            self.open = not self.aside
        elif name == "rPh":
            self.aside = True

    def end(self, tag: str) -> None:
        name = bare(tag)
        if name == "t":
            self.open = False
        elif name == "rPh":
            self.aside = False
        elif name == "si":
            self.done.append("".join(self.text))
            self.text.clear()


class _Rows(_Reader):
    """Rows of a worksheet; names are compared whole, prefix and all, since there are millions of them."""

    def __init__(self, make: Make, wanted: Collection[int] | None) -> None:
        super().__init__()
        self.make, self.wanted, self.places = make, wanted, columns_by_letters()
        self.row: dict[int, Any] = {}
        self.number, self.filled, self.first = 0, 0, None
        self.column, self.type, self.style = -1, "n", ""
        self.formula = False
        self.c = self.v = self.t = self.line = self.f = ""

    def start(self, tag: str, at: dict[str, str]) -> None:
        if tag == self.c:
            self._cell(at)
        elif tag in (self.v, self.t):
            self.open = not self.aside
        elif tag == self.line:
            self.row, self.column, self.filled = {}, -1, 0
            self.number = int(at["r"]) if at.get("r", "").isdecimal() else self.number + 1
        elif tag == self.f:
            self.formula = True
        elif not self.c:  # the root tells the prefix
            prefix = tag[: -len(bare(tag))]
            self.c, self.v, self.t, self.line, self.f = (prefix + name for name in ("c", "v", "t", "row", "f"))
        elif bare(tag) == "rPh":
            self.aside = True

    def _cell(self, at: dict[str, str]) -> None:
        letters = at["r"].rstrip(digits) if "r" in at else ""
        self.column = self.places.get(letters, COLUMNS) if letters else self.column + 1
        if self.column >= COLUMNS:
            raise ValueError("a cell is beyond the last column")
        self.type, self.style = at.get("t", "n"), at.get("s", "0")
        self.text.clear()
        self.formula = False

    def end(self, tag: str) -> None:
        if tag in (self.v, self.t):
            self.open = False
        elif tag == self.c:
            if self.text:
                self._value(self.type, self.style, "".join(self.text))
            elif self.formula and self.type != "str":  # a formula whose value is an empty text says that it is a text
                self._value("str", "0", NO_VALUE)
        elif tag == self.line:
            if self.filled:
                self.done.append(Row(self.number, self.filled, self.first, self.row))
        elif bare(tag) == "rPh":
            self.aside = False

    def _value(self, kind: str, style: str, text: str) -> None:
        wanted = self.wanted is None or self.column in self.wanted
        self.filled += 1
        if wanted:
            self.row[self.column] = made = self.make(kind, style, text)
        if self.filled == 1:
            self.first = made if wanted else self.make(kind, style, text)


@functools.cache
def columns_by_letters() -> dict[str, int]:
    """Positions of the columns A to XFD."""
    letters = itertools.chain.from_iterable(itertools.product(ascii_uppercase, repeat=n) for n in (1, 2, 3))
    return {"".join(name): i for i, name in enumerate(itertools.islice(letters, COLUMNS))}


def shows_dates(code: str) -> bool:
    """Whether a number format shows days or times of day.

    >>> [shows_dates(c) for c in ("dd-mmm-yy", "[$-809]d mmmm yyyy;@", '0.00" days"', "[Red]0", "General", "[h]:mm")]
    [True, True, False, False, False, False]
    """
    return not re.search(r"\[[hms]+\]", code, re.I) and bool(re.search("[dmyhs]", NOT_OF_DATES.sub("", code), re.I))


def date(number: str, since_1904: bool = False) -> str:
    """A day number as ISO text, with the time of day when there is one; the number itself when it is no day.

    The 29 February 1900, which never was, is counted by Excel as day 60: earlier days are one off.

    >>> [date(n) for n in ("43831", "43831.999988425923", "59", "0.5", "-1", "soon")]
    ['2020-01-01', '2020-01-01 23:59:59', '1900-02-28', '12:00:00', '-1', 'soon']
    """
    try:
        days = float(number) + 1_462 * since_1904
    except ValueError:
        return number
    if not 0 <= days < LAST_DAY:
        return number
    start = datetime(1899, 12, 30 if days >= 60 else 31)
    when = start + timedelta(milliseconds=round(days * 86_400_000))
    if days < 1:
        return f"{when:%H:%M:%S}"
    return f"{when:%Y-%m-%d}" if when == datetime.combine(when, datetime.min.time()) else f"{when:%Y-%m-%d %H:%M:%S}"


def number(text: str) -> str:
    """A number as a CSV would show it: 0.1, not the 0.10000000000000001 of the file; 5, not 5.0.

    >>> [number(t) for t in ("530050", "0.10000000000000001", "5.0", "1.2E+8", "12O")]
    ['530050', '0.1', '5', '120000000', '12O']
    """
    if text.isdigit():
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _refuse(*_: object) -> None:
    raise ValueError("it declares a document type")
