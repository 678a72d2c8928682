"""Own: a file that somebody brings, from its bytes to rows in areas, and what a session may keep of it.

Nothing here writes: bytes come in, and what goes on has passed disclosure control. `lbdp aggregate` places rows by the
same functions on the borough's own machine.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import door, protect
from lbdp_core.geocoding import NEAR_M, NO_AREA, NO_POINT, NOWHERE, OUTSIDE, by_code, by_point
from lbdp_core.result import Result
from lbdp_core.sources import DataError, Shelf

M = TypeVar("M")
Index = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Account:
    """How the rows of a file were used: rows = used + the sum of set_aside (reason -> rows).

    near: the share of placed points within `NEAR_M` of another area, None where rows have area codes.
    carried: rows whose LSOA of 2011 was carried to those of 2021.
    """

    label: str
    rows: int
    used: int
    set_aside: Mapping[str, int]
    repaired: tuple[str, ...] = ()
    near: float | None = None
    carried: int = 0


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a file in LSOAs of 2021, a line a row and area: positions in `frame` and in the areas, and what part of
    the row it is (less than 1 only where an LSOA of 2011 was split).
    """

    frame: pd.DataFrame
    row: Index
    area: Index
    part: Floats
    account: Account

    def by_area(self, areas: int, weight: Floats | None = None) -> Floats:
        """Rows, or their weights (rows of the frame,), added up by area (areas,)."""
        heavy = self.part if weight is None else self.part * weight[self.row]
        return np.bincount(self.area, heavy, areas).astype(float)


@dataclass(frozen=True)
class Taken(Generic[M]):
    """What a session keeps of its own file: the model under it, words and tables, all after disclosure control.

    what:    what it is in a few words, for the line about the data ("1,235 home visits"). model: None where the
             file does not change the model. said: what was read, a sentence each. caveats: what it does not tell.
    tables:  heading, note and a frame or a Picture (which has both itself), each as it may leave, in order.
    rule:    of disclosure control, in words.
    """

    what: str
    model: M | None
    said: tuple[str, ...]
    caveats: tuple[str, ...] = ()
    tables: tuple[tuple[str, str, Any], ...] = ()
    rule: str = protect.RULE


@dataclass(frozen=True)
class Records:
    """Rows about addresses that can be made counts by area.

    kind: the columns looked at, and which rows count. periods: what they may be counted by ("all", "year", "month"),
    the usual one first. why: said where another is asked for.
    """

    kind: door.Kind
    periods: tuple[str, ...] = ("all", "year", "month")
    why: str = ""


@dataclass(frozen=True)
class Question:
    """What a person confirms of a file: one of `options` (value -> words), or a whole number that starts at `first`."""

    key: str
    words: str
    options: Mapping[str, str] = field(default_factory=dict)
    first: int = 0


@dataclass(frozen=True)
class Proposal:
    """What a file seems to be. said: a sentence before the questions; without questions there is nothing to confirm."""

    said: str = ""
    questions: tuple[Question, ...] = ()


Say = Callable[[str, float], None]  # what is being done, and the part of it (0 to 1) that is done


def silent(said: str, part: float) -> None:
    """Say nothing of the progress."""


@dataclass(frozen=True)
class Own(Generic[M]):
    """What a theme makes of a file of somebody's own: proposed, confirmed where it must be, taken, forgotten.

    heading: of its part of the page. asks: what may be given, in words. upload: the words of the box for it.
    propose: bytes, label and data folder to what the file seems to be. take: model, data folder, bytes, label and a
             person's answers by the keys of the questions, to what is kept. Both raise DataError, one sentence that
             says why the file is refused and what to do.
    columns: what a file needs, by what its rows are; empty where any columns may come.
    kinds:   layouts that are recognised by themselves. records: what `lbdp aggregate` makes counts of, by the name of
             the count: columns looked at, and which rows count.
    effect:  results with the file and without it, at the same levers, to a sentence.
    after:   levers that show the file once it is taken.
    several: whether several files may be given at once; they come as one zip file (`packed`).
    notes:   what is done with a file, in place of what is said of counts by area.
    templates: to fill in, by the name of the file.
    """

    heading: str
    asks: str
    upload: str
    propose: Callable[[bytes, str, Shelf], Proposal]
    take: Callable[[M, Shelf, bytes, str, Mapping[str, Any], Say], Taken[M]]
    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[door.Kind, ...] = ()
    records: Mapping[str, Records] = field(default_factory=dict)
    effect: Callable[[Result, Result], str] | None = None
    after: Mapping[str, Any] = field(default_factory=dict)
    several: bool = False
    notes: tuple[str, ...] = ()
    templates: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


def packed(files: Sequence[tuple[str, bytes]]) -> tuple[bytes, str]:
    """One file as it is, or several (name, bytes) as a zip file of them, and what to call it.

    >>> packed([("a.csv", b"x")]), packed([("a.csv", b"x"), ("b.csv", b"y")])[1]
    ((b'x', 'a.csv'), 'Your upload')
    """
    if len(files) == 1:
        return files[0][1], files[0][0]
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, raw in files:
            archive.writestr(name, raw)
    return kept.getvalue(), "Your upload"


def of_kinds(
    kinds: tuple[door.Kind, ...], take: Callable[[Any, Shelf, door.Kind, Rows], Taken[M]], **declared: Any
) -> Own[M]:
    """Files whose layouts a theme knows, told by their header; where it fits two, a person says which it is.

    take: model, data folder, layout and rows to what is kept. declared: the other fields of `Own`.
    """

    def propose(raw: bytes, label: str, shelf: Shelf) -> Proposal:
        try:
            door.recognised(raw, kinds, door.called(label), None, door.UPLOAD)
        except door.Unclear as fault:
            ways = {kind.name: kind.what for kind in fault.kinds}
            said = "This file has a date and a place a row, and its header does not say of what."
            return Proposal(said, (Question("kind", "Each row is of", ways),))
        return Proposal()

    def taken(model: Any, shelf: Shelf, raw: bytes, label: str, answers: Mapping[str, Any], say: Say) -> Taken[M]:
        label = door.called(label)
        asked = next((kind for kind in kinds if kind.name == answers.get("kind")), None)
        kind = door.recognised(raw, kinds, label, asked, door.UPLOAD)
        frame = door.read(raw, kind, label, door.UPLOAD)
        return take(model, shelf, kind, placed(frame, kind, shelf, label))

    return Own(propose=propose, take=taken, kinds=kinds, **declared)


def placed(
    frame: pd.DataFrame, kind: door.Kind, shelf: Shelf, label: str, hidden: bool = True, unplaced: str = ""
) -> Rows:
    """The rows of a file in LSOAs of 2021, by code or by coordinates.

    hidden: whether a refusal says how many rows there are as disclosure control does; on the machine of whoever holds
    the file they are told in full. unplaced: what a row without an area is said to be.

    Raises:
        DataError: no row can be used, or fewer than half of those with an area lie in London.
    """
    why = kind.sift(frame) if kind.sift else pd.Series("", index=frame.index, dtype="str")
    near: float | None = None
    carried = 0
    if "lsoa" in frame:
        row, area, part, why, carried = by_code(frame["lsoa"], why, shelf, label)
    else:
        row, area, why, near = by_point(frame, why, shelf)
        part = np.ones(len(row))
    aside = {unplaced if reason == NO_AREA and unplaced else reason: n for reason, n in door.tally(why).items()}
    used = len(frame) - sum(aside.values())
    if not used:
        reasons = ", ".join(f"{protect.said(n) if hidden else f'{n:,}'} {reason}" for reason, n in aside.items())
        raise DataError(f"{label} has no {kind.unit} that can be used (rows: {reasons}); {_hint(aside)}.")
    account = Account(label, len(frame), used, aside, tuple(frame.attrs.get("repaired", ())), near, carried)
    return Rows(frame, row, area, part, account)


def _hint(aside: Mapping[str, int]) -> str:
    """What to put right first: whatever sets most rows aside."""
    reason = max(aside, key=lambda name: aside[name])
    grid = "metres of the British National Grid, such as 533650 and 184750"
    return {
        OUTSIDE: f"easting and northing should be {grid}",
        NOWHERE: f"easting and northing should be {grid}",
        NO_POINT: f"fill easting and northing with {grid}, or give lsoa21_code",
        NO_AREA: "fill the column of LSOAs",
    }.get(reason, "give a file that has one")


def told(account: Account) -> list[str]:
    """How the rows were used, in sentences; their numbers pass disclosure control too.

    How many were used is said as a share: beside the counts that are shown, their number could tell those that are not.
    """
    part = 100 * account.used / account.rows
    whole = "Every row was used, after these repairs." if account.repaired else "Every row was used."
    lines = [whole if not account.set_aside else f"Rows used: {min(max(part, 1), 99):.0f}%."]
    lines += [f"Set aside: {protect.said(n)} {reason}." for reason, n in account.set_aside.items()]
    lines += [f"Repaired: {what}." for what in account.repaired]
    if account.carried:
        lines.append(
            f"LSOAs of 2011 that are no more ({protect.said(account.carried)} rows) are carried to those of 2021; "
            "where one was split, by homes."
        )
    if account.near is not None:
        lines.append(near_words(account.near))
    return lines


def near_words(share: float) -> str:
    """How well points are placed, as a sentence."""
    return (
        "Coordinates are placed on the map's simplified shapes, which draw about 2% of London in a neighbour's LSOA: "
        f"{100 * share:.0f}% of these points lie within {NEAR_M:.0f} m of another LSOA and may belong to it."
    )


def released(by_area: Floats, group: NDArray[Any]) -> Floats:
    """Counts by area (areas,) as they may leave: those that `protect.release` hides are 0.

    group: (areas,) the borough, whose total is taken as known.
    """
    there = np.flatnonzero(by_area > 0)
    table = pd.DataFrame({"group": group[there], "n": by_area[there]})
    shown = protect.release(table, "protected", ["n"], ["group"])["n"].fillna(0.0)
    whole = np.zeros(len(by_area))
    whole[there] = shown.to_numpy(dtype=float)
    return whole


def counted_in(by_area: Floats, group: NDArray[Any]) -> NDArray[np.bool_]:
    """The areas (areas,) whose counts may go into a total: all of them, unless what is hidden comes to 7 or fewer.

    Then a total less the counts that are shown would tell it, and only areas that are shown go in.
    """
    shown = released(by_area, group) > 0
    return shown if by_area[~shown].sum() < protect.THRESHOLD + 0.5 else np.ones(len(by_area), dtype=bool)
