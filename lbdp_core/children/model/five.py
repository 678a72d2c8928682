"""Five: the indicators that matter most for a council, or for London among the councils of England."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core.children.indicators import Indicator
from lbdp_core.children.model.fitted import Fitted
from lbdp_core.children.verdicts import Z95, funnel
from lbdp_core.model_cache import remembered
from lbdp_core.places import LONDON

COUNT, A_GROUP = 5, 2  # figures, and at most so many of one part of the service
FEWEST = 20  # children or cases that a figure must rest on
USUAL = ("plans", "looked_after", "assessments_45_days", "caseload", "referrals")  # where nothing stands out


@dataclass(frozen=True)
class Standing:
    """One figure of a council.

    value: now. beside: what is expected of its children's needs, where need says anything; else the rate of all
    councils together. by_need: which. distance: from that, in standard deviations of councils with how they normally
    differ. usual: (low, high) between which nineteen of twenty such councils lie.
    """

    indicator: Indicator
    value: float
    beside: float
    by_need: bool
    distance: float
    usual: tuple[float, float]

    @property
    def unusual(self) -> bool:
        return abs(self.distance) > Z95

    @property
    def better(self) -> bool | None:
        """Whether it lies on the better side; None where neither side is."""
        better = self.indicator.better
        return None if better == "neither" else (self.distance > 0) == (better == "higher")

    def sentence(self, name: str) -> str:
        """What a meeting hears of it, in one sentence."""
        one, high = self.indicator, "high" if self.distance > 0 else "low"
        against = "for its children's needs" if self.by_need else "for a council"
        said = f"{one.name}: {one.figure(self.value)}"
        if name == LONDON:
            return f"{said}, {'above' if self.distance > 0 else 'below'} England's {one.figure(self.beside)}."
        if self.unusual:
            return f"{said}, unusually {high} {against} ({one.figure(self.beside)} expected)."
        return f"{said}, as is usual {against} ({one.figure(self.beside)} expected)."


@remembered(40)
def standings(model: Fitted, name: str) -> tuple[Standing, ...]:
    """Every figure of a council, or of London, in the order of the list; those without a value are left out."""
    found = (_london(model, k) if name == LONDON else _council(model, k, name) for k in range(len(model.keys)))
    return tuple(one for one in found if one is not None)


def five(model: Fitted, name: str) -> tuple[Standing, ...]:
    """Five figures: the farthest from what is expected first, those with a better side before the others.

    At most two are of one part of the service, and a figure of fewer than twenty cases is not among them. Where fewer
    than five are unusual, the usual ones of a meeting follow.
    """
    known = standings(model, name)
    far = sorted(known, key=lambda one: (not one.unusual, one.indicator.better == "neither", -abs(one.distance)))
    named = sorted((one for one in known if one.indicator.key in USUAL), key=lambda one: USUAL.index(one.indicator.key))
    chosen: list[Standing] = []
    for one in [*(each for each in far if each.unusual), *named, *far]:
        group = sum(each.indicator.group == one.indicator.group for each in chosen)
        if one not in chosen and group < A_GROUP and len(chosen) < COUNT:
            chosen.append(one)
    return tuple(chosen)


def _council(model: Fitted, k: int, name: str) -> Standing | None:
    c, one = model.council(name), model.indicator(str(model.keys[k]))
    value, of = model.value[k, -1, c], model.counted[k, -1, c]
    by_need = bool(np.isfinite(model.unlike[k, c]))
    distance = model.unlike[k, c] if by_need else model.apart[k, c]
    if not np.isfinite(value) or not np.isfinite(distance) or value * of / one.times < FEWEST:
        return None
    beside = model.expected[k, c] if by_need else spread(model, k)[0]
    half = Z95 * abs((value - beside) / distance) if distance else 0.0
    return Standing(one, value, beside, by_need, float(distance), (max(0.0, beside - half), beside + half))


def _london(model: Fitted, k: int) -> Standing | None:
    """London as one council among those of England, told in how far councils normally lie apart."""
    one, (england, london) = model.indicator(str(model.keys[k])), model.wider[k, -1]
    between = spread(model, k)[1]
    if not np.isfinite(england + london) or not between:
        return None
    usual = (max(0.0, england - Z95 * between), england + Z95 * between)
    return Standing(one, float(london), float(england), False, float((london - england) / between), usual)


@remembered(60)
def spread(model: Fitted, k: int) -> tuple[float, float]:
    """The rate of all councils together, and the standard deviation between them beyond chance, in its unit."""
    one = model.indicator(str(model.keys[k]))
    among = funnel(model.value[k, -1] * model.counted[k, -1] / one.times, model.counted[k, -1], one.share)
    return one.times * among.target, one.times * among.between
