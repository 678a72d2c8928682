"""Relative risks: how many times as likely the people of a group are to die when hurt in a fire, and who says so.

Read from casualties (who dies, of those hurt), so that a group's share of fires is not counted twice. The rows are in
`relative_risks.yaml`; the marks are those of `provenance`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from lbdp_core.provenance import Status

OLDER, OLDEST, DISABLED, ALONE = "aged_65plus", "aged_75plus", "disabled", "one_person_65plus"


@dataclass(frozen=True)
class Group:
    """One group of residents, and how many times as likely one of them is to die when hurt in a fire.

    column: the column of `areas/lsoa.csv` that counts the group.
    """

    column: str
    label: str
    relative: float
    figure: str
    source: str
    year: str
    mark: Status
    caution: str


_ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
HARM = tuple(Group(column, **row) for column, row in _ROWS["groups"].items())
BESIDE: tuple[tuple[str, str, str, Status, str], ...] = tuple(tuple(row.values()) for row in _ROWS["beside"])


@dataclass(frozen=True)
class Reading:
    """One way to read the profiles.

    relative:   instead of `HARM`'s, by column; a column left out weighs 1.
    multiplied: someone in two groups has the product of their weights, else the larger.
    oldest:     disability falls on the oldest first, else alike on all ages.
    """

    words: str
    relative: Mapping[str, float] = field(default_factory=lambda: {g.column: g.relative for g in HARM})
    multiplied: bool = False
    oldest: bool = False


CENTRAL = "central"
READINGS: Mapping[str, Reading] = {
    CENTRAL: Reading("As used: the larger weight counts, disability alike at all ages"),
    "multiplied": Reading("Weights multiplied where somebody is older and disabled", multiplied=True),
    "oldest": Reading("Disability falls on the oldest first", oldest=True),
    "age": Reading("Age alone", {OLDER: 1.7, OLDEST: 3.0, ALONE: 1.25}),
    "disability": Reading("Disability alone", {DISABLED: 3.0}),
    "residents": Reading("Age by deaths per resident (2.3 and 4.0), not per casualty", {OLDER: 2.3, OLDEST: 4.0}),
    "odds": Reading(
        "Odds of any casualty, adjusted: 1.54 from 65 on, 1.25 alone", {OLDER: 1.54, OLDEST: 1.54, ALONE: 1.25}
    ),
    "double": Reading("Every weight twice as far from 1", {g.column: 2 * g.relative - 1 for g in HARM}),
}
