"""Returns: the header and episodes files of several years of SSDA903 to one line of placements a child.

Every value is read and checked as those of Annex A are, so that faults are told in the same words and order. Cleaned as
the published demand models clean them: of two episodes that begin, or end, on the same day the later return or the
longer one counts, and an episode that runs into the next one ends where that begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import door, protect
from lbdp_core.children.annex_a.faults import WORDS, Faults
from lbdp_core.children.annex_a.headers import Found
from lbdp_core.children.annex_a.layout import CODES, Column, Layout
from lbdp_core.children.annex_a.reading import LIMITS, Rows, last_of, rows_of
from lbdp_core.door import header
from lbdp_core.sources import DataError

Days = NDArray[np.float64]
# Ages and placements as the standard configuration of the sector's demand model groups them.
BANDS = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17")
EDGES = np.array([0.0, 1.0, 5.0, 10.0, 16.0]) * 365.25  # days
ADULT = 18 * 365.25
PLACEMENTS = ("Fostering", "Residential", "Supported", "Other")
OUT = len(PLACEMENTS)
PLACES = {**dict.fromkeys(("U1", "U2", "U3", "U4", "U5", "U6"), 0), "K2": 1, "R1": 1, "H5": 2, "P2": 2}
OF_CODE = np.array([PLACES.get(code, PLACEMENTS.index("Other")) for code in CODES["placement"]])
NEARLY = timedelta(days=14)
SHORT_BREAKS = [
    n for n, code in enumerate(CODES["legal"]) if code[:2] in ("V3", "V4")
]  # national counts leave these out

HEADER = Layout(
    1, "an SSDA903 header file",
    (Column("child", "CHILD", "id", True), Column("sex", "SEX"), Column("birth", "DOB", "date", True),
     Column("ethnicity", "ETHNIC")),
    ("child",),
)  # fmt: skip
EPISODES = Layout(
    2, "an SSDA903 episodes file",
    (Column("child", "CHILD", "id", True), Column("start", "DECOM", "date", True), Column("end", "DEC", "date"),
     Column("place", "PLACE", "code", True, CODES["placement"]), Column("legal", "LS", "code", False, CODES["legal"])),
    ("child", "start"), "start", "end",
)  # fmt: skip


def _kind(layout: Layout, name: str) -> door.Kind:
    columns = tuple(door.Column(column.name, needed=column.key != "legal") for column in layout.columns)
    return door.Kind(name, layout.title, "a local authority", "its own", columns)


KINDS = (_kind(HEADER, "ssda903_header"), _kind(EPISODES, "ssda903_episodes"))
LAYOUTS = dict(zip([kind.name for kind in KINDS], (HEADER, EPISODES), strict=True))


@dataclass(frozen=True, eq=False)
class Episodes:
    """Placements of children in care, in order of children and days, (n,) each; days are counted from 1970.

    child: a number that means nothing elsewhere. end: infinite while a placement is open. place: a position in
    PLACEMENTS. onward: where the child was placed the same day, OUT where care ended. entered: whether care began.
    said: what was read. last: the last day that the returns tell of.
    """

    child: NDArray[np.int64]
    born: Days
    start: Days
    end: Days
    place: NDArray[np.int64]
    onward: NDArray[np.int64]
    entered: NDArray[np.bool_]
    said: tuple[str, ...] = ()
    last: date = date.max

    def open_on(self, day: float) -> NDArray[np.bool_]:
        """Which placements were open at the end of a day."""
        return (self.start <= day) & (self.end > day)


def band(age: Days) -> NDArray[np.int64]:
    """The age band (position in BANDS) of ages in days, of any shape."""
    return np.asarray(sum((age >= edge).astype(np.int64) for edge in EDGES[1:]))


def are_returns(files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether a table in (name, bytes) of files is a header or episodes file of SSDA903.

    Raises:
        DataError: a file cannot be read.
    """
    with door.tables(files, LIMITS) as given:
        return any(header.find(table.top, KINDS)[1] for table in given.tables)


def read(
    files: Sequence[tuple[str, bytes]], today: date, faults: Faults | None = None, short_breaks: bool = False
) -> Episodes:
    """The returns in (name, bytes) of CSV files or a zip file of them, in any order; other files of a return are left.

    today: nothing can have happened after it. faults: where what is wrong in the files is noted.
    short_breaks: whether to count placements under V3 and V4, which national figures leave out.

    Raises:
        DataError: a file cannot be read, a year is missing, or there is no child with an episode that can be used.
    """
    faults = Faults() if faults is None else faults
    children: dict[str, int] = {}
    unread: list[str] = []
    parts: dict[int, list[Rows]] = {layout.number: [] for layout in (HEADER, EPISODES)}
    with door.tables(files, LIMITS) as given:
        for order, table in enumerate(sorted(given.tables, key=lambda table: table.name)):
            head, match = header.find(table.top, KINDS)
            if match is None:
                unread.append(table.name)
            else:
                layout = LAYOUTS[match.kind.name]
                place = match.at
                columns = {column.key: place[column.name] for column in layout.columns if column.name in place}
                parts[layout.number].append(rows_of(order, Found(table, layout, head, columns), children, faults))
    for kind, rows in zip(KINDS, parts.values(), strict=True):
        if not rows:
            needs = ", ".join(column.name for column in kind.columns if column.needed)
            raise DataError(f"None of the files is {kind.what}; give the one with the columns {needs} as well.")
    _refuse_month_first(faults)
    born = _birthdays(parts[HEADER.number], faults)
    usable = [_usable(rows, born, today, faults, short_breaks) for rows in parts[EPISODES.number]]
    episodes = pd.concat(usable, ignore_index=True)
    if episodes.empty:
        raise DataError(
            "No episode has a child in the header files and dates that can be used; give header and episodes files of "
            "the same years, with dates as 31/01/2024."
        )
    _refuse_gap(episodes)
    said = [f"Not needed, so not read: {', '.join(unread)}."] if unread else []
    return _line_up(episodes, today, said)


def _refuse_month_first(faults: Faults) -> None:
    for line in faults.table().itertuples():
        if line.problem == "month first":
            raise DataError(f"{line.sheet}: “{line.column}” {WORDS[str(line.problem)]}.")


def _birthdays(headers: Sequence[Rows], faults: Faults) -> Mapping[int, np.datetime64]:
    """Each child's date of birth, as the first of the header files has it."""
    born: dict[int, np.datetime64] = {}
    for rows in headers:
        pairs = list(zip(rows.frame["child"], rows.frame["birth"].to_numpy(), strict=True))
        given = [child >= 0 and not np.isnat(birth) for child, birth in pairs]
        other = [
            known and born.setdefault(child, birth) != birth for known, (child, birth) in zip(given, pairs, strict=True)
        ]
        faults.add(rows.number, rows.place, "birth", "two birthdays", np.array(other, dtype=bool))
    return born


def _usable(
    rows: Rows, born: Mapping[int, np.datetime64], today: date, faults: Faults, short_breaks: bool
) -> pd.DataFrame:
    """The episodes of a file that figures may rest on, with the child's date of birth."""
    frame = rows.frame.assign(birth=pd.to_datetime(rows.frame["child"].map(born)))
    birth, start, end, last = frame["birth"], frame["start"], frame["end"], np.datetime64(today)
    bad_end = faults.rows(rows.place, "end", len(frame))
    checks = {
        ("child", "no header"): birth.isna() & (frame["child"] >= 0),
        ("start", "in the future"): start > last,
        ("start", "before the birth"): start < birth,
        ("end", "in the future"): end > last,
        ("end", "out of order"): end < start,
        ("child", "duplicate"): frame.duplicated(["child", "start", "end"]) & start.notna() & (frame["child"] >= 0),
    }
    for (column, problem), bad in checks.items():
        faults.add(rows.number, rows.place, column, problem, bad.to_numpy(dtype=bool))
    keep = birth.notna() & start.notna() & ~bad_end & ~np.logical_or.reduce(list(checks.values()))
    if "legal" in frame and not short_breaks:
        keep &= ~frame["legal"].isin(SHORT_BREAKS)
    return frame[keep]


def _refuse_gap(episodes: pd.DataFrame) -> None:
    """Nothing, when placements ended in every year (to 31 March) from the first to the last in which some did.

    Raises:
        DataError: in one none did: without its return, children who left would seem to be in care for ever.
    """
    ends = episodes["end"].dropna()
    years = sorted(set(ends.dt.year + (ends.dt.month > 3)))
    missing = sorted(set(range(years[0], years[-1])) - set(years)) if years else []
    if missing:
        year = missing[0]
        raise DataError(
            f"No placement ended between 1 April {year - 1} and 31 March {year}, so that year's return seems missing; "
            "add it, or leave out the returns before it."
        )


def _line_up(rows: pd.DataFrame, today: date, unread: Sequence[str]) -> Episodes:
    rows = rows.sort_values(["child", "start", "end"], na_position="first", kind="stable")
    rows = rows.drop_duplicates(["child", "start"], keep="last").drop_duplicates(["child", "end"], keep="first")
    following = rows.groupby("child")["start"].shift(-1)
    end = rows["end"].where(~(rows["end"].isna() | (rows["end"] > following)), following)
    child = rows["child"].to_numpy(dtype=np.int64)
    born, start, stop = (_number(column) for column in (rows["birth"], rows["start"], end))
    code = rows["place"].to_numpy()
    place = np.where(code >= 0, OF_CODE[code], PLACEMENTS.index("Other"))
    goes_on = np.append((child[1:] == child[:-1]) & (stop[:-1] == start[1:]), False)
    onward = np.where(goes_on, np.append(place[1:], OUT), OUT)
    entered = np.append(True, ~goes_on[:-1])
    last = last_of(np.concatenate([rows["start"].to_numpy(), rows["end"].dropna().to_numpy()]), today)
    close = date(last.year, 3, 31)  # a return runs to 31 March, whether or not anything happened in its last days
    last = close if close - last < NEARLY and close <= today and last < close else last
    children, placements = protect.said(len(np.unique(child))), protect.said(len(rows))
    said = (f"Children read: {children}; placements read: {placements}.", *unread)
    return Episodes(child, born, start, stop, place.astype(np.int64), onward.astype(np.int64), entered, said, last)


def _number(days: pd.Series) -> Days:
    """Days since 1970; infinite where there is none."""
    at = days.to_numpy("datetime64[D]")
    return np.where(np.isnat(at), np.inf, at.astype(np.int64).astype(float))
