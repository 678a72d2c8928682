"""Tariffs: what central government pays for whom, by financial year; a row whose year is over says so.

Each row is one published instruction. `read`: "read" where the instruction or a statement of it was read, otherwise how
the figure is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

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
    read: str = "read"


_25, _26 = date(2025, 4, 1), date(2026, 3, 31)
_24, _25e = date(2024, 4, 1), date(2025, 3, 31)
INSTRUCTION = "Home Office, Funding Instruction for Local Authorities, Asylum Grant 2025 to 2026"
ANSWER = "Home Office, answer to written question 28146, 10 February 2025"
AFGHAN = "Home Office, answer to written question 83673"
CARE = "Home Office, Leaving care funding instructions 2023 to 2024"
UASC = "Home Office, UASC funding instructions"
AFGHAN_FROM = date(2021, 9, 1)
HFU = "Homes for Ukraine: guidance for councils, as read by others"
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
        "read second-hand",
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
        "read second-hand",
    ),
    Tariff("grant_2024", "Asylum", "Grant 6, for each occupied place", 750, "£ a person", _24, _25e, ANSWER),
    Tariff("growth_2024", "Asylum", "Grant 7, for each net new dispersal place", 3_500, "£ a place", _24, _25e, ANSWER),
    Tariff(
        "afghan",
        "Afghan schemes",
        "For each person, over three years",
        20_520,
        "£ a person",
        AFGHAN_FROM,
        None,
        AFGHAN,
    ),
    Tariff(
        "afghan_child",
        "Afghan schemes",
        "Education of a child, at most",
        4_500,
        "£ a child",
        AFGHAN_FROM,
        None,
        AFGHAN,
    ),
    Tariff("afghan_esol", "Afghan schemes", "English for an adult", 850, "£ an adult", AFGHAN_FROM, None, AFGHAN),
    Tariff(
        "afghan_health",
        "Afghan schemes",
        "Health care of a person",
        2_600,
        "£ a person",
        AFGHAN_FROM,
        None,
        AFGHAN,
    ),
    Tariff("ukraine", "Homes for Ukraine", "For each arrival", 5_900, "£ a person", _25, _26, HFU, "read second-hand"),
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
        "Child, in an authority above the threshold",
        143,
        "£ a night",
        date(2023, 4, 1),
        date(2025, 3, 31),
        UASC,
        "remembered",
    ),
)
BY_KEY = {row.key: row for row in ROWS}


def table(today: date) -> pd.DataFrame:
    """Every row, and how it stands on a day."""
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
            r.read,
        )
        for r in ROWS
    ]
    names = ["key", "route", "what", "each", "unit", "since", "until", "standing", "source", "read"]
    return pd.DataFrame(rows, columns=names)


def standing(row: Tariff, today: date) -> str:
    """How a row stands on a day: in force, expired or not yet in force."""
    if row.until is None:
        return "no end was read"
    return "expired" if today > row.until else "not yet in force" if today < row.since else "in force"
