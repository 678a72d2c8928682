"""Calibration: today's course of the statutory chain is the forecast that was scored.

It is so in the mean of the draws for main duties, and in every draw for temporary accommodation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.model.duties import ended_a_quarter
from lbdp_core.homelessness.scenario import draws
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]


@remembered(2)
def others(fitted: Fitted) -> Array:
    """Moves to and from temporary accommodation beside accepted duties, (steps, draws, 33), so that today's course is
    the forecast: what the published flows do not explain.
    """
    ahead = draws.owed(fitted, "ta_households")
    target = np.concatenate([np.broadcast_to(fitted.level("ta_households"), ahead[:1].shape), ahead])
    accepted, leave = _accepted(fitted), fitted.leaving
    return np.asarray(target[1:] - (target[:-1] + accepted) * (1 - leave))


@remembered(2)
def acceptance(fitted: Fitted) -> Array:
    """Main duties accepted for each relief duty that ended after 56 days, (steps, 1, 33).

    Each borough's own share, moved evenly towards all or none, so that London's main duties are those forecast.
    """
    ended = _elapsed(fitted).mean(axis=1)
    whole, flow = ended.sum(axis=-1), (ended * fitted.accepted).sum(axis=-1)
    forecast = fitted.centre[settings.TARGETS.index("main_accepted"), fitted.lead :].sum(axis=-1)
    up = np.clip((forecast - flow) / np.maximum(whole - flow, 1.0), 0.0, 1.0)[:, None]
    down = np.minimum(forecast / np.maximum(flow, 1.0), 1.0)[:, None]
    return np.asarray(((fitted.accepted + (1 - fitted.accepted) * up) * down)[:, None, :])


def _accepted(fitted: Fitted) -> Array:
    """Main duties accepted in each quarter of today's course, (steps, draws, 33)."""
    return np.asarray(_elapsed(fitted) * acceptance(fitted))


@remembered(2)
def _elapsed(fitted: Fitted) -> Array:
    """Relief duties that end after 56 days in each quarter of today's course, (steps, draws, 33)."""
    ended, open_ = ended_a_quarter(), settings.DUTY_DAYS / settings.QUARTER_DAYS
    prevention, relief = (draws.owed(fitted, target) for target in settings.TARGETS[:2])
    held_p, held_r = (np.array(fitted.level(t) * open_) for t in settings.TARGETS[:2])
    out = np.empty_like(relief)
    for t in range(settings.STEPS):
        held_p = held_p + prevention[t]
        held_r = held_r + relief[t] + held_p * ended * fitted.still_homeless
        held_p = held_p * (1 - ended)
        out[t] = held_r * ended * fitted.elapsed
        held_r = held_r * (1 - ended)
    return out
