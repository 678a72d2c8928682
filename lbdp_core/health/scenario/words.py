"""The scenario in sentences: the answer, and what it does not tell you."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from lbdp_core import scenarios
from lbdp_core.formatting import fewer_or_more, joined, likely, people, spelt
from lbdp_core.health.scenario import beside, programmes
from lbdp_core.health.scenario.course import COUNTED
from lbdp_core.health.scenario.levers import AS_NOW
from lbdp_core.health.scenario.world import World
from lbdp_core.provenance import JUDGEMENT
from lbdp_core.result import Answer, Headline

LOCAL = {
    "diagnosed": "Diagnosed figures miss people with no diagnosis. A low figure may mean unmet need, not good health.",
    "modelled locally": "The local figure comes from a model. It is not a count of diagnoses.",
    "census": "The count is what people said about themselves in the 2021 Census, during lockdown.",
    "": "We found no local figure for this condition, so nothing is scaled.",
}
EXPECTED_ONLY = (
    "These are estimates: national rates for each age and sex, times the residents of each borough. Nobody has counted "
    "these people, and nothing else about a borough changes its figure."
)
SCALED = (
    "These are estimates scaled to one past local figure for each borough. Nobody has counted these people. We assume "
    "that whatever made the local figure high or low stays the same."
)
COUNTED_THERE = (
    "The 2021 Census counted these people in each borough. National rates by age and sex only carry the count forward."
)
NEITHER = "have no local figure and keep their expected ones"
SOME_JUDGED = "Provisional: some rates by age are our judgement, because we found no published figure."
SURE_YEARS = 10
BASIS = {"diagnosed": " (diagnosed)", "modelled locally": " (modelled locally)", "census": "", "": ""}
RIDERS = ("evidence", "own_risk", "reach", "uptake", "lag")  # of a programme
PHRASES: Mapping[str, Callable[[Any], str]] = {
    "growth": lambda v: f"{fewer_or_more(v, '{:g}%'.format)} people than projected",
    "ageing": lambda v: "keeping every age as healthy as today",
    "healthy_years": lambda v: (
        f"{spelt(abs(v))} {'extra' if v > 0 else 'fewer'} healthy year{'' if abs(v) == 1 else 's'}"
    ),
    "trend": lambda v: f"rates that {'rise' if v > 0 else 'fall'} by {abs(v):g}% a year",
    "programme": lambda v: f"{programmes.CHOICES[v][:1].lower()}{programmes.CHOICES[v][1:]}",
}
FEW = 3


def span(low: float, high: float) -> str:
    """A range as it stands in brackets."""
    return f"8 chances in 10: {people(low)} to {people(high)}"


def answer(world: World, counted: Headline, split: pd.DataFrame) -> Answer:
    """How many people to expect, what the change does to that, and what makes it rise or fall."""
    scenario, low, high = (value or 0.0 for value in (counted.scenario, counted.low, counted.high))
    lead = (
        f"In {world.when} {world.levers.borough} can expect about {people(scenario)} {world.noun}{_by(world)} "
        f"{likely(people(low), people(high))}."
    )
    parts = [
        f"{name.lower()} {'add' if value > 0 else 'take away'} {people(abs(value))}"
        for name, value in zip(split["part"], split["scenario"], strict=True)
        if round(value)
    ]
    since = f"It was {people(world.total(world.today, 0))} in {world.base}."
    why = f"{since} By {world.when}, {joined(parts)}." if parts else since
    return Answer(lead, scenarios.changed(world.levers, counted, PHRASES, RIDERS, people), why)


def caveats(world: World) -> tuple[str, ...]:
    """What the figures do not tell you: what holds at these levers first, then what always holds."""
    fitted, levers, c = world.fitted, world.levers, world.today.condition
    lines = [*_about(world)]
    lines += [line for line in (beside.published(world), provisional(str(fitted.status[c]))) if line]
    if levers.horizon > SURE_YEARS:
        lines.append(
            "Beyond ten years, always use the range: half of past forecasts of London boroughs were more than 7% wrong "
            "by then."
        )
    return (
        *lines,
        _kind(world),
        "Do not add conditions together: many people have several.",
        f"Population growth comes from the {fitted.growth_source}, applied to {fitted.base_source}. Newer projections "
        "would be more reliable.",
        "We treat errors in rates, in later-life health and in population as unrelated. If they go wrong together, the "
        "true range is wider.",
        "Do not rank boroughs with nearly the same figure: compare their ranges.",
        "The split of the rise shows which part of the calculation changed. It does not show why people fall ill.",
        "Past figures are the residents counted then, times today's rates. A jump is a new count of residents.",
    )


def provisional(status: str) -> str:
    """What has to be said of rates with these marks; empty where all were read or worked out from what was read."""
    if JUDGEMENT not in status:
        return ""
    return "Rates by age are our judgement: we found no published table." if status == JUDGEMENT else SOME_JUDGED


def _kind(world: World) -> str:
    """Whether these people are expected, scaled to a local figure, or counted."""
    if not (world.today.local and _basis(world)):
        return EXPECTED_ONLY
    return COUNTED_THERE if _basis(world) == COUNTED else SCALED


def _about(world: World) -> list[str]:
    levers, lines = world.levers, []
    it = programmes.PROGRAMMES.get(levers.programme)
    if it is not None and it.key != levers.condition:
        name = str(dict(zip(world.fitted.condition, world.fitted.words, strict=True)).get(it.key, it.key))
        lines.append(f"The programme acts on {name.lower()} only, so it changes nothing for {world.name.lower()}.")
    elif it is not None:
        lines.append(f"The programme's effect is uncertain: {it.caution}.")
    if world.today.local:
        lines.append(LOCAL[_basis(world)])
        lines.extend(_unscaled(world))
    if levers.ageing == AS_NOW:
        lines.append(
            "This assumes that every age stays as healthy as today. Experts expect some of the extra years of life to "
            "be healthy."
        )
    if levers.healthy_years:
        lines.append("Extra healthy years are a what-if. This page does not say how to achieve them.")
    return lines


def _basis(world: World) -> str:
    """How the local figure was come by: "diagnosed", "modelled locally", "census", or "" where there is none."""
    basis = str(world.fitted.factor_basis[world.today.condition])
    return basis if basis in BASIS else ""


def _by(world: World) -> str:
    """Who is counted, where figures are scaled to a local one; a name that says "diagnosed" does not say so twice."""
    basis = _basis(world) if world.today.local else ""
    return " (local figures)" if basis and basis in world.noun else BASIS[basis]


def _unscaled(world: World) -> list[str]:
    """The boroughs of the focus without a local figure of a condition that has some."""
    without = world.fitted.borough[world.here & (world.today.factor == 1.0)]
    if not _basis(world) or not 0 < len(without) <= FEW:
        return []
    has = "has no local figure and keeps its expected one" if len(without) == 1 else NEITHER
    return [f"{' and '.join(without)} {has}."]
