"""Tariffs: what central government pays for whom, by financial year; a row whose year is over says so.

Each row is one instruction of the financial years in which it holds, in the pounds of those years; `status` is its mark
(`provenance`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lbdp_core.provenance import COPY, PUBLISHED, Status

READ = date(2026, 11, 25)  # the day on which this table was last gone through


@dataclass(frozen=True)
class Tariff:
    """What is paid: `each` pounds of a `unit`, from `since` to `until` (inclusive; None where no end was read)."""

    key: str
    route: str
    what: str
    each: float
    unit: str
    since: date
    until: date | None
    source: str
    status: Status = PUBLISHED


_25, _26 = date(2025, 4, 1), date(2026, 3, 31)
_24, _25e = date(2024, 4, 1), date(2025, 3, 31)
INSTRUCTION = "Home Office, Funding Instruction for Local Authorities, Asylum Grant 2025 to 2026"
ANSWER = "Home Office, answer to written question 28146, 10 February 2025"
AFGHAN = "Home Office, answer to written question 83673"
CARE = "Home Office, Leaving care funding instructions 2023 to 2024"
UASC = "Home Office, answer to written question 109727; higher rate: Local Government Association"
AFGHAN_FROM = date(2021, 9, 1)
HFU = "MHCLG, grant determination 31/7472 for 2024 to 2025 (Homes for Ukraine)"
HFU_OPENED, HFU_CHANGED = date(2022, 3, 18), date(2023, 1, 1)
ROWS = (
    Tariff(
        "grant_2025",
        "Asylum",
        "Asylum grant, for each person accommodated on 30 March 2025",
        1_200,
        "£ a person",
        _25,
        _26,
        INSTRUCTION,
        COPY,
    ),
    Tariff(
        "growth_2025",
        "Asylum",
        "Asylum grant, for each extra occupied bedspace",
        100,
        "£ a month",
        _25,
        _26,
        INSTRUCTION,
        COPY,
    ),
    Tariff("grant_2024", "Asylum", "Grant 6, for each occupied place", 750, "£ a person", _24, _25e, ANSWER),
    Tariff(
        "net_2024",
        "Asylum",
        "Grant 6, for each place by which a quarter ends higher",
        750,
        "£ a place",
        _24,
        _25e,
        ANSWER,
    ),
    Tariff("growth_2024", "Asylum", "Grant 7, for each net new dispersal place", 3_500, "£ a place", _24, _25e, ANSWER),
    Tariff(
        "afghan", "Afghan schemes", "For each person, over three years", 20_520, "£ a person", AFGHAN_FROM, None, AFGHAN
    ),
    Tariff(
        "afghan_child", "Afghan schemes", "Education of a child, at most", 4_500, "£ a child", AFGHAN_FROM, None, AFGHAN
    ),
    Tariff("afghan_esol", "Afghan schemes", "English for an adult", 850, "£ an adult", AFGHAN_FROM, None, AFGHAN),
    Tariff(
        "afghan_health", "Afghan schemes", "Health care of a person", 2_600, "£ a person", AFGHAN_FROM, None, AFGHAN
    ),
    Tariff(
        "ukraine",
        "Homes for Ukraine",
        "For each arrival from 1 January 2023",
        5_900,
        "£ a person",
        HFU_CHANGED,
        None,
        HFU,
    ),
    Tariff(
        "ukraine_before",
        "Homes for Ukraine",
        "For each arrival before 2023, and each eligible minor",
        10_500,
        "£ a person",
        HFU_OPENED,
        None,
        HFU,
    ),
    Tariff(
        "ukraine_minor",
        "Homes for Ukraine",
        "For an eligible minor's second year",
        6_100,
        "£ a person",
        HFU_OPENED,
        None,
        HFU,
    ),
    Tariff(
        "leaving_care",
        "Unaccompanied children",
        "Care leaver who was one",
        270,
        "£ a week",
        date(2023, 4, 1),
        date(2024, 3, 31),
        CARE,
    ),
    Tariff(
        "unaccompanied",
        "Unaccompanied children",
        "Each child; councils with more than 0.07% of residents under 18 are paid a higher rate, not found",
        114,
        "£ a night",
        date(2020, 6, 1),
        None,
        UASC,
    ),
)
BY_KEY = {row.key: row for row in ROWS}


def table(today: date) -> pd.DataFrame:
    """Every row, how it stands on a day, and how it is known (`status`)."""
    rows = [
        (
            r.key,
            r.route,
            r.what,
            r.each,
            r.unit,
            r.since.isoformat(),
            r.until.isoformat() if r.until else "",
            standing(r, today),
            r.source,
            r.status,
        )
        for r in ROWS
    ]
    names = ["key", "route", "what", "each", "unit", "since", "until", "standing", "source", "status"]
    return pd.DataFrame(rows, columns=names)


def standing(row: Tariff, today: date) -> str:
    """How a row stands on a day: in force, expired or not yet in force."""
    if row.until is None:
        return "no end was read"
    return "expired" if today > row.until else "not yet in force" if today < row.since else "in force"
