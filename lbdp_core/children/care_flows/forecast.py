"""Forecast: the children in care today, and those who will come, followed from move to move in many draws at once.

A Markov process in continuous time: a child waits as long as chance and the rates of its age and placement say, or
until a birthday changes the rates; at 18 it leaves. Each draw has rates of its own (how unsure they are) and moves each
child by chance (how much children differ), so that the bands are of counts that will be seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import protect
from lbdp_core.children.care_flows.rates import STEP, Rates
from lbdp_core.children.care_flows.returns import ADULT, BANDS, EDGES, OUT, PLACEMENTS, band

Array = NDArray[np.float64]
DRAWS = 200
CELLS = len(BANDS) * OUT
UNTIL = np.append(EDGES[1:], ADULT)  # the age in days at which a child leaves its band


@dataclass(frozen=True, eq=False)
class Forecast:
    """Children in care: (steps + 1, draws, bands, placements), from today on, every four weeks."""

    counts: Array

    def mean(self) -> Array:
        """Expected children, (steps + 1, bands, placements)."""
        return np.asarray(self.counts.mean(axis=1))

    def range80(self, of: Array | None = None) -> tuple[Array, Array]:
        """What children will lie between, 8 chances in 10: of each cell, or of `of` (steps + 1, draws, ...)."""
        low, high = np.quantile(self.counts if of is None else of, [0.1, 0.9], axis=1)
        return low, high

    def table(self) -> pd.DataFrame:
        """Children in all, by placement and by age at each step, with ranges; NaN where 5 or fewer are expected.

        Where that hides one part of a total, the next smallest part goes too.
        """
        groups = [self.counts.sum(axis=(2, 3))[..., None], self.counts.sum(axis=2), self.counts.sum(axis=3)]
        names = (["All"], PLACEMENTS, BANDS)
        parts = []
        for draws, of in zip(groups, names, strict=True):
            expected = np.stack([protect.one_way(counts, protect.DFE) for counts in draws.mean(axis=1).round()])
            low, high = (np.where(np.isnan(expected), np.nan, side.round()) for side in self.range80(draws))
            for n, name in enumerate(of):
                column = {"expected": expected[:, n], "low": low[:, n], "high": high[:, n]}
                parts.append(pd.DataFrame({"days": np.arange(len(draws)) * STEP, "of": name, **column}))
        return pd.concat(parts, ignore_index=True)


def forecast(rates: Rates, steps: int = 13, seed: int = 0, draws: int = DRAWS, as_recorded: bool = False) -> Forecast:
    """Children in care every four weeks, by age and placement.

    as_recorded: count each child at the age when the placement began, as demand models do that read returns alone.
    """
    rng = np.random.default_rng(seed)
    end = steps * STEP
    moves = rates.draws(draws, rng)
    total = moves.sum(axis=-1).ravel()
    where_to = np.cumsum(moves.reshape(-1, OUT + 1), axis=-1) / total[:, None]
    draw, time, age, place, recorded = _children(rates, end, draws, rng)
    change = np.zeros(draws * CELLS * (steps + 2))  # how many more are in a cell at a step than at the one before
    while len(time):
        bands = band(age)
        cell = draw * CELLS + bands * OUT + place
        wait, birthday = rng.exponential(size=len(time)) / total[cell], UNTIL[bands] - age
        moved = wait < birthday
        until = time + np.minimum(wait, birthday)
        shown = (draw * CELLS + (recorded if as_recorded else bands) * OUT + place) * (steps + 2)
        for at, one in ((time, 1.0), (np.minimum(until, end + 1), -1.0)):
            change += one * np.bincount(shown + np.ceil(at / STEP).astype(np.int64), minlength=len(change))
        age = np.where(moved, age + wait, UNTIL[bands])
        place[moved] = (rng.random(moved.sum())[:, None] >= where_to[cell[moved]][:, :-1]).sum(axis=1)
        recorded[moved] = bands[moved]
        stays = (until <= end) & (place != OUT) & (age < ADULT)
        draw, time, age, place, recorded = (values[stays] for values in (draw, until, age, place, recorded))
    counts = change.reshape(draws, CELLS, steps + 2).cumsum(axis=-1)[..., :-1].round()
    return Forecast(np.moveaxis(counts, -1, 0).reshape(steps + 1, draws, len(BANDS), OUT))


def _children(rates: Rates, end: float, draws: int, rng: np.random.Generator) -> tuple[Array, ...]:
    """Draw, days from today, age then, placement, band as recorded: of children here and to come, (n,) each."""
    here, known = len(rates.age), len(rates.new_age)
    coming = rng.poisson(rng.gamma(rates.came + 0.5, 1.0, draws) / rates.over * end) if known else np.zeros(draws, int)
    pick = rng.choice(known, coming.sum(), p=rates.new_weight) if known else np.zeros(0, int)
    return (
        np.concatenate([np.repeat(np.arange(draws), here), np.repeat(np.arange(draws), coming)]),
        np.concatenate([np.zeros(draws * here), rng.uniform(0.0, end, len(pick))]),
        np.concatenate([np.tile(rates.age, draws), rates.new_age[pick]]),
        np.concatenate([np.tile(rates.place, draws), rates.new_place[pick]]),
        np.concatenate([np.tile(band(rates.begun), draws), band(rates.new_age[pick])]),
    )
