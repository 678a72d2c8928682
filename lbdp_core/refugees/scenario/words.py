"""The scenario in a sentence: what is expected, with its range, what the change does, and what moves it most."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.refugees.scenario import moves
from lbdp_core.refugees.scenario.world import World
from lbdp_core.result import Headline
from lbdp_core.written import number

NEAR = 0.75  # a second lever with so much of the first one's width is named too
SMALL = 0.5  # people below which a change moves next to nobody


def figure(value: float, signed: bool = False) -> str:
    """A count as a sentence has it (`written.people`), with its sign where it is a change."""
    return number(value, -3, sign=signed)


def answer(world: World, people: Headline, duties: Headline) -> str:
    """The result in one sentence, with its range, and what moves it most."""
    if not world.seen() and not people.scenario:
        return (
            f"Nobody in {world.where} was in asylum support at the last count ({world.base}), so none can be expected."
        )
    text = (
        f"By {world.when}, {_ahead(world)}, about {figure(people.scenario or 0)} people in {world.where} are expected "
        f"in asylum support (80 % interval {figure(people.low or 0)} to {figure(people.high or 0)}; it was "
        f"{figure(world.seen())}) and about {_households(duties.scenario or 0)} owed a homelessness duty since "
        f"({figure(duties.low or 0)} to {figure(duties.high or 0)})"
    )
    return f"{text}{_change(people, duties)}; {most(world)}."


def _households(value: float) -> str:
    said = figure(value)
    return f"{said} household{'' if said == '1' else 's'}"


def _ahead(world: World) -> str:
    """How far after the last count, which may be long ago."""
    spoken = ("one", "two", "three", "four", "five", "six", "seven", "eight")[world.step - 1]
    return f"{spoken} quarter{'s' if world.step > 1 else ''} after the last count here ({world.base})"


def _change(people: Headline, duties: Headline) -> str:
    """What the change does to both figures; nothing where it does nothing."""
    if not people.change and not duties.change:
        return ""
    both = ((people, "people"), (duties, "duties"))
    said = [f"{figure(h.change or 0, signed=True)} {unit}" for h, unit in both if abs(h.change or 0) >= SMALL]
    return f"; the change means {' and '.join(said)}" if said else "; the change moves next to nobody here"


def most(world: World) -> str:
    """Which lever moves people in support most here, over its plausible range; two where they are near each other."""
    found = leading(moves.table(world))
    if not len(found):
        return "no lever moves it by as much as a person"
    ends = np.sort(found[["low", "high"]].to_numpy(dtype=float), axis=1)
    each = [
        f"{name} ({figure(low, signed=True)} to {figure(high, signed=True)})"
        for name, (low, high) in zip(found["words"], ends, strict=True)
    ]
    return f"what moves it most {'is' if len(each) == 1 else 'are'} {' and '.join(each)}"


def leading(found: pd.DataFrame) -> pd.DataFrame:
    """Of the levers that move people here, the first, and the second where it is near; words as within a sentence."""
    wide = (found["high"] - found["low"]).abs()
    kept = found[(wide >= 1) & (wide >= NEAR * wide.max())].head(2)
    within = [w if w.startswith("London") else w[:1].lower() + w[1:] for w in kept["words"]]
    return kept.assign(words=within)
