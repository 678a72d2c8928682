"""Needs: what one person with a condition asks for in money, care-home places, beds, admissions and carers.

A need is a product of unit values (admissions a person x pounds an admission), so that each keeps its source. Money
comes from the suite's one table of unit costs; the other values, and which are multiplied, are in `needs.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import prod
from pathlib import Path

from lbdp_core.provenance import Status, weakest
from lbdp_core.unit_costs import UnitCost, unit_costs

COST, PLACES, BEDS, ADMISSIONS, CARERS = "cost", "places", "beds", "admissions", "carers"
KINDS = {
    COST: ("Cost a year", "£ a year"),
    PLACES: ("Care-home places", "places"),
    ADMISSIONS: ("Emergency admissions a year", "admissions a year"),
    BEDS: ("Hospital beds", "beds"),
    CARERS: ("Unpaid carers", "carers"),
}
PUBLISHED, OWN = "published", "own"
VALUES = {PUBLISHED: "Published values, by condition", OWN: "Your own, below"}
DAYS = 365.0
OCCUPIED = "beds_occupied"
FIGURE = ("value", "low", "high", "unit", "year")  # in the order of a row of `needs.yaml`


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

    @classmethod
    def of_cost(cls, cost: UnitCost) -> Value:
        """A row of the suite's table of unit costs."""
        unit, year = f"pounds {cost.per}, {cost.price_year} prices", cost.price_year
        return cls(cost.label, cost.value, cost.low, cost.high, unit, year, cost.source, cost.status, year)

    @property
    def in_words(self) -> str:
        """As it is printed: three figures, and every pound of a large one."""
        value = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.3g}"
        return f"{self.title}: {value} {self.unit}"


@dataclass(frozen=True)
class Unit:
    """What one person with a condition asks for (pounds or admissions a year, beds, carers), and how it is known.

    price_year: the year of the prices where it is money; None elsewhere.
    """

    each: float
    in_words: str
    source: str
    status: Status
    price_year: int | None


@cache
def _table() -> tuple[dict[str, Value], dict[str, dict[str, list[str]]]]:
    """Unit values by key, and by condition and need the keys of those to multiply."""
    import yaml

    table = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    values = {
        key: Value(**dict(zip(FIGURE, row.pop("figure"), strict=True)), **row) for key, row in table["values"].items()
    }
    return values, table["asked"]


def unit_values() -> dict[str, Value]:
    """Every unit value that a need is a product of, by key, money under the key of its unit cost."""
    values, asked = _table()
    keys = {key for needs in asked.values() for keys in needs.values() for key in keys}
    return values | {key: Value.of_cost(unit_costs()[key]) for key in sorted(keys - values.keys())}


@cache
def unit(condition: str, kind: str) -> Unit | None:
    """The unit value of a need for a condition; None where no figure is known."""
    keys = _table()[1].get(condition, {}).get(kind)
    if keys is None:
        return None
    values = unit_values()
    factors = [values[key] for key in keys]
    each = prod(factor.value for factor in factors)
    if kind == BEDS:
        factors.append(values[OCCUPIED])
        each /= DAYS * factors[-1].value
    words, source = "; ".join(f.in_words for f in factors), "; ".join(f.source for f in factors)
    priced = next((factor.price_year for factor in factors if factor.price_year), None)
    return Unit(each, words, source, weakest(factor.status for factor in factors), priced)
