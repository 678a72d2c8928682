"""Returns: the header and episodes files of several years of SSDA903 to one line of placements a child.

Cleaned as the published demand models clean them: of two episodes that begin, or end, on the same day the later return
or the longer one counts, and an episode that runs into the next one ends where that begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import door, protect
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
SHORT_BREAKS = ("V3", "V4")  # legal statuses that national counts leave out
LIMITS = replace(door.UPLOAD, unpacked=200_000_000)


def _kind(name: str, what: str, dates: Sequence[str], texts: Sequence[str], also: Sequence[str] = ()) -> door.Kind:
    columns = [door.Column(column, holds="date") for column in dates] + [door.Column(column) for column in texts]
    columns += [door.Column(column, needed=False) for column in also]
    return door.Kind(name, what, "a local authority", "its own", tuple(columns))


HEADER = _kind("ssda903_header", "an SSDA903 header file", ["DOB"], ["CHILD", "SEX", "ETHNIC"])
EPISODES = _kind("ssda903_episodes", "an SSDA903 episodes file", ["DECOM", "DEC"], ["CHILD", "PLACE"], ["LS", "REC"])


@dataclass(frozen=True, eq=False)
class Episodes:
    """Placements of children in care, in order of children and days, (n,) each; days are counted from 1970.

    child: a number that means nothing elsewhere. end: infinite while a placement is open. place: a position in
    PLACEMENTS. onward: where the child was placed the same day, OUT where care ended. entered: whether care began.
    said: what was read and mended.
    """

    child: NDArray[np.int64]
    born: Days
    start: Days
    end: Days
    place: NDArray[np.int64]
    onward: NDArray[np.int64]
    entered: NDArray[np.bool_]
    said: tuple[str, ...] = ()

    def open_on(self, day: float) -> NDArray[np.bool_]:
        """Which placements were open at the end of a day."""
        return (self.start <= day) & (self.end > day)


def band(age: Days) -> NDArray[np.int64]:
    """The age band (position in BANDS) of ages in days, of any shape."""
    return np.asarray(sum((age >= edge).astype(np.int64) for edge in EDGES[1:]))


def read(files: Sequence[tuple[str, bytes]], short_breaks: bool = False) -> Episodes:
    """The returns in (name, bytes) of CSV files or a zip file of them, in any order; other files of a return are left.

    short_breaks: whether to count placements under V3 and V4, which national figures leave out.

    Raises:
        DataError: a file cannot be read, or there is no header file, no episodes file, or no child in both.
    """
    frames: dict[str, list[pd.DataFrame]] = {HEADER.name: [], EPISODES.name: []}
    with door.tables(files, LIMITS) as given:
        for table in given.tables:
            _, match = header.find(table.top, [HEADER, EPISODES])
            if match is not None:
                frames[match.kind.name].append(door.read_table(table, match.kind, LIMITS))
    for kind in (HEADER, EPISODES):
        if not frames[kind.name]:
            needs = ", ".join(column.name for column in kind.columns if column.needed)
            raise DataError(f"None of the files is {kind.what}; give the one with the columns {needs} as well.")
    born = pd.concat(frames[HEADER.name])[["CHILD", "DOB"]].dropna().drop_duplicates("CHILD")
    episodes = pd.concat(frames[EPISODES.name], keys=range(len(frames[EPISODES.name])), names=["file"]).reset_index(
        "file"
    )
    if not short_breaks and "LS" in episodes:
        episodes = episodes[~episodes["LS"].isin(SHORT_BREAKS)]
    joined = episodes.merge(born, on="CHILD")
    if joined.empty:
        raise DataError("No child of the episodes is in the header files; give both files of the same years.")
    usable = joined["DECOM"].notna() & (joined["DOB"] <= joined["DECOM"]) & ~(joined["DEC"] < joined["DECOM"])
    return _line_up(joined[usable], len(joined) - int(usable.sum()))


def _line_up(rows: pd.DataFrame, set_aside: int) -> Episodes:
    rows = rows.sort_values(["CHILD", "DECOM", "DEC"], na_position="first", kind="stable")
    rows = rows.drop_duplicates(["CHILD", "DECOM"], keep="last").drop_duplicates(["CHILD", "DEC"], keep="first")
    following = rows.groupby("CHILD")["DECOM"].shift(-1)
    end = rows["DEC"].where(~(rows["DEC"].isna() | (rows["DEC"] > following)), following)
    child = pd.factorize(rows["CHILD"])[0]
    born, start, stop = (_number(column) for column in (rows["DOB"], rows["DECOM"], end))
    place = np.array([PLACES.get(str(code), PLACEMENTS.index("Other")) for code in rows["PLACE"]], dtype=np.int64)
    goes_on = np.append((child[1:] == child[:-1]) & (stop[:-1] == start[1:]), False)
    onward = np.where(goes_on, np.append(place[1:], OUT), OUT)
    entered = np.append(True, ~goes_on[:-1])
    children, placements = protect.said(len(np.unique(child))), protect.said(len(rows))
    said = [f"Children read: {children}; placements read: {placements}."]
    if set_aside:
        said.append("Some episodes were left out, since a date is missing or out of order.")
    return Episodes(child.astype(np.int64), born, start, stop, place, onward.astype(np.int64), entered, tuple(said))


def _number(days: pd.Series) -> Days:
    """Days since 1970; infinite where there is none."""
    at = days.to_numpy("datetime64[D]")
    return np.where(np.isnat(at), np.inf, at.astype(np.int64).astype(float))
