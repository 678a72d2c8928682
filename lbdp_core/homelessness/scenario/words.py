"""The scenario in sentences: the answer, and what it does not tell you."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lbdp_core import move_on, quarters, scenarios
from lbdp_core.formatting import CHANCES, fewer_or_more, likely, people
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import duties, settings
from lbdp_core.homelessness.scenario.evidence import BY_LEVER, CAUTIOUS, UNITS, within
from lbdp_core.homelessness.scenario.world import World
from lbdp_core.places import LONDON
from lbdp_core.result import Answer, Headline
from lbdp_core.unit_costs import unit_cost

RIDERS = ("delay", "evidence")  # of the other levers
PHRASES: Mapping[str, Callable[[Any], str]] = {
    "nsno": lambda v: f"No Second Night Out for {v:g}% more new people",
    "move_on": lambda v: f"{v:,g} more move-on homes",
    "housing_first": lambda v: f"{v:,g} more Housing First places",
    "prevention": lambda v: f"emergency cash in {v:g}% more prevention duties",
    "lha": lambda v: f"closing {'' if v == 100 else f'{v:g}% of '}the gap between Local Housing Allowance and rents",
    "asylum_days": lambda v: f"{v:g} days of asylum notice",
    "arrivals": lambda v: f"{fewer_or_more(v, '{:g}%'.format)} new people",
    "winter": lambda v: f"a winter peak {v:g}% higher",
}
FAR = 4  # quarters ahead from which the method is little or no better than the seasonal-naive rule; a test compares it
SCORED = 4  # quarters ahead up to which forecasts were scored
SYNTHETIC = (
    "Borough figures for rough sleeping are synthetic. Westminster has its published share of London's total "
    "({westminster:.0f}% in 2023/24). The other boroughs share what is left as in the autumn snapshots of {first} to "
    "{last}. Add a file of CHAIN by borough to the data folder to replace them."
)
COSTS = "Read a net cost as a rough size: unit costs come from different years ({years}) and have no range here."
NOT_IN_RANGE = "Ranges leave out the error from sharing out London's totals."


def answer(world: World, counted: Headline) -> Answer:
    """How many people to expect, what the change does to that, and what the figure goes on from."""
    where = world.levers.borough
    scenario, low, high = (value or 0.0 for value in (counted.scenario, counted.low, counted.high))
    made_up = "synthetic figures; " if world.fitted.synthetic and where != LONDON else ""
    lead = (
        f"From {world.when} {where} can expect about {people(scenario)} people seen rough sleeping "
        f"{likely(people(low), people(high), made_up + CHANCES)}."
    )
    change = scenarios.changed(world.levers, counted, PHRASES, RIDERS, people)
    cautious = "This uses the most cautious evidence. " if change and world.levers.evidence == CAUTIOUS else ""
    return Answer(lead, change, f"{cautious}The latest count is for {quarters.months(world.fitted.newest)}.")


def caveats(world: World) -> tuple[str, ...]:
    """What the figures do not tell you: what holds at these levers first, then what always holds."""
    levers, lines = world.levers, [*not_reported(world)]
    if world.fitted.synthetic:
        lines.append(synthetic(world))
    moved = [name for name in levers.moved() if name in BY_LEVER]
    levered = [BY_LEVER[name] for name in moved]
    lines += [f"{known.label}: {known.caution}." for known in levered[:3]]
    if "asylum_days" in moved:
        lines.append(_notice(world))
    if levers.evidence == CAUTIOUS:
        lines.append("This uses the most cautious evidence, on which four of the six levers have no effect.")
    if moved:
        years = [unit.price_year for unit in (unit_cost("temporary_accommodation"), *UNITS.values())]
        lines.append(COSTS.format(years=f"{min(years)} to {max(years)}"))
        lines += [
            f"The cost of {within(known.label)} leaves out {known.left_out}." for known in levered if known.left_out
        ]
    if levers.lha:
        lines.append(
            "Central government pays to close the Local Housing Allowance gap. A net cost does not say who saves."
        )
    lines += [*_rule(world), *_policies(world)]
    return (
        *lines,
        "Do not add households to people. Do not add people seen in a quarter to people there at its end.",
        "Do not compare the three counts: outreach records (CHAIN), the autumn snapshot and councils' duties "
        "(Homelessness Case Level Information Collection, H-CLIC) count different people.",
        "Most rates in the rough sleeping model are our judgement. The model assumes that, if nothing changes, numbers "
        "stay level.",
        "The model starts every lever everywhere at once, and does not say who gets help.",
        "Do not use any figure to decide about a person.",
        "Where a borough did not report a quarter, we carry its last figure on in line with London's total.",
    )


def _notice(world: World) -> str:
    """Asylum notice in the year that the forecasts of the duties go on from."""
    year = [str(quarter) for quarter in world.fitted.quarters[-settings.SEASON :]]
    before = quarters.label(quarters.index(year[0]) - 1)
    first, last = quarters.last_day(before), quarters.last_day(year[-1])
    rules = [*move_on.in_force(first), *(rule for rule in move_on.RULES if first < rule.since <= last)]
    days = ", then ".join(
        f"{rule.days} days" + ("" if rule.whom == move_on.EVERYBODY else f" for {rule.whom}") for rule in rules
    )
    end = quarters.words(year[-1])
    return (
        f"The change is compared with today's rule, {move_on.TODAY} days. The forecasts of duties rest on the year to "
        f"{end}, when notice was {days}."
    )


def _policies(world: World) -> list[str]:
    """Changes of law that no quarter of H-CLIC has seen and the quarter looked at has."""
    lines = []
    for policy in cited.ahead(str(world.fitted.quarters[-1]), world.quarter):
        part, whole = (world.fitted.series(name)[-settings.SEASON :, -1] for name in (policy.measure, policy.whole))
        known = ~(np.isnan(part) | np.isnan(whole))
        share = part[known].sum() / max(whole[known].sum(), 1.0)
        lines.append(policy.forecast.format(share=f"{100 * share:.0f}%"))
    return lines


def _rule(world: World) -> list[str]:
    """What the seasonal-naive rule says of temporary accommodation, where forecasts were hardly better."""
    far = world.fitted.lead + world.steps
    if far < FAR:
        return []
    naive = world.fitted.naive[settings.TARGETS.index("ta_households")]
    homes = float(naive[world.fitted.lead + world.step, world.column])
    last = quarters.words(str(world.fitted.quarters[-1]))
    tested = "have not been tested" if far > SCORED else "do little better than last year's figure"
    return [
        f"{world.when} is {3 * far} months after the last published duties ({last}). Forecasts of duties and "
        f"temporary accommodation {tested} that far ahead. Compare them with the last figure for the same time of "
        f"year: {people(homes)} households in temporary accommodation."
    ]


def not_reported(world: World) -> tuple[str, ...]:
    """That the borough looked at did not report the last quarter, when it last did, and what is shown instead."""
    if world.levers.borough == LONDON:
        return ()
    fitted, borough, end = world.fitted, world.levers.borough, len(world.fitted.quarters) - 1
    last = {name: int(duties.last_reported(fitted.of(name))[world.column]) for name in settings.TARGETS}
    at, owed = last["ta_households"], min(last["owed_prevention"], last["owed_relief"])
    of_duties = f"{borough} last reported duties owed in {_quarter(world, owed)}. Later figures are our estimates."
    if at == end:
        return (of_duties,) if owed < end else ()
    homes = float(world.here_then(world.scenario.duties.held).mean())
    shown = f"{people(homes)} is our estimate, in line with London's total"
    if at < 0:
        return (f"{borough} never reported households in temporary accommodation. {shown}.",)
    reported, when = float(world.published("ta_households")[at]), _quarter(world, at)
    line = f"{borough} last reported temporary accommodation in {when} ({reported:,.0f} households). {shown}."
    return (f"{line} {of_duties}" if owed < end else line,)


def _quarter(world: World, at: int) -> str:
    return quarters.months(str(world.fitted.quarters[at])) if at >= 0 else "none of these quarters"


def synthetic(world: World) -> str:
    """That boroughs' people are made up, and how; of a borough, what its range leaves out."""
    years = world.fitted.snapshot_years[-cited.SNAPSHOTS :]
    said = SYNTHETIC.format(westminster=100 * cited.WESTMINSTER, first=years[0], last=years[-1])
    return said if world.levers.borough == LONDON else f"{said} {NOT_IN_RANGE}"
