"""Result: the answers that every scenario gives, in the same shape for every theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True)
class Headline:
    """One number that a manager would say aloud: without the change, and with it.

    key:       what the figure is, for programs, links and goals: it never changes, where the label may name a date.
    today:     the do-nothing future at the same horizon and focus (not the past).
    low, high: 80% interval of the *expected* scenario figure, from draws of model and effect.
    change_*:  80% interval of the paired difference; exactly zero wide when nothing changes.
    reason:    why the figures are None, where a ratio is undefined.
    chance_not_better: probability that the change is not an improvement; None where it has no meaning.
    neutral:   neither more nor less of it is good or bad by itself, so the page gives a change no colour.
    does:      what a scenario does, with {goal} for how much ("prevent {goal}"); empty for a level.
    draws:     (draws,) the scenario figure in each draw, so that two scenarios can be compared draw by draw: all runs
               of a theme share their draws. Not part of what is printed or compared.
    """

    key: str
    label: str
    unit: str
    better: Literal["up", "down"]
    today: float | None
    scenario: float | None
    low: float | None
    high: float | None
    change: float | None
    change_low: float | None
    change_high: float | None
    additive: bool = False
    reason: str = ""
    chance_not_better: float | None = None
    decimals: int = 0
    neutral: bool = False
    does: str = ""
    draws: NDArray[np.float64] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def undefined(cls, key: str, label: str, unit: str, better: Literal["up", "down"], reason: str) -> Headline:
        """A headline that has no value at these levers, and says why."""
        return cls(key, label, unit, better, None, None, None, None, None, None, None, reason=reason)

    def as_dict(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("draws", "does")}


class Later(Mapping[str, pd.DataFrame]):
    """Tables by name, each made when somebody first looks at it and then kept: a lever pays for no hidden table."""

    def __init__(self, made: Mapping[str, Callable[[], pd.DataFrame]]):
        self._made = {name: cache(make) for name, make in made.items()}

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._made[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


@dataclass(frozen=True)
class Answer:
    """The result in words, kept in parts and joined where it is shown: no sentence is cut back into parts.

    lead:   one sentence of at most 25 words: one figure with one range, or why there is none.
    change: what the change does, with its range; empty where nothing is changed.
    why:    what the figure rests on or what moves it, in short sentences.

    >>> str(Answer("It will rain.", why="The glass has fallen."))
    'It will rain. The glass has fallen.'
    """

    lead: str
    change: str = ""
    why: str = ""

    @property
    def text(self) -> str:
        """All parts as one text."""
        return " ".join(part for part in (self.lead, self.change, self.why) if part)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Result:
    """How much, where, when, what first, why, and what it does not tell.

    answer:    the result in words, in parts.
    places:    one row per area: code, place, borough, today, scenario (unit of the additive headline).
    over_time: period, observed, today, scenario, low, high; may be empty.
    shortlist: what to act on first, best first; the columns are the theme's own.
    drivers:   driver, contribution and its unit, largest first.
    extras:    further tables by name (for instance who gets less than a pro-rata share).
    totals:    figures over all the years counted, for a goal or beside another scenario (fires prevented in all, cost).
    """

    theme: str
    levers: Mapping[str, Any]
    answer: Answer
    headlines: tuple[Headline, ...]
    places: pd.DataFrame
    over_time: pd.DataFrame
    shortlist: pd.DataFrame
    drivers: pd.DataFrame
    caveats: tuple[str, ...]
    extras: Mapping[str, pd.DataFrame]
    totals: tuple[Headline, ...] = ()

    @property
    def figures(self) -> tuple[Headline, ...]:
        """Every figure that two scenarios can be compared by: the totals, then the headlines."""
        return (*self.totals, *self.headlines)

    def figure(self, key: str) -> Headline:
        """The total or headline of that key.

        Raises:
            KeyError: the result has none.
        """
        return {h.key: h for h in self.figures}[key]

    @property
    def additive(self) -> Headline:
        """The headline that the places add up to."""
        return next(h for h in self.headlines if h.additive)


@dataclass(frozen=True)
class Scorecard:
    """How wrong the method was on years it had not seen, beside the baselines it must beat.

    origins: one entry per origin, as documented in docs/json.md.
    skill:   mean over origins of 1 - model / the baseline to beat.
    more:    the theme's own findings (calibration, ceiling, sensitivity ...), JSON-ready.
    """

    theme: str
    target: str
    metric: str
    unit: str
    baseline: str
    origins: tuple[Mapping[str, Any], ...]
    skill: float
    more: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        head = {k: v for k, v in asdict(self).items() if k not in ("more", "origins")}
        return head | {"origins": [dict(o) for o in self.origins]} | dict(self.more)

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> Scorecard:
        names = ("theme", "target", "metric", "unit", "baseline", "skill")
        more = {k: v for k, v in d.items() if k not in (*names, "origins")}
        return cls(**{k: d[k] for k in names}, origins=tuple(d["origins"]), more=more)
