"""Draws: the worlds that today's course and a changed one share, draw by draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core.model_cache import remembered
from lbdp_core.refugees.model import Array, Fitted, course
from lbdp_core.refugees.model import settings as s


@dataclass(frozen=True, eq=False)
class Doubts:
    """What is in doubt, each (draws,): factors with a mean of about one; of shares granted and allowed, points added.

    people: (8, draws, p) people in support if nothing is changed. duties: (draws, p).
    """

    people: Array
    claims: Array
    decisions: Array
    granted: Array
    cleared: Array
    allowed: Array
    duties: Array


@remembered(2)
def doubts(fitted: Fitted) -> Doubts:
    """The draws of a model, the same for every scenario."""
    rng = np.random.default_rng(s.SEED + 1)
    own = np.stack([_factor(rng, fitted.duty_own_sd) for _ in fitted.place], axis=1)
    wrong = course.Spread(fitted.london_error, fitted.own_error, fitted.error_origins)
    return Doubts(
        people=course.draws(fitted.centre, wrong),
        claims=_factor(rng, fitted.claims_sd),
        decisions=_factor(rng, fitted.decisions_sd),
        granted=_even(rng) * fitted.granted_sd,
        cleared=_factor(rng, s.CLEARED_SD),
        allowed=_even(rng) * s.ALLOWED_SD,
        duties=_factor(rng, fitted.duty_sd)[:, None] * own,
    )


def _even(rng: np.random.Generator) -> Array:
    """Standard normal draws in opposite pairs, so that their mean is exactly nought."""
    half = rng.standard_normal(s.DRAWS // 2)
    return np.asarray(rng.permutation(np.concatenate([half, -half])))


def _factor(rng: np.random.Generator, sd: float) -> Array:
    drawn = np.exp(sd * _even(rng))
    return np.asarray(drawn / drawn.mean())
