"""Course: how many people would be in support in each borough if nothing were changed, and how wrong that may be.

The last value, moved by a damped part of London's growth since the last break, with shares that go very slowly, and in
proportion, towards even ones (full dispersal, from April 2022, aims there); nobody goes where nobody was. Gardner
(1985), Exponential smoothing: the state of the art, Journal of Forecasting 4(1), for the damped trend. Errors are those
that the same rule made before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.refugees.load import Series
from lbdp_core.refugees.model import settings as s

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """How far the rule was off, a quarter ahead, on the log scale: London as a whole, and a borough beside that.

    origins: how many quarters it was learnt from; nought where the figures of the settings stand in.
    """

    london: float
    own: float
    origins: int


def expected(seen: Array, grown: Array, even: Array, steps: int = s.STEPS) -> Array:
    """People by place in each of the next quarters (steps, p).

    Args:
        seen: (t, p) people so far, the last quarter last. grown: (t,) London's total by which growth is taken: of one
            meaning throughout. even: (p,) shares, adding up to one, towards which shares go.
    """
    last = seen[-1]
    whole, span = last.sum(), min(s.TREND_OVER, len(grown) - 1)
    while span and np.isnan(grown[-1 - span]):
        span -= 1  # from the next quarter that is known
    growth = np.log(grown[-1] / grown[-1 - span]) / span if span and grown[-1 - span] > 0 else 0.0
    ahead = np.arange(steps)
    total = whole * np.exp(s.TREND * growth * np.cumsum(s.DAMPED**ahead))
    kept = ((1 - s.TO_EVEN) ** (ahead + 1))[:, None]
    even = np.where(even > 0, even, last / whole)  # households that are not known pull nobody
    shares = np.power(last / whole, kept) * np.power(even, 1 - kept) * (last > 0)
    return np.asarray(total[:, None] * shares / shares.sum(axis=1, keepdims=True))


def even_shares(households: Array, seen: Array) -> Array:
    """Shares (p,) by households; a place without any (people given by no borough) keeps the share it has."""
    rest = seen[-1, len(households) :] / seen[-1].sum()
    return np.asarray(np.append((1 - rest.sum()) * households / households.sum(), rest))


def spread(known: list[tuple[Series, Series]], households: Array) -> Spread:
    """The errors of the rule at every origin and horizon that is over, pooled.

    known: series of people and the series by which growth is taken, as far as they are known now.
    """
    london, own, origins = [], [], 0
    for series, grown in known:
        for origin in np.flatnonzero(series.known[:-1])[1:]:
            seen = series.people[: origin + 1]
            steps = min(s.STEPS, len(series.quarters) - 1 - origin)
            made = expected(seen, grown.people[: origin + 1].sum(axis=1), even_shares(households, seen), steps)
            over = series.known[origin + 1 : origin + 1 + steps]
            made, truth = made[over], series.people[origin + 1 : origin + 1 + steps][over]
            root = np.sqrt(np.arange(1, steps + 1))[over]
            whole = np.log(truth.sum(axis=1) / made.sum(axis=1))
            each = np.log((truth + s.SMALL) / (made + s.SMALL)) - whole[:, None]
            london.append(whole / root)
            own.append((each[:, : len(households)] / root[:, None]).ravel())
            origins += 1
    if origins < s.LEAST_ERRORS:
        return Spread(s.LONDON_ERROR, s.OWN_ERROR, 0)
    return Spread(_rms(np.concatenate(london)), _rms(np.concatenate(own)), origins)


def draws(centre: Array, wrong: Spread, count: int = s.DRAWS, seed: int = s.SEED) -> Array:
    """What may happen instead (steps, draws, p): a random walk of London and one of each place, with heavy tails.

    Each place's mean over the draws is `centre`.
    """
    rng = np.random.default_rng(seed)
    steps, places = centre.shape
    london = np.cumsum(rng.standard_normal((steps, count, 1)), axis=0) * wrong.london
    heavy = np.sqrt((s.DEGREES - 2) / rng.chisquare(s.DEGREES, (1, count, places)))  # a variance of one
    own = np.cumsum(rng.standard_normal((steps, count, places)), axis=0) * heavy * wrong.own
    factor = np.exp(np.clip(london + own, -3.0, 3.0))
    factor /= factor.mean(axis=1, keepdims=True)
    people = np.maximum((centre[:, None] + s.SMALL) * factor - s.SMALL, 0.0)
    mean = people.mean(axis=1, keepdims=True)
    people *= np.divide(centre[:, None], mean, out=np.zeros_like(mean), where=mean > 0)
    return np.asarray(people)


def _rms(values: Array) -> float:
    return float(np.sqrt(np.mean(values**2)))
