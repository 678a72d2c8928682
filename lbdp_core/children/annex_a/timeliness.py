"""Timeliness: how long a step takes, as a survival curve, and the share that is done within its limit.

Kaplan and Meier (1958) with those still waiting counted as far as they have waited, and with late entry: the lists hold
what was open in the last six months, so a row that began earlier is counted only from the start of that window. A mean
of the finished ones alone would leave out the slow and, at the start of the window, the quick. Limits of Greenwood,
on the log-minus-log scale (Kalbfleisch and Prentice 2002, section 1.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import protect
from lbdp_core.children.annex_a import working_days
from lbdp_core.children.annex_a.quality import AnnexA

Array = NDArray[np.float64]
Z80 = 1.2815515655446004
WINDOW = 183  # days before the extract that the lists cover


@dataclass(frozen=True)
class Step:
    """A step that takes time: a list, its dates, and the limit in working days (None: no limit is set).

    leave_out: a column of yes or no; rows with yes never reach the end (a conference that was not needed).
    """

    key: str
    title: str
    number: int
    start: str
    end: str
    limit: int | None
    source: str = ""
    leave_out: str = ""


STEPS = (
    Step("assessments", "Assessments finished", 4, "started", "authorised", 45,
         "Working Together to Safeguard Children: 45 working days, counted here from the start of the assessment"),
    Step("conferences", "Initial child protection conferences held", 5, "strategy", "conference", 15,
         "Working Together to Safeguard Children: 15 working days from the strategy discussion", "unneeded"),
    Step("plans", "Child protection plans ended", 7, "started", "ended", None),
    Step("in_need", "Children in need cases closed", 6, "started", "closed", None),
    Step("looked_after", "Children who stopped being looked after", 8, "started", "ceased", None),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Curve:
    """The share not yet done after so many working days: at each day on which one was done, (n,) each.

    waiting: how many were waiting then; done: how many were done then; low, high: 80% limits of the share. lasted: how
    long each row was watched, (rows,).
    """

    days: Array
    share: Array
    low: Array
    high: Array
    waiting: Array
    done: Array
    lasted: Array

    def at(self, day: float) -> tuple[float, float, float]:
        """The share done by a day, with its limits."""
        n = int(np.searchsorted(self.days, day, side="right")) - 1
        return (0.0, 0.0, 0.0) if n < 0 else (1 - self.share[n], 1 - self.high[n], 1 - self.low[n])

    def median(self) -> float:
        """The day by which half are done; infinity when half never are in what is known."""
        below = np.flatnonzero(self.share <= 0.5)
        return float(self.days[below[0]]) if len(below) else np.inf

    def released(self, limit: float = np.inf) -> pd.DataFrame:
        """The curve as it may leave: a point only where more than 5 more were done, and more than 5 wait or none.

        limit: a day at which the share is told elsewhere (`table`). So few as were done between it and the point before
        could be worked out of the two; that point is left out.
        """
        points: list[tuple[float, int]] = []  # how many were done since the point before, and where
        since, at_limit = 0.0, int(np.searchsorted(self.days, limit, side="right")) - 1
        for n in range(len(self.days)):
            since += self.done[n]
            if n == at_limit and np.isfinite(limit):
                while points and protect.DFE.small(np.array(since)):
                    since += points.pop()[0]
            if since and not protect.DFE.small(np.array([since, self.waiting[n] - self.done[n]])).any():
                points.append((since, n))
                since = 0.0
        at = [n for _, n in points]
        columns = {"working_days": self.days, "share_waiting": self.share, "low": self.low, "high": self.high}
        shown = pd.DataFrame({name: np.asarray(values, dtype=float)[at] for name, values in columns.items()})
        return shown.round({"share_waiting": 2, "low": 2, "high": 2})


def kaplan_meier(lasted: Array, done: NDArray[np.bool_], entered: Array | None = None) -> Curve:
    """The curve of times (n,), of which some are not done yet; `entered`: from when each was watched.

    >>> kaplan_meier(np.array([3.0, 5.0, 5.0, 9.0]), np.array([True, True, False, True])).share.round(2).tolist()
    [0.75, 0.5, 0.0]
    """
    since = np.zeros(len(lasted)) if entered is None else entered
    watched = (lasted > since) | ((lasted == 0) & (since == 0))
    lasted, done, since = lasted[watched], done[watched], since[watched]
    days, events = np.unique(lasted[done], return_counts=True)
    waiting = (len(lasted) - np.searchsorted(np.sort(lasted), days, side="left")) - (
        len(since) - np.searchsorted(np.sort(since), np.maximum(days, 0.5), side="left")
    )
    known = np.cumsum(waiting > protect.DFE.threshold) > 0  # with late entry, few wait at first: they would decide all
    if entered is not None:
        days, events, waiting = days[known], events[known], waiting[known]
    share = np.cumprod(1 - events / waiting)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.cumsum(events / (waiting * (waiting - events)))) / np.abs(np.log(share))
        low, high = share ** np.exp(Z80 * spread), share ** np.exp(-Z80 * spread)
    open_ = (share > 0) & (share < 1) & np.isfinite(spread)
    low, high = np.where(open_, low, share), np.where(open_, high, share)
    return Curve(days, share, low, high, waiting.astype(float), events.astype(float), lasted)


def curve_of(annex: AnnexA, step: Step) -> Curve | None:
    """The curve of a step; None without its list, its columns or a row."""
    if not annex.has(step.number, step.start, step.end):
        return None
    rows = annex.lists[step.number]
    if step.leave_out in rows:
        rows = rows[(rows[step.leave_out] != 0) | rows[step.end].notna()]
    rows = rows[rows[step.start].notna()]
    if rows.empty:
        return None
    start = rows[step.start].to_numpy("datetime64[D]")
    done = rows[step.end].notna().to_numpy()
    until = np.where(done, rows[step.end].to_numpy("datetime64[D]"), np.datetime64(annex.as_of))
    lasted = working_days.between(start, until)
    window = np.full(len(start), np.datetime64(annex.as_of - timedelta(days=WINDOW)))
    entered = np.where(start < window, working_days.between(np.minimum(start, window), window), 0.0)
    return kaplan_meier(lasted, done, entered)


def table(annex: AnnexA, steps: Sequence[Step] = STEPS) -> pd.DataFrame:
    """A row a step: share done within the limit with its 80% limits, and the median in working days, as they may leave.

    A share that few rows make, or from which few could be worked out, is NaN.
    """
    out = []
    for step in steps:
        curve = curve_of(annex, step)
        row: dict[str, object] = {"step": step.title, "limit": step.limit, "source": step.source}
        in_time = late = 0.0
        if curve is not None:
            limit = step.limit or np.inf
            in_time, late = float(curve.done[curve.days <= limit].sum()), float((curve.lasted > limit).sum())
            shown = not protect.DFE.small(np.array([in_time, late])).any() and in_time > 0
            median = curve.median()
            row["median_working_days"] = median if shown and np.isfinite(median) else np.nan
            if step.limit is not None and shown:
                row |= dict(zip(("share", "low", "high"), np.round(curve.at(step.limit), 2), strict=True))
        out.append(row)
    names = ["step", "limit", "share", "low", "high", "median_working_days", "source"]
    return pd.DataFrame(out).reindex(columns=names)


def curves(annex: AnnexA) -> dict[str, pd.DataFrame]:
    """The curves of all steps as they may leave, by key; those with no point left out."""
    made = {step: curve_of(annex, step) for step in STEPS}
    shown = {step.key: curve.released(step.limit or np.inf) for step, curve in made.items() if curve is not None}
    return {key: points for key, points in shown.items() if len(points)}
