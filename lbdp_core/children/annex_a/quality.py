"""Quality: what is wrong between the columns of a list and between lists, and the rows that figures may rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from lbdp_core.children.annex_a.faults import Faults
from lbdp_core.children.annex_a.layout import BY_NUMBER, UNBORN, Column, Layout
from lbdp_core.children.annex_a.reading import NO_VALUE, Rows

OLDEST = 26 * 365.25  # days: care leavers are followed to 25
DAY = np.timedelta64(1, "D")


def checked(lists: Mapping[int, Rows], as_of: date, faults: Faults) -> dict[int, pd.DataFrame]:
    """The rows of each list that figures may rest on: without duplicates, impossible dates missing.

    Notes every fault: dates in the future, before the birth and out of order, what is empty in a closed row, rows that
    repeat another, and children with two dates of birth.
    """
    good = {number: _checked(BY_NUMBER[number], rows, as_of, faults) for number, rows in lists.items()}
    _birthdays(lists, faults)
    return good


def _checked(layout: Layout, rows: Rows, as_of: date, faults: Faults) -> pd.DataFrame:
    frame, end = rows.frame.copy(), np.datetime64(as_of)

    def note(column: str, problem: str, bad: pd.Series) -> None:
        faults.add(layout.number, rows.place, column, problem, bad.to_numpy(dtype=bool))

    if "birth" in frame:
        wrong = (frame["birth"] > end + UNBORN * DAY) | (frame["birth"] < end - OLDEST * DAY)
        note("birth", "too old", wrong)
        frame["birth"] = frame["birth"].mask(wrong)
    dated = [column for column in layout.columns if column.holds == "date" and column.key in frame]
    for column in (c for c in dated if c.key != "birth"):
        future = frame[column.key] > end
        before = _before_birth(column, frame)
        note(column.key, "in the future", future)
        note(column.key, "before the birth", before & ~future)
        frame[column.key] = frame[column.key].mask(future | before)
    for first, then in (*layout.orders, *([(layout.start, layout.end)] if layout.end else [])):
        if {first, then} <= set(frame):
            swapped = frame[then] < frame[first]
            note(then, "out of order", swapped)
            frame[then] = frame[then].mask(swapped)
    if {layout.start, layout.end} <= set(frame):  # with an end that cannot be, neither open nor closed: in no figure
        frame[layout.start] = frame[layout.start].mask(faults.rows(rows.place, layout.end, len(frame)))
    if layout.end in rows.frame:
        for column in (c for c in layout.columns if c.needed == "closed" and c.key in frame):
            note(column.key, "missing at the end", rows.frame[layout.end].notna() & (frame[column.key] == NO_VALUE))
    same = [key for key in layout.same if key in frame]
    repeated = rows.frame.duplicated(same) & (rows.frame["child"] >= 0)
    note("child", "duplicate", repeated)
    return frame[~repeated & (frame["child"] >= 0)].reset_index(drop=True)


def _before_birth(column: Column, frame: pd.DataFrame) -> pd.Series:
    if "birth" not in frame:
        return pd.Series(False, index=frame.index)
    return frame[column.key] < frame["birth"] - (UNBORN if column.unborn else 0) * DAY


def _birthdays(lists: Mapping[int, Rows], faults: Faults) -> None:
    """Children whose date of birth is not the one that they have first in the file."""
    in_file = sorted(lists.values(), key=lambda rows: rows.place.order)
    parts = {rows.number: rows.frame for rows in in_file if rows.number != 11 and "birth" in rows.frame}
    if not parts:
        return
    whole = pd.concat([frame[["child", "birth"]] for frame in parts.values()], keys=list(parts))
    first = whole.groupby("child", sort=False)["birth"].transform("first")
    other = (whole["birth"].notna() & (whole["birth"] != first) & (whole["child"] >= 0)).groupby(level=0)
    for number, rows in other:
        faults.add(int(str(number)), lists[int(str(number))].place, "birth", "two birthdays", rows.to_numpy(dtype=bool))


@dataclass(frozen=True, eq=False)
class AnnexA:
    """An Annex A workbook that was checked: what a session keeps of it.

    lists: by number, the rows that figures may rest on. said: of sheets and columns, a sentence each. as_of: the day of
    the extract. faults: to be shown before any figure.
    """

    lists: Mapping[int, pd.DataFrame]
    said: tuple[str, ...]
    as_of: date
    faults: Faults

    def has(self, number: int, *keys: str) -> bool:
        """Whether a list is there with these columns."""
        return number in self.lists and set(keys) <= set(self.lists[number])
