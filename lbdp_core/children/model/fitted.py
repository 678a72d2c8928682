"""Fitted: what the page and a scenario read: arrays over indicators (k), years (t), horizons (h) and councils (c)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.children.indicators import Indicator, indicators
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]
HORIZONS = (1, 2, 3)
SCORED = (1, 3)  # years ahead that past forecasts are scored at


@dataclass(frozen=True, eq=False)
class Fitted:
    """years: (t,). keys: (k,) of indicators. dfe, codes, names, london, children: (c,).

    value: (k, t, c). wider: (k, t, 2) England and London. counted: (k, t, c) how many each value is of.
    low, high: (k, c) 95% interval of the last value. plain, apart: (k, c) distance from all councils together in
    standard deviations, by chance alone and with how councils normally differ. phi: (k,) how much wider than chance.
    expected: (k, c) from need; unlike: (k, c) distance from that, likewise. need_error: (k, 3) error on councils left
    out, that of their mean, and the share of variance explained. slope: (k,) what is left of a distance a year later.
    moves: (k,) the share of councils that change quarter each year. near: (c, 10) statistical neighbours that the
    forecast leans on; sets, near_by: (s,) and (s, c, n) every published set of them, -1 where a council has fewer.
    target, between: (k,) the rate of all councils together, and how far councils differ from it beyond chance (one
    standard deviation). reasons: (r,) why a figure is missing, "" first; why: (k, t, c) the position in it.
    before, before_low, before_high: (k, 2, c) what was forecast for the last year one and three years before it.
    ahead, ahead_low, ahead_high, width: (k, h, c) forecasts, their 80% range, and the scale of errors.
    shock, own: (k, h, 100) quantiles of errors in that scale: common to all councils, and each one's own.
    spending: (c, 2) pounds in a year on children looked after, and on safeguarding (which holds social work).
    """

    years: NDArray[np.int64]
    keys: NDArray[np.str_]
    dfe: NDArray[np.int64]
    codes: NDArray[np.str_]
    names: NDArray[np.str_]
    london: NDArray[np.bool_]
    children: Array
    value: Array
    wider: Array
    counted: Array
    low: Array
    high: Array
    plain: Array
    apart: Array
    phi: Array
    target: Array
    between: Array
    expected: Array
    unlike: Array
    need_error: Array
    slope: Array
    moves: Array
    near: NDArray[np.int64]
    sets: NDArray[np.str_]
    near_by: NDArray[np.int64]
    reasons: NDArray[np.str_]
    why: NDArray[np.int8]
    before: Array
    before_low: Array
    before_high: Array
    ahead: Array
    ahead_low: Array
    ahead_high: Array
    width: Array
    shock: Array
    own: Array
    spending: Array

    def at(self, key: str) -> int:
        """The position of an indicator.

        Raises:
            KeyError: the data has no figure of it.
        """
        found = np.flatnonzero(self.keys == key)
        if not len(found):
            raise KeyError(key)
        return int(found[0])

    def indicator(self, key: str) -> Indicator:
        return next(one for one in indicators() if one.key == key)

    def council(self, name: str) -> int:
        """The position of a council by its name."""
        return int(np.flatnonzero(self.names == name)[0])


@remembered(8)
def neighbours_median(model: Fitted, key: str, horizon: int) -> Array:
    """The median of each council's statistical neighbours (c,) in the forecast of an indicator."""
    from lbdp_core.children.model.forecasting import of_neighbours

    return of_neighbours(model.ahead[model.at(key), horizon - 1], model.near)
