"""Compare: what a second scenario has more or less of than a first, figure by figure and place by place.

All runs of a theme share their draws (common random numbers), so B - A is taken in each draw: what both scenarios are
unsure of alike cancels out, and a scenario compared with itself differs by nothing, with no width.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.doubt import interval
from lbdp_core.formatting import fewer_or_more, fine, likely, number
from lbdp_core.goal import Goal
from lbdp_core.levers import Levers
from lbdp_core.result import Headline, Result

Names = tuple[str, str]  # of A and B, as a sentence has them: `scenarios.names`
UNNAMED: Names = ("A", "B")
EXACT = 1e-10  # relative size of a difference that only rounding makes


@dataclass(frozen=True)
class Difference:
    """One figure in two scenarios.

    difference, low, high: B - A and the middle 80% of its paired draws; None where it cannot be taken (`reason`).
    chance_better:         share of draws in which B is the better of the two; None where they are the same in all, or
                           where neither more nor less is better.
    """

    key: str
    label: str
    unit: str
    better: Literal["up", "down"]
    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None
    chance_better: float | None
    reason: str = ""
    decimals: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Apart:
    """A lever that stands differently in the two scenarios, with its values and their words."""

    name: str
    label: str
    a: Any
    b: Any
    a_words: str
    b_words: str
    assumed: bool


def between(a: Result, b: Result, names: Names = UNNAMED) -> tuple[Difference, ...]:
    """B - A for every figure that both have, totals first; `names` are what a reason calls the two."""
    of_a = {h.key: h for h in a.figures}
    return tuple(_difference(of_a[h.key], h, names) for h in b.figures if h.key in of_a)


def _difference(a: Headline, b: Headline, names: Names) -> Difference:
    shared = (b.key, b.label, b.unit, b.better, a.scenario, b.scenario)
    if reason := _apart(a, b, names):
        return Difference(*shared, None, None, None, None, reason, b.decimals)
    assert a.draws is not None and b.draws is not None and a.scenario is not None and b.scenario is not None
    rounding = EXACT * max(abs(a.scenario), abs(b.scenario))
    centre, *_ = _beyond(np.array([b.scenario - a.scenario]), rounding)
    draws = _beyond(b.draws - a.draws, rounding)
    low, high = interval(draws, float(centre))
    gain = draws if b.better == "up" else -draws
    chance = _chance(a, b, float(np.mean(gain > 0))) if draws.any() and not b.neutral else None
    return Difference(*shared, float(centre), low, high, chance, decimals=b.decimals)


def _chance(a: Headline, b: Headline, drawn: float) -> float:
    """The share of draws; where one of the two is today, the chance that the other states, which may be exact."""
    if a.change == 0 and b.chance_not_better is not None:
        return 1 - b.chance_not_better
    if b.change == 0 and a.chance_not_better is not None:
        return a.chance_not_better
    return drawn


def _beyond(values: NDArray[np.float64], rounding: float) -> NDArray[np.float64]:
    """The values, nought where they are no more than what rounding in sums leaves."""
    return np.where(np.abs(values) <= rounding, 0.0, values)


def _apart(a: Headline, b: Headline, names: Names) -> str:
    """Why B - A cannot be taken; empty where it can."""
    if a.scenario is None or b.scenario is None:
        name, lacking = (names[0], a) if a.scenario is None else (names[1], b)
        return f"{name} has no figure: {lacking.reason[:1].lower()}{lacking.reason[1:]}".rstrip(".") + "."
    if a.unit != b.unit:
        return f"{names[0]} counts {a.unit}, {names[1]} {b.unit}: set both alike to compare them."
    if a.draws is None or b.draws is None or a.draws.shape != b.draws.shape:
        return "The figure has no draws to compare by."
    return ""


def apart(a: Levers, b: Levers) -> tuple[Apart, ...]:
    """The levers that differ, in the order they are declared."""
    specs, of_a, of_b = a.specs(), a.as_dict(), b.as_dict()
    return tuple(
        Apart(n, s.label, of_a[n], of_b[n], s.words(of_a[n]), s.words(of_b[n]), s.assumed)
        for n, s in specs.items()
        if of_a[n] != of_b[n]
    )


def places(a: Result, b: Result, by: str) -> pd.DataFrame:
    """The additive headline in both, added up by a column of the places: `by`, a, b, difference; least first.

    Raises:
        ValueError: the two look at different areas.
    """
    one, other = a.places, b.places
    if not one["code"].equals(other["code"]):
        if set(one["code"]) != set(other["code"]):
            raise ValueError("The two scenarios look at different areas, so their places cannot be compared.")
        other = other.set_index("code").loc[one["code"]]
    group, names = pd.factorize(one[by], sort=True)
    of_a, of_b = (np.bincount(group, frame["scenario"], len(names)) for frame in (one, other))
    frame = pd.DataFrame({by: names, "a": of_a, "b": of_b, "difference": (of_b - of_a).round(12) + 0.0})
    return frame.sort_values("difference", kind="stable", ignore_index=True)


def sentence(
    goal: Goal | None,
    a: Result,
    b: Result,
    levers: tuple[Apart, ...],
    where: str = "",
    names: Names = UNNAMED,
) -> str:
    """The comparison as one would say it: how much more or less, how sure, and for what.

    where: what both look at, when it is not all.
    """
    if not levers:
        said = "The two scenarios are the same."
    else:
        main = next(d for d in between(a, b, names) if d.key == (goal.figure if goal else b.additive.key))
        does = (goal.more if goal else "") or b.figure(main.key).does
        said = _sentence(main, does, names, _price(goal, levers, " in total" if where else ""))
    return f"{where}: {said}" if where else said


def _sentence(main: Difference, does: str, names: Names, price: str) -> str:
    """does: what a scenario does, with {goal} for how much; empty for a level, which is named by its label."""
    a, b = names
    if main.difference is None or main.low is None or main.high is None:
        return f"{main.label}: {main.reason}"
    if not main.low and not main.high:
        return f"{a} and {b} give the same {main.label[:1].lower()}{main.label[1:]}{price}."
    say = partial(number, decimals=fine(main.decimals, main.low, main.high), unit=main.unit)
    more = f"{fewer_or_more(main.difference, say, worded(main.unit))} {main.unit.removeprefix('£').strip()}"
    known = known_range(main)
    if does:
        return f"{b} would {does.format(goal=more)} than {a} {known}{price}."
    return f"{main.label}: {more} with {b} than with {a} {known}."


def worded(unit: str) -> tuple[str, str]:
    """The words for less and more of a unit: things are fewer, money and shares are less."""
    return "less" if unit.startswith(("£", "%")) else "fewer", "more"


def known_range(d: Difference) -> str:
    """The range of a difference in brackets; its direction is said where it is not known."""
    assert d.low is not None and d.high is not None
    say = partial(number, decimals=fine(d.decimals, d.low, d.high), unit=d.unit)
    if d.low * d.high < 0:
        return likely(*(fewer_or_more(end, say, worded(d.unit)) for end in (d.low, d.high)))
    return likely(*map(say, sorted((abs(d.low), abs(d.high)))))


def _price(goal: Goal | None, levers: tuple[Apart, ...], whole: str) -> str:
    """What B puts in beyond A, where the goal's lever differs."""
    moved = next((lever for lever in levers if goal and lever.name == goal.lever), None)
    if goal is None or moved is None:
        return ""
    return f", for {goal.step(moved.b - moved.a)}{whole}"


def document(
    goal: Goal | None,
    a: Result,
    b: Result,
    levers: tuple[Apart, ...],
    where: str = "",
    names: Names = UNNAMED,
) -> dict[str, Any]:
    """The comparison as docs/json.md describes it; places by borough."""
    return {
        "theme": b.theme,
        "answer": sentence(goal, a, b, levers, where, names),
        "levers": [{"name": x.name, "label": x.label, "a": x.a, "b": x.b, "assumed": x.assumed} for x in levers],
        "figures": [d.as_dict() for d in between(a, b, names)],
        "boroughs": places(a, b, "borough"),
    }
