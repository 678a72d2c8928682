"""Published: London's own totals of people seen rough sleeping, as they were read, with where and how surely.

CHAIN's quarters are of financial years (Q2 is July to September); here quarters are of the calendar year. A figure
worked out from a stated change ("up 12 % on a year before") is marked derived.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

READ, DERIVED = "read second-hand", "derived from a stated change"
Q2 = "Homeless Link on CHAIN, July to September 2024 (1 November 2024)"
Q3 = "Homeless Link on CHAIN, October to December 2024 (31 January 2025)"
Q4 = "Homeless Link on CHAIN, January to March 2025 (30 April 2025)"
YEAR = "Crisis on the CHAIN annual report 2024/25; Homeless Link on that of 2023/24"


@dataclass(frozen=True)
class Seen:
    """One quarter of London: people seen, new ones, and those living on the streets; the rest is intermittent."""

    quarter: str
    seen: int
    new: int
    living: int
    source: str
    status: str


QUARTERS = (
    Seen("2023Q3", 4_068, 2_092, 480, Q2, DERIVED),
    Seen("2023Q4", 4_389, 2_274, 560, Q3, DERIVED),
    Seen("2024Q1", 4_099, 2_044, 512, Q4, DERIVED),
    Seen("2024Q2", 4_230, 1_936, 625, Q2, DERIVED),
    Seen("2024Q3", 4_780, 2_343, 681, Q2, READ),
    Seen("2024Q4", 4_612, 2_115, 704, Q3, READ),
    Seen("2025Q1", 4_427, 2_085, 706, Q4, READ),
)
# What is published of whole years (April to March): a person is counted once in a year, so quarters do not add up to
# it.
ANNUAL = (
    ("2014/15", "seen", 7_581, READ),
    ("2022/23", "seen", 10_053, READ),
    ("2023/24", "seen", 11_993, READ),
    ("2024/25", "seen", 13_231, READ),
    ("2023/24", "new", 7_974, READ),
    ("2024/25", "new", 8_396, READ),
    ("2024/25", "living", 3_028, READ),
    ("2023/24", "helped into accommodation", 4_379, READ),
)
RETURNERS = 0.14  # of people seen in 2023/24 had been seen before, but not in the year before
SEEN_ONCE = 0.70  # of new people in 2023/24
ASYLUM = 0.17  # of new people in 2023/24 had come from asylum accommodation
HELPED = 4_379  # people helped into accommodation in 2023/24
SNAPSHOTS = 3  # autumns that made-up boroughs are dealt out by
WESTMINSTER = 2_102 / 11_993  # of people seen in 2023/24
PARTS = (  # of people seen in 2023/24, in percent, as CHAIN tells a year apart
    ("new: never seen before", 66),
    ("seen in the year before too", 20),
    ("seen before, but not in the year before", 14),
)


def quarters() -> pd.DataFrame:
    """Quarters as a table: quarter, seen, new, living, intermittent, source, status."""
    rows = [(q.quarter, q.seen, q.new, q.living, q.seen - q.new - q.living, q.source, q.status) for q in QUARTERS]
    return pd.DataFrame(rows, columns=["quarter", "seen", "new", "living", "intermittent", "source", "status"])


def annual() -> pd.DataFrame:
    """Whole years as a table: year, measure, people, source, status."""
    rows = [(year, measure, people, YEAR, status) for year, measure, people, status in ANNUAL]
    return pd.DataFrame(rows, columns=["year", "measure", "people", "source", "status"])
