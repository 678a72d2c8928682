"""The assumption log: everything a figure rests on, made from where the levers stand."""

from __future__ import annotations

import pandas as pd

from lbdp_core import assumptions
from lbdp_core.assumptions import Row, fixed, of_levers
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.scenario import draws
from lbdp_core.homelessness.scenario.evidence import BY_LEVER, MAIN, UNITS
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers
from lbdp_core.homelessness.scenario.world import World
from lbdp_core.provenance import COPY, JUDGEMENT, PUBLISHED, WORKED_OUT
from lbdp_core.unit_costs import unit_cost

JUDGED = {
    "offered": "New people in accommodation by the end of the quarter",
    "live_out": "New people who settle on the street",
    "settle": "People on and off the street who come to live there",
    "move_on": "People in accommodation who move on to a home",
    "back": "People in accommodation who are back on the street",
    "leave_hostel": "People in accommodation who leave it otherwise",
    "graduate": "People settled who are no longer followed",
    "forget": "People gone from sight who are no longer followed",
}
TOTALS = {
    "again": "New people who are seen again",
    "helped": "People on and off the street who are helped off it",
    "living_helped": "People living on the streets who are helped off them",
    "drift": "People on and off the street who are not seen any more",
    "leave_living": "People living on the streets who leave them",
    "return": "People gone from sight who come back",
}


STANDING = (  # what no lever moves, beside the rates of the chains
    (
        "How long a prevention or relief duty runs",
        f"{settings.DUTY_DAYS} days",
        "Homelessness Reduction Act 2017",
        PUBLISHED,
    ),
    (
        "New people who come from asylum accommodation",
        f"{100 * cited.ASYLUM:.0f}% of new people",
        cited.ASYLUM_SOURCE,
        PUBLISHED,
    ),
)
WIDTHS = (
    (
        "Uncertainty about new people a year ahead",
        f"{100 * settings.ARRIVALS_SD:.0f}% (log standard deviation)",
        "People seen rose by 19% in 2023/24 and by 10% in 2024/25 (CHAIN)",
        JUDGEMENT,
    ),
    (
        "Uncertainty about each rate of the street chain",
        f"{100 * settings.RATES_SD:.0f}% (log standard deviation)",
        "This suite",
        JUDGEMENT,
    ),
)


def log(world: World) -> pd.DataFrame:
    """One row an assumption: value, what it would be by default, whether it was changed, source and quality."""
    units = [unit_cost("temporary_accommodation"), *UNITS.values()]
    costs = [(f"Cost: {unit.label}", unit.in_words, unit.source, unit.status) for unit in units]
    levers = of_levers(world.levers, {})
    return assumptions.log(
        [*_rates(world.fitted), *fixed(*STANDING), *levers, *_effects(world.levers), *fixed(*costs, *WIDTHS)]
    )


def _rates(fitted: Fitted) -> list[Row]:
    rates = dict(zip(map(str, fitted.rate_names), fitted.rates, strict=True))
    totals = "London's published totals: with these every state keeps its size"
    known = [(words, rates[name], totals, WORKED_OUT) for name, words in TOTALS.items()]
    known += [(words, rates[name], "This suite", JUDGEMENT) for name, words in JUDGED.items()]
    homes = "92% of Clearing House tenants never did (St Mungo's and GLA, 2016)"
    first = "84% still housed after three years in the English pilots (Homeless Link)"
    known += [
        ("People settled who are back on the street", rates["lose_home"], homes, COPY),
        ("People in Housing First who leave it", rates["leave_first"], first, PUBLISHED),
        ("Households that leave temporary accommodation", fitted.leaving, "H-CLIC, London's own row", WORKED_OUT),
    ]
    return fixed(*((words, f"{100 * rate:.1f}% a quarter", source, mark) for words, rate, source, mark in known))


def _effects(levers: HomelessnessLevers) -> list[Row]:
    rows: list[Row] = []
    for known in BY_LEVER.values():
        used, main = (
            f"{found.effect:g} ({found.low:g} to {found.high:g}; mean {draws.effect(known.lever, kind).mean():.2f}) "
            f"of {known.does}"
            for kind in (levers.evidence, MAIN)
            for found in [known.findings[kind]]
        )
        found = known.findings[levers.evidence]
        rows.append((f"{known.label}: effect", used, main, found.source, found.status))
        lag = f"{known.lag} quarters" if known.lag != 1 else "one quarter"
        rows += fixed((f"{known.label}: lag", lag, known.why_lag, JUDGEMENT))
    return rows
