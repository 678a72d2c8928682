"""Plan: where a sum of money prevents most admissions, over areas and programmes.

Each pair of area and programme has room for so many people, and a person there avoids so many admissions for so much
money. Filling the pairs with most for the money first is the optimum of this linear programme (Dantzig 1957: the
fractional knapsack), so no solver is needed; a test holds it against one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def best(value: Array, cost: Array, room: Array, budget: float) -> Array:
    """(n, j) people reached, most admissions avoided for a pound first.

    Args:
        value: (n, j) admissions that a person avoids; nothing is spent where it is not above nought.
        cost: (j,) pounds a person. room: (n, j) people at most. budget: pounds.

    >>> best(np.array([[2.0, 1.0]]), np.array([10.0, 10.0]), np.array([[3.0, 9.0]]), 50.0).tolist()
    [[3.0, 2.0]]
    """
    a_pound = (value / cost).ravel()
    price = np.broadcast_to(cost, value.shape).ravel() * room.ravel()
    order = np.argsort(-a_pound, kind="stable")
    spent = np.cumsum(np.where(a_pound[order] > 0, price[order], 0.0))
    before = spent - np.where(a_pound[order] > 0, price[order], 0.0)
    part = np.clip((budget - before) / np.maximum(price[order], 1e-12), 0.0, 1.0) * (a_pound[order] > 0)
    people = np.empty(len(order))
    people[order] = part * room.ravel()[order]
    return people.reshape(value.shape)


def alike(room: Array, cost: Array, budgets: Array) -> Array:
    """(n, j) people reached where each programme's money is spread evenly over those whom it is for."""
    whole = room.sum(axis=0) * cost
    return room * np.clip(np.divide(budgets, whole, out=np.zeros_like(whole), where=whole > 0), 0.0, 1.0)
