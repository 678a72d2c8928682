"""Features: what a model may know about an area before a year begins.

Two kinds, never mixed: *drivers* (what the place is like; the model that is explained) and *history* (fires that had
already happened there and next door; only the operational model, which targets).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from lbdp_core import columns, panel
from lbdp_core.fire.load import Evidence

BEYOND = ("own_history", "near_history", "wider_history", "rounding", "size")  # what `operational` adds to the drivers
# What the model was not shown when its settings were chosen; it is scored with these and without.
ADDED = ("one_person", *(f"imd2025_{domain}_rank" for domain in columns.DOMAINS_25))


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

    def without(self, names: Collection[str]) -> Ground:
        """The same areas, of which less is known."""
        kept = [k for k, name in enumerate(self.names) if name not in names]
        left = tuple(self.names[k] for k in kept)
        return replace(self, names=left, drivers=self.drivers[:, kept], linear=self.linear[:, kept])


def ground(evidence: Evidence) -> Ground:
    """Everything about the areas that a model may use, from the tables."""
    table = evidence.areas
    held = [c for c in columns.COLUMNS if c.predictor and c.name in table.columns]
    drivers = table[[c.name for c in held]].to_numpy(float)
    near, wider = panel.rings(evidence.neighbours, len(table))
    return Ground(
        households=table["households"].to_numpy(float),
        recorded=evidence.recorded,
        borough=table["borough"].to_numpy(str),
        names=tuple(c.name for c in held),
        drivers=drivers,
        linear=np.column_stack([panel.straight(drivers[:, k], c.unit) for k, c in enumerate(held)]),
        near=near,
        wider=wider,
    )


def history(g: Ground, fires: np.ndarray) -> np.ndarray:
    """Log ratios of observed to expected fires (n, 3): the area's own, its neighbours', and the wider ring's.

    Args:
        fires: (n, t) counts of the years before the one to be predicted, oldest first; recent years count more.
    """
    return panel.history(g.recorded, g.near, g.wider, fires)


def operational(g: Ground, fires: np.ndarray) -> np.ndarray:
    """Drivers and history together (n, k + 5), with the grid term and the size of the area last."""
    return np.column_stack([g.linear, history(g, fires), g.grid, np.log(g.households)])
