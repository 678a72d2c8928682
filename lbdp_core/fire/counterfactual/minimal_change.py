"""Minimal change: the least change of an area's features that takes it out of the driver model's top decile.

What is least: fewest moves first, then the fewest of London's areas passed over (the change of each feature's rank,
summed). One move is tried whole; then every pair of moves along two different things. Both searches are complete for
the trees as they are: a leaf is a box, so the rate after a pair of moves is a product of two matrices of "met or not".
A place that only three or more moves would bring out has none here. Of the 100 least of each kind, those that the model
itself confirms and whose shares add up are looked at, and the least that has support (`support`) is given back; where
none has, the least of all, with its support saying so.
Wachter, Mittelstadt and Russell (2018), Counterfactual explanations without opening the black box.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lbdp_core import columns
from lbdp_core.counts import top_share
from lbdp_core.fire.counterfactual.candidates import Moves, moves
from lbdp_core.fire.counterfactual.change import rates
from lbdp_core.fire.counterfactual.constraints import fault
from lbdp_core.fire.counterfactual.data_support import Support, near, support
from lbdp_core.fire.model import TOP, Fitted
from lbdp_core.trees import boxes

Array = NDArray[np.float64]
TRIED, LOOKED_AT = 100, 20  # proposals, least first, that are asked of the model; of these whose pairs are looked up


@dataclass(frozen=True, eq=False)
class Least:
    """top: whether the area is in the top decile as it is. line: the rate (fires a home a year) it must come below.

    values: (k,) the features after the least change, None when there is none. rate: the model's for them.
    moved: how many moves. size: share of areas passed over, summed over features. support: of the values.
    """

    top: bool
    line: float
    values: Array | None = None
    rate: float = 0.0
    moved: int = 0
    size: float = 0.0
    support: Support | None = None


def line(fitted: Fitted, i: int) -> tuple[bool, float]:
    """Whether area i is among the highest-rate areas that hold a tenth of homes, and below which rate it would not be.

    The other areas stay as they are.
    """
    top = bool(top_share(fitted.driver_rate, fitted.households, TOP)[i])
    others = np.delete(np.arange(len(fitted.code)), i)
    order = others[np.argsort(-fitted.driver_rate[others], kind="stable")]
    held = np.cumsum(fitted.households[order]) + fitted.households[i]
    first = int(np.argmax(held > TOP * fitted.households.sum()))
    return top, float(fitted.driver_rate[order[first]])


def least(fitted: Fitted, i: int, locked: Collection[int]) -> Least:
    """The least change of the features that are not locked (positions) which brings area i out of the top decile."""
    top, below = line(fitted, i)
    if not top:
        return Least(top, below)
    options = moves(fitted, i, locked)
    field = _Field.of(fitted, i, options)
    need = np.log(below / fitted.driver_rate[i])  # how far the log rate must fall
    spare: Least | None = None
    for count, found in ((1, field.singles), (2, field.pairs)):  # pairs only where no single move will do
        for proposal in _proposals(fitted, i, found(need), Least(top, below, moved=count)):
            if proposal.support is not None and not proposal.support.outside:
                return proposal
            spare = spare or proposal
    return spare or Least(top, below)


def _proposals(fitted: Fitted, i: int, found: list[tuple[float, Array]], blank: Least) -> Iterator[Least]:
    """What the model itself confirms and whose shares can be: the least of all, then those that have areas near."""
    if not found:
        return
    rows = np.array([row for _, row in found])
    rate = rates(fitted, rows)
    sound = [
        n
        for n in np.flatnonzero(rate < blank.line)
        if not fault(fitted.features, rows[n], _WORDS, np.flatnonzero(rows[n] != fitted.values[i]).tolist())
    ]
    close = near(fitted, rows)
    for n in [*sound[:1], *[m for m in sound[1:] if close[m]][:LOOKED_AT]]:
        how = support(fitted, i, rows[n])
        yield replace(blank, values=rows[n], rate=float(rate[n]), size=found[n][0], support=how)


_WORDS = {c.name: c.words for c in columns.COLUMNS}


@dataclass(frozen=True, eq=False)
class _Field:
    """The leaves that area i can reach by its moves; met[d] (c, m): which of them the moves along d leave open.

    missing: (m,) by how many things the area as it is misses a leaf. now[d] (m,): whether it meets d's ranges already.
    """

    row: Array
    options: list[Moves]
    value: Array
    met: list[Array]
    now: list[NDArray[np.bool_]]
    missing: NDArray[np.int64]

    @classmethod
    def of(cls, fitted: Fitted, i: int, options: list[Moves]) -> _Field:
        held, row = boxes(fitted.trees), fitted.values[i]
        met = (row > held.low) & (row <= held.high)
        free = [k for option in options for k in option.features]
        reach = np.delete(met, free, axis=1).all(axis=1)
        near = replace(held, low=held.low[reach], high=held.high[reach], value=held.value[reach])
        now = [met[reach][:, option.features].all(axis=1) for option in options]
        after = [
            np.logical_and.reduce([near.holds(k, option.values[:, n]) for n, k in enumerate(option.features)])
            for option in options
        ]
        missing = sum((~n).astype(int) for n in now) if now else np.zeros(int(reach.sum()), int)
        return cls(row, options, near.value, [a.astype(np.float32) for a in after], now, np.asarray(missing))

    @property
    def base(self) -> float:
        return float(self.value[self.missing == 0].sum())

    def singles(self, need: float) -> list[tuple[float, Array]]:
        """Rows after one move whose log rate falls by more than `need`, least first."""
        hits = []
        for d, option in enumerate(self.options):
            open_ = self.value * (self.missing - ~self.now[d] == 0)
            fall = self.met[d] @ open_ - self.base
            hits += [(float(option.size[c]), d, int(c)) for c in np.flatnonzero(fall <= need + 1e-5)]
        return [(distance, self._after((d, c))) for distance, d, c in sorted(hits)[:TRIED]]

    def pairs(self, need: float) -> list[tuple[float, Array]]:
        """The same after two moves along different things."""
        hits: list[tuple[float, int, int, int, int]] = []
        base = self.base
        for d, one in enumerate(self.options):
            for e in range(d + 1, len(self.options)):
                other = self.options[e]
                free = self.missing - ~self.now[d] - ~self.now[e] == 0
                weighed = self.met[d][:, free] * self.value[free].astype(np.float32)
                fall = weighed @ self.met[e][:, free].T - base
                c, o = np.nonzero(fall <= need + 1e-5)
                size = one.size[c] + other.size[o]
                kept = np.argsort(size, kind="stable")[:TRIED]
                hits += [(float(size[n]), d, int(c[n]), e, int(o[n])) for n in kept]
        return [(distance, self._after((d, a), (e, b))) for distance, d, a, e, b in sorted(hits)[:TRIED]]

    def _after(self, *steps: tuple[int, int]) -> Array:
        row = self.row.copy()
        for d, c in steps:
            row[list(self.options[d].features)] = self.options[d].values[c]
        return row
