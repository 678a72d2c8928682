"""Journeys: of the children at one step, what share reach the next, and how long it takes; children linked in memory.

Only arrivals of the last six months, which every list covers. The share is that of a survival curve at three months, so
that children who have had less time count as far as they go.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from lbdp_core import protect
from lbdp_core.children.annex_a.quality import AnnexA
from lbdp_core.children.annex_a.timeliness import WINDOW, kaplan_meier

WITHIN = 90  # days


@dataclass(frozen=True)
class Stage:
    """A step of the way: the list and the date that say that a child came to it."""

    title: str
    number: int
    date: str


STAGES = (
    Stage("Contact", 1, "contact"),
    Stage("Referral", 3, "referral"),
    Stage("Assessment", 4, "started"),
    Stage("Section 47 enquiry", 5, "strategy"),
    Stage("Initial conference", 5, "conference"),
    Stage("Child protection plan", 7, "started"),
    Stage("Looked after", 8, "started"),
)


def journeys(annex: AnnexA) -> pd.DataFrame:
    """A row a pair of neighbouring steps: children, share that went on within three months, median days.

    As it may leave: children to the nearest 5; NaN where 5 or fewer are at a step, went on, or did not go on.
    """
    here = [stage for stage in STAGES if annex.has(stage.number, stage.date)]
    rows = [_between(annex, one, other) for one, other in pairwise(here)]
    return pd.DataFrame(rows, columns=["step", "next", "children", "share", "low", "high", "median_days"])


def _between(annex: AnnexA, one: Stage, other: Stage) -> tuple[object, ...]:
    arrived, following = _dates(annex, one), _dates(annex, other)
    arrived = arrived[arrived["day"] >= pd.Timestamp(annex.as_of - timedelta(days=WINDOW))]
    linked = pd.merge_asof(
        arrived, following.assign(then=following["day"]), on="day", by="child", direction="forward"
    ).drop_duplicates("child")
    took = (linked["then"] - linked["day"]).dt.days.to_numpy(float)
    end = pd.Timestamp(annex.as_of)
    watched = np.minimum((end - linked["day"]).dt.days.to_numpy(float), WITHIN)
    reached = np.isfinite(took) & (took <= WITHIN)
    counts = np.array([len(linked), reached.sum(), (~reached).sum()], float)
    children = np.nan if protect.DFE.small(counts)[0] else protect.rounded(counts[0])  # what goes on is the next count
    if protect.DFE.small(counts).any() or not counts[1]:
        return one.title, other.title, children, *[np.nan] * 4
    share, low, high = kaplan_meier(np.where(reached, took, watched) + 1.0, reached).at(WITHIN + 1.0)
    median = float(np.median(took[reached]))
    return one.title, other.title, children, round(share, 2), round(low, 2), round(high, 2), median


def _dates(annex: AnnexA, stage: Stage) -> pd.DataFrame:
    """(child, day) of every time that a child came to a step, in order of days."""
    rows = annex.lists[stage.number]
    days = rows[["child", stage.date]].rename(columns={stage.date: "day"}).dropna()
    return days.sort_values("day", kind="stable")
