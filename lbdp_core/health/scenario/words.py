"""The scenario in sentences: the answer, and what not to conclude."""

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
    "diagnosed": "Diagnosed figures miss people without a diagnosis: a low one may be unmet need and not good health.",
    "modelled locally": "The local figure is itself a model's and not a count of diagnoses.",
    "census": "The count is what people said of themselves in the Census of 2021, taken in lockdown.",
    "": "No local figure was found for this condition, so nothing is scaled.",
}
EXPECTED_ONLY = (
    "These are people expected from national rates at each age and sex; nobody has counted them, and nothing local but "
    "age, sex and numbers is in an expected figure."
)
SCALED = (
    "These are expected people scaled to one past local figure of each borough; nobody has counted them, and what made "
    "that figure high or low is taken to stay as it was."
)
COUNTED_THERE = (
    "The Census of 2021 counted these people in each borough; national rates by age and sex only carry its count "
    "forward."
)
NEITHER = "have no local figure and keep their expected ones"
SOME_JUDGED = "Provisional: some rates by age are our judgement, as no published figure was found."
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
    "programme": lambda v: f"“{programmes.CHOICES[v]}”",
}
FEW = 3


def span(low: float, high: float) -> str:
    """An interval as it stands in brackets."""
    return f"80% interval {people(low)} to {people(high)}"


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
    since = f"In {world.base} it was {people(world.total(world.today, 0))}."
    why = f"{since} Since then, {joined(parts)}." if parts else since
    return Answer(lead, scenarios.changed(world.levers, counted, PHRASES, RIDERS, people), why)


def caveats(world: World) -> tuple[str, ...]:
    """What not to conclude at these levers: what holds for them first, then what always holds."""
    fitted, levers, c = world.fitted, world.levers, world.today.condition
    lines = [*_about(world)]
    lines += [line for line in (beside.published(world), provisional(str(fitted.status[c]))) if line]
    if levers.horizon > SURE_YEARS:
        lines.append(
            "Beyond ten years, do not use the middle figure without its range: half of past forecasts of London "
            "boroughs were more than 7% wrong by then."
        )
    return (
        *lines,
        _kind(world),
        "Conditions are never added: many people have several.",
        f"Growth comes from the {fitted.growth_source}, applied to {fitted.base_source}. Newer projections would be "
        "more reliable.",
        "We treat errors of rates, of health in later life and of people as unrelated. If they go wrong together, the "
        "true range is wider.",
        "Boroughs with nearly the same figure are not in an order: look at their intervals.",
        "A split of the rise says which part of the arithmetic moved, and not why people fall ill.",
        "Past figures are people counted then times today's published rates, so a jump is a new count of people.",
    )


def provisional(status: str) -> str:
    """What has to be said of rates with these marks; empty where all were read or worked out from what was read."""
    if JUDGEMENT not in status:
        return ""
    return "Rates by age are our judgement: no published table was found." if status == JUDGEMENT else SOME_JUDGED


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
        lines.append(f"The programme chosen acts on {name.lower()}; it changes nothing for {world.name.lower()}.")
    elif it is not None:
        lines.append(f"The programme's effect is not settled: {it.caution}.")
    if world.today.local:
        lines.append(LOCAL[_basis(world)])
        lines.extend(_unscaled(world))
    if levers.ageing == AS_NOW:
        lines.append(
            "Every age is held as healthy as today; experts expect some of the years gained to be healthy ones."
        )
    if levers.healthy_years:
        lines.append("Healthy years are a what-if: nothing here says how they would be won.")
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
