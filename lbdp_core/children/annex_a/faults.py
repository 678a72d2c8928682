"""Faults: what can be wrong in a cell, in the words of a data officer, and where in the file it stands.

A fault names the sheet, the row and the column, and never the value: that may be a child's name, number or birthday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.door.lines import Lines
from lbdp_core.formatting import capital

Bools = NDArray[np.bool_]
WORDS: Mapping[str, str] = {
    "missing": "is empty; every row of this list needs a value",
    "missing at the end": "is empty although the row has an end date; fill it in, or remove the end date",
    "not a date": "is not a date that exists; write it as 31/01/2024 or format the cell as a date",
    "month first": "has the month before the day, so none of its dates can be trusted; write dates as 2024-01-31",
    "in the future": "is after the day of this extract; correct the year, or leave it empty until it has happened",
    "before the birth": "is before the child's date of birth; check both dates",
    "out of order": "is before the date that should come first; check both dates",
    "not a code": "is not in the list of codes; use a code from the guidance",
    "not a number": "is not a whole number from nought up; write figures only",
    "duplicate": "repeats an earlier row of this list; remove one of the two",
    "no header": "is in no header file; give the header file of the same year, as these rows are left out",
    "two birthdays": "differs from the date of birth that the same child has earlier; correct one of them",
    "too old": "makes this person 26 or older, or not yet born nine months from now; check the year",
}


@dataclass(frozen=True, eq=False)
class Place:
    """Where a list stands in the file: order of its sheet, its name, rows, and what the file calls each column."""

    order: int
    sheet: str
    lines: Lines
    headers: Mapping[str, str]
    letters: Mapping[str, int]


@dataclass
class Faults:
    """Faults as they are found, by (place, column, problem), with the positions of their rows."""

    found: list[tuple[int, Place, str, str, NDArray[np.intp]]] = field(default_factory=list)

    def add(self, number: int, place: Place, column: str, problem: str, rows: Bools) -> None:
        """Note a problem in these rows (n,) of a column of a list."""
        if rows.any():
            self.found.append((number, place, column, problem, np.flatnonzero(rows)))

    def rows(self, place: Place, column: str, count: int) -> Bools:
        """Which of the rows of a list have a value in a column that cannot be; a day yet to come can."""
        bad = np.zeros(count, dtype=bool)
        for _, of, at, problem, rows in self.found:
            if of is place and at == column and problem != "in the future":
                bad[rows] = True
        return bad

    def table(self) -> pd.DataFrame:
        """A row a column and problem, in the order of the file: list, sheet, rows (a list), column, problem."""
        ordered = sorted(self.found, key=lambda fault: (fault[1].order, fault[4][0], fault[1].letters[fault[2]]))
        told = [
            (number, place.sheet, [place.lines[n] for n in rows], place.headers[column], problem)
            for number, place, column, problem, rows in ordered
        ]
        return pd.DataFrame(told, columns=["list", "sheet", "rows", "column", "problem"])

    def report(self) -> pd.DataFrame:
        """The same in a data officer's words: sheet, rows, column, and what is wrong and what to do."""
        table = self.table()
        words = {"Sheet or file": table["sheet"], "Rows": table["rows"].map(spans), "Column": table["column"]}
        return pd.DataFrame(words | {"What to put right": table["problem"].map(WORDS).map(capital)})


def spans(rows: list[int], most: int = 6) -> str:
    """Rising numbers of rows in words, neighbours together.

    >>> spans([3, 7, 8, 9, 12]), spans(list(range(2, 40, 2)), most=2)
    ('3, 7 to 9, 12', '2, 4 and 17 more')
    """
    at = np.asarray(rows)
    parts = np.split(at, np.flatnonzero(np.diff(at) != 1) + 1)
    words = [f"{part[0]}" if len(part) == 1 else f"{part[0]} to {part[-1]}" for part in parts[:most]]
    left = sum(map(len, parts[most:]))
    return ", ".join(words) + (f" and {left:,} more" if left else "")
