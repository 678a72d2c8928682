"""Hazard rating: a hazard's score and band from its likelihood and outcomes, by the edition in force."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

ROUNDED = 0.2  # that four outcomes, each printed with one decimal, may be off 100% together
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
    averages: dict[str, float]

    def score(self, likelihood: float, outcomes: tuple[float, ...]) -> int:
        """The hazard score: the sum of weight x 1 / likelihood x outcome in per cent, truncated.

        likelihood: one in so many. outcomes: per cent of classes I to IV, or of I to III, and IV is what is left.

        Raises:
            ValueError: the likelihood is not one in one or rarer, or the outcomes do not make 100%.

        >>> edition().score(100, (0, 10, 21.5, 68.5))
        171
        """
        spread = (*outcomes, 100 - sum(outcomes)) if len(outcomes) == len(self.weights) - 1 else outcomes
        if not 1 <= likelihood < math.inf:
            raise ValueError("The likelihood should be 1 in 1 or rarer, such as 1 in 32.")
        if len(spread) != len(self.weights) or not min(spread) >= 0 or not abs(sum(spread) - 100) < ROUNDED + 1e-9:
            said = f"The outcomes add up to {sum(outcomes):g}%"
            raise ValueError(f"{said}; change them so that the four classes make 100%.")
        whole = math.fsum(weight * share for weight, share in zip(self.weights, spread, strict=True))
        return math.floor(whole / likelihood + 1e-9)  # a quotient that is whole must not lose one to its last digit

    def band(self, score: float) -> str:
        """The band of a score: "A" is the worst."""
        return next(band for band, least in self.bands.items() if score >= least)

    def category(self, score: float) -> int:
        """1 where the council must act, else 2."""
        return 1 if score >= self.category_1 else 2

    def reaches(self, band: str, outcomes: tuple[float, ...]) -> float:
        """The rarest likelihood, one in so many, at which these outcomes reach a band.

        >>> round(edition().reaches("C", (2.2, 10, 21.5, 66.3)), 1)
        39.1
        """
        whole = math.fsum(weight * share for weight, share in zip(self.weights, outcomes, strict=True))
        return whole / self.bands[band]

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
