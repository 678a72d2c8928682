"""Pairwise: in how many draws one borough has more than another, pair by pair.

What all boroughs share (the rates of today, their drift, health in later life) is the same in each draw, so it cancels
between them: two boroughs may differ surely although their own ranges overlap.
Goldstein and Healy (1995), The graphical presentation of a collection of means.
"""

from __future__ import annotations

import numpy as np

from lbdp_core.health.model import Array
from lbdp_core.health.scenario.world import World


def surely(draws: Array) -> Array:
    """Share of draws (b, b) in which the row's borough has more than the column's; ties count half.

    Args:
        draws: (draws, b).

    >>> surely(np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 1.0], [5.0, 4.0]]))
    array([[0.5  , 0.375],
           [0.625, 0.5  ]])
    """
    rows, columns = draws[:, :, None], draws[:, None, :]
    return np.asarray((rows > columns).mean(axis=0) + (rows == columns).mean(axis=0) / 2)


def people(world: World) -> Array:
    """Draws (draws, boroughs) of people at the horizon with the change."""
    return np.asarray(world.placed[2].sum(axis=0), dtype=float)


def rise(world: World) -> Array:
    """Draws (draws, boroughs) of the rise since the base."""
    return people(world) - np.asarray(world.placed[0].sum(axis=0), dtype=float)
