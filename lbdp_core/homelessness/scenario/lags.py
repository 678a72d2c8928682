"""Lags: when a lever shows. Nothing before it starts, then evenly more until all of it does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.homelessness.model import settings
from lbdp_core.homelessness.scenario.evidence import BY_LEVER

Array = NDArray[np.float64]


def ramp(lag: int, delay: float, steps: int = settings.STEPS) -> Array:
    """How much of a lever shows in each quarter (steps,), from nought to one.

    >>> ramp(1, 0, 3).tolist(), ramp(4, 1, 6).tolist()
    ([1.0, 1.0, 1.0], [0.0, 0.25, 0.5, 0.75, 1.0, 1.0])
    """
    ahead = np.arange(1, steps + 1) - delay
    return np.asarray(np.clip(ahead / max(lag, 1), 0.0, 1.0))


def shown(lever: str, delay: float) -> Array:
    """The same for a lever, (steps, 1, 1), with the lag that its evidence gives."""
    return ramp(BY_LEVER[lever].lag, delay)[:, None, None]


def filled(lever: str, delay: float) -> Array:
    """How much more shows in each quarter than in the last, (steps, 1, 1): places that are filled then."""
    at = ramp(BY_LEVER[lever].lag, delay)
    return np.diff(at, prepend=0.0)[:, None, None]


def always(figure: Array) -> Array:
    """A figure (...) that is the same in every quarter, (steps, ...): flows take an array's first axis for its
    steps.
    """
    return np.broadcast_to(figure, (settings.STEPS, *np.shape(figure)))
