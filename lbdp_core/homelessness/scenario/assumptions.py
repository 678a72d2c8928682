"""The assumption log: everything a figure rests on, made from where the levers stand."""

from __future__ import annotations

import pandas as pd

from lbdp_core import assumptions
from lbdp_core.assumptions import Row, of_levers
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import settings
from lbdp_core.homelessness.scenario import costs, draws
from lbdp_core.homelessness.scenario.evidence import CONTEXT, EVIDENCE, MAIN
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers
from lbdp_core.homelessness.scenario.world import World
from lbdp_core.provenance import COPY, JUDGEMENT, PUBLISHED, WORKED_OUT

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


def log(world: World) -> pd.DataFrame:
    """One row an assumption: value, what it would be by default, whether it was changed, source and quality."""
    levers = of_levers(world.levers, {})
    return assumptions.log([*_rates(world), *levers, *_effects(world.levers), *_units(), *_widths()])


def evidence() -> pd.DataFrame:
    """Every lever's main and cautious finding with its range, source and status, then what bears on the whole."""
    rows = []
    for it in EVIDENCE:
        for kind, found in (("The main finding", it.main), ("The most cautious one", it.cautious)):
            ends = (found.effect, found.low, found.high)
            rows.append(
                (it.lever, it.label, kind, *ends, it.does, found.found, found.source, found.status, it.lag, it.why_lag)
            )
    columns = [
        "key",
        "lever",
        "finding",
        "effect",
        "low",
        "high",
        "share_of",
        "found",
        "source",
        "status",
        "lag",
        "why_lag",
    ]
    return pd.DataFrame(rows, columns=columns)


def context() -> pd.DataFrame:
    """What bears on the whole and on no lever alone: about, found, source, status."""
    return pd.DataFrame(CONTEXT, columns=["about", "found", "source", "status"])


def _rates(world: World) -> list[Row]:
    rates = dict(zip(map(str, world.fitted.rate_names), map(float, world.fitted.rates), strict=True))
    rows: list[Row] = []
    for names, source, quality in (
        (TOTALS, "London's published totals: with these every state keeps its size", WORKED_OUT),
        (JUDGED, "This suite", JUDGEMENT),
    ):
        for name, words in names.items():
            said = f"{100 * rates[name]:.1f}% a quarter"
            rows.append((words, said, said, source, quality))
    lost, first = (f"{100 * rates[name]:.1f}% a quarter" for name in ("lose_home", "leave_first"))
    rows.append(
        (
            "People settled who are back on the street",
            lost,
            lost,
            "92% of Clearing House tenants never did (St Mungo's and GLA, 2016)",
            COPY,
        )
    )
    rows.append(
        (
            "People in Housing First who leave it",
            first,
            first,
            "84% still housed after three years in the English pilots (Homeless Link)",
            PUBLISHED,
        )
    )
    stays = f"{100 * world.fitted.leaving:.1f}% a quarter"
    rows.append(("Households that leave temporary accommodation", stays, stays, "H-CLIC, London's own row", WORKED_OUT))
    days = f"{settings.DUTY_DAYS} days"
    rows.append(("How long a prevention or relief duty runs", days, days, "Homelessness Reduction Act 2017", PUBLISHED))
    part = f"{100 * cited.ASYLUM:.0f}% of new people"
    rows.append(("New people who come from asylum accommodation", part, part, cited.ASYLUM_SOURCE, PUBLISHED))
    return rows


def _effects(levers: HomelessnessLevers) -> list[Row]:
    rows: list[Row] = []
    for it in EVIDENCE:
        main, used = it.main, it.main if levers.evidence == MAIN else it.cautious
        ends = (f"{f.effect:g} ({f.low:g} to {f.high:g}" for f in (used, main))
        means = (float(draws.effect(it.lever, kind).mean()) for kind in (levers.evidence, MAIN))
        said, default = (f"{e}; mean {mean:.2f}) of {it.does}" for e, mean in zip(ends, means, strict=True))
        rows.append((f"{it.label}: effect", said, default, used.source, used.status))
        lag = f"{it.lag} quarters" if it.lag != 1 else "one quarter"
        rows.append((f"{it.label}: lag", lag, lag, it.why_lag, JUDGEMENT))
    return rows


def _units() -> list[Row]:
    return [
        (f"Cost: {unit.label}", unit.in_words, unit.in_words, unit.source, unit.status) for unit in costs.UNITS.values()
    ]


def _widths() -> list[Row]:
    arrivals, rates = (f"{100 * sd:.0f}% (log standard deviation)" for sd in (settings.ARRIVALS_SD, settings.RATES_SD))
    return [
        (
            "Uncertainty about new people a year ahead",
            arrivals,
            arrivals,
            "People seen rose by 19% in 2023/24 and by 10% in 2024/25 (CHAIN)",
            JUDGEMENT,
        ),
        ("Uncertainty about each rate of the street chain", rates, rates, "This suite", JUDGEMENT),
    ]
