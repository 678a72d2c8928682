"""Hazard rating: a hazard's score and band from its likelihood and outcomes, by the edition in force."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

CLASSES = ("I: extreme", "II: severe", "III: serious", "IV: moderate")


@dataclass(frozen=True)
class Edition:
    """The rating system from a day on; its fields are explained at the head of `hazard_rating.yaml`."""

    since: date
    source: str
    points: tuple[float, ...]
    limits: tuple[float, ...]
    outcomes: tuple[float, ...]
    weights: tuple[float, ...]
    bands: dict[str, float]
    category_1: float

    def score(self, likelihood: float, outcomes: tuple[float, ...]) -> int:
        """The hazard score: the sum of weight x 1 / likelihood x outcome in per cent, truncated.

        likelihood: one in so many. outcomes: per cent of classes I to IV, or of I to III, and IV is what is left.

        Raises:
            ValueError: the likelihood is not one in one or rarer, or the outcomes do not make 100%.

        >>> edition().score(100, (0, 10, 21.5, 68.5))
        171
        """
        spread = (*outcomes, 100 - sum(outcomes)) if len(outcomes) == len(self.weights) - 1 else outcomes
        if likelihood < 1:
            raise ValueError("A likelihood is one in one or rarer.")
        if len(spread) != len(self.weights) or min(spread) < 0 or abs(sum(spread) - 100) > 0.5:
            raise ValueError("The outcomes of a hazard are four shares that make 100%.")
        whole = math.fsum(weight * share for weight, share in zip(self.weights, spread, strict=True))
        return math.floor(whole / likelihood + 1e-9)  # a quotient that is whole must not lose one to its last digit

    def band(self, score: float) -> str:
        """The band of a score: "A" is the worst."""
        return next(band for band, least in self.bands.items() if score >= least)

    def category(self, score: float) -> int:
        """1 where the council must act, else 2."""
        return 1 if score >= self.category_1 else 2

    def point(self, likelihood: float) -> float:
        """The point of the scale that stands for a likelihood: where it lies between the limits.

        >>> edition().point(226), edition().point(409), edition().point(6000)
        (180, 320, 5600)
        """
        return next(
            (p for p, limit in zip(self.points, self.limits, strict=False) if likelihood > limit), self.points[-1]
        )


@cache
def editions() -> tuple[Edition, ...]:
    """All editions, oldest first."""
    rows = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    made = [{**row, **{n: tuple(row[n]) for n in ("points", "limits", "outcomes", "weights")}} for row in rows]
    return tuple(sorted((Edition(**row) for row in made), key=lambda each: each.since))


def edition(on: date | None = None) -> Edition:
    """The edition in force on a day; the newest where none is given."""
    held = [each for each in editions() if on is None or each.since <= on]
    return held[-1] if held else editions()[0]
