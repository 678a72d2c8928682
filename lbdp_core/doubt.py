"""Doubt: from paired draws to the figures that are said aloud.

A draw is one way the world may be, given model and evidence. The world with the change and the world without
it share each draw, so a change that is nothing is nothing in every draw. Central figures are means, so that
parts add up; ends are the 10th and 90th percentiles of the draws.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lbdp_core.result import Headline

ENDS = (0.1, 0.9)
Draws = NDArray[np.float64]


def interval(draws: Draws, centre: float) -> tuple[float, float]:
    """The middle 80% of the draws, stretched to hold `centre` (a very skewed mean may lie outside)."""
    low, high = np.quantile(draws, ENDS)
    return min(float(low), centre), max(float(high), centre)


def intervals(draws: Draws, centres: Draws) -> tuple[Draws, Draws]:
    """The same for many figures at once: `draws` (draws, figures), `centres` (figures,)."""
    low, high = np.quantile(draws, ENDS, axis=0)
    return np.minimum(low, centres), np.maximum(high, centres)


def paired(
    key: str,
    label: str,
    unit: str,
    better: Literal["up", "down"],
    today: float,
    change: float,
    today_draws: Draws,
    change_draws: Draws,
    *,
    additive: bool = False,
    chance_not_better: float | None = None,
    decimals: int = 1,
) -> Headline:
    """A headline from today's figure and its paired change, each as a mean and (draws,) draws."""
    draws = today_draws + change_draws
    low, high = interval(draws, today + change)
    change_low, change_high = interval(change_draws, change)
    return Headline(
        key,
        label,
        unit,
        better,
        today,
        today + change,
        low,
        high,
        change,
        change_low,
        change_high,
        additive=additive,
        chance_not_better=chance_not_better,
        decimals=decimals,
        draws=draws,
    )


def alone(
    key: str,
    label: str,
    unit: str,
    better: Literal["up", "down"],
    figure: float,
    draws: Draws,
    *,
    reason: str,
    chance_not_better: float | None = None,
    decimals: int = 1,
) -> Headline:
    """A headline that only the changed world has (today has none: `reason`): a mean and (draws,) draws."""
    low, high = interval(draws, figure)
    return Headline(
        key,
        label,
        unit,
        better,
        None,
        figure,
        low,
        high,
        None,
        None,
        None,
        reason=reason,
        chance_not_better=chance_not_better,
        decimals=decimals,
        draws=draws,
    )


def luck(expected: float) -> float:
    """How far chance alone moves a Poisson count around `expected`, either way, in eight years of ten."""
    return 1.2816 * float(np.sqrt(expected))
