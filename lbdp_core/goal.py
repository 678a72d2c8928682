"""Goals: the least of a lever at which a figure gets where somebody wants it.

The figure is taken to be monotone in the lever: once reached, it stays reached. The search looks at evenly spread
values over the lever's whole range, then halves between the last that falls short and the first that reaches, down to
one step of the lever. The found value and the step below it are both real runs; if a larger value looked at falls short
again, the answer says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np

from lbdp_core.formatting import LARGE, fine, likely, number
from lbdp_core.levers import Lever, Levers
from lbdp_core.result import Headline, Result

LOOKS = 9  # evenly spread values that are looked at first


@dataclass(frozen=True)
class Goal:
    """What somebody may ask for.

    question: as it heads the page ("Fewest visits that prevent a number of fires").
    figure:   key of the total or headline that should get there, in its own better direction.
    lever:    the number lever that is moved; `by` is what it counts, as in "20,000 visits".
    want:     what a scenario does, with {goal} for figure and unit: "prevent {goal}".
    more:     the same for what a second scenario does more than a first ("prevent {goal}"); empty for a level.
    start:    the figure that is asked for first.
    least:    "fewest" or "least", and `fewer` to match.
    """

    question: str
    figure: str
    lever: str
    by: str
    want: str
    start: float
    more: str = ""
    least: str = "fewest"
    fewer: str = "fewer"

    def amount(self, value: float) -> str:
        """The lever at a value, as a sentence says it: "20,000 visits", "10% more leavers"."""
        return f"{value:,.10g}{'' if self.by.startswith('%') else ' '}{self.by}"

    def step(self, value: float) -> str:
        """The same of a difference between two values: "500 more visits", "10% fewer leavers"."""
        unit, by = ("%", self.by[1:].strip().removeprefix("more ")) if self.by.startswith("%") else ("", self.by)
        return f"{abs(value):,.10g}{unit} {'more' if value > 0 else self.fewer} {by}"


@dataclass(frozen=True)
class Found:
    """The answer to a goal.

    value:    least value of the lever that gets there; None when none does.
    at:       the figures there, totals first. below: those one step of the lever below.
    best, best_at: the furthest the figure gets among the values looked at, and the first value where it does.
    steady:   no larger value that was looked at falls short again.
    seen:     every run that was looked at: value, and the figure there; in the order of the values.
    """

    goal: Goal
    target: float
    sure: float | None
    value: float | None
    at: tuple[Headline, ...] = field(repr=False)
    below: tuple[Headline, ...] = field(repr=False)
    best: float | None
    best_at: float
    steady: bool
    seen: tuple[tuple[float, Headline], ...] = field(repr=False)

    @property
    def looked(self) -> int:
        """Runs that it took."""
        return len(self.seen)


def standing(h: Headline, sure: float | None) -> float | None:
    """How far a figure gets: as expected, or in at least `sure` (a share) of its draws."""
    if sure is None or h.scenario is None or h.draws is None:
        return h.scenario
    if h.better == "up":
        return float(np.quantile(h.draws, 1 - sure, method="lower"))
    return float(np.quantile(h.draws, sure, method="higher"))


def reach(run: Callable[[Any], Result], levers: Levers, goal: Goal, target: float, sure: float | None = None) -> Found:
    """The least of the goal's lever, all others as they stand, at which its figure reaches `target`.

    Args:
        run: from levers to a result.
        levers: the scenario; its own value of the goal's lever does not matter.
        goal: which figure, which lever.
        target: in the unit of the figure.
        sure: None asks for the expected figure, 0.9 for nine draws in ten.
    """
    spec = levers.specs()[goal.lever]
    steps = round((spec.high - spec.low) / spec.step)
    looked: list[int] = []

    @cache
    def look(step: int) -> Result:
        looked.append(step)
        return run(replace(levers, **{goal.lever: _value(spec, step)}))

    @cache
    def far(step: int) -> float:
        """How far it gets, larger is better; minus infinity where there is no figure."""
        h = look(step).figure(goal.figure)
        got = standing(h, sure)
        return -np.inf if got is None else got if h.better == "up" else -got

    def seen() -> tuple[tuple[float, Headline], ...]:
        return tuple((_value(spec, step), look(step).figure(goal.figure)) for step in sorted(looked))

    up = look(steps).figure(goal.figure).better == "up"
    wanted = target if up else -target
    spread = sorted({round(steps * k / (LOOKS - 1)) for k in range(LOOKS)})
    there = [far(step) >= wanted for step in spread]
    if not any(there):
        best = max(spread, key=far)  # the first of equals
        top = None if not np.isfinite(far(best)) else far(best) if up else -far(best)
        at = _value(spec, best)
        return Found(goal, target, sure, None, (), (), top, at, True, seen())
    first = there.index(True)
    high, low = spread[first], spread[first - 1] if first else -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if far(middle) >= wanted else (middle, high)
    return Found(
        goal,
        target,
        sure,
        _value(spec, high),
        look(high).figures,
        look(low).figures if low >= 0 else (),
        far(high) if up else -far(high),
        _value(spec, high),
        all(there[first:]),
        seen(),
    )


def _value(spec: Lever, step: int) -> float:
    return min(spec.high, round(spec.low + step * spec.step, 9))


def sentence(found: Found, spec: Lever, unit: str) -> str:
    """The answer in words; `unit` is the figure's, `spec` the goal's lever."""
    goal = found.goal
    wanted = goal.want.format(goal=f"{found.target:,.10g} {unit}".strip())
    how = "would be expected to" if found.sure is None else f"would, with {10 * found.sure:g} chances in 10,"
    if found.value is None:
        with_it = f"with {found.best_at:,.10g}" if found.best_at else "with none"
        most = "" if found.best is None else f". The furthest it gets is {_said(found, found.best)}, {with_it}"
        return f"With all other levers as they are now, not even {goal.amount(spec.high)} {how} {wanted}{most}."
    at = next(h for h in found.at if h.key == goal.figure)
    tell = (
        f"{goal.amount(found.value)} are the {goal.least} that {how} {wanted}: {_said(found, at.scenario)} "
        f"{likely(_said(found, at.low), _said(found, at.high))}."
    )
    if found.below:
        short = next(h for h in found.below if h.key == goal.figure)
        reach = f", at {_said(found, short.scenario)}" if found.sure is None else ""
        tell += f" {spec.step:,.10g} {goal.fewer} would fall short{reach}."
    return tell if found.steady else f"{tell} Some larger numbers fall short again, so check any number you choose."


def margin(found: Found, spec: Lever) -> str:
    """What the last step of the lever gets, and what it costs by each other total in pounds; empty when unknown."""
    if found.value is None or not found.below:
        return ""
    below = {h.key: h.scenario for h in found.below}
    steps = {h.key: h.scenario - (below[h.key] or 0.0) for h in found.at if h.scenario is not None}
    main = next(h for h in found.at if h.key == found.goal.figure)
    gain = abs(steps.get(main.key, 0.0))
    if not gain or not found.goal.more:
        return ""
    got = found.goal.more.format(goal=f"{number(gain, fine(2, gain))} {main.unit}")
    tell = f"The last {found.goal.amount(spec.step)} {got}"
    for h in (h for h in found.at if h.unit == "£" and steps.get(h.key)):
        all_in, last = number(h.scenario, 0, "£"), number(steps[h.key], 0, "£")
        tell += f" for {last} ({number(steps[h.key] / gain, 0, '£')} each). {h.label} in total: {all_in}"
    return f"{tell}."


def _said(found: Found, value: float | None) -> str:
    """A figure with the decimals that tell it from the target."""
    if value is None:
        return "none"
    decimals = 0 if not value else 2 if 0 < abs(value - found.target) < 0.1 else 1
    return number(value, decimals) if abs(value) < LARGE else f"{value:,.0f}".replace("-", "−")
