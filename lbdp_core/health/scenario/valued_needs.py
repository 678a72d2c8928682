"""What a number of people asks for: money, care-home places, hospital beds, admissions and carers, by unit values.

A need is a product of unit values (admissions a person x pounds an admission), so that each keeps its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import prod

from lbdp_core.health.scenario.unit_values import unit_values
from lbdp_core.provenance import Status, weakest

COST, PLACES, BEDS, ADMISSIONS, CARERS = "cost", "places", "beds", "admissions", "carers"
KINDS = {
    COST: ("Cost a year", "£ a year"),
    PLACES: ("Care-home places", "places"),
    ADMISSIONS: ("Emergency admissions a year", "admissions a year"),
    BEDS: ("Hospital beds", "beds"),
    CARERS: ("Unpaid carers", "carers"),
}
PUBLISHED, OWN = "published", "own"
VALUES = {PUBLISHED: "Those with a source, by condition", OWN: "Your own, below"}
DAYS = 365.0

# (condition, need): keys of the unit values to multiply
ASKED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("dementia", COST): ("dementia",),
    ("dementia", PLACES): ("dementia_care_home",),
    ("dementia", CARERS): ("dementia_carers",),
    ("falls", COST): ("falls_admissions", "falls_stay"),
    ("falls", ADMISSIONS): ("falls_admissions",),
    ("falls", BEDS): ("falls_admissions", "falls_bed_days"),
    ("stroke", COST): ("stroke",),
    ("stroke", ADMISSIONS): ("stroke_admissions",),
    ("stroke", BEDS): ("stroke_admissions", "stroke_bed_days"),
    ("copd", COST): ("copd_diagnosed", "copd"),
    ("copd", ADMISSIONS): ("copd_diagnosed", "copd_admissions"),
    ("copd", BEDS): ("copd_diagnosed", "copd_admissions", "copd_bed_days"),
    ("chd", ADMISSIONS): ("chd_admissions",),
    ("diabetes", COST): ("diabetes",),
    ("limiting_illness", CARERS): ("limiting_illness_carers",),
}
OCCUPIED = "beds_occupied"


@dataclass(frozen=True)
class Unit:
    """What one person with a condition asks for (pounds or admissions a year, beds, carers), and how it is known.

    price_year: the year of the prices where it is money; None elsewhere.
    """

    each: float
    said: str
    source: str
    quality: Status
    price_year: int | None


@cache
def unit(condition: str, kind: str) -> Unit | None:
    """The unit value of a need for a condition; None where no figure is held."""
    keys = ASKED.get((condition, kind))
    if keys is None:
        return None
    held = unit_values()
    rows = [held[key] for key in keys]
    each = prod(row.value for row in rows)
    if kind == BEDS:
        rows.append(held[OCCUPIED])
        each /= DAYS * rows[-1].value
    said = "; ".join(f"{row.title}: {_written(row.value)} {row.unit}" for row in rows)
    priced = next((row.price_year for row in rows if row.price_year), None)
    return Unit(each, said, "; ".join(row.source for row in rows), weakest(row.status for row in rows), priced)


def _written(value: float) -> str:
    """A unit value as it is printed: three figures, and every pound of a large one."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
