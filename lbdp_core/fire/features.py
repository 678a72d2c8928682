"""Features: what a model may know about an area before a year begins.

Two kinds, never mixed: *drivers* (what the place is like; the model that is explained) and *history* (fires that had
already happened there and next door; only the operational model, which targets).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from lbdp_core import columns
from lbdp_core.fire.load import Evidence

DECAY = 0.9  # weight of a year against the year after it, in an area's history
OWN_PRIOR, NEAR_PRIOR = (
    6.0,
    3.0,
)  # fires as expected that are added to observed and expected alike before a ratio


@dataclass(frozen=True, eq=False)
class Ground:
    """What does not change from year to year.

    households: (n,) homes. recorded: (n,) homes in the 100 m squares whose centre lies in the area: the exposure of
    *recorded* fires, which the publisher moves to the centre of their square.
    names, drivers: predictor names and their values (n, k) in published units; linear: the same for linear models.
    near, wider: (n, n) 0/1 matrices of first, and first and second, neighbours.
    """

    households: np.ndarray
    recorded: np.ndarray
    borough: np.ndarray
    names: tuple[str, ...]
    drivers: np.ndarray
    linear: np.ndarray
    near: sparse.csr_matrix
    wider: sparse.csr_matrix

    @property
    def grid(self) -> np.ndarray:
        """Log of recorded to true homes (n,): the rounding of coordinates, not a property of the homes."""
        return np.log(self.recorded / self.households)


def ground(evidence: Evidence) -> Ground:
    """Everything about the areas that a model may use, from the tables."""
    table = evidence.areas
    held = [c for c in columns.COLUMNS if c.predictor and c.name in table.columns]
    drivers = table[[c.name for c in held]].to_numpy(float)
    near = _adjacency(evidence.neighbours, len(table))
    wider = ((near @ near + near) > 0).astype(float).tolil()
    wider.setdiag(0)
    return Ground(
        households=table["households"].to_numpy(float),
        recorded=evidence.recorded,
        borough=table["borough"].to_numpy(str),
        names=tuple(c.name for c in held),
        drivers=drivers,
        linear=np.column_stack([_straight(drivers[:, k], c.unit) for k, c in enumerate(held)]),
        near=near,
        wider=wider.tocsr(),
    )


def history(g: Ground, fires: np.ndarray) -> np.ndarray:
    """Log ratios of observed to expected fires (n, 3): the area's own, its neighbours', and the wider ring's.

    Args:
        fires: (n, t) counts of the years before the one to be predicted, oldest first; recent years count more.
    """
    weight = DECAY ** np.arange(fires.shape[1])[::-1]
    observed = fires @ weight
    expected = g.recorded * (observed.sum() / g.recorded.sum())
    near, wider = ((ring @ observed, ring @ expected) for ring in (g.near, g.wider))
    own = np.log((observed + OWN_PRIOR) / (expected + OWN_PRIOR))
    return np.column_stack([own, *(np.log((o + NEAR_PRIOR) / (e + NEAR_PRIOR)) for o, e in (near, wider))])


def operational(g: Ground, fires: np.ndarray) -> np.ndarray:
    """Drivers and history together (n, k + 5), with the grid term and the size of the area last."""
    return np.column_stack([g.linear, history(g, fires), g.grid, np.log(g.households)])


def _straight(values: np.ndarray, unit: str) -> np.ndarray:
    """A scale on which a log rate is nearer to a straight line: root of a share, log of a density."""
    if unit == "share":
        return np.sqrt(values)
    if unit == "people/ha":
        return np.log(values)
    return values


def _adjacency(pairs: np.ndarray, n: int) -> sparse.csr_matrix:
    i, j = pairs[:, 0], pairs[:, 1]
    ones = np.ones(2 * len(pairs))
    return sparse.coo_matrix((ones, (np.r_[i, j], np.r_[j, i])), shape=(n, n)).tocsr()
