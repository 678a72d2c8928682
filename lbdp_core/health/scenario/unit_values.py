"""Unit values: what one person with a condition asks of carers, beds, hospitals and money, each with source and mark.

Money comes from the suite's one table of unit costs; the other values are in `unit_values.yaml` beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lbdp_core.provenance import Status
from lbdp_core.unit_costs import unit_cost

FIGURE = ("value", "low", "high", "unit", "year")  # in the order of a row of `unit_values.yaml`
MONEY = ("dementia", "falls_stay", "stroke", "copd", "diabetes")  # rows of the suite's table of unit costs


@dataclass(frozen=True)
class Value:
    """A unit value and the ends between which it may lie. price_year: of money, whose prices these are; else None."""

    title: str
    value: float
    low: float
    high: float
    unit: str
    year: int
    source: str
    status: Status
    price_year: int | None = None


@cache
def unit_values() -> dict[str, Value]:
    """Every unit value by key, money under the key of its unit cost."""
    import yaml

    rows = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    found = {key: Value(**dict(zip(FIGURE, row.pop("figure"), strict=True)), **row) for key, row in rows.items()}
    for key in MONEY:
        it = unit_cost(key)
        unit, year = f"pounds {it.per}, {it.price_year} prices", it.price_year
        found[key] = Value(it.label, it.value, it.low, it.high, unit, year, it.source, it.status, year)
    return found
