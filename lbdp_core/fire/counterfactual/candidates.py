"""Candidates: what could be other than it is in one area, one step at a time, as the trees can tell.

A move changes one feature, or carries some of one share over to another share of the same whole (ten points fewer
mortgaged, ten more owned outright). The trees see a difference only beyond a threshold, so the least step beyond each
threshold, in the grain that figures are shown in, is all that need be tried.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import columns
from lbdp_core.fire.counterfactual.constraints import members
from lbdp_core.fire.counterfactual.data_support import ranks
from lbdp_core.fire.model import Fitted
from lbdp_core.trees import Boxes, boxes

Array = NDArray[np.float64]
GRAIN = {"share": 0.001, "percent": 0.1, "rank": 1.0, "people/home": 0.01, "score": 0.1, "ratio": 0.1}
EXACT = 9  # decimals: sums of grains are rounded to it


@dataclass(frozen=True, eq=False)
class Moves:
    """All moves along one thing: a feature, or the shares of a whole.

    features: (f,) positions. values: (c, f) what they become. size: (c,) share of London's areas passed over, summed.
    """

    features: tuple[int, ...]
    values: Array
    size: Array


def grain(name: str) -> float:
    """The step in which a feature is shown, in its published unit."""
    return GRAIN.get(columns.BY_NAME[name].unit, 1.0) if name in columns.BY_NAME else 0.001


def moves(fitted: Fitted, i: int, locked: Collection[int]) -> list[Moves]:
    """Every move of area i that leaves the locked features as they are; wholes with fewer than two free shares none."""
    held, found, seen = boxes(fitted.trees), [], set(locked)
    for k in range(len(fitted.features)):
        if k in seen:
            continue
        whole = members(fitted.features, k)
        free = tuple(m for m in whole if m not in locked)
        seen |= set(free)
        if len(whole) == 1:
            found.append(_single(fitted, held, i, k))
        elif len(free) > 1:
            found.append(_transfers(fitted, held, i, free))
    return [m for m in found if len(m.values)]


def _single(fitted: Fitted, held: Boxes, i: int, k: int) -> Moves:
    now, step, cuts = fitted.values[i, k], grain(fitted.features[k]), held.cuts[k]
    down, up = _floor(cuts[cuts < now], step), _floor(cuts[cuts >= now], step) + step
    column = fitted.values[:, k]
    values = np.unique(np.concatenate([down, up]).round(EXACT))
    values = values[(values >= column.min()) & (values <= column.max()) & (values != now)]
    return _measured(fitted, i, (k,), values[:, None])


def _transfers(fitted: Fitted, held: Boxes, i: int, free: tuple[int, ...]) -> Moves:
    """From each share to each other one of the whole, by every amount after which the trees see a difference."""
    now, step = fitted.values[i, free], grain(fitted.features[free[0]])
    rows = []
    for a, source in enumerate(free):
        for b, target in enumerate(free):
            if a == b:
                continue
            less, more = held.cuts[source], held.cuts[target]
            out = _ceil(now[a] - less[less < now[a]], step)
            into = _floor(more[more >= now[b]] - now[b], step) + step
            amount = np.unique(np.concatenate([out, into]).round(EXACT))
            most = min(now[a] - fitted.values[:, source].min(), fitted.values[:, target].max() - now[b])
            amount = amount[(amount > 0) & (amount <= most)]
            moved = np.repeat(now[None], len(amount), axis=0)
            moved[:, a] -= amount
            moved[:, b] += amount
            rows.append(moved)
    return _measured(fitted, i, free, np.vstack(rows).round(EXACT))


def _measured(fitted: Fitted, i: int, features: tuple[int, ...], values: Array) -> Moves:
    held = ranks(fitted)
    size = sum(np.abs(held.of(k, values[:, n]) - held.rank[i, k]) for n, k in enumerate(features))
    return Moves(features, values, np.asarray(size, dtype=float))


def _floor(values: Array, step: float) -> Array:
    return np.floor(values / step + 1e-7) * step


def _ceil(values: Array, step: float) -> Array:
    return np.ceil(values / step - 1e-7) * step
