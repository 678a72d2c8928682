"""Reading: an Annex A workbook to its lists, in memory, with everything that is wrong in it noted on the way.

Nothing that names a child goes on: identifiers become numbers that mean nothing outside this workbook, names and
postcodes become "there is one", values become positions in their lists of codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import days, door
from lbdp_core.children.annex_a import codes
from lbdp_core.children.annex_a.faults import Faults, Place
from lbdp_core.children.annex_a.headers import Found, recognise
from lbdp_core.children.annex_a.layout import BY_NUMBER, LISTS, Column
from lbdp_core.door.marks import EMPTY
from lbdp_core.door.parsing import Sheet, called
from lbdp_core.formatting import joined
from lbdp_core.sources import DataError

LIMITS = replace(door.UPLOAD, unpacked=200_000_000)  # 100,000 rows of the longer lists unpack to 120 MB
NO_VALUE, NOT_IN_LIST = -2, -1
Texts = Callable[[str], object]


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of one list, in the order of the file.

    frame: a column a key of the layout that the file has: `child` a number (-1 where empty), dates datetime64, codes
    their position in the list of codes, numbers float64, other columns whether they are filled.
    """

    number: int
    frame: pd.DataFrame
    place: Place


def read(files: Sequence[tuple[str, bytes]], faults: Faults) -> tuple[dict[int, Rows], list[str]]:
    """The lists of an upload by number, and what is said of its sheets and columns, in the order of the file.

    files: (name, bytes): one workbook, or CSV files (or a zip file of them), a list each.

    Raises:
        DataError: a file cannot be read, or no sheet is one of the lists; one sentence.
    """
    with door.tables(files, LIMITS) as given:
        found, others = _recognised(given, files)
        said = _of_sheets(given, found, others)
        children: dict[str, int] = {}
        adopters: dict[str, int] = {}
        lists = {}
        for order, one in enumerate(found):
            ids = adopters if one.layout.number == 11 else children
            said += _of_columns(one)
            lists[one.layout.number] = rows_of(order, one, ids, faults)
    return lists, said


def refuse_unknown(files: Sequence[tuple[str, bytes]]) -> None:
    """Nothing, when a sheet of an upload, (name, bytes), is one of the lists.

    Raises:
        DataError: none is, or a file cannot be read.
    """
    with door.tables(files, LIMITS) as given:
        _recognised(given, files)


def _recognised(given: door.Tables, files: Sequence[tuple[str, bytes]]) -> tuple[list[Found], list[door.Table]]:
    found, others = recognise(given.tables)
    if not found:
        raise DataError(
            f"{called(files[0][0])} has no sheet with the columns of an Annex A list (such as Child Unique ID and "
            "Date of Contact); give the workbook with its eleven lists, each under its column names."
        )
    return found, others


def _of_sheets(given: door.Tables, found: list[Found], others: list[door.Table]) -> list[str]:
    said = [f"{label} holds a macro; it was not run, and only values were read." for label in given.macros]
    said += [f"The sheet “{name}” is hidden, so it was not read; unhide it if it is a list." for name in given.hidden]
    said += [f"The sheet “{t.name}” is empty; fill it or remove it." for t in others if not t.top]
    said += [
        f"The sheet “{t.name}” is none of the eleven lists, or repeats one, so it was not read; put all rows of a list "
        "in one sheet, under the column names of the guidance."
        for t in others
        if t.top
    ]
    missing = [layout.name for layout in LISTS if all(f.layout is not layout for f in found)]
    return said + ([f"No sheet is {joined(missing, 'or')}; add what you have."] if missing else [])


def _of_columns(found: Found) -> list[str]:
    sheet, name = f"“{found.table.name}”", found.layout.name
    told = list(found.header.told())
    plainly = found.table.name.casefold() == f"list {found.layout.number}" and not told
    said = [] if plainly else [f"{sheet} was read as {name}" + "".join(f", {words}" for words in told) + "."]
    lacks = [column.name for column in found.layout.columns if column.key not in found.columns]
    said += [f"{sheet} has no column “{column}”; add it, or give it this name." for column in lacks]
    return said + [
        f"{sheet} has a column “{called(column)}” that is not in the guidance, so it was not read; rename it if it is."
        for column in found.strange
    ]


def rows_of(order: int, found: Found, ids: dict[str, int], faults: Faults) -> Rows:
    """The rows of a table that was recognised; `ids` numbers the children in the order in which they are met."""
    sheet = found.table.take(found.header, sorted(set(found.columns.values())))
    headers = {key: called(found.header.names[i]) for key, i in found.columns.items()}
    place = Place(order, found.table.name, sheet.lines, headers, found.columns)
    number = found.layout.number
    columns = {
        column.key: _values(column, _cells(sheet, found.columns[column.key]), ids, number, place, faults)
        for column in found.layout.columns
        if column.key in found.columns
    }
    return Rows(number, pd.DataFrame(columns), place)


def _cells(sheet: Sheet, at: int) -> tuple[NDArray[np.intp], list[str]]:
    """The cells of a column as positions (n,) in its distinct texts; empty ones and marks of emptiness are "" there."""
    of, distinct = pd.factorize(sheet.cells[str(at)].to_numpy(dtype=object))
    texts = [str(text).replace("\u00a0", " ").strip() for text in distinct]
    return of, ["" if text.casefold() in EMPTY else text for text in texts]


def _values(
    column: Column,
    cells: tuple[NDArray[np.intp], list[str]],
    ids: dict[str, int],
    number: int,
    place: Place,
    faults: Faults,
) -> NDArray[np.generic]:
    of, texts = cells
    empty = np.array([not text for text in texts], dtype=bool)[of] if texts else np.zeros(0, dtype=bool)

    def note(problem: str, bad: NDArray[np.bool_]) -> None:
        faults.add(number, place, column.key, problem, bad[of] if len(bad) else empty)

    if column.needed is True:
        faults.add(number, place, column.key, "missing", empty)
    if column.holds == "filled":
        return ~empty
    if column.holds == "id":
        return np.array([_id(text, ids) for text in texts], dtype=np.int64)[of]
    filled = np.array([bool(text) for text in texts], dtype=bool)
    if column.holds == "date":
        values, month_first = _days(texts)
        note("month first" if month_first else "not a date", filled & np.isnat(values))
        return values[of]
    if column.holds == "code":
        at = np.array([codes.position(t, column.codes) if t else NO_VALUE for t in texts], dtype=np.int16)
        note("not a code", at == NOT_IN_LIST)
        return at[of]
    numbers = np.array([_whole(text) for text in texts], dtype=float)
    note("not a number", filled & np.isnan(numbers))
    return numbers[of]


def _id(text: str, ids: dict[str, int]) -> int:
    key = text.casefold().removesuffix(".0")
    return ids.setdefault(key, len(ids)) if key else -1


def _whole(text: str) -> float:
    text = text.removesuffix(".0")
    return float(text) if text.isdecimal() and len(text) < 6 else np.nan


def _days(texts: list[str]) -> tuple[NDArray[np.datetime64], bool]:
    """The days of distinct texts; none of them where one has the month first, since others would be read wrongly."""
    found = [days.day(text) for text in texts]
    month_first = any(
        day is None and text and days.day(text, month_first=True) is not None
        for text, day in zip(texts, found, strict=True)
        if days.IN_NUMBERS.fullmatch(text.split(" ")[0])
    )
    values = np.array([np.datetime64(None if month_first else day, "D") for day in found], dtype="datetime64[D]")
    return values.astype("datetime64[s]"), month_first


def last_day(lists: Mapping[int, Rows], today: date) -> date:
    """The day of an extract: the last day not after today on which something is recorded."""
    dated = [
        rows.frame[column.key].dropna().to_numpy()
        for number, rows in lists.items()
        for column in BY_NUMBER[number].columns
        if column.holds == "date" and column.key != "birth" and column.key in rows.frame
    ]
    return last_of(np.concatenate(dated), today) if dated else today


def last_of(dates: NDArray[np.datetime64], today: date) -> date:
    """The last of dates (n,) that are not after today; today where there is none.

    A day alone, more than two weeks after the two before it, is a slip of the pen.
    """
    known = np.sort(dates[dates <= np.datetime64(today)].astype("datetime64[D]"))[::-1]
    for last, third in zip(known, known[2:], strict=False):
        if last - third <= np.timedelta64(14, "D"):
            return date.fromisoformat(str(last))
    return date.fromisoformat(str(known[0])) if len(known) else today
