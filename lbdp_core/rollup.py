"""Roll-ups: from draws of small areas to wards, boroughs and other groups, each with the interval that belongs to it.

The bounds of a sum are not the sum of bounds: areas are not all high, or all low, at once. So every draw is added up
first and the interval is taken of the sums. The draws share what a borough and London have in common, so that the
interval does not shrink as if areas had nothing to do with each other either.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import doubt

Floats = NDArray[np.float64]
NONE = -1  # of an area that is in no group
Z_80 = 1.2815515655446004  # the middle 80% of a normal distribution is its mean give or take so many deviations


@dataclass(frozen=True, eq=False)
class Groups:
    """Which group each area is counted in, whole.

    names, within: (g,) what each group is called, and the borough that it is in ("" where that has no meaning).
    index: (n,) the group of each area; `NONE` where it has none.
    """

    names: NDArray[np.str_]
    within: NDArray[np.str_]
    index: NDArray[np.int64]

    @classmethod
    def of(cls, name: NDArray[np.str_], within: NDArray[np.str_] | None = None) -> Groups:
        """Groups from the name of each area's, "" for none; two boroughs may each have a ward of one name."""
        around = np.full(len(name), "") if within is None else within
        held = name != ""
        keys = pd.MultiIndex.from_arrays([around[held], name[held]])
        at, found = pd.factorize(keys, sort=True)
        index = np.full(len(name), NONE, dtype=np.int64)
        index[held] = at
        return cls(np.array([n for _, n in found], dtype=str), np.array([b for b, _ in found], dtype=str), index)

    def sums(self, values: NDArray[np.floating]) -> Floats:
        """(..., n) figures by area to (..., g) by group."""
        order = np.argsort(self.index, kind="stable")
        order = order[self.index[order] != NONE]
        starts = np.searchsorted(self.index[order], np.arange(len(self.names)))
        return np.asarray(np.add.reduceat(values[..., order], starts, axis=-1, dtype=np.float64))


def roll_up(groups: Groups, expected: Floats, draws: NDArray[np.floating], homes: Floats) -> pd.DataFrame:
    """A row a group, highest expected rate first.

    Args:
        groups: of n areas. expected: (n,) expected events. draws: (draws, n) of them. homes: (n,) the exposure.

    Returns:
        group, within, areas, homes; expected, low, high (80% of the expected events), luck_low, luck_high (80% of
        the events themselves: see `with_luck`); rate, rate_low, rate_high (per 1,000 homes); first: the share of
        draws in which no group has a higher rate; rank, rank_low, rank_high (1 is the highest rate; 80% of the
        draws); and, to compare with, added_low, added_high: the areas' own bounds added up, which is wrong.
    """
    worlds, centre, size = groups.sums(draws), groups.sums(expected), groups.sums(homes)
    low, high = doubt.intervals(worlds, centre)
    luck_low, luck_high = with_luck(worlds)
    added_low, added_high = (groups.sums(bound) for bound in doubt.intervals(np.asarray(draws, dtype=float), expected))
    rates = worlds / size
    places = _ranks(rates)
    rank_low, rank_high = np.quantile(places, doubt.ENDS, axis=0, method="inverted_cdf")
    frame = pd.DataFrame(
        {
            "group": groups.names,
            "within": groups.within,
            "areas": np.bincount(groups.index[groups.index != NONE], minlength=len(groups.names)),
            "homes": size,
            "expected": centre,
            "low": low,
            "high": high,
            "luck_low": luck_low,
            "luck_high": luck_high,
            "rate": 1_000 * centre / size,
            "rate_low": 1_000 * low / size,
            "rate_high": 1_000 * high / size,
            "first": (places == 1).mean(axis=0),
            "rank": _ranks((centre / size)[None])[0],
            "rank_low": rank_low,
            "rank_high": rank_high,
            "added_low": added_low,
            "added_high": added_high,
        }
    )
    return frame.sort_values("rank", kind="stable", ignore_index=True)


def with_luck(worlds: Floats) -> tuple[Floats, Floats]:
    """The 80% range of the counts that will be seen: Poisson luck around each draw of what is expected.

    worlds: (draws, g). The range is exact, not simulated: the smallest counts at which the mean over the draws of
    the Poisson distribution reaches 10% and 90%. Returned as (g,), (g,) whole numbers.
    """
    return _count_at(worlds, doubt.ENDS[0]), _count_at(worlds, doubt.ENDS[1])


def _count_at(worlds: Floats, share: float) -> Floats:
    """The smallest whole number that at least `share` of the mixture does not pass, by halving."""
    from scipy.special import pdtr

    most = worlds.max(axis=0)
    below, above = np.full(worlds.shape[1], -1.0), np.ceil(most + 10 * np.sqrt(most) + 10)
    mean, spread = worlds.mean(axis=0), np.sqrt(worlds.var(axis=0) + worlds.mean(axis=0))
    middle = np.floor(mean + (Z_80 if share > 0.5 else -Z_80) * spread).clip(0)  # a guess that is seldom far off
    step = np.ones_like(mean)
    while (above - below > 1).any():
        reached = pdtr(middle, worlds).mean(axis=0) >= share
        above, below = np.where(reached, np.minimum(above, middle), above), np.where(reached, below, middle)
        reach = np.where(reached, above - step, below + step)  # go on from the guess in growing steps, then halve
        inside = (reach > below) & (reach < above)
        middle = np.where(inside, reach, np.floor((above + below) / 2)).clip(0)
        step *= 2
    return above


def _ranks(rates: Floats) -> NDArray[np.int64]:
    """(draws, g) of rates to ranks, 1 for the highest."""
    order = np.argsort(-rates, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, rates.shape[1] + 1)[None, :], axis=1)
    return ranks


def alone(groups: Groups, expected: Floats, draws: NDArray[np.floating]) -> tuple[Floats, Floats]:
    """The 80% bounds (g,), (g,) had the areas nothing in common: too narrow, and only to compare with."""
    spread = Z_80 * np.sqrt(groups.sums(np.var(draws, axis=0, dtype=np.float64)))
    centre = groups.sums(expected)
    return centre - spread, centre + spread
