"""Editions: files of one kind that hold the same areas or the same time, and which of them a build reads.

The one that is evidently later is read, or else the more complete one where both give the same figures; the other is
set aside with a sentence that says which and why. Where they differ and neither is later, only a person can tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lbdp_core import door
from lbdp_core.sources import DataError

TIMES = ("quarter", "year", "order", "date")  # columns that say what time a row is of, and sort
SERIES = frozenset((*TIMES, "when", "period"))
Later = Callable[[Path, pd.DataFrame], str]


@dataclass(frozen=True, eq=False)
class Edition:
    """A file with its rows by what they are of. later: what sorts it among the others, "" where nothing does."""

    path: Path
    label: str
    rows: pd.DataFrame
    later: str

    @property
    def size(self) -> tuple[str, int, int, int]:
        """What makes it the better one: later, of more areas, with more figures, drawn in more detail."""
        return self.later, len(self.rows), int(self.rows.notna().to_numpy().sum()), self.path.stat().st_size


def last_time(path: Path, frame: pd.DataFrame) -> str:
    """The last time that a table has a row of, as text that sorts; "" where it has no column of times."""
    column = next((name for name in TIMES if name in frame), "")
    if not column or frame[column].isna().all():
        return ""
    last = frame[column].max()
    return f"{last:012.1f}" if isinstance(last, int | float) else str(last)


def chosen(
    inventory: door.Inventory, kind: door.Kind, later: Later = last_time, wider: tuple[door.Kind, ...] = ()
) -> list[Path]:
    """The files of a kind that are to be read, the best one first; the others are set aside in the inventory.

    Several are left where each holds rows that the others do not: parts of a whole, or times of a series, where what
    is read first stands.

    later: a path and its rows to what sorts it; the larger is later. wider: kinds whose files hold all that this one
    asks for; they stay with those kinds whatever is read here.

    Raises:
        DataError: two files give different figures for the same rows, and neither is evidently later.
    """
    mine = inventory.paths(kind)
    paths = [*mine, *(path for each in wider for path in inventory.paths(each))]
    if len(paths) < 2:
        return paths
    held = [_edition(inventory, kind, path, later) for path in paths]
    kept: list[Edition] = []
    for one in sorted(sorted(held, key=lambda e: e.label), key=lambda e: e.size, reverse=True):
        reason = next((why for other in kept if (why := _replaced(one, other, kind))), "")
        if not reason:
            kept.append(one)
        elif one.path in mine:
            inventory.set_aside.append((one.label, reason))
    inventory.found[kind.name] = [one.path for one in kept if one.path in mine]
    return [one.path for one in kept]


def read(
    inventory: door.Inventory, kind: door.Kind, later: Later = last_time, wider: tuple[door.Kind, ...] = ()
) -> pd.DataFrame:
    """The rows of the files of a kind, one below the other, each row of an area or time once.

    Raises:
        DataError: there is no file, or `chosen` cannot tell which to read.
    """
    paths = chosen(inventory, kind, later, wider)
    if not paths:
        raise DataError(f"The folder {inventory.raw} has nothing that is {kind.what}; add the file to it.")
    frames = [door.read(path, kind, inventory.label(path)) for path in paths]
    if len(frames) == 1:
        return frames[0]
    seen: set[object] = set()
    parts = []
    for frame in frames:  # a row twice in one file is for whoever reads it to refuse
        keys = pd.MultiIndex.from_frame(frame[_key(kind, frame)].astype("str"))
        parts.append(frame[[key not in seen for key in keys]])
        seen |= set(keys)
    whole = pd.concat(parts, ignore_index=True)
    whole.attrs |= frames[0].attrs | {"label": " and ".join(map(inventory.label, paths))}
    return whole


def _edition(inventory: door.Inventory, kind: door.Kind, path: Path, later: Later) -> Edition:
    label = inventory.label(path)
    frame = door.read(path, kind, label)
    key = _key(kind, frame)
    rows = frame.drop(columns="geometry", errors="ignore").astype(dict.fromkeys(key, "str"))
    return Edition(path, label, rows.drop_duplicates(key).set_index(key), later(path, frame))


def _key(kind: door.Kind, frame: pd.DataFrame) -> list[str]:
    """The columns that say what a row is of: an area alone, or all that is text or time beside the figures."""
    first = kind.columns[0].name
    if kind.unit == "area":
        return [next(name for name in (first, "code", "lsoa11") if name in frame)]
    if kind.unit == "pair":
        return [column.name for column in kind.columns[:2]]
    figures = {c.name for c in kind.columns if c.holds == "number" and c.name not in (*TIMES, "indicator", "age")}
    return [str(name) for name in frame if name not in {*figures, "geometry"}]


def _replaced(one: Edition, other: Edition, kind: door.Kind) -> str:
    """Why one file is not read beside a better one, in words; "" where it holds something of its own.

    Raises:
        DataError: they differ, and neither is later.
    """
    shared = one.rows.index.intersection(other.rows.index)
    if shared.empty:
        return ""
    whole = len(shared) == len(one.rows)
    if one.later != other.later and one.later and other.later:
        series = bool(SERIES & {*one.rows.columns, *one.rows.index.names})
        return f"{other.label} is later" if whole or not series else ""
    a, b = sorted((one, other), key=lambda edition: edition.label)
    if apart := _apart(a.rows.loc[shared], b.rows.loc[shared]):
        raise DataError(
            f"{a.label} and {b.label} are each {kind.what}, differ in {apart}, and do not say which is later; "
            "keep the one that is right in the folder."
        )
    if not whole:
        return ""
    more = len(other.rows) - len(one.rows)
    return f"{other.label} gives the same figures" + (f", and {more:,} more row{'s' * (more > 1)}" if more else "")


def _apart(one: pd.DataFrame, other: pd.DataFrame) -> str:
    """The first row and column in which two tables of the same rows differ, in words; "" where none does."""
    for name in (name for name in one if name in other):
        a, b = one[name], other[name]
        there = (a.notna() & b.notna()).to_numpy(dtype=bool)
        if pd.api.types.is_numeric_dtype(a) and pd.api.types.is_numeric_dtype(b):
            same = np.isclose(a.to_numpy(dtype=float), b.to_numpy(dtype=float), rtol=1e-6, equal_nan=True)
        else:
            same = a.astype("str").to_numpy() == b.astype("str").to_numpy()
        if (bad := there & ~same).any():
            at = int(np.argmax(bad))
            row = one.index[at]
            said = ", ".join(map(str, row)) if isinstance(row, tuple) else str(row)
            return f"{name} of {door.called(said)} ({door.called(a.iloc[at])} and {door.called(b.iloc[at])})"
    return ""
