"""Header: which of the first rows of a table names its columns, for every door alike.

Over it may stand a title, lines about the table and a band over the names; it is the row whose words are the columns of
a kind, wherever it stands among the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lbdp_core.door import letters
from lbdp_core.door.kinds import Kind, Match, match, nearest, plain, recognise

NUMBER = re.compile(
    r"-?[\d,]{5,}|-?\d{1,3}|-?\d+\.\d*|[12][^09]\d\d|[^12]\d{3}"
)  # and no year, which may head a column
NO_HEADER = "has no header: its first row holds values; put a row of names, such as lsoa21_code and visits, on top"
SEEN = 5_000  # rows of a file, and at least a hundred of each sheet, that are looked at for people
LOOK = 30  # rows with a value in which a header is looked for
WIDE = 0.75  # of the columns of the widest of them: a header may leave some without a name


@dataclass(frozen=True)
class Line:
    """A row of a file: its number as Excel and an editor count, its cells, and where the text after it begins."""

    row: int
    cells: list[str]
    end: int = 0


Top = Sequence[Line]


@dataclass(frozen=True)
class Header:
    """The names of the columns of a table.

    first, last: rows of the file that they stand in. end: where the text after them begins. at: of its last line in the
    top of the table.
    """

    names: list[str]
    first: int = 1
    last: int = 1
    end: int = 0
    at: int = 0

    def above(self, top: Top) -> list[list[str]]:
        """The lines over it, each its cells that have a value."""
        lines = ([cell.strip() for cell in line.cells if cell.strip()] for line in top if line.row < self.first)
        return [cells for cells in lines if cells]

    def told(self) -> list[str]:
        """What is said of a header that is not the first row."""
        if self.first != self.last:
            return [f"header read from rows {self.first} and {self.last}"]
        return [f"header read from row {self.last}"] if self.last > 1 else []


def find(top: Top, kinds: Sequence[Kind]) -> tuple[Header, Match | None]:
    """The header of a table and the kind that it answers; the likeliest row and None where it answers none."""
    for ways in (_rows(top, kinds), [(len(way.names), way) for way in bands(top)]):
        best: tuple[Header, Match] | None = None
        for words, way in ways:
            if best and words <= len(best[1].at):
                break
            found = recognise(way.names, kinds)
            if found and (best is None or len(found.at) > len(best[1].at)):
                best = way, found
        if best:
            return best
    return likeliest(top), None


def of(top: Top, kind: Kind) -> tuple[Header, Match]:
    """The header of a table that should be of a kind; where no row is one, that which lacks least."""
    header, found = find(top, [kind])
    if found:
        return header, found
    ways = [header, *(way for _, way in _rows(top, [kind]))]
    matches = [(match(kind, way.names), way) for way in ways]
    found, header = min(matches, key=lambda m: (len(m[0].missing), len(m[0].barred)))
    return header, found


def nearly(top: Top, kinds: Sequence[Kind]) -> Match | None:
    """The kind that the likeliest row all but satisfies, by words and not by numbers (of years, of ages) alone."""
    header = likeliest(top)
    found = nearest(header.names, kinds)
    return found if found and not all(header.names[i].isdecimal() for i in found.at.values()) else None


def likeliest(top: Top) -> Header:
    """The first row about as wide as the widest: titles and lines about a table are narrower than its header."""
    if not top:
        return Header([])
    most = max(map(_filled, top))
    return _single(top, next(n for n, line in enumerate(top) if _filled(line) >= WIDE * most))


def above(top: Top, at: int) -> Header:
    """The header over the line `at` of a table: the nearest line of several names, none of them a number."""
    named = [n for n in range(at) if _filled(top[n]) > 1]
    wide = [n for n in named if _filled(top[n]) >= WIDE * _filled(top[at])]
    texts = [n for n in wide if not any(NUMBER.fullmatch(cell.strip()) for cell in top[n].cells)]
    return _single(top, (texts or named or [0])[-1])


def is_row(names: Sequence[str]) -> bool:
    """Whether what stands where a header should be is a row of values, since it has the code of an area.

    >>> is_row(["E01000001", "12"]), is_row(["lsoa21_code", "2023"])
    (True, False)
    """
    return any(letters.CODE.fullmatch(letters.latin(name).strip()) for name in names)


def bands(top: Top) -> list[Header]:
    """Pairs of lines of which the upper is a band over the names of the lower, which a merged cell states once."""
    return [_pair(top, n, _joined(_columns(top, n))) for n in _pairs(top) if _filled(top[n]) < _filled(top[n + 1])]


def cells_to(top: Top, header: Header) -> list[str]:
    """Every cell of the header of a table, and of lines above it that are wide enough to be one."""
    most = max(map(_filled, top), default=0)
    lines = (n for n in top if n.row <= header.last and (n.row >= header.first or _filled(n) >= WIDE * most))
    return [cell for line in lines for cell in line.cells]


def _rows(top: Top, kinds: Sequence[Kind]) -> list[tuple[int, Header]]:
    """Lines, and pairs of lines of which the lower leaves names to the upper, with their number of words of the kinds.

    Those with most come first; of as many, the simpler and the higher.
    """
    known = frozenset[str]().union(*(kind.words for kind in kinds))
    least = min((kind.needs for kind in kinds), default=1)
    words = [{p for cell in line.cells if (p := plain(cell)) in known} for line in top]
    found = [(len(words[n]), 0, -n, _single(top, n)) for n in range(len(top)) if len(words[n]) >= least]
    for n in _pairs(top):
        both = len(words[n] | words[n + 1])
        if both >= least and both > max(len(words[n]), len(words[n + 1])):
            names = [low if low.strip() else up for up, low in _columns(top, n)]
            found.append((both, -1, -n, _pair(top, n, names)))
    found.sort(key=lambda way: way[:3], reverse=True)
    return [(count, way) for count, _, _, way in found]


def _filled(line: Line) -> int:
    return sum(bool(cell.strip()) for cell in line.cells)


def _pairs(top: Top) -> list[int]:
    return [n for n in range(len(top) - 1) if top[n + 1].row == top[n].row + 1]


def _single(top: Top, n: int) -> Header:
    return Header([" ".join(c.split()) for c in top[n].cells], top[n].row, top[n].row, top[n].end, n)


def _pair(top: Top, n: int, names: list[str]) -> Header:
    return Header([" ".join(c.split()) for c in names], top[n].row, top[n + 1].row, top[n + 1].end, n + 1)


def _columns(top: Top, n: int) -> list[tuple[str, str]]:
    return list(zip_longest(top[n].cells, top[n + 1].cells, fillvalue=""))


def _joined(columns: list[tuple[str, str]]) -> list[str]:
    """The band over each name, which a merged cell states once, with the name."""
    names, band = [], ""
    for up, low in columns:
        band = up if up.strip() else band
        names.append(f"{band} {low}" if low.strip() else up)
    return names
