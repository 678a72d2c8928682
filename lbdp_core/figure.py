"""Figure: what a theme counts, declared once; what is said of it everywhere is derived from the declaration.

A figure has a key that never changes and draws from the course of the model. Headlines, places, the course over time
and the laws of which lever moves it which way follow from these; a theme replaces a derived piece where it must.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, Protocol, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import doubt
from lbdp_core.result import Headline

Array = NDArray[np.float64]
C = TypeVar("C")  # a course of the theme's model: one future in every place
C_co = TypeVar("C_co", covariant=True)
Words = Mapping[str, object]  # what stands in the braces of a label, a unit or `at`
NO_WORDS: Words = {}
SIGNIFICANT = -3  # decimals below nought: so many significant figures, as sentences say them


class World(Protocol[C_co]):
    """What levers look at: the course without the change and with it, which places (p,), and how many steps on."""

    @property
    def today(self) -> C_co: ...
    @property
    def scenario(self) -> C_co: ...
    @property
    def here(self) -> NDArray[np.bool_]: ...
    @property
    def step(self) -> int: ...


@dataclass(frozen=True)
class Per:
    """What a figure is a rate of.

    many: 10,000 of them. what: "residents". base: model -> (p,) how many there are in each place; nought if unknown.
    """

    many: int
    what: str
    base: Callable[[Any], Array]

    @property
    def words(self) -> str:
        """As a heading has it: "per 10,000 residents"."""
        return f"per {self.many:,} {self.what}"

    def scale(self, model: Any) -> Array:
        """(p,) what makes a count of a place a rate; nought where nobody is known to be there.

        >>> Per(1_000, "households", lambda model: np.array([500.0, 0.0])).scale(None).tolist()
        [2.0, 0.0]
        """
        base = np.asarray(self.base(model), float)
        return np.divide(self.many, base, out=np.zeros(len(base)), where=base > 0)


@dataclass(frozen=True)
class Figure(Generic[C]):
    """What is counted.

    key:       for programs, links, goals and laws; it never changes. label: for people; it may.
    unit:      what one of them is. label, unit and `at` (what follows the label in a headline) may name words in
               braces, such as {when}, which the theme gives for each scenario.
    draws:     course, step -> (draws, p); None where a theme pairs the draws itself.
    since:     whether it is counted from the start up to the step, so that a step's own is the difference.
    better, neutral, additive, decimals, does: as in `Headline`. chance: whether to give the chance of no effect.
    per:       what it is a rate of, for maps and boroughs side by side.
    columns:   where the places' table has its value with the change, and the ends of its 80% range.
    published: world -> what was published of it, by period. naive: world -> the naive line, by period.
    rises:     lever -> 1 where the figure rises with the lever, -1 where it falls: laws hold a theme to it.
    """

    key: str
    label: str
    unit: str
    draws: Callable[[C, int], Array] | None = None
    at: str = ""
    since: bool = False
    better: Literal["up", "down"] = "down"
    neutral: bool = False
    additive: bool = False
    chance: bool = True
    does: str = ""
    decimals: int = SIGNIFICANT
    per: Per | None = None
    columns: tuple[str, str, str] = ("scenario", "low", "high")
    published: Callable[[Any], pd.Series] | None = None
    naive: Callable[[Any], pd.Series] | None = None
    rises: Mapping[str, int] = field(default_factory=dict)

    def of(self, course: C, step: int) -> Array:
        """(draws, p) after a step.

        Raises:
            TypeError: the theme pairs the draws of this figure itself.
        """
        if self.draws is None:
            raise TypeError(f"{self.key} has no draws of a course")
        return self.draws(course, step)

    def rates(self, model: Any, places: pd.DataFrame) -> pd.DataFrame:
        """place, value, low, high: its rate in each place of the places' table, whose first rows are the model's."""
        scale = self.per.scale(model)[: len(places)] if self.per else np.ones(len(places))
        value, low, high = (places[column].to_numpy(float) * scale for column in self.columns)
        return pd.DataFrame({"place": places["place"], "value": value, "low": low, "high": high})

    def rate_over(self, model: Any, places: pd.DataFrame) -> float:
        """The rate of all these places together."""
        total = float(places[self.columns[0]].sum())
        return total * self.per.many / float(np.sum(self.per.base(model))) if self.per else total


def paired(
    figure: Figure[Any],
    now: Array,
    later: Array,
    words: Words = NO_WORDS,
    centre: tuple[float, float] | None = None,
) -> Headline:
    """A headline from the draws (draws,) without the change and with it.

    words: for the braces of label and unit. centre: both figures, where the mean of the draws is not the best there is.

    >>> homes = Figure("homes", "Homes", "homes", at=" in {when}")
    >>> h = paired(homes, np.array([1.0, 3.0]), np.array([2.0, 3.0]), {"when": 2030})
    >>> h.label, h.today, h.scenario, h.chance_not_better
    ('Homes in 2030', 2.0, 2.5, 1.0)
    """
    change = later - now
    still = not change.any()
    worse = change >= 0 if figure.better == "down" else change <= 0
    today, mean = (float(now.mean()), float(change.mean())) if centre is None else (centre[0], centre[1] - centre[0])
    made = doubt.paired(
        figure.key, (figure.label + figure.at).format_map(words), figure.unit.format_map(words), figure.better,
        today, mean, now, change, additive=figure.additive, decimals=figure.decimals,
        chance_not_better=None if still or not figure.chance else float(np.mean(worse)),
    )  # fmt: skip
    return replace(made, neutral=figure.neutral, does=figure.does)


def fewer(figure: Figure[Any], now: Array, later: Array, centre: tuple[float, float] | None = None) -> Headline:
    """How much less a change makes of something, from its draws (draws,) without the change and with it.

    >>> fewer(Figure("spared", "Fewer", "people", better="up"), np.array([5.0, 5.0]), np.array([3.0, 4.0])).scenario
    1.5
    """
    less = None if centre is None else (0.0, centre[0] - centre[1])
    return paired(figure, np.zeros_like(now), now - later, centre=less)


def over(draws: Array, here: NDArray[np.bool_]) -> Array:
    """(..., p) summed over the places looked at; all of them are summed as they stand, without a copy.

    >>> over(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([False, True])).tolist()
    [2.0, 4.0]
    """
    return np.asarray((draws if here.all() else draws[..., here]).sum(axis=-1))


def both(figure: Figure[C], world: World[C], step: int | None = None) -> tuple[Array, Array]:
    """(draws,) without the change and with it, over the places looked at; after the step looked at, or another."""
    at = world.step if step is None else step
    one = over(figure.of(world.today, at), world.here)
    return one, one if world.scenario is world.today else over(figure.of(world.scenario, at), world.here)


def headlines(figures: Iterable[Figure[C]], world: World[C], words: Words = NO_WORDS) -> tuple[Headline, ...]:
    """A headline a figure, over the places and at the step looked at."""
    return tuple(paired(figure, *both(figure, world), words) for figure in figures)


def by_place(figure: Figure[C], world: World[C]) -> dict[str, Array]:
    """today, scenario, low, high: of each place looked at, at the step looked at."""
    now, later = (figure.of(course, world.step)[:, world.here] for course in (world.today, world.scenario))
    centre = later.mean(axis=0)
    low, high = doubt.intervals(later, centre)
    return {"today": now.mean(axis=0), "scenario": centre, "low": low, "high": high}


def courses(figure: Figure[C], world: World[C], steps: Sequence[int]) -> tuple[Array, Array]:
    """(steps, draws) without the change and with it, over the places looked at; each step's own where it adds up."""
    one, other = (np.stack(pair) for pair in zip(*(both(figure, world, step) for step in steps), strict=True))
    return (np.diff(one, axis=0), np.diff(other, axis=0)) if figure.since else (one, other)


def lines(today: Array, scenario: Array) -> dict[str, Array]:
    """today, scenario, low, high of each step, from both courses (steps, draws).

    >>> flat = np.array([[1.0, 3.0], [2.0, 2.0]])
    >>> lines(flat, flat)["scenario"].tolist()
    [2.0, 2.0]
    """
    centre = scenario.mean(axis=1)
    low, high = doubt.intervals(scenario.T, centre)
    return {"today": today.mean(axis=1), "scenario": centre, "low": low, "high": high}


def laid(line: Array | pd.Series, on: Iterable[str], periods: Sequence[str]) -> Array:
    """A line of some periods laid on all of them, blank where it has none.

    >>> laid(np.array([3.0]), ["2025Q2"], ["2025Q1", "2025Q2"]).tolist()
    [nan, 3.0]
    """
    at = {period: n for n, period in enumerate(periods)}
    out = np.full(len(periods), np.nan)
    out[[at[str(period)] for period in on]] = line
    return out


def over_time(
    figure: Figure[C], world: World[C], steps: Sequence[int], periods: Sequence[str], **more: pd.Series
) -> pd.DataFrame:
    """period, observed, today, scenario, low, high, naive: what was published, and both courses with their range.

    more: further columns by period, put in front.
    """
    first = dict(more)
    if figure.published is not None:
        first["observed"] = figure.published(world)
    labels = sorted({*map(str, periods), *(label for line in first.values() for label in line.index)})
    columns = {name: laid(line, line.index, labels) for name, line in first.items()}
    columns |= {name: laid(line, periods, labels) for name, line in lines(*courses(figure, world, steps)).items()}
    if figure.naive is not None:
        naive = figure.naive(world)
        columns["naive"] = laid(naive, naive.index, labels)
    return pd.DataFrame({"period": labels} | columns)


def monotone(figures: Iterable[Figure[Any]]) -> dict[str, tuple[str, int]]:
    """For the laws: lever -> (key of a figure, 1 or -1 as it rises or falls with the lever).

    >>> monotone([Figure("seen", "Seen", "people", rises={"winter": 1})])
    {'winter': ('seen', 1)}
    """
    return {lever: (figure.key, way) for figure in figures for lever, way in figure.rises.items()}
