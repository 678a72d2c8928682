"""Move-on: how long people who were granted asylum may stay in asylum support, as a dated table.

Notice runs from the decision. Two rules at once (single adults and everybody else) are held as two rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lbdp_core.provenance import COPY, PUBLISHED, Status

EVERYBODY, SINGLE, OTHERS = "everybody", "single adults", "families and people with needs"


@dataclass(frozen=True)
class Rule:
    """Days of notice for people granted from a date on, until the next rule for them.

    at_least: days that remain from the letter that ends support, whatever the rule; nought without such a floor.
    status:   how the rule is known (`provenance`): published where a statement of the Home Office was read.
    """

    since: date
    days: int
    whom: str
    source: str
    status: Status = PUBLISHED
    at_least: int = 0

    @property
    def floor(self) -> str:
        """The floor in words, to go after the rule; nothing where there is none.

        >>> RULES[-1].floor
        ', with at least 28 days from the letter that ends support'
        """
        return f", with at least {self.at_least} days from the letter that ends support" if self.at_least else ""


ANSWER = "Home Office, answer to written question 88529"
RULES = (
    Rule(date(2000, 4, 3), 28, EVERYBODY, "Asylum Support Regulations 2000, regulation 2(2A), as amended", COPY),
    Rule(date(2024, 12, 9), 56, EVERYBODY, f"{ANSWER} (pilot from 9 December 2024)"),
    Rule(
        date(2025, 9, 1), 28, SINGLE,
        f"{ANSWER} (pilot ended for single adults, except for those pregnant, disabled or 65 and over)",
    ),
    Rule(date(2025, 9, 1), 56, OTHERS, f"{ANSWER} (pilot goes on for the others, to 8 March 2026)"),
    Rule(
        date(2026, 3, 9), 42, EVERYBODY,
        "Home Office decision, as reported by Homeless Link on 12 March 2026", COPY, at_least=28,
    ),
)  # fmt: skip
READ = date(2026, 11, 25)  # the day on which these rules were last gone through
TODAY = 42  # days under the latest rule; a test keeps it the last row
SHORTEST, LONGEST = 14, 84  # days that a lever may ask for


def in_force(when: date) -> tuple[Rule, ...]:
    """The rules for people granted on a day: one for everybody, or one each for single adults and the others."""
    last = max(rule.since for rule in RULES if rule.since <= when)
    return tuple(rule for rule in RULES if rule.since == last)


def days(when: date, single: float) -> float:
    """Mean days of notice of people granted on a day, where a share `single` of them are single adults.

    >>> days(date(2024, 3, 31), 0.8), days(date(2025, 10, 1), 0.5), days(date(2026, 11, 25), 0.8)
    (28.0, 42.0, 42.0)
    """
    rules = in_force(when)
    if len(rules) == 1:
        return float(rules[0].days)
    by = {rule.whom: rule.days for rule in rules}
    return single * by[SINGLE] + (1 - single) * by[OTHERS]


def table(when: date = READ) -> pd.DataFrame:
    """Every rule in its order: since, days, for whom, whether it is in force on a day, its source and its mark."""
    now = in_force(when)
    rows = [
        (
            rule.since.isoformat(),
            rule.days,
            rule.whom + rule.floor,
            "in force" if rule in now else "expired",
            rule.source,
            rule.status,
        )
        for rule in RULES
    ]
    return pd.DataFrame(rows, columns=["since", "days", "for", "standing", "source", "status"])
