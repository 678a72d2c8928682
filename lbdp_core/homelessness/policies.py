"""Policies: changes of law that break a published series, by date. A new one is one row.

A forecast that goes on from older quarters knows nothing of them, and a series that a change breaks is not to be read
across it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lbdp_core import quarters
from lbdp_core.provenance import COPY, Status


@dataclass(frozen=True)
class Policy:
    """A change of law.

    measure: the series of H-CLIC that breaks, and `whole` the one that it is a part of.
    breaks:  what no longer compares across the date, as a sentence.
    forecast: what it means for the forecast of the whole, as a sentence; {share} is the part in the last year known.
    """

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
        return quarters.of(self.since.year, self.since.month)


POLICIES = (
    Policy(
        date(2026, 5, 1),
        "Landlords can no longer serve a section 21 notice",
        "section21",
        "owed_prevention",
        "The reason “service of valid section 21 notice” falls away. Its fall is the change of law and does not mean "
        "fewer evictions.",
        "Section 21 notices ended on 1 May 2026. In the last year known they led to {share} of London's prevention "
        "duties, and the forecasts go on as if they still did, so expect a break from then on.",
        "Renters' Rights Act 2025 and the government's dates for it",
        COPY,
    ),
)


def ahead(last: str, until: str) -> tuple[Policy, ...]:
    """Changes after the last quarter known, up to the quarter looked at.

    >>> [p.measure for p in ahead("2025Q2", "2026Q2")], ahead("2025Q2", "2026Q1"), ahead("2026Q2", "2027Q1")
    (['section21'], (), ())
    """
    return tuple(p for p in POLICIES if last < p.quarter <= until)


def table() -> pd.DataFrame:
    """Every change in the order of its date: since, what, breaks, from_quarter, source, status."""
    rows = [(p.since.isoformat(), p.what, p.breaks, p.quarter, p.source, p.status) for p in POLICIES]
    return pd.DataFrame(rows, columns=["since", "what", "breaks", "from_quarter", "source", "status"])
