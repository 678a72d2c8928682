"""Costs: what a unit of each lever costs, from the shared table; a cost is a sum of units and never an effect."""

from __future__ import annotations

from collections.abc import Mapping

from lbdp_core.unit_costs import UnitCost, unit_cost

HOMES = "temporary_accommodation"
UNITS: Mapping[str, UnitCost] = {
    lever: unit_cost(key)
    for lever, key in (
        (HOMES, HOMES),
        ("prevention", "prevention"),
        ("nsno", "no_second_night_out"),
        ("move_on", "move_on_support"),
        ("housing_first", "housing_first"),
        ("lha", "local_housing_allowance"),
    )
}
# What a lever's cost leaves out; a lever without a unit cost is in no sum, and a table leaves its cost empty.
LEFT_OUT = {
    "move_on": "the GLA's support alone, without rent or the homes",
    "housing_first": "without rent",
    "prevention": "without staff",
    "asylum_days": "none was found, so no sum includes it",
}


def years() -> str:
    """The price years of the table, "2019 to 2025"."""
    of = [unit.price_year for unit in UNITS.values()]
    return f"{min(of)} to {max(of)}"
