"""Decomposition: the rise split exactly into more people, older people and changing rates.

People with a condition are P x sum(s r): all people, the share of each age, the rate of each age. The part of each
factor is its Shapley value, the mean of what it adds over all six orders in which the three may change: the parts add
up exactly and no order is privileged (Shorrocks, 2013; with three factors it is Das Gupta's standardisation, 1993).
Boroughs are split one by one and added, so that a shift of people between boroughs counts as people.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
FACTORS = ("More people", "Older people", "Changing rates")


def shapley(worlds: Array) -> Array:
    """Parts (3, ...) of the change from worlds[0, 0, 0] to worlds[1, 1, 1].

    worlds: (2, 2, 2, ...) the figure with people, structure and rates before (0) or after (1).
    """
    parts = []
    for factor in range(3):
        w = np.moveaxis(worlds, factor, 0)
        gain = w[1] - w[0]  # what this factor adds, given the two others: before-before ... after-after
        parts.append((2 * gain[0, 0] + gain[0, 1] + gain[1, 0] + 2 * gain[1, 1]) / 6)
    return np.stack(parts)


def worlds(total: tuple[Array, Array], mixed: Array) -> Array:
    """The eight worlds of `shapley` from totals of people before and after (...,), and `mixed` (2, 2, ...).

    mixed: people of the ages before or after (axis 0) times rates before or after (axis 1), summed over ages; divided
        by its own total of people it is the mean rate that an age structure would have.
    """
    sizes = np.stack(total)
    mean_rate = mixed / sizes[:, None]
    return np.asarray(sizes[:, None, None] * mean_rate[None])


def split(people: tuple[Array, Array], rates: tuple[Array, Array]) -> Array:
    """Parts (3, b) of each borough's change: people (b, a) and rates (b, a), before and after."""
    mixed = np.stack([np.stack([(p * r).sum(axis=-1) for r in rates]) for p in people])
    return shapley(worlds((people[0].sum(axis=-1), people[1].sum(axis=-1)), mixed))
