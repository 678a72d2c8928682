"""Quintiles: areas in five groups that hold about a fifth of London's homes each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SHARE = ("1 (lowest share)", "2", "3", "4", "5 (highest share)")
DEPRIVED = ("1 (most deprived)", "2", "3", "4", "5 (least deprived)")


def quintile(values: NDArray[np.float64], households: NDArray[np.float64]) -> NDArray[np.intp]:
    """Group 0..4 of each area, lowest values first, of equal homes as nearly as ties allow.

    Areas with the same value are never parted: their order would be that of their codes, which is by borough.

    Example:
        >>> quintile(np.array([3.0, 1.0, 1.0, 9.0, 5.0]), np.ones(5)).tolist()
        [2, 1, 1, 4, 3]
    """
    _, step = np.unique(values, return_inverse=True)
    homes = np.bincount(step, households)
    middle = np.cumsum(homes) - homes / 2
    return np.minimum((5 * middle / homes.sum()).astype(np.intp), 4)[step]
