"""Cited: every number of the model that is read from a report or judged (`cited.yaml`), with its range and source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from lbdp_core.provenance import Status


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


_ROWS = {
    key: Cited(**row) for key, row in yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8")).items()
}
APPEALED, APPEAL_CLEARED, APPEAL_ALLOWED = (_ROWS[key] for key in ("APPEALED", "APPEAL_CLEARED", "APPEAL_ALLOWED"))
TO_SECTION_4, SECTION_4_LEFT = _ROWS["TO_SECTION_4"], _ROWS["SECTION_4_LEFT"]
RENTED, STREET, FAMILY, SCHOOL_AGE = (_ROWS[key] for key in ("RENTED", "STREET", "FAMILY", "SCHOOL_AGE"))
THRESHOLD, UK_CHILDREN = _ROWS["THRESHOLD"], _ROWS["UK_CHILDREN"]
LOGGED = (APPEAL_CLEARED, APPEAL_ALLOWED, TO_SECTION_4, SECTION_4_LEFT, STREET, RENTED, FAMILY, SCHOOL_AGE)
