"""The scenario in a sentence: what is expected, with its range, what the change does, and what moves it most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from lbdp_core import scenarios
from lbdp_core.formatting import between, fewer_or_more, joined, likely, people
from lbdp_core.refugees.scenario import sensitivity
from lbdp_core.refugees.scenario.world import World
from lbdp_core.result import Answer, Headline

NEAR = 0.75  # a second lever with so much of the first one's width is named too
SMALL = 0.5  # people below which a change moves next to nobody
RIDERS = ("hotel_quarter", "hotel_beds")  # of a hotel that closes
PHRASES: Mapping[str, Callable[[Any], str]] = {
    "decisions": lambda v: f"{fewer_or_more(v, '{:g}%'.format)} decisions",
    "claims": lambda v: f"{fewer_or_more(v, '{:g}%'.format)} new claims",
    "grant_rate": lambda v: (
        f"a grant share {abs(v):g} point{'' if abs(v) == 1 else 's'} {'higher' if v > 0 else 'lower'}"
    ),
    "appeals": lambda v: f"appeals by {v:g}% of people refused",
    "notice": lambda v: f"{v:g} days of notice after a grant",
    "duties": lambda v: f"{v:g} homelessness duties for each person granted",
    "dispersal": lambda v: f"{fewer_or_more(v, '{:g}%'.format)} new places in London",
    "hotel_borough": lambda v: f"a hotel closure in {v}",
}


def answer(world: World, counted: Headline, duties: Headline) -> Answer:
    """How many people to expect, what the change does to that, and what moves it most."""
    change = scenarios.changed(world.levers, counted, PHRASES, RIDERS, people)
    if not world.seen() and not counted.scenario:
        none = f"{world.where} had nobody in asylum support at the last count ({world.base}), so we expect nobody."
        return Answer(none, change)
    scenario, low, high = (value or 0.0 for value in (counted.scenario, counted.low, counted.high))
    lead = (
        f"By {world.when} {world.where} can expect about {people(scenario)} people in asylum support "
        f"{likely(people(low), people(high))}."
    )
    why = f"It was {people(world.seen())} at the last count ({world.base}). {_duties(duties)} {most(world)}."
    return Answer(lead, change, why)


def _duties(duties: Headline) -> str:
    """The homelessness duties by then, and how many the change adds or takes away."""
    owed = people(duties.scenario or 0.0)
    change = duties.change or 0.0
    moved = f", {fewer_or_more(change, people)} than if nothing changed" if abs(change) >= SMALL else ""
    return f"By then councils would owe about {owed} household{'' if owed == '1' else 's'} a homelessness duty{moved}."


def most(world: World) -> str:
    """Which lever moves people in support most here, over its plausible range; two where they are near each other."""
    found = leading(sensitivity.table(world))
    if not len(found):
        return "No lever changes it by as much as one person"
    each = [
        f"{name} ({between(low, high, people)})"
        for name, low, high in found[["words", "low", "high"]].itertuples(index=False, name=None)
    ]
    return f"What changes it most {'is' if len(each) == 1 else 'are'} {joined(each)}"


def leading(found: pd.DataFrame) -> pd.DataFrame:
    """Of the levers that move people here, the first, and the second where it is near; words as within a sentence."""
    wide = (found["high"] - found["low"]).abs()
    kept = found[(wide >= 1) & (wide >= NEAR * wide.max())].head(2)
    within = [w if w.startswith("London") else w[:1].lower() + w[1:] for w in kept["words"]]
    return kept.assign(words=within)
