"""The queue: claims of the whole country that await a decision, and how fast a claim leaves it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from lbdp_core import flows
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario.doubt import Doubts, doubts
from lbdp_core.refugees.scenario.levers import RefugeesLevers

AWAITING = "awaiting"


def history(fitted: Fitted, levers: RefugeesLevers) -> flows.History:
    """The queue under these levers, (8, draws)."""
    return _run(fitted, levers.claims, levers.decisions)


def pace(fitted: Fitted, levers: RefugeesLevers) -> Array:
    """The share of the queue that is decided in each quarter (8, draws): of what was there and what came."""
    found = history(fitted, levers)
    there = found.stock[AWAITING][:-1] + found.out_of(flows.OUT)
    return np.asarray(np.divide(found.way("decided"), there, out=np.zeros_like(there), where=there > 0))


def claims(fitted: Fitted, levers: RefugeesLevers, doubt: Doubts | None = None) -> Array:
    """New claims a quarter (draws,)."""
    drawn = doubt or doubts(fitted)
    return np.asarray(fitted.claims * (1 + levers.claims / 100) * drawn.claims)


@lru_cache(maxsize=8)
def _run(fitted: Fitted, claims_change: float, decisions_change: float) -> flows.History:
    drawn = doubts(fitted)
    coming = fitted.claims * (1 + claims_change / 100) * drawn.claims
    capacity = fitted.decisions * (1 + decisions_change / 100) * drawn.decisions
    came, went = flows.either_way("not accounted for", AWAITING, np.full((s.STEPS, 1), fitted.residual))
    return flows.simulate(
        [AWAITING],
        [flows.Entry("claims", AWAITING, np.broadcast_to(coming, (s.STEPS, s.DRAWS))), came],
        [
            flows.Exit("decided", AWAITING, amount=np.broadcast_to(capacity, (s.STEPS, s.DRAWS))),
            flows.Exit("withdrawn", AWAITING, share=fitted.withdrawn),
            went,
        ],
        {AWAITING: fitted.queue},
        s.STEPS,
    )
