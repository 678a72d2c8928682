"""Unit costs: what one unit of something costs, for every theme, from one table (`unit_costs.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lbdp_core.provenance import Status


@dataclass(frozen=True)
class UnitCost:
    """A cost in pounds of `price_year`, and the range between which it may lie.

    per:    what one unit is ("a place, a quarter").
    status: how the figure is known (`provenance`).

    >>> unit_cost("housing_first").in_words
    '£2,500 a place, a quarter (2021 prices)'
    """

    key: str
    label: str
    value: float
    low: float
    high: float
    per: str
    price_year: int
    source: str
    status: Status

    @property
    def in_words(self) -> str:
        return f"£{self.value:,.0f} {self.per} ({self.price_year} prices)"


def unit_cost(key: str) -> UnitCost:
    """One row of the table.

    Raises:
        KeyError: the table has no such row.
    """
    return unit_costs()[key]


@cache
def unit_costs() -> dict[str, UnitCost]:
    """Every row, by key, in the order of the table."""
    import yaml

    rows = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return {key: UnitCost(key, **row) for key, row in rows.items()}
