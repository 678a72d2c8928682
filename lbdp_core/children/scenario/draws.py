"""Draws: what is not known, drawn once and shared by every scenario, so that two differ by their levers alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from lbdp_core.children.model.fitted import HORIZONS, Fitted, neighbours_median
from lbdp_core.children.model.forecasting import GRID
from lbdp_core.children.scenario.evidence import BY_LEVER
from lbdp_core.doubt import ENDS

Array = NDArray[np.float64]
DRAWS, SEED, EDGE, MOST = 200, 14, 1.2816, 1.96  # draws, seed; standard deviations of an 80% and a 95% range
HELD = 0.75  # of the distance between draws, by which one may move towards the next
TAKEN = yaml.safe_load(Path(__file__).with_name("assumptions.yaml").read_text("utf-8"))
CARE = ("looked_after",)  # goes its own way; all that comes before care goes together


@cache
def normals(seed: int, places: int) -> Array:
    """Standard normal draws (DRAWS, places), spread evenly over the draws, so that their mean is nought."""
    order = np.argsort(np.random.default_rng([SEED, seed]).uniform(size=(DRAWS, places)), axis=0)
    return np.asarray(ndtri((order + 0.5) / DRAWS))


def between(name: str) -> Array:
    """A row of the assumptions in each draw (DRAWS, 1), in the row's own unit; split normal, held at 95%."""
    middle, low, high = TAKEN[name]["range"]
    z = np.clip(normals(100 + list(TAKEN).index(name), 1), -MOST, MOST) / EDGE
    return np.asarray(middle + z * np.where(z < 0, middle - low, high - middle))


def effect(lever: str, kind: str) -> Array:
    """The share of care starts that a lever of evidence prevents, in each draw (DRAWS, 1)."""
    found = BY_LEVER[lever].findings[kind]
    z = np.clip(normals(200 + list(BY_LEVER).index(lever), 1), -MOST, MOST) / MOST
    return np.asarray(found.effect + z * np.where(z < 0, found.effect - found.low, found.high - found.effect))


def ahead(fitted: Fitted, key: str) -> tuple[Array, Array]:
    """An indicator of London's councils, one to three years on: (3, 33) as forecast, and (3, DRAWS, 33) draws of it.

    A council keeps its place in the errors over the years and over all indicators before care. The mean of the draws is
    the forecast.
    """
    k, london, group = fitted.at(key), fitted.london, 1 if key in CARE else 0
    common, own = (ndtr(normals(10 * n + group, places)) for n, places in ((1, 1), (2, int(london.sum()))))
    centres, drawn = [], []
    for h in range(len(HORIZONS)):
        centre = np.where(np.isfinite(fitted.ahead[k, h]), fitted.ahead[k, h], neighbours_median(fitted, key, h + 1))
        width = np.where(np.isfinite(fitted.width[k, h]), fitted.width[k, h], np.nanmedian(fitted.width[k, h]))
        shocks = (np.interp(u, GRID, np.nan_to_num(q[k, h])) for u, q in ((common, fitted.shock), (own, fitted.own)))
        rate = np.maximum(centre[london] + width[london] * sum(shocks), 0.0)
        centres.append(centre[london])
        drawn.append(_centred(rate, centre[london]))
    return np.stack(centres), np.stack(drawn)


def _centred(drawn: Array, centre: Array) -> Array:
    """Draws (DRAWS, p) moved to have `centre` (p,) as their mean, while the ends of their 80% range stay if they can.

    Past errors are askew, so their mean is not the forecast. What lies between the ends moves first, most in the middle
    and not so far that draws change places; what is still missing moves all draws in proportion.
    """
    rank = (drawn.argsort(axis=0, kind="stable").argsort(axis=0) + 0.5) / DRAWS
    inside = np.maximum(np.minimum(rank - ENDS[0], ENDS[1] - rank), 0.0)
    low, high = np.quantile(drawn, ENDS, axis=0)
    most = HELD * (high - low) / (ENDS[1] - ENDS[0])
    moved = drawn - inside * np.clip((drawn.mean(axis=0) - centre) / inside.mean(axis=0), -most, most)
    mean = moved.mean(axis=0)
    return np.asarray(moved * np.divide(centre, mean, out=np.ones_like(mean), where=mean > 0))
