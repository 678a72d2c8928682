"""The scenario in sentences: the answer, and what it does not tell you."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lbdp_core import scenarios
from lbdp_core.formatting import fewer_or_more, likely, people, percent
from lbdp_core.labour.scenario.figures import year
from lbdp_core.labour.scenario.levers import AUTOMATION, INDEX
from lbdp_core.labour.scenario.world import World
from lbdp_core.result import Answer, Headline


def _more(value: float, what: str) -> str:
    return f"{fewer_or_more(value, '{:g}%'.format)} jobs in {what}"


PHRASES: Mapping[str, Callable[[Any], str]] = {
    "care": lambda v: _more(v, "health, care and education"),
    "construction": lambda v: _more(v, "construction"),
    "digital": lambda v: _more(v, "digital, media, finance and professional work"),
    "visitors": lambda v: _more(v, "shops, hotels, food and arts"),
    "replacement": lambda v: f"{fewer_or_more(v, '{:g}%'.format)} people leaving their occupation",
    "automation": lambda v: f"doing {v:g}% of exposed work without staff",
    "training": lambda v: f"{v:g},000 more training places a year",
    "migration": lambda v: f"{fewer_or_more(1_000 * v, '{:,.0f}'.format)} workers a year",
    "slump": lambda v: f"a claimant rate {abs(v):g} point{'s' * (abs(v) != 1)} {'higher' if v > 0 else 'lower'}",
}
RIDERS = ("exposed", "trained")
CRITICS = {
    INDEX: "The authors of the AI index warn that it does not measure which jobs AI can replace.",
    AUTOMATION: "The automation index is of 2013. A later study (Coelli and Borland, 2019) found that it did not help "
    "to forecast which occupations lost jobs.",
}
CAVEATS = (
    "The projection was made in 2024 from data to 2020, the first year of the pandemic. Its publisher gives no margin "
    "of error, so the range of openings is our judgement.",
    "Past projections of London's jobs were too low: GLA Economics found this in 2020 of its own and of three others.",
    "Openings are not vacancies: most replace people who retire or move, and many are filled from within.",
    "The claimant count is of people on benefits who must look for work. It is not unemployment.",
    "Figures under 10,000 people are hidden, as the publisher asks, with others that would give them away. © Warwick "
    "Institute for Employment Research and Cambridge Econometrics, 2023.",
)


def answer(world: World, claimants: Headline, gap: Headline) -> Answer:
    """How many people will claim, what the levers change, and what openings are made of."""
    where = world.levers.borough
    figure, low, high = (value or 0.0 for value in (claimants.scenario, claimants.low, claimants.high))
    known = likely(people(low), people(high))
    lead = f"In {year(world)} about {people(figure)} people in {where} will claim out-of-work benefits {known}."
    net, leavers, _ = world.model.total
    share = percent(leavers / (net + leavers), 0)
    total = people(1_000 * (net + leavers))
    why = f"The published projection has about {total} openings in London, {world.model.span}. {share} replace leavers."
    return Answer(lead, _change(world, claimants, gap), why)


def _change(world: World, claimants: Headline, gap: Headline) -> str:
    """Of claimants where they move, else of the gap."""
    if world.levers.slump:
        return scenarios.changed(world.levers, claimants, PHRASES, RIDERS, people)
    if world.levers == world.levers.unchanged():
        return ""
    named = scenarios.subject(world.levers, PHRASES, RIDERS)
    more, low, high = gap.change or 0.0, gap.change_low or 0.0, gap.change_high or 0.0
    if abs(more) < 0.5:
        return f"{named} would leave as many workers to find as before."
    ends = [people(end) for end in sorted((abs(low), abs(high)))]
    told = f" {likely(*ends)}" if ends[0] != ends[1] and low * high > 0 else ""
    return f"{named} would leave {people(abs(more))} {'extra' if more > 0 else 'fewer'} workers to find{told}."


def caveats(world: World) -> tuple[str, ...]:
    """What holds at these levers first, then what always holds."""
    lines = []
    if not world.model.better[int(world.levers.horizon) - 1]:
        lines.append("So far ahead no method beat the last value, so the last value is shown.")
    if world.levers.automation:
        lines.append(f"Nobody knows how much exposed work will be done without staff. {CRITICS[world.levers.exposed]}")
    return (*lines, *CAVEATS)
