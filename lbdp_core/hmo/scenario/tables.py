"""Tables: small areas, wards to start in, what each source brings, the hidden total, and what figures rest on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import assumptions
from lbdp_core.doubt import interval
from lbdp_core.hmo.build.housing_stock import LICENSED
from lbdp_core.hmo.build.source_records import SOURCES
from lbdp_core.hmo.model import Fitted
from lbdp_core.hmo.model.audit_sample import STRATA, Z80, two_lists
from lbdp_core.hmo.model.ranking import wards
from lbdp_core.hmo.scenario.figures import ON_BENEFITS, PEOPLE
from lbdp_core.hmo.scenario.levers import FEE, VISIT, YES
from lbdp_core.hmo.scenario.world import World, times
from lbdp_core.model_cache import remembered
from lbdp_core.provenance import JUDGEMENT, PUBLISHED


def places(world: World) -> pd.DataFrame:
    """code, place, borough, today, scenario, ward, homes, visits, found: by LSOA."""
    model, count, named = world.model, len(world.model.codes), _named(world.model)
    before, known = (np.bincount(model.area_at, w.got.chance, count) for w in (world.base, world))
    visits = np.bincount(model.area_at[world.visited], minlength=count)
    found = world.access * np.bincount(model.area_at[world.visited], world.got.chance[world.visited], count)
    return pd.DataFrame(
        {
            "code": named["code"],
            "place": named["place"],
            "borough": named["borough"],
            "today": before,
            "scenario": known - found,
            "ward": named["ward"],
            "homes": np.bincount(model.area_at, minlength=count),
            "visits": visits,
            "found": found,
        }
    )


@remembered(1)
def _named(model: Fitted) -> dict[str, Any]:
    """What areas are called, in pandas' own strings: made once, as they cost more than the figures."""
    frame = pd.DataFrame({"code": model.codes, "place": model.names, "borough": model.borough, "ward": model.wards})
    return {str(name): column.array for name, column in frame.items()}


def shortlist(world: World) -> pd.DataFrame:
    """Place (a ward), homes, visits, found, in_vain, expected: the wards with most finds first."""
    names, ward = wards(world.model)
    visits = np.bincount(ward[world.visited], minlength=len(names))
    found = world.access * np.bincount(ward[world.visited], world.got.chance[world.visited], len(names))
    frame = pd.DataFrame(
        {
            "place": _wards(world.model),
            "homes": np.bincount(ward, minlength=len(names)),
            "visits": visits,
            "found": found,
            "in_vain": world.access * visits - found,
            "expected": np.bincount(ward, world.got.chance, len(names)),
        }
    )
    return frame.sort_values(["found", "expected"], ascending=False, ignore_index=True, kind="stable")


@remembered(1)
def _wards(model: Fitted) -> Any:
    return pd.array(wards(model)[0], dtype="str")


def drivers(world: World) -> pd.DataFrame:
    """Finds that would be lost if a source were not used to choose, the most first."""
    levers = world.levers
    usual = levers.in_order()
    whole = World.of(world.model, usual).found
    rows = [
        (levers.specs()[name].label, whole - World.of(world.model, usual, at).found)
        for at, name in enumerate(SOURCES)
        if getattr(levers, name) == YES
    ]
    frame = pd.DataFrame(rows, columns=["driver", "contribution"]).assign(unit="HMOs found")
    return frame.sort_values("contribution", ascending=False, ignore_index=True, kind="stable")


def hidden(world: World) -> pd.DataFrame:
    """way, number, low, high, how: unlicensed HMOs in all, counted in three ways."""
    model, size = world.model, int(world.levers.audit)
    found = ", ".join(
        f"{np.sum(model.audit_hmo[:size][at])} in {np.sum(at)} that meet {name}"
        for name, at in ((name, model.stratum[model.audited[:size]] == k) for k, name in enumerate(STRATA))
    )
    first, second, both = map(int, model.lists)
    listed, spread = two_lists(first, second, both)
    census = times(model, world.levers.borough) * float(model.shares[model.mine]) * len(model.licensed) * (1 - LICENSED)
    rows = [
        ("Random audit", world.total, *interval(world.total_drawn, world.total), f"{found}; each counted for its kind"),
        ("Two lists", listed, listed - Z80 * spread, listed + Z80 * spread,
         f"{first} known to housing, {second} to the fire brigade, {both} to both (Chapman)"),
        ("Census 2021", census, census, census, "HMO households less the licensed, as the census defines them"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["way", "number", "low", "high", "how"])


def assumptions_log(world: World) -> pd.DataFrame:
    """Every assumption at these levers."""
    rent, low, high = world.model.room_rent
    rows = assumptions.fixed(
        ("Rent of a room", f"£{rent:,.2f} a week (£{low:,.0f} to £{high:,.0f})",
         "Valuation Office Agency, list of private rents, Outer East London, category A", PUBLISHED),
        ("People who pay rent in an HMO", f"{PEOPLE}", "The mean of the made-up HMOs is near it", JUDGEMENT),
        ("Rent that benefits paid", f"{ON_BENEFITS:.0%}", "Only this part comes back to the public purse", JUDGEMENT),
        ("HMOs with a licence", f"{LICENSED:.0%}", "Nesta read 10 to 20% for London; 25% in 2019 by freedom of "
         "information", PUBLISHED),
        ("Licence fee", FEE.in_words, FEE.source, FEE.status),
        ("A visit", VISIT.in_words, VISIT.source, VISIT.status),
    )  # fmt: skip
    return assumptions.log([*assumptions.of_levers(world.levers, {}), *rows])
