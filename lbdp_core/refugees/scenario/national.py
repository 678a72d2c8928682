"""National: what is drawn of the whole country, shared by today's course and a changed one, and its queue of claims."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core import flows
from lbdp_core.model_cache import remembered
from lbdp_core.refugees.model import Array, Fitted, course
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario.levers import RefugeesLevers

AWAITING = "awaiting"


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


def queue(fitted: Fitted, levers: RefugeesLevers) -> flows.History:
    """The queue under these levers, (8, draws)."""
    return _run(fitted, levers.claims, levers.decisions)


def pace(fitted: Fitted, levers: RefugeesLevers) -> Array:
    """The share of the queue that is decided in each quarter (8, draws): of what was there and what came."""
    country = queue(fitted, levers)
    there = country.stock[AWAITING][:-1] + country.way("claims")
    return np.asarray(np.divide(country.way("decided"), there, out=np.zeros_like(there), where=there > 0))


def claims(fitted: Fitted, change: float) -> Array:
    """New claims in each quarter (8, draws), changed by so many per cent; a published quarter is not in doubt."""
    drawn = 1 + fitted.unsure * (doubts(fitted).claims - 1)
    return np.asarray(fitted.claims_ahead[:, None] * (1 + change / 100) * drawn)


@remembered(8)
def _run(fitted: Fitted, claims_change: float, decisions_change: float) -> flows.History:
    drawn = 1 + fitted.unsure * (doubts(fitted).decisions - 1)
    capacity = fitted.decisions_ahead[:, None] * (1 + decisions_change / 100) * drawn
    came, went = flows.either_way("not accounted for", AWAITING, fitted.residual_ahead[:, None])
    return flows.simulate(
        [AWAITING],
        [flows.Entry("claims", AWAITING, claims(fitted, claims_change)), came],
        [
            flows.Exit("decided", AWAITING, amount=capacity),
            flows.Exit("withdrawn", AWAITING, share=fitted.withdrawn_ahead),
            went,
        ],
        {AWAITING: fitted.queue},
        s.STEPS,
    )


def _even(rng: np.random.Generator) -> Array:
    """Standard normal draws in opposite pairs, so that their mean is exactly nought."""
    half = rng.standard_normal(s.DRAWS // 2)
    return np.asarray(rng.permutation(np.concatenate([half, -half])))


def _factor(rng: np.random.Generator, sd: float) -> Array:
    drawn = np.exp(sd * _even(rng))
    return np.asarray(drawn / drawn.mean())
