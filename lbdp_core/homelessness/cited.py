"""Cited: figures of rough sleeping that stand in no file of the build, each with its source and how it is known.

A newer quarter, year or autumn is one row. CHAIN's quarters are of financial years (its second is July to September);
here quarters are of the calendar year. What is worked out comes from a stated change ("up 12% on a year before").
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lbdp_core.provenance import COPY, PUBLISHED, WORKED_OUT, Status

NEWS = "Homeless Link on CHAIN"
CRISIS = "CHAIN annual report 2024/25, as quoted by Crisis"
REPORT = "CHAIN annual report 2023/24, as quoted by Homeless Link"
MHCLG = "MHCLG, rough sleeping snapshot in England"
RELEASE = f"{MHCLG}, autumn 2025, as reprinted by wired-gov (27 February 2026)"


@dataclass(frozen=True)
class Seen:
    """One quarter of London: people seen, new ones, and those living on the streets; the rest is intermittent."""

    quarter: str
    seen: int
    new: int
    living: int
    source: str
    status: Status


QUARTERS = (
    Seen("2023Q3", 4_068, 2_092, 480, f"{NEWS}, 1 November 2024: changes on a year", WORKED_OUT),
    Seen("2023Q4", 4_389, 2_274, 560, f"{NEWS}, 31 January 2025: changes on a year", WORKED_OUT),
    Seen("2024Q1", 4_099, 2_044, 512, f"{NEWS}, 30 April 2025: changes on a year", WORKED_OUT),
    Seen("2024Q2", 4_223, 1_931, 624, f"{NEWS}, 31 July 2024, as reprinted by the London Post", COPY),
    Seen("2024Q3", 4_780, 2_343, 681, f"{NEWS}, 1 November 2024, as reprinted by wired-gov", COPY),
    Seen("2024Q4", 4_612, 2_115, 704, f"{NEWS}, 31 January 2025", PUBLISHED),
    Seen("2025Q1", 4_427, 2_085, 706, f"{NEWS}, 30 April 2025, as reprinted by Essex TV", COPY),
    Seen("2025Q2", 4_392, 2_014, 788, f"{NEWS}, 31 July 2025, as reprinted by wired-gov", COPY),
    Seen("2025Q3", 4_711, 2_116, 759, f"{NEWS}, 31 October 2025", PUBLISHED),
    Seen("2025Q4", 4_841, 2_250, 830, f"{NEWS}, 30 January 2026, as reprinted by wired-gov", COPY),
)
# What is published of whole years (April to March): a person is counted once in a year, so quarters do not add up to
# it.
ANNUAL: tuple[tuple[str, str, int, str, Status], ...] = (
    ("2014/15", "seen", 7_581, CRISIS, COPY),
    ("2014/15", "living", 1_595, CRISIS, COPY),
    ("2022/23", "seen", 10_053, NEWS, PUBLISHED),
    ("2023/24", "seen", 11_993, f"{NEWS}, 27 June 2024, as reprinted by wired-gov", COPY),
    ("2023/24", "new", 7_974, NEWS, PUBLISHED),
    ("2023/24", "helped into accommodation", 4_379, REPORT, COPY),
    ("2024/25", "seen", 13_231, CRISIS, COPY),
    ("2024/25", "new", 8_396, CRISIS, COPY),
    ("2024/25", "living", 3_028, CRISIS, COPY),
)
# One autumn night: totals that are newer than the table by borough that the build reads.
AUTUMNS: tuple[tuple[str, int, int, str, Status], ...] = (
    ("London", 2023, 1_132, MHCLG, PUBLISHED),
    ("London", 2024, 1_318, MHCLG, PUBLISHED),
    ("London", 2025, 1_277, RELEASE, COPY),
    ("England", 2023, 3_898, MHCLG, PUBLISHED),
    ("England", 2024, 4_667, MHCLG, PUBLISHED),
    ("England", 2025, 4_793, RELEASE, COPY),
    ("Westminster", 2024, 388, MHCLG, PUBLISHED),
    ("Camden", 2024, 132, MHCLG, PUBLISHED),
)
RETURNERS = 0.14  # of people seen in 2023/24 had been seen before, but not in the year before
SEEN_ONCE = 0.70  # of new people in 2023/24
ASYLUM = 0.11  # of new people in December 2024 had come from asylum accommodation
ASYLUM_SOURCE = "Government on rough sleeping, 11 December 2025, of December 2024; 17% in 2023/24, an exceptional year"
HELPED = 4_379  # people helped into accommodation in 2023/24
SNAPSHOTS = 3  # autumns that made-up boroughs are dealt out by
WESTMINSTER = 2_102 / 11_993  # of people seen in 2023/24
PARTS = (  # of people seen in 2023/24, in percent, as CHAIN tells a year apart
    ("new: never seen before", 66),
    ("seen in the year before too", 20),
    ("seen before, but not in the year before", 14),
)


def newest(measure: str) -> int:
    """The latest year's figure of a measure of `ANNUAL`."""
    return max((year, people) for year, what, people, *_ in ANNUAL if what == measure)[1]


def quarters() -> pd.DataFrame:
    """Quarters as a table: quarter, seen, new, living, intermittent, source, status."""
    rows = [(q.quarter, q.seen, q.new, q.living, q.seen - q.new - q.living, q.source, q.status) for q in QUARTERS]
    return pd.DataFrame(rows, columns=["quarter", "seen", "new", "living", "intermittent", "source", "status"])


def annual() -> pd.DataFrame:
    """Whole years as a table: year, measure, people, source, status."""
    return pd.DataFrame(ANNUAL, columns=["year", "measure", "people", "source", "status"])


def autumns() -> pd.DataFrame:
    """Totals of one autumn night as a table: area, year, people, source, status."""
    return pd.DataFrame(AUTUMNS, columns=["area", "year", "people", "source", "status"])
