"""Change: the driver model's rate for one area with other features than it has, and along the range of one of them.

Shares that belong together still add up: where one share of a whole is changed, those that were not asked for give way
in proportion to their size. Along a range (`curve`) only the one feature moves: ICE, Goldstein et al. (2015), Peeking
inside the black box. Where that makes an area which London does not have, the curve says so (`seen`). The mean beside
it is the partial dependence of London's homes (Friedman 2001), over a seeded sample of areas drawn by their homes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import explain
from lbdp_core.fire.counterfactual.data_support import supported
from lbdp_core.fire.model import Fitted
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]
WHOLES: Mapping[str, tuple[str, ...]] = {
    "tenure": ("owned_outright", "mortgage", "social_rented", "private_rented"),
    "kinds of home": ("detached", "semi", "terraced", "flat_purpose_built", "flat_converted", "flat_commercial"),
    "ages": ("age_0_15", "age_16_24", "age_25_34", "age_35_49", "age_50plus"),
}
PARTS = (  # the first is part of the second
    ("deprived_3plus", "deprived_2plus"),
    ("aged_75plus", "aged_65plus"),
    ("one_person_65plus", "one_person"),
    ("one_person_other", "one_person"),
)
BESIDE = (("deprived_1", "deprived_2plus"), ("overcrowded", "underoccupied"))  # together at most all
SLACK = 0.0051  # published shares are rounded and perturbed
LEAST = 0.82  # caravans and houseboats are no kind of home here: in one area they are one home in six


@dataclass(frozen=True, eq=False)
class Changed:
    """An area as imagined: values (k,) whose shares fit, fires a home a year now and then, and contributions (k,)."""

    values: Array
    now: float
    rate: float
    contributions: Array

    @property
    def ratio(self) -> float:
        return self.rate / self.now


@remembered(4)
def per_home(fitted: Fitted) -> float:
    """What the trees' predictions are multiplied with to be fires a home a year."""
    return float(fitted.driver_rate[0] / explain.booster(fitted.trees).predict(fitted.values[:1], num_threads=1)[0])


def rates(fitted: Fitted, rows: Array) -> Array:
    """Fires a home a year by the driver model (c,) for rows of features (c, k) in published units."""
    return np.asarray(explain.booster(fitted.trees).predict(rows, num_threads=1)) * per_home(fitted)


def changed(fitted: Fitted, i: int, wanted: Mapping[int, float]) -> Changed:
    """Area i with the features in `wanted` (position -> value) as asked, and the rest of their wholes made to fit."""
    rows = np.repeat(fitted.values[[i]], 2, axis=0)
    for k, value in wanted.items():
        rows[1, k] = value
    moved = [k for k, value in wanted.items() if value != fitted.values[i, k]]
    row = settle(fitted.features, rows, moved)[1] if moved else rows[1]
    pulls, _ = explain.contributions(fitted.trees, row)
    return Changed(row, float(fitted.driver_rate[i]), float(np.exp(fitted.base + pulls[0].sum())), pulls[0])


def settle(features: Sequence[str], rows: Array, wanted: Collection[int]) -> Array:
    """Rows (c, k) in which the features `wanted` stand as asked, and the rest of their wholes as they were: the rest
    now made to fit.

    The sum of a whole is taken from the first row, which is the area as it is.
    """
    out = np.array(rows, dtype=float)
    for names in WHOLES.values():
        inside = [features.index(name) for name in names if name in features]
        asked = [k for k in inside if k in wanted]
        rest = [k for k in inside if k not in wanted]
        if not asked or not rest:
            continue
        left = np.maximum(rows[0, inside].sum() - out[:, asked].sum(axis=1), 0.0)
        share = rows[0, rest] / rows[0, rest].sum() if rows[0, rest].sum() > 0 else np.full(len(rest), 1 / len(rest))
        out[:, rest] = left[:, None] * share
    for part, whole in PARTS:
        if part in features and whole in features:
            p, w = features.index(part), features.index(whole)
            if w in wanted and p not in wanted:
                out[:, p] = np.minimum(out[:, p], out[:, w])
            elif p in wanted and w not in wanted:
                out[:, w] = np.maximum(out[:, p], out[:, w])
    return out


def fault(features: Sequence[str], row: Array, words: Mapping[str, str], wanted: Collection[int]) -> str:
    """Why the shares of a row cannot be, in a sentence; empty when they can or when nothing of them was asked for."""
    at = {name: k for k, name in enumerate(features)}
    for what, names in WHOLES.items():
        inside = [at[name] for name in names if name in at]
        total = float(row[inside].sum())
        asked = set(inside) & set(wanted)
        if asked and (total > 1 + SLACK or (len(asked) == len(inside) == len(names) and total < LEAST)):
            return f"The shares of {what} add up to {100 * total:.0f}%, which no place has."
    for part, whole in PARTS:
        if (
            part in at
            and whole in at
            and {at[part], at[whole]} & set(wanted)
            and row[at[part]] > row[at[whole]] + SLACK
        ):
            return f"“{words[part]}” are part of “{words[whole]}” and cannot be more."
    for one, other in BESIDE:
        if (
            one in at
            and other in at
            and {at[one], at[other]} & set(wanted)
            and row[at[one]] + row[at[other]] > 1 + SLACK
        ):
            return f"“{words[one]}” and “{words[other]}” exclude each other and are more than all together here."
    return ""


POINTS, SAMPLE, SEED = 41, 120, 4


@dataclass(frozen=True, eq=False)
class Curve:
    """values (c,): of the feature. rate (c,): this area's fires a home a year there. seen (c,): whether real areas
    are like that. london (c,): the mean over London's homes. areas (r,): values where London's areas stand.
    """

    values: Array
    rate: Array
    seen: NDArray[np.bool_]
    london: Array
    areas: Array


@remembered(64)
def _grid(fitted: Fitted, k: int) -> Array:
    """From the 0.5th to the 99.5th percentile of areas, in even steps: single odd areas would squeeze the rest."""
    low, high = np.quantile(fitted.values[:, k], (0.005, 0.995))
    return np.linspace(low, high, POINTS)


@remembered(64)
def _london(fitted: Fitted, k: int) -> Array:
    """The mean rate at each point of the grid over areas drawn by their homes."""
    chance = fitted.households / fitted.households.sum()
    sample = fitted.values[np.random.default_rng(SEED).choice(len(chance), SAMPLE, p=chance)]
    rows = np.repeat(sample[None], POINTS, axis=0)
    rows[:, :, k] = _grid(fitted, k)[:, None]
    return rates(fitted, rows.reshape(-1, sample.shape[1])).reshape(POINTS, SAMPLE).mean(axis=1)


def curve(fitted: Fitted, i: int, k: int) -> Curve:
    """Area i's curve for feature k."""
    grid, mean = _grid(fitted, k), _london(fitted, k)
    now = fitted.values[i, k]
    at = np.sort(np.append(grid, now))
    rows = np.repeat(fitted.values[[i]], len(at), axis=0)
    rows[:, k] = at
    areas = np.quantile(fitted.values[:, k], np.linspace(0.01, 0.99, 99))
    return Curve(at, rates(fitted, rows), supported(fitted, i, k, at), np.interp(at, grid, mean), areas)
