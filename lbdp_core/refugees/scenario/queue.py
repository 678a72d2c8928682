"""The queue: claims of the whole country that await a decision, and how fast a claim leaves it."""

from __future__ import annotations

import numpy as np

from lbdp_core import flows
from lbdp_core.model_cache import remembered
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario.draws import doubts
from lbdp_core.refugees.scenario.levers import RefugeesLevers

AWAITING = "awaiting"


def history(fitted: Fitted, levers: RefugeesLevers) -> flows.History:
    """The queue under these levers, (8, draws)."""
    return _run(fitted, levers.claims, levers.decisions)


def pace(fitted: Fitted, levers: RefugeesLevers) -> Array:
    """The share of the queue that is decided in each quarter (8, draws): of what was there and what came."""
    found = history(fitted, levers)
    there = found.stock[AWAITING][:-1] + found.way("claims")
    return np.asarray(np.divide(found.way("decided"), there, out=np.zeros_like(there), where=there > 0))


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
