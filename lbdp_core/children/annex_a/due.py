"""Due: how many assessments, conferences and reviews are overdue or fall due in the next working days; no child's row.

A clock runs from a start, or from the last time that the thing was done. Sources: Working Together to Safeguard
Children (assessments, conferences, review conferences after 3 and then 6 months); the Care Planning, Placement and Case
Review Regulations 2010 (reviews after 20 working days, 3 months and then 6 months; visits at most 6 weeks apart).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import protect
from lbdp_core.children.annex_a import working_days
from lbdp_core.children.annex_a.quality import AnnexA
from lbdp_core.children.annex_a.working_days import Days

Counts = NDArray[np.float64]
AHEAD = 14  # working days


@dataclass(frozen=True)
class Clock:
    """One thing that falls due for rows that are open.

    start, end: dates between which a row is open. last: when it was last done ("" for a thing done once, at the end).
    first: limit of the first one; then: limit of later ones, both as ("working days" | "months" | "weeks", number).
    """

    what: str
    number: int
    start: str
    end: str
    first: tuple[str, int]
    last: str = ""
    then: tuple[str, int] = ("months", 6)
    leave_out: str = ""


CLOCKS = (
    Clock("Assessments to finish", 4, "started", "authorised", ("working days", 45)),
    Clock("Initial child protection conferences to hold", 5, "strategy", "conference", ("working days", 15),
          leave_out="unneeded"),
    Clock("Child protection reviews", 7, "started", "ended", ("months", 3), "review", ("months", 6)),
    Clock("Looked after reviews", 8, "started", "ceased", ("working days", 20), "review", ("months", 6)),
    Clock("Visits to looked after children", 8, "started", "ceased", ("weeks", 1), "visit", ("weeks", 6)),
)  # fmt: skip
SECOND_REVIEW = ("months", 3)  # of a looked after child, after the first


@dataclass(frozen=True, eq=False)
class Due:
    """What is open and when it falls due, exact: only `released` may be shown.

    until: the last of the next working days. counts: (clocks, 3) overdue, due by then, and due later.
    """

    what: tuple[str, ...]
    until: date
    counts: Counts

    def released(self) -> pd.DataFrame:
        """A row a thing: overdue, due, later, all that are open and the share of them in time; NaN where hidden.

        Annex A holds only the latest review and visit, so of these it tells the share in time today and no curve.
        """
        shown = [protect.one_way(row, protect.DFE) for row in self.counts]
        overdue, due, later = np.reshape(shown, (-1, 3)).T
        whole = self.counts.sum(axis=1)
        whole[protect.DFE.small(whole)] = np.nan
        with np.errstate(invalid="ignore"):
            share = (1 - overdue / whole).round(2)
        columns = {"overdue": overdue, "due": due, "later": later, "open": whole, "share_in_time": share}
        return pd.DataFrame({"what": self.what} | columns)


def due(annex: AnnexA, ahead: int = AHEAD) -> Due:
    """What falls due in the next working days after the day of the extract."""
    today = np.datetime64(annex.as_of)
    until = working_days.after(np.array([today]), ahead)[0]
    clocks = [clock for clock in CLOCKS if annex.has(clock.number, clock.start, clock.end)]
    counts = np.zeros((len(clocks), 3))
    for n, clock in enumerate(clocks):
        days = deadlines(annex.lists[clock.number], clock)
        # what falls due on a weekend or holiday after the last of the days is due with the next working day
        counts[n] = (days < today).sum(), ((days >= today) & (days <= until)).sum(), (days > until).sum()
    return Due(tuple(clock.what for clock in clocks), date.fromisoformat(str(until)), counts)


def deadlines(rows: pd.DataFrame, clock: Clock) -> Days:
    """The day on which each open row of a list falls due, (n,)."""
    still = rows[clock.start].notna() & rows[clock.end].isna()
    if clock.leave_out in rows:
        still &= rows[clock.leave_out] != 0
    waiting = rows[still]
    start = waiting[clock.start].to_numpy("datetime64[D]")
    days = _later(start, *clock.first)
    if clock.last in waiting:
        last = waiting[clock.last].to_numpy("datetime64[D]")
        done = ~np.isnat(last) & (last >= start)
        days[done] = _later(last[done], *clock.then)
        if clock.first == ("working days", 20):  # the one that was done in time for the first is followed sooner
            only = done & (last <= _later(start, *clock.first))
            days[only] = _later(last[only], *SECOND_REVIEW)
    return days


def _later(days: Days, unit: str, count: int) -> Days:
    if unit == "working days":
        return working_days.after(days, count)
    if unit == "weeks":
        return np.asarray(days + np.timedelta64(7 * count, "D"))
    moved = pd.DatetimeIndex(days) + pd.DateOffset(months=count)
    return np.asarray(moved.to_numpy().astype("datetime64[D]"))
