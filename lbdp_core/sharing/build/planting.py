"""Planting: synthetic counts whose effect on real fires is known, because it was put there.

The fires stay the published ones. Given fires y and the base model's expectation mu over the same years, a latent
value x is drawn from what it would be if fires had come about as Poisson counts around mu times ratio^x, with x
standard normal and what else differs between areas gamma. Drawing x *given* y in this way makes the pair as good as if
x had come first and fires after it (Bayes), so a regression of the fires on x finds the ratio, and nothing about the
fires is invented.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lbdp_core import counts
from lbdp_core.lift import Base

Floats = NDArray[np.float64]
GRID = np.linspace(-4.0, 4.0, 161)
COMMON, SPREAD = 0.25, 0.055  # root of the share of homes with a record: its middle, and its standard deviation


@dataclass(frozen=True, eq=False)
class Scene:
    """What is planted on: fires (n,) over all years together, their expectation (n,), homes, the shape of what is
    left.
    """

    fires: Floats
    expected: Floats
    households: Floats
    shape: float

    @classmethod
    def of(cls, fires: Floats, expected: Floats, households: Floats) -> Scene:
        scaled = counts.scaled(expected, float(fires.sum()))
        return cls(fires, scaled, households, counts.overdispersion(fires, scaled))

    @classmethod
    def under(cls, model: Base, households: Floats) -> Scene:
        """The fires of all years that a base model is fitted to or judged on, beside what it expects of them."""
        fitted_to = model.weight[0] + model.score[0]
        return cls.of(model.events.sum(axis=0) + fitted_to, model.expected.sum(axis=0) + model.weight[0], households)

    def after(self, latent: Floats, ratio: float) -> Scene:
        """The same once a first planted value explains its part, so that a second one can be planted beside it."""
        b = np.log(ratio)
        again = counts.scaled(self.expected * np.exp(b * latent), float(self.fires.sum()))
        left = max(1 / self.shape - np.expm1(b**2), 1e-4)
        return replace(self, expected=again, shape=1 / left)


def plant(scene: Scene, ratio: float, rng: np.random.Generator) -> Floats:
    """Latent values (n,), standard normal, that multiply expected fires by `ratio` for each standard deviation."""
    b = np.log(ratio)
    left = max(1 / scene.shape - np.expm1(b**2), 1e-4)  # what else differs between areas, beside this
    mu = scene.expected[:, None] * np.exp(b * GRID - b**2 / 2)
    y = scene.fires[:, None]
    log = y * b * GRID - (y + 1 / left) * np.log1p(left * mu) - GRID**2 / 2  # negative binomial, then the prior
    chance = np.exp(log - log.max(axis=1, keepdims=True))
    whole = np.cumsum(chance, axis=1)
    at = (whole < rng.uniform(size=(len(mu), 1)) * whole[:, -1:]).sum(axis=1)
    step = GRID[1] - GRID[0]
    return np.asarray(GRID[at] + step * (rng.uniform(size=len(at)) - 0.5))


def overlapping(latent: Floats, other: Floats, overlap: float) -> Floats:
    """A value that shares `overlap` of its variance with another: their weighted sum, standardised as both are."""
    standard = (other - other.mean()) / other.std()
    return np.asarray(np.sqrt(1 - overlap) * latent + np.sqrt(overlap) * standard)


def counted(latent: Floats, households: Floats, scale: float = 1.0) -> NDArray[np.int64]:
    """Homes with a record (n,): the root of their share of all homes is linear in the latent value.

    scale: 1 for homes of whole areas; other values thin the share.
    """
    root = np.clip(COMMON + SPREAD * latent, 0.03, 0.7)
    return np.round(scale * households * root**2).astype(np.int64)


def among(counts_: NDArray[np.int64], chance: Floats | float, rng: np.random.Generator) -> NDArray[np.int64]:
    """How many of the counted have a further property (n,)."""
    return np.asarray(rng.binomial(counts_, chance), dtype=np.int64)
