"""Due: how many assessments, conferences and reviews fall due in the next working days, by list and date; no names.

A clock runs from a start, or from the last time that the thing was done. Sources: Working Together to Safeguard
Children (assessments, conferences, review conferences after 3 and then 6 months); the Care Planning, Placement and Case
Review Regulations 2010 (reviews after 20 working days, 3 months and then 6 months; visits at most 6 weeks apart).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import protect
from lbdp_core.children.annex_a import working_days
from lbdp_core.children.annex_a.quality import AnnexA
from lbdp_core.children.annex_a.working_days import Days

Counts = NDArray[np.int64]
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
    """What is due: by what and date (exact counts, for the officer's own screen), and what is overdue.

    dates: the next working days, (n,). counts: (clocks, n). overdue, waiting: (clocks,), of all that are open.
    """

    what: tuple[str, ...]
    dates: Days
    counts: Counts
    overdue: Counts
    waiting: Counts

    def table(self) -> pd.DataFrame:
        """A row a date and thing with something due, exact: never for a meeting or a file."""
        rows = [
            (date, what, int(self.counts[i, n]))
            for n, date in enumerate(self.dates)
            for i, what in enumerate(self.what)
            if self.counts[i, n]
        ]
        return pd.DataFrame(rows, columns=["date", "what", "due"])

    def released(self) -> pd.DataFrame:
        """A row a thing: what is due in all, what is overdue and the share in time, as it may leave (hidden ones NaN).

        Annex A holds only the latest review and visit, so of these it tells the share in time today and no curve.
        """
        in_time = self.waiting - self.overdue
        totals = np.stack([self.counts.sum(axis=1), self.overdue, in_time]).astype(float)
        small = protect.DFE.small(totals)
        with np.errstate(invalid="ignore"):
            share = np.where(small[1:].any(axis=0), np.nan, (in_time / self.waiting).round(2))
        due, overdue, _ = np.where(small, np.nan, totals)
        return pd.DataFrame({"what": self.what, "due": due, "overdue": overdue, "share_in_time": share})


def due(annex: AnnexA, ahead: int = AHEAD) -> Due:
    """What falls due in the next working days after the day of the extract."""
    today = np.datetime64(annex.as_of)
    dates = working_days.after(np.full(ahead, today), np.arange(1, ahead + 1))
    clocks = [clock for clock in CLOCKS if annex.has(clock.number, clock.start, clock.end)]
    counts, overdue, waiting = (np.zeros((len(clocks), *more), dtype=np.int64) for more in ((ahead,), (), ()))
    for n, clock in enumerate(clocks):
        days = deadlines(annex.lists[clock.number], clock)
        overdue[n], waiting[n] = (days < today).sum(), len(days)
        at = np.searchsorted(dates, days[days >= today])  # what is due on a weekend or holiday counts with the next day
        counts[n] = np.bincount(at[at < ahead], minlength=ahead)
    return Due(tuple(clock.what for clock in clocks), dates, counts, overdue, waiting)


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
