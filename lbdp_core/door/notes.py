"""Notes: rows under or between those of a table that are none of it, and rows of it that do not fill its width."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lbdp_core.door.lines import Lines

END = re.compile(r"\W*end of (the )?(table|worksheet|sheet|data|file|record|report)\W*", re.IGNORECASE)
NOTE = re.compile(
    r"\W*((data )?sources?|(foot)?notes?|\[?note \d+\]?|nb|n\.b\.|key|symbols?|caveats?|disclaimer|definitions?"
    r"|copyright|last updated|next update|date published|published|downloaded|contact|created|generated|report run)"
    r"\s*(\d+\W*)?([:.)\]].*)?|(©|\(c\) |crown copyright|ons crown|\[\w{1,2}\]\s*[:=]).*",
    re.IGNORECASE | re.DOTALL,
)
TOTAL = re.compile(r"(grand |sub-?)?totals?|all( areas)?|sum|overall", re.IGNORECASE)
PROSE = 7  # words from which a lone text is no name


def is_note(filled: int, first: str, width: int) -> bool:
    """Whether a row that has values in `filled` of the `width` columns, of which `first` is the first, is a note.

    >>> is_note(1, "Source: ONS", 3), is_note(2, "Source:", 2), is_note(1, "E01000001", 3), is_note(1, "Total", 3)
    (True, True, False, True)
    """
    if width < 2 or filled > 2:
        return False
    text = first.strip()
    if NOTE.fullmatch(text) or (filled < width and re.fullmatch(r"\[\w{1,4}\]", text)):
        return True
    lone = filled == 1 and (TOTAL.fullmatch(text) or text.endswith((".", ":")) or len(text.split()) >= PROSE)
    return bool(lone) and filled < width


def is_value(text: str) -> bool:
    """Whether a text that stands alone in a row may be a code, a date or a number of a table, and no word."""
    return any(c.isdigit() for c in text) and " " not in text.strip()


@dataclass
class Kept:
    """Which rows of a table are kept as they are read one by one, in order.

    width: columns of the header. rows: numbers of those that are kept. left: of those left out as notes. ended: the row
    that says that the table ends, and beyond: rows below it that look like a table's.
    """

    width: int
    rows: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    ended: int = 0
    beyond: int = 0
    _lone: list[int] = field(
        default_factory=list
    )  # positions, at the end so far, of rows of one word after a blank row
    _last: int = 0
    _noting: bool = False  # the row before was a note

    def takes(self, row: int, filled: int, first: str) -> bool:
        """Whether a row that has a value is kept. filled: cells that have one; first: the text of the first of them."""
        if self.ended:
            self.beyond += filled >= min(self.width, 3)
            return False
        if filled <= 2 and END.fullmatch(first):
            self.ended = row
            return False
        sparse = filled <= 2 and filled < self.width
        self._noting = (self._noting and sparse) or (filled <= 2 and is_note(filled, first, self.width))
        if self._noting:
            self.left.append(row)
            return False
        apart = bool(self._lone) or (self._last > 0 and row > self._last + 1)
        if filled == 1 < self.width and apart and not is_value(first):
            self._lone.append(len(self.rows))
        else:
            self._lone.clear()
        self.rows.append(row)
        self._last = row
        return True

    def tail(self) -> int:
        """How many rows at the end of those kept are lone words after a blank row: notes after all."""
        return len(self._lone)

    def lines(self) -> Lines:
        """The rows of the file of those kept, without the tail."""
        return Lines.of(self.rows[: len(self.rows) - self.tail()])

    def told(self) -> list[str]:
        """What was left out, as clauses."""
        left = sorted([*self.left, *(self.rows[n] for n in self._lone), *([self.ended] if self.ended else [])])
        if not left:
            return []
        inside = len(self.rows) > self.tail() and left[0] < self.rows[len(self.rows) - self.tail() - 1]
        said = [
            f"left out notes, the first in row {left[0]}" if inside else f"left out the notes from row {left[0]} on"
        ]
        if self.beyond:
            said.append(f"nothing read below row {self.ended}, which says that the table ends ({self.beyond:,} rows)")
        return said
