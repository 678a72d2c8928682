"""Cited: every number of the model that is read from a report or judged, with its range, source and how it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lbdp_core.provenance import COPY, JUDGEMENT, PUBLISHED, WORKED_OUT, Status

TRIBUNAL: Final = "Ministry of Justice tribunal statistics, as reported by Free Movement"


@dataclass(frozen=True)
class Cited:
    """A figure and between what it may lie; `unit` is what it is a share or a number of."""

    label: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    status: Status

    @property
    def in_words(self) -> str:
        """The figure with its range, shares as percentages.

        >>> STREET.in_words
        '0.10 (0.06 to 0.10) for each person granted'
        """
        if self.unit.startswith("%"):
            value, low, high = (f"{100 * v:.0f}" for v in (self.value, self.low, self.high))
            return f"{value}{self.unit[0]} ({low} to {high}){self.unit[1:]}"
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f}) {self.unit}"


APPEALED = Cited(
    "People refused who appeal", 0.75, 0.70, 0.80, "% of people refused",
    f"Appeals lodged over people refused: 29,172 of 41,967 in 2023/24 and 40,667 of 50,803 in 2024/25 ({TRIBUNAL}; "
    "Home Office)",
    WORKED_OUT,
)  # fmt: skip
APPEAL_CLEARED = Cited(
    "Appeals decided a quarter", 0.12, 0.08, 0.18, "% of those waiting",
    "16,824 decided in 2024/25, from appeals lodged and waiting, over about 36,700 waiting: 0.115 a quarter. It was "
    f"about 0.18 in 2023/24 ({TRIBUNAL})",
    WORKED_OUT,
)  # fmt: skip
APPEAL_ALLOWED = Cited(
    "Appeals allowed", 0.40, 0.37, 0.49, "% of appeals determined",
    "39% in July to September 2025, 43% in January to March 2025, 49% in January to March 2024; withdrawn appeals are "
    f"apart, and are taken to end as the others do ({TRIBUNAL}). The lower end is a judgement",
    COPY,
)  # fmt: skip
TO_SECTION_4 = Cited(
    "Dismissed who go on to Section 4", 0.15, 0.05, 0.30, "% of appeals dismissed", "No figure was found", JUDGEMENT
)
SECTION_4_LEFT = Cited(
    "Leave Section 4 a quarter", 0.15, 0.05, 0.30, "% of those in it", "No figure was found", JUDGEMENT
)
RENTED = Cited(
    "Rented homes among those left", 0.50, 0.25, 0.75, "% of those neither owed a duty nor seen on the street",
    "No figure was found", JUDGEMENT,
)  # fmt: skip
STREET = Cited(
    "Seen rough sleeping after a grant", 0.10, 0.06, 0.10, "for each person granted",
    "17% of 7,974 people new to rough sleeping in London in 2023/24 (CHAIN) over its grants. That was an exceptional "
    "year: 11% in December 2024 (gov.uk, 11 December 2025) would make 0.06",
    WORKED_OUT,
)  # fmt: skip
FAMILY = Cited("People in a family", 3.3, 2.8, 3.8, "people", "No figure was found", JUDGEMENT)
SCHOOL_AGE = Cited(
    "Children of school age (4 to 15)", 0.65, 0.55, 0.75, "% of people under 18", "No figure was found", JUDGEMENT
)
THRESHOLD = Cited(
    "National Transfer Scheme threshold", 0.001, 0.001, 0.001, "unaccompanied children to residents under 18",
    "0.1% since 24 August 2022 (Local Government Association)", PUBLISHED,
)  # fmt: skip
UK_CHILDREN = Cited(
    "UK residents under 18", 14.3e6, 14.0e6, 14.6e6, "people",
    "12.7 million residents under 16 (ONS, mid-2020), times 18/16", WORKED_OUT,
)  # fmt: skip
LOGGED = (APPEAL_CLEARED, APPEAL_ALLOWED, TO_SECTION_4, SECTION_4_LEFT, STREET, RENTED, FAMILY, SCHOOL_AGE)
