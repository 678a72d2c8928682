"""The three doors that a file of counts by LSOA may come through: it is taken with a total, or refused with why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from apps.commands.data import check_report
from lbdp_core import own, sources
from lbdp_core.door import Kind
from lbdp_core.fire.own.kinds import KINDS
from lbdp_core.own import Rows, Taken
from lbdp_core.sharing.own.detect_columns import cells_of, looked_at
from lbdp_core.sharing.own.evaluate_file import counted
from lbdp_core.sources import DataError, Shelf

SHELF = Shelf(sources.find("sample_data"))
CODES = SHELF.table("areas/lsoa.csv")["code"].tolist()


@dataclass(frozen=True)
class Verdict:
    """total: of the counts that go on, None where the file is refused. said: the refusal, or what was done."""

    total: float | None
    said: str

    @property
    def taken(self) -> bool:
        return self.total is not None


def page(raw: bytes, name: str, folder: Path) -> Verdict:
    """The box of the fire page, up to where a theme makes something of the rows."""

    def keep(model: None, shelf: Shelf, kind: Kind, rows: Rows) -> Taken[None]:
        measure = next(c.name for c in kind.columns if c.holds == "number")
        return Taken(repr(_sum(rows, measure)), None, tuple(own.told(rows.account)))

    box = own.of_kinds(KINDS, keep, heading="", asks="", upload="")
    box.propose(raw, name, SHELF)
    taken = box.take(None, SHELF, raw, name, {}, own.silent)
    return Verdict(float(taken.what), " ".join(taken.said))


def check(raw: bytes, name: str, folder: Path) -> Verdict:
    """`lbdp data check FILE`."""
    (folder / name).write_bytes(raw)
    report = check_report(folder / name, None)
    (total,) = report["totals"].values()
    aside = [f"{n} {reason}" for reason, n in report["set_aside"].items()]
    return Verdict(total, "; ".join([*report["repaired"], *report["told"], *aside]))


def plug(raw: bytes, name: str, folder: Path) -> Verdict:
    """The box of the sharing page, where a person confirms the columns that are proposed."""
    cells = cells_of(raw, name, SHELF)
    found = looked_at(cells, name, SHELF)
    rows = counted(cells, found, SHELF, found.code, found.count).rows
    return Verdict(_sum(rows, "count"), " ".join(own.told(rows.account)))


def _sum(rows: Rows, measure: str) -> float:
    return float(rows.by_area(len(CODES), np.nan_to_num(rows.frame[measure].to_numpy(dtype=float))).sum())


DOORS: dict[str, Callable[[bytes, str, Path], Verdict]] = {"page": page, "check": check, "plug": plug}


def through(door: str, raw: bytes, name: str, folder: Path) -> Verdict:
    """What a door makes of a file. Anything but a `DataError` of one sentence is an error of the program."""
    try:
        return DOORS[door](raw, name, folder)
    except DataError as fault:
        assert "\n" not in str(fault), fault
        assert "could not be read to its end" not in str(fault)
        return Verdict(None, str(fault))
