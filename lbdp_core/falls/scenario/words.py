"""The scenario in sentences: the answer, and what it does not tell you."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lbdp_core import scenarios
from lbdp_core.falls.scenario.evidence import CAUTIOUS
from lbdp_core.falls.scenario.levers import LAST, MANY, FallsLevers
from lbdp_core.falls.scenario.world import World, many_communal, shown_programmes
from lbdp_core.formatting import likely, people, pounds
from lbdp_core.places import LONDON
from lbdp_core.result import Answer, Headline

RIDERS = tuple(name for name in FallsLevers.specs() if name not in ("budget", "borough", "year"))
PHRASES: Mapping[str, Callable[[Any], str]] = {"budget": lambda v: f"{pounds(v)} spent once"}
SYNTHETIC = (
    "Admissions by area are made up: the real ones, in Hospital Episode Statistics, are not public. They add up to "
    "{total}. Bring your own counts to replace them."
)
CAVEATS = (
    "The pattern by age and sex is that of Birmingham and Solihull.",
    "An area's risk is not a person's: care homes and how admissions are recorded change it too.",
    "We add programmes up as if each reached different people. Where they share people, they avoid fewer admissions.",
)


def answer(world: World, admissions: Headline) -> Answer:
    """How many admissions to expect, what the money avoids of them, and where it goes."""
    where, year = world.levers.borough, world.levers.year
    scenario, low, high = (value or 0.0 for value in (admissions.scenario, admissions.low, admissions.high))
    ends = likely(people(low), people(high))
    lead = f"In {year} {where} can expect about {people(scenario)} admissions after a fall {ends}."
    change = scenarios.changed(world.levers, admissions, PHRASES, RIDERS, people)
    reached = [(one, count) for one, count in shown_programmes(world) if count >= 0.5]
    if not reached:
        return Answer(lead, change, "That counts people aged 65 and over, at today's rates for each age.")
    most, count = max(reached, key=lambda each: each[1] * each[0].unit.value)
    cautious = "This uses the most cautious evidence. " if world.levers.evidence == CAUTIOUS else ""
    why = f"{cautious}Most of the money goes to {most.label[:1].lower()}{most.label[1:]}, for {people(count)} people."
    return Answer(lead, change, why)


def caveats(world: World) -> tuple[str, ...]:
    """What holds at these levers first, then what always holds."""
    published = world.model.published
    total = f"each borough's published admissions of {published}" if published else "London's published rate"
    lines = [] if world.model.real else [SYNTHETIC.format(total=total)]
    lines += [f"{one.label}: {one.caution}." for one, count in shown_programmes(world) if count >= 0.5][:3]
    reached = world.people.sum(axis=1) >= 0.5
    if count := int((reached & many_communal(world.model)).sum()):
        lines.append(
            f"{count:,} of the {reached.sum():,} areas that the money reaches have {MANY} or more people in care "
            "homes, hostels or halls; a lever leaves them out."
        )
    if int(world.levers.year) > LAST - 5:
        lines.append("The projection of older people was made in 2014; its error grows with the years.")
    if world.levers.budget and world.levers.borough != LONDON and not world.spent:
        lines.append(f"None of the money is spent in {world.levers.borough} at these levers.")
    return (*lines, *CAVEATS)
