"""Cited: figures of rough sleeping and changes of law that stand in no file of the build (`cited.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from lbdp_core import quarters as calendar
from lbdp_core.provenance import Status

REPORT = "CHAIN annual report 2023/24, as quoted by Homeless Link"
RETURNERS = 0.14  # of people seen in 2023/24 had been seen before, but not in the year before
SEEN_ONCE = 0.70  # of new people in 2023/24
ASYLUM = 0.11  # of new people in December 2024 had come from asylum accommodation
HELPED = 4_379  # people helped into accommodation in 2023/24
SNAPSHOTS = 3  # autumns that made-up boroughs are dealt out by
WESTMINSTER = 2_102 / 11_993  # of people seen in 2023/24
PARTS = (  # of people seen in 2023/24, in percent, as CHAIN tells a year apart
    ("new", 66),
    ("seen in the year before too", 20),
    ("seen before, but not in the year before", 14),
)


class Seen(NamedTuple):
    """One quarter of London: people seen, new ones, and those living on the streets; the rest is intermittent."""

    quarter: str
    seen: int
    new: int
    living: int
    source: str
    status: Status


@dataclass(frozen=True)
class Policy:
    """A change of law that breaks the series `measure` of H-CLIC, a part of `whole`; the file explains each field."""

    since: date
    what: str
    measure: str
    whole: str
    breaks: str
    forecast: str
    source: str
    status: Status

    @property
    def quarter(self) -> str:
        """The first quarter that it changes."""
        return calendar.of(self.since.year, self.since.month)


ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
QUARTERS = tuple(Seen(*row) for row in ROWS["quarters"])
POLICIES = tuple(Policy(**row) for row in ROWS["policies"])


def newest(measure: str) -> int:
    """The latest year's figure of a measure of whole years."""
    return int(annual().set_index("measure").loc[[measure]].sort_values("year")["people"].iloc[-1])


def quarters() -> pd.DataFrame:
    """Quarters as a table: quarter, seen, new, living, intermittent, source, status."""
    frame = pd.DataFrame(QUARTERS)
    frame.insert(4, "intermittent", frame["seen"] - frame["new"] - frame["living"])
    return frame


def annual() -> pd.DataFrame:
    """Whole years as a table: year, measure, people, source, status."""
    return pd.DataFrame(ROWS["annual"], columns=["year", "measure", "people", "source", "status"])


def autumns() -> pd.DataFrame:
    """Totals of one autumn night as a table: area, year, people, source, status."""
    return pd.DataFrame(ROWS["autumns"], columns=["area", "year", "people", "source", "status"])


def ahead(last: str, until: str) -> tuple[Policy, ...]:
    """Changes of law after the last quarter known, up to the quarter looked at.

    >>> [p.measure for p in ahead("2025Q2", "2026Q2")], ahead("2025Q2", "2026Q1"), ahead("2026Q2", "2027Q1")
    (['section21'], (), ())
    """
    return tuple(p for p in POLICIES if last < p.quarter <= until)


def policies() -> pd.DataFrame:
    """Every change of law in the order of its date: since, what, breaks, from_quarter, source, status."""
    rows = [(p.since.isoformat(), p.what, p.breaks, p.quarter, p.source, p.status) for p in POLICIES]
    return pd.DataFrame(rows, columns=["since", "what", "breaks", "from_quarter", "source", "status"])
