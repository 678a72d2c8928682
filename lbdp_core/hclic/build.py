"""Build: every book of the folder to `areas/hclic.csv`, one edition a quarter."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from lbdp_core import door, quarters
from lbdp_core.hclic.kinds import KIND, MHCLG, OGL
from lbdp_core.hclic.measures import NAMES
from lbdp_core.hclic.pages import Edition
from lbdp_core.row_accounts import ROWS, RowAccount
from lbdp_core.sources import Origin, Workbench

PATH, ACCOUNT = "areas/hclic.csv", "areas/hclic.json"
Read = tuple[Path, pd.DataFrame]


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write the table; returns the report, which is empty where the folder has no book.

    Where two books are of one quarter, the one that was published later is used; of two of one day the one that says it
    was revised, and then the one with more figures.

    Raises:
        DataError: a book cannot be read; the sentence names it.
    """
    books = [(path, door.read(path, KIND, inventory.label(path))) for path in inventory.paths(KIND)]
    if not books:
        return {}
    by_quarter: dict[str, list[Read]] = {}
    for path, frame in books:
        by_quarter.setdefault(frame.attrs["edition"].quarter, []).append((path, frame))
    kept = {quarter: max(found, key=_rank) for quarter, found in sorted(by_quarter.items())}
    table = tidy(pd.concat([frame for _, frame in kept.values()], ignore_index=True))
    origin = _origin(inventory, [path for path, _ in kept.values()], quarters.last_day(max(kept)).isoformat())
    bench.table(PATH, table, origin)
    aside = {
        inventory.label(
            path
        ): f"{quarter} is taken from {inventory.label(kept[quarter][0])}, {_words(kept[quarter][1])}"
        for quarter, found in by_quarter.items()
        for path, _ in found
        if path != kept[quarter][0]
    }
    said = report(inventory, kept, table, aside)
    bench.json(ACCOUNT, said, replace(origin, what="H-CLIC: quarters read, what is missing and why"))
    return said


def account(bench: Workbench) -> dict[str, Any]:
    """The report that `build` wrote to this bench; empty where it had no book."""
    held: dict[str, Any] = json.loads((bench.root / ACCOUNT).read_bytes()) if ACCOUNT in bench.entries else {}
    return held


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of quarter, measure and code; counts as they were given, thousands to 3 decimals."""
    order = {name: n for n, name in enumerate(NAMES)}
    rows = table.assign(at=table["measure"].map(order)).sort_values(["quarter", "at", "code"], kind="stable")
    return rows.drop(columns="at").assign(value=rows["value"].round(3)).reset_index(drop=True)


def report(
    inventory: door.Inventory, kept: dict[str, Read], table: pd.DataFrame, aside: dict[str, str]
) -> dict[str, Any]:
    """Which quarters were read, what is missing and why, and which books another edition replaced."""
    missing: Counter[str] = Counter()
    for _, frame in kept.values():
        for reasons in frame.attrs["missing"].values():
            missing.update(reasons)
    absent = quarters.missing(kept)
    counts = table[table["code"].str.startswith("E09")].groupby("measure")["value"].count()
    return {
        "quarters": [*kept],
        "missing_quarters": [*absent],
        "gaps": [
            f"There is no H-CLIC book of {quarters.months(quarter)}; that quarter is left blank." for quarter in absent
        ],
        "figures": len(table),
        "published": {quarter: _words(frame) for quarter, (_, frame) in kept.items()},
        "missing": dict(missing),
        "borough_quarters": {name: int(counts.get(name, 0)) for name in NAMES},
        "files": [_line(inventory, path, frame) for path, frame in kept.values()],
        "notes": [f"{quarter}: {note}" for quarter, (_, frame) in kept.items() for note in frame.attrs["repaired"]],
        "replaced": aside,
    }


def _line(inventory: door.Inventory, path: Path, frame: pd.DataFrame) -> dict[str, Any]:
    """One book's figures: all of them are used."""
    return RowAccount(inventory.label(path), KIND.name, len(frame)).line(ROWS)


def _rank(read: Read) -> tuple[str, bool, int, str]:
    path, frame = read
    of: Edition = frame.attrs["edition"]
    return of.published, of.revised, len(frame), path.as_posix()


def _words(frame: pd.DataFrame) -> str:
    of: Edition = frame.attrs["edition"]
    return f"published {of.published or 'on a day it does not say'}{', revised' if of.revised else ''}"


def _origin(inventory: door.Inventory, paths: list[Path], last: str) -> Origin:
    what = "H-CLIC: duties owed, prevention, relief, main duty and temporary accommodation by borough and quarter"
    return Origin(what, MHCLG, OGL, last, made_from=tuple(inventory.label(p) for p in paths))
