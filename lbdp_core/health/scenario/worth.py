"""What a number of people asks for: money, care-home places, hospital beds, admissions and carers, by unit values.

A need is a product of unit values (admissions a person x pounds an admission), so that each keeps its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import prod

from lbdp_core.health.conditions import PUBLISHED as PUBLISHED_ROW
from lbdp_core.health.scenario import units

COST, PLACES, BEDS, ADMISSIONS, CARERS = "cost", "places", "beds", "admissions", "carers"
KINDS = {
    COST: ("Cost a year", "£ a year"),
    PLACES: ("Care-home places", "places"),
    ADMISSIONS: ("Emergency admissions a year", "admissions a year"),
    BEDS: ("Hospital beds", "beds"),
    CARERS: ("Unpaid carers", "carers"),
}
PUBLISHED, OWN = "published", "own"
VALUES = {PUBLISHED: "Published or remembered, by condition", OWN: "Your own, below"}
DAYS = 365.0

# (condition, need): keys of the unit values to multiply
ASKED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("dementia", COST): ("dementia_cost",),
    ("dementia", PLACES): ("dementia_care_home",),
    ("dementia", CARERS): ("dementia_carers",),
    ("falls", COST): ("falls_admissions", "falls_stay"),
    ("falls", ADMISSIONS): ("falls_admissions",),
    ("falls", BEDS): ("falls_admissions", "falls_bed_days"),
    ("stroke", COST): ("stroke_cost",),
    ("stroke", ADMISSIONS): ("stroke_admissions",),
    ("stroke", BEDS): ("stroke_admissions", "stroke_bed_days"),
    ("copd", COST): ("copd_cost",),
    ("copd", ADMISSIONS): ("copd_admissions",),
    ("copd", BEDS): ("copd_admissions", "copd_bed_days"),
    ("chd", ADMISSIONS): ("chd_admissions",),
    ("diabetes", COST): ("diabetes_cost",),
    ("limiting_illness", CARERS): ("limiting_illness_carers",),
}
OCCUPIED = "beds_occupied"


@dataclass(frozen=True)
class Unit:
    """What one person with a condition asks for (pounds or admissions a year, beds, carers), and how it is known."""

    each: float
    said: str
    source: str
    quality: str


@cache
def unit(condition: str, kind: str) -> Unit | None:
    """The unit value of a need for a condition; None where no figure is held."""
    keys = ASKED.get((condition, kind))
    if keys is None:
        return None
    rows = [units.ROWS[key] for key in keys]
    each = prod(row.value for row in rows)
    if kind == BEDS:
        rows.append(units.ROWS[OCCUPIED])
        each /= DAYS * rows[-1].value
    said = "; ".join(f"{row.title}: {_written(row.value)} {row.unit}" for row in rows)
    worst = next((row.status for row in rows if row.status != PUBLISHED_ROW), PUBLISHED_ROW)
    return Unit(each, said, "; ".join(row.source for row in rows), worst)


def _written(value: float) -> str:
    """A unit value as it is printed: three figures, and every pound of a large one."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
