"""Faults: what can be wrong in a cell, in the words of a data officer, and where in the file it stands.

A fault names the sheet, the row and the column, and never the value: that may be a child's name, number or birthday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import protect
from lbdp_core.door.lines import Lines

Bools = NDArray[np.bool_]
WORDS: Mapping[str, str] = {
    "missing": "is empty; every row of this list needs a value",
    "missing at the end": "is empty although the row has an end date; fill it in, or remove the end date",
    "not a date": "is not a date that exists; write it as 31/01/2024 or format the cell as a date",
    "month first": "has the month before the day, so none of its dates can be trusted; write dates as 2024-01-31",
    "in the future": "is after the day of this extract; correct the year, or leave it empty until it has happened",
    "before the birth": "is before the child's date of birth; check both dates",
    "out of order": "is before the date that should come first; check both dates",
    "not a code": "is not in the list of codes; use a code from the Annex A guidance",
    "not a number": "is not a whole number from nought up; write figures only",
    "duplicate": "repeats an earlier row of this list; remove one of the two",
    "two birthdays": "differs from the date of birth that the same child has in an earlier list; correct one of them",
    "too old": "makes this person 26 or older, or not yet born nine months from now; check the year",
}
MOST = 200  # sentences that are written out


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

    def rows(self, number: int, column: str, count: int) -> Bools:
        """Which of the rows of a list have a value in a column that cannot be; a day yet to come can."""
        bad = np.zeros(count, dtype=bool)
        for of, _, at, problem, rows in self.found:
            if (of, at) == (number, column) and problem != "in the future":
                bad[rows] = True
        return bad

    def table(self) -> pd.DataFrame:
        """One row a fault in the order of the file: list, sheet, row, column, problem. For the officer's own screen."""
        parts = [
            pd.DataFrame(
                {
                    "order": place.order, "list": number, "sheet": place.sheet, "at": place.letters[column],
                    "row": [place.lines[n] for n in rows], "column": place.headers[column], "problem": problem,
                }
            )
            for number, place, column, problem, rows in self.found
        ]  # fmt: skip
        names = ["list", "sheet", "row", "column", "problem"]
        if not parts:
            return pd.DataFrame(columns=names)
        whole = pd.concat(parts).sort_values(["order", "row", "at"], kind="stable")
        return whole[names].reset_index(drop=True)

    def sentences(self, most: int = MOST) -> list[str]:
        """One sentence a fault in the order of the file, and how many more there are."""
        table = self.table()
        said = [
            f"{row.sheet}, row {row.row}: “{row.column}” {WORDS[str(row.problem)]}."
            for row in table.head(most).itertuples()
        ]
        return said + ([f"There are {len(table) - most:,} more like these."] if len(table) > most else [])

    def summary(self) -> pd.DataFrame:
        """Faults by list and problem, for presenting and for files: counts of 5 and under are hidden (NaN)."""
        table = self.table().groupby(["list", "problem"], sort=True).size().rename("faults").reset_index()
        counts = table["faults"].to_numpy(float)
        return table.assign(faults=np.where(protect.DFE.small(counts), np.nan, counts))
