"""Placebo: an ask against itself shuffled within boroughs, for every ask that a meeting may look at.

A whole dataset is held against its shuffles by `bench.trial`. What is asked for may be less: its first field, the
smallest ask that is as good, by ward, of some boroughs alone. Each is shuffled by itself, once, when the model is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from lbdp_core import lift
from lbdp_core.lift import Base
from lbdp_core.sharing.model.settings import FEWER, FEWEST, POWER, POWER_BOROUGHS, POWER_YEARS, SEED, SHUFFLES

Floats = NDArray[np.float64]
Index = NDArray[np.intp]


@lru_cache(maxsize=4)
def lot(boroughs: int) -> Index:
    """The order in which boroughs join: drawn by lot once."""
    return np.random.default_rng(SEED).permutation(boroughs)


def joining(given: Floats, borough: Index, sharing: int) -> NDArray[np.bool_]:
    """(boroughs,) the first `sharing` by lot of those that have anything to give."""
    size = int(borough.max()) + 1
    has = np.bincount(borough, np.isfinite(given).any(axis=1), size) > 0
    return np.isin(np.arange(size), [b for b in lot(size) if has[b]][:sharing])


def asks(frontier: Mapping[str, Any]) -> list[tuple[int, ...]]:
    """The asks that a meeting may look at, as positions of fields: the first alone, the smallest as good, every one."""
    points = frontier["points"]
    smallest = [points[n]["fields"] for n in frontier["smallest"][-1]]
    return list(dict.fromkeys(tuple(a) for a in ([0], *smallest, points[-1]["fields"]) if a))


def placebos(base: Base, given: Floats, borough: Index, chosen: Iterable[Sequence[int]]) -> list[dict[str, Any]]:
    """How many shuffles did as well as each ask, for each number of boroughs from the fewest that conclude anything.

    Returns:
        a row an ask and number of boroughs: fields (positions), boroughs, p: (origins,) share of shuffles that did as
        well over the last unseen year, the last two, and so on to all.
    """
    found, origins = [], range(base.origins)
    deals = lift.deals(borough, SHUFFLES, SEED)
    for ask in chosen:
        mine = given[:, list(ask)]
        most = int(joining(mine, borough, len(borough)).sum())
        for sharing in range(FEWEST, most + 1):
            made = lift.columns(mine, borough, joining(mine, borough, sharing))
            times = SHUFFLES if sharing == most else FEWER
            dealt = lift.shuffled(base, made, deals[:times], origins)
            gain = np.array([lift.saved(base, made, [o])[0][made.there].sum() for o in origins])
            found.append({"fields": list(ask), "boroughs": sharing, "p": p_values(gain, dealt)})
    return found


def p_values(gain: Floats, dealt: Floats) -> list[float]:
    """Share of shuffles (times, origins) that did as well as a gain (origins,), over the last year, the last two ...

    >>> p_values(np.array([1.0, 3.0]), np.array([[5.0, 2.0], [0.0, 1.0], [0.0, 0.0]]))
    [0.25, 0.5]
    """
    mine, theirs = np.cumsum(gain[::-1]), np.cumsum(dealt[:, ::-1], axis=1)
    as_well = (theirs >= mine - 1e-9).sum(axis=0)
    return [float(v) for v in (1 + as_well) / (len(dealt) + 1)]


Z = 1.96


@dataclass(frozen=True)
class Information:
    """What an average borough tells in a year of a column, once what is held is taken out.

    each:   sum of expected fires x cleared column squared, for one borough and one year.
    window: years that the coefficient is learnt from.
    """

    each: float
    window: int

    def power(self, ratio: float, boroughs: float, years: float) -> float:
        """The chance to see an effect of `ratio` a standard deviation.

        >>> even = Information(130.0, 5)
        >>> round(even.power(1.15, 33, 3), 2), even.power(1.15, 1, 1) < 0.5, round(even.power(1.0, 33, 5), 3)
        (1.0, True, 0.025)
        """
        b = float(np.log(ratio))
        if abs(b) < 1e-9:
            return float(ndtr(-Z))
        total = self.each * boroughs * years
        saved = total * (b**2 - 1 / (self.each * boroughs * self.window))
        chance = 2 * abs(b) * np.sqrt(total)
        return float(max(ndtr(-Z), ndtr(saved / chance - Z)))

    def table(self, ratio: float) -> list[dict[str, float]]:
        """boroughs, years and power for the sizes that a meeting asks about."""
        return [
            {"boroughs": b, "years": y, "power": self.power(ratio, b, y)} for b in POWER_BOROUGHS for y in POWER_YEARS
        ]

    def needed(self, ratio: float, years: float, most: int = 33) -> int | None:
        """Fewest boroughs, of those that conclude anything, with a power of four in five over that many years.

        None where all of London has less.
        """
        return next((b for b in range(FEWEST, most + 1) if self.power(ratio, b, years) >= POWER), None)
