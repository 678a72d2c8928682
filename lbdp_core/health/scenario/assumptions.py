"""The assumption log: everything a figure rests on, made from where the levers stand."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import pandas as pd

from lbdp_core import assumptions
from lbdp_core.assumptions import Row, fixed, of_levers
from lbdp_core.health.model import settings
from lbdp_core.health.scenario import programmes, valued_needs
from lbdp_core.health.scenario.course import COUNTED
from lbdp_core.health.scenario.levers import DIAGNOSED, HealthLevers
from lbdp_core.health.scenario.world import World
from lbdp_core.provenance import JUDGEMENT, PUBLISHED, WORKED_OUT

QUALITY = {
    "horizon": "chosen",
    "condition": "chosen",
    "borough": "chosen",
    "measure": "chosen",
    "basis": "chosen",
    "values": "chosen",
    "growth": PUBLISHED,
    "ageing": "experts' answers",
    "healthy_years": JUDGEMENT,
    "trend": "published for dementia, judgement for the others",
    "programme": "chosen",
    "evidence": "see the finding",
    "reach": JUDGEMENT,
    "uptake": "published for two programmes",
    "lag": JUDGEMENT,
}


def log(world: World) -> pd.DataFrame:
    """One row an assumption: value, what it would be by default, whether it was changed, source and quality."""
    levers = of_levers(world.levers, QUALITY, lambda name: not name.startswith("own_"))
    own = [*_programme(world.levers), *_units(world.levers)]
    return assumptions.log([*_data(world), *_widths(world), *levers, *own])


def _data(world: World) -> list[Row]:
    fitted, c = world.fitted, world.today.condition
    local = str(fitted.factor_source[c]) or "no local figure for this condition: a factor of 1 everywhere"
    held = fitted.factor[world.here, c]
    span = f"{held.min():.2f}" if held.min() == held.max() else f"{held.min():.2f} to {held.max():.2f}"
    used = world.today.local
    factor = span if used else f"not used ({span} is held)" if fitted.factor_source[c] else "not used"
    default = factor if world.levers.measure != DIAGNOSED or fitted.factor_basis[c] == COUNTED else "not used"
    return [
        ("People today", str(fitted.base_source), str(fitted.base_source), "Build report of the data", WORKED_OUT),
        ("Growth of people", str(fitted.growth_source), str(fitted.growth_source), "The round named", PUBLISHED),
        ("Rates by age", str(fitted.what[c]), str(fitted.what[c]), str(fitted.source[c]), str(fitted.status[c])),
        ("Local factor", factor, default, local, WORKED_OUT),
    ]


def hard_ages() -> str:
    """How far each age is missed, in words.

    >>> hard_ages()
    '10% at 0 to 39, 7% at 40 to 49, 4% at 50 to 74, 7% at 75 to 84, 10% at 85 and over'
    """
    groups = [
        (size, [first for _, first in ages])
        for size, ages in groupby(zip(settings.MEDIANS, settings.GROUPS, strict=True), itemgetter(0))
    ]
    ends = [*(str(ages[0] - 1) for _, ages in groups[1:]), ""]
    spans = [
        f"{ages[0]} to {end}" if end else f"{ages[0]} and over" for (_, ages), end in zip(groups, ends, strict=True)
    ]
    return ", ".join(f"{100 * size:g}% at {span}" for (size, _), span in zip(groups, spans, strict=True))


def _widths(world: World) -> list[Row]:
    c = world.today.condition
    sd = float(world.fitted.rate_sd[c].max())
    return fixed(
        (
            "Error of a borough's population",
            f"{100 * settings.PUBLISHED_MEDIAN:g}% in the middle case after ten years, as the square root of years",
            "Simpson, Wilson and Shalley, 2019",
            PUBLISHED,
        ),
        (
            "Error at each age",
            f"{hard_ages()} in the middle case after ten years",
            "The 2014 round against mid-2020 and Census 2021, in three classes; Shaw, 2007, on which ages are hard",
            WORKED_OUT,
        ),
        (
            "Error of the base",
            f"{100 * settings.BASE_MEDIAN:g}% in the middle case, more at ages that are hard to project",
            "Mid-2020 against Census 2021",
            WORKED_OUT,
        ),
        (
            "Error of the rates today",
            f"up to {100 * sd:.0f}% either way (one sd)",
            "Ranges of the rates",
            "as the rates",
        ),
        (
            "Drift of the rates",
            f"{100 * settings.DRIFT_SD:.1f}% a year as a random walk",
            "CFAS I and II, Matthews and others, 2013, for dementia",
            "worked out for dementia, judgement for the others",
        ),
        (
            "Share of the years gained after 55 that are healthy",
            "most likely 0.06, 80% of the time between −0.2 and 1.2",
            "Experts' split normal for 2035, mean of the sexes, in the Strategy Unit's demand model; years gained are "
            "of ONS period life expectancies since the base year",
            "experts' answers",
        ),
        (
            "How errors of people go together",
            f"all ages of a borough share {100 * settings.ALL_AGES:g}% of the variance, all boroughs "
            f"{100 * settings.ALL_LONDON:g}%",
            "Set so that all ages together err by the published 7%; the 2014 round against the two older estimates",
            WORKED_OUT,
        ),
    )


def _programme(levers: HealthLevers) -> list[Row]:
    it = programmes.programme(levers.programme)
    if it is None:
        return []
    rows: list[Row] = []
    for words, found in (("main finding", it.main), ("most cautious finding", it.cautious)):
        value = f"risk {found.risk:g} times ({found.low:g} to {found.high:g}): {found.measures}"
        rows.append((f"{it.label}: {words}", value, value, found.source, found.quality))
    if levers.evidence == programmes.OWN:
        own, default = (f"risk {x:g} times" for x in (levers.own_risk, it.main.risk))
        rows.append((f"{it.label}: own value", own, default, "You", "your own"))
    stays = f"{it.stays:g} years"
    rows.append((f"{it.label}: years that people stay in the count", stays, stays, "This suite", JUDGEMENT))
    return rows


def _units(levers: HealthLevers) -> list[Row]:
    from lbdp_core.health.scenario.figures import unit_value

    rows: list[Row] = []
    for kind, (label, unit) in valued_needs.KINDS.items():
        found = valued_needs.unit(levers.condition, kind)
        default = found.said if found else "none found"
        if levers.values == valued_needs.OWN:
            rows.append((label, f"{unit_value(levers, kind):,g} {unit} a person", default, "You", "your own"))
        else:
            rows.append(
                (label, default, default, found.source if found else "", found.quality if found else "not found")
            )
    return rows
