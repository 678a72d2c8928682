"""Support: people in asylum support in each place, from claim to what comes after.

awaiting -> granted: notice -> a duty, a rented home, family and friends, the street
         -> refused: appeal -> allowed: notice; dismissed: Section 4 or the end of support
         -> withdrawn, or moved away from a hotel that closes
What these flows do not explain of the course of a place is a flow of its own, found without a change and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lbdp_core import flows
from lbdp_core.flows import History
from lbdp_core.model_cache import remembered
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import stages as v
from lbdp_core.refugees.scenario.entries_exits import ways
from lbdp_core.refugees.scenario.hotel import closure, kept_arrivals
from lbdp_core.refugees.scenario.levers import RefugeesLevers
from lbdp_core.refugees.scenario.residual import rest, start

READ = (*v.STAGES, v.SEEKING, v.DUTY)  # compartments that a figure reads by draw


@dataclass(frozen=True, eq=False)
class Support(History):
    """A history of this system."""

    @cached_property
    def people(self) -> Array:
        """People in support at the start and after each quarter (9, draws, p)."""
        return supported(self)


@remembered(2)  # one takes 14 MB: today's, and the scenario's
def history(fitted: Fitted, levers: RefugeesLevers) -> Support:
    """What figures read of a scenario: flows in single precision, and no stock of what is only counted."""
    run = simulated(fitted, levers, READ, np.float32)
    return Support(run.stock, run.moved)


def simulated(
    fitted: Fitted,
    levers: RefugeesLevers,
    kept: Sequence[str] | None = None,
    precision: type[np.floating[Any]] = np.float64,
) -> History:
    """People in every place under these change levers (8, draws, p); what is looked at makes no difference."""
    found = ways(fitted, levers)
    closed = closure(fitted, levers, found)
    left = rest(fitted, closed.kept)
    entries = [*kept_arrivals(found, closed.kept), *closed.entries, *(came for came, _ in left)]
    exits = [*found.exits, *closed.exits, *(went for _, went in left)]
    return flows.simulate([*v.STAGES, *v.AFTER], entries, exits, start(fitted), s.STEPS, kept, precision)


def alone(fitted: Fitted) -> Array:
    """People in support at the start and after each quarter (9, p) if the flows were all there is: a rung to score."""
    found = ways(fitted, RefugeesLevers())
    run = flows.simulate([*v.STAGES, *v.AFTER], found.entries, found.exits, start(fitted), s.STEPS)
    return np.asarray(supported(run).mean(axis=1))


def supported(found: History) -> Array:
    """People in support at the start and after each quarter (9, draws, p)."""
    return np.asarray(sum(found.stock[name] for name in v.STAGES))


def beyond(fitted: Fitted, found: History) -> Array:
    """People owed a duty (from the start, (9, draws, p)) beyond a place's share of people in support.

    H-CLIC has more duties in some places than that share would give: people who come from elsewhere, other households,
    other practice. Which of these it is, is not known.
    """
    return np.asarray(found.stock[v.DUTY] * np.maximum(fitted.duty_factor - 1, 0.0))
