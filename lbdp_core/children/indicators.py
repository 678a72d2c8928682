"""Indicators: the rows of `indicators.yaml` as records. Adding an indicator is adding a row there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from lbdp_core.children.column_matching import meaning
from lbdp_core.sources import DataError

RATE, PERCENT, CASES = "per 10,000 children", "%", "cases"
TIMES = {RATE: 10_000.0, PERCENT: 100.0, CASES: 1.0}  # what a numerator over its denominator is multiplied by
CHILDREN = "children"  # the denominator that another file holds: residents aged 0 to 17
Words = frozenset[str]
Sum = tuple[tuple[Words, ...], ...]  # counts that are added up, each by its other names


@dataclass(frozen=True)
class Indicator:
    """One row of the list; what its fields are is said at the head of it.

    better: "lower", "higher", or "neither" where a high figure is neither good nor bad by itself.
    """

    key: str
    name: str
    group: str
    unit: Literal["per 10,000 children", "%", "cases"]
    better: Literal["lower", "higher", "neither"]
    decimals: int
    clock: Literal["year", "day"]
    numerator: str
    denominator: str
    within: str = ""
    since: int = 0

    @property
    def times(self) -> float:
        return TIMES[self.unit]

    @property
    def share(self) -> bool:
        """Whether it is a share of a whole, from 0 to 100%."""
        return self.unit == PERCENT

    @property
    def per_child(self) -> bool:
        return self.denominator == CHILDREN

    def figure(self, value: float) -> str:
        """A value as a person writes it: "48.2%", "519 per 10,000 children", "15.2 cases"."""
        if value != value:
            return "not known"
        return self.short(value) if self.share else f"{self.short(value)} {self.unit}"

    def short(self, value: float) -> str:
        """The same without its unit, where that is named beside it: "48.2%", "519"."""
        return "–" if value != value else f"{value:,.{self.decimals}f}{'%' * self.share}"


def terms(counts: str) -> Sum:
    """The words of the counts that a row adds up.

    >>> [[sorted(name) for name in each] for each in terms("Agency FTE + in-post FTE | inpost fte")]
    [[['agency', 'fte']], [['fte', 'inpost'], ['fte', 'inpost']]]
    """
    return tuple(tuple(meaning(name.strip()).words for name in each.split("|")) for each in counts.split(" + "))


@cache
def indicators() -> tuple[Indicator, ...]:
    """The indicators of the suite, in the order of the list."""
    return from_rows(yaml.safe_load(Path(__file__).with_name("indicators.yaml").read_text("utf-8")))


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Indicator, ...]:
    """Rows as records.

    Raises:
        DataError: a row lacks a field, has one that there is none of, or has a key or unit that cannot be used.
    """
    known = {f.name for f in fields(Indicator)}
    made: dict[str, Indicator] = {}
    for row in rows:
        name = str(row.get("key", row))
        if odd := ({*row} ^ known) - {"within", "since"}:
            raise DataError(
                f"The indicator {name} lacks or does not know the field {min(odd)}; see the head of the list."
            )
        if row["unit"] not in TIMES or name in made:
            raise DataError(f"The indicator {name} has an unknown unit or is there twice; see the head of the list.")
        made[name] = Indicator(**row)
    return tuple(made.values())
