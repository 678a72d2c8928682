"""Draws: what is not known, drawn once and shared by every scenario, and when a lever's effect shows.

Two scenarios so differ by their levers alone. A lever shows nothing before it starts, then evenly more until all of it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.scenario.evidence import BY_LEVER
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]
NORMAL_95 = float(ndtri(0.975))
LEAST_EFFECT, FURTHEST_EFFECT = -0.5, 1.5
MOST = 2.0  # standard deviations


def normals(seed: int, *shape: int) -> Array:
    """Standard normal draws (draws, *shape), stratified along the draws, so that their mean is nought."""
    rng = np.random.default_rng(settings.SEED + seed)
    n, count = settings.DRAWS, int(np.prod(shape, dtype=int))
    order = rng.permuted(np.broadcast_to(np.arange(n), (count, n)), axis=1)
    even = (order + 0.5) / n
    return np.asarray(ndtri(even).T.reshape(n, *shape))


@lru_cache(maxsize=64)
def effect(lever: str, evidence: str) -> Array:
    """How much of a lever's full effect there is (draws,): a split normal, the finding its middle, below nought where
    it may do harm. A longer lower side makes the mean, which figures are of, smaller than the finding.
    """
    found = BY_LEVER[lever].findings[evidence]
    z = normals(100 + list(BY_LEVER).index(lever))
    sd = np.where(z < 0, found.effect - found.low, found.high - found.effect) / NORMAL_95
    out = np.clip(found.effect + sd * z, LEAST_EFFECT, FURTHEST_EFFECT)
    out.flags.writeable = False
    return out


def ramp(lag: int, delay: float, steps: int = settings.STEPS) -> Array:
    """How much of a lever shows in each quarter (steps,), from nought to one.

    >>> ramp(1, 0, 3).tolist(), ramp(4, 1, 6).tolist()
    ([1.0, 1.0, 1.0], [0.0, 0.25, 0.5, 0.75, 1.0, 1.0])
    """
    ahead = np.arange(1, steps + 1) - delay
    return np.asarray(np.clip(ahead / max(lag, 1), 0.0, 1.0))


def phased_in(lever: str, delay: float) -> Array:
    """The same for a lever, (steps, 1, 1), with the lag that its evidence gives."""
    return ramp(BY_LEVER[lever].lag, delay)[:, None, None]


def filled(lever: str, delay: float) -> Array:
    """How much more shows in each quarter than in the last, (steps, 1, 1): places that are filled then."""
    return np.diff(phased_in(lever, delay), axis=0, prepend=0.0)


def always(figure: Array) -> Array:
    """A figure (...) that is the same in every quarter, (steps, ...): the first axis of flows is the steps."""
    return np.broadcast_to(figure, (settings.STEPS, *np.shape(figure)))


def owed(fitted: Fitted, target: str) -> Array:
    """Expected figures of a target in each draw, (steps, draws, 33), in the quarters in which levers may act."""
    return forecasts(fitted, target)[fitted.lead :]


@remembered(4)
def forecasts(fitted: Fitted, target: str) -> Array:
    """The same from H-CLIC's last quarter on, (lead + steps, draws, 33): the forecast times its past errors.

    One part of an error is all London's, the other a borough's own; an error keeps its sign over the quarters. Draws
    are held at two standard deviations, since a borough whose past figures jump has a width that no tail should add to.
    """
    k = settings.TARGETS.index(target)
    london, own = (np.clip(normals(*seed), -MOST, MOST) for seed in ((10 + k,), (20 + k, len(fitted.borough))))
    wide, each = fitted.sd_london[k][:, None, None], fitted.sd_borough[k][:, None, :]
    rest = np.sqrt(np.maximum(each**2 - wide**2, 0.0))
    factor = np.exp(wide * london[None, :, None] + rest * own[None] - (wide**2 + rest**2) / 2)
    return np.asarray(fitted.centre[k][:, None, :] * factor / factor.mean(axis=1, keepdims=True))


@remembered(2)
def arrivals(fitted: Fitted) -> Array:
    """New people on the street in each draw, (steps, draws, 33)."""
    z = normals(40)[None, :, None]
    ahead = np.arange(1, settings.STEPS + 1)[:, None, None]
    sd = settings.ARRIVALS_SD * np.sqrt(ahead / settings.SEASON)
    factor = np.exp(sd * z - sd**2 / 2)
    return np.asarray(fitted.arrivals[:, None, :] * factor / factor.mean(axis=1, keepdims=True))


@remembered(2)
def rates(fitted: Fitted) -> dict[str, Array]:
    """The rates of the street chain in each draw, (draws, 1); ways out of one state never add up to more than one."""
    out = {}
    for n, (name, rate) in enumerate(zip(fitted.rate_names, fitted.rates, strict=True)):
        factor = np.exp(settings.RATES_SD * normals(60 + n))
        out[str(name)] = np.clip(float(rate) * factor / factor.mean(), 0.0, 0.9)[:, None]
    return out
