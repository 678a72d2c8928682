"""Five: the indicators that matter most for a council, or for London beside England, by one stated rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lbdp_core.children.indicators import Indicator
from lbdp_core.children.model.fitted import Fitted
from lbdp_core.children.verdicts import Z95, run_chart
from lbdp_core.formatting import capital, spelt
from lbdp_core.model_cache import remembered
from lbdp_core.places import LONDON

COUNT, A_GROUP = 5, 2  # figures, and at most so many of one part of the service
FEWEST = 20  # children or cases that a figure must rest on
RULE = (
    "Unusual figures come first, then those that left the range of the council's own years. In both, the worse side "
    "comes first, then figures without a better side, then the better side. Figures far from what is expected take the "
    "places that are left. At most two are of one part of the service, and none rests on fewer than 20 cases."
)


@dataclass(frozen=True)
class Standing:
    """One figure of a council.

    value: now. beside: what is expected of its children's needs, where need says anything; else the rate of all
    councils together; for London, England's. by_need: which. distance: from that, in standard deviations of councils
    with how they normally differ. usual: (low, high) between which nineteen of twenty such councils lie.
    itself: what its own years show of the last, or "". boroughs: for London, how many boroughs are unusual.
    """

    indicator: Indicator
    value: float
    beside: float
    by_need: bool
    distance: float
    usual: tuple[float, float]
    itself: str = ""
    boroughs: int = 0

    @property
    def unusual(self) -> bool:
        return abs(self.distance) > Z95

    @property
    def better(self) -> bool | None:
        """Whether it lies on the better side; None where neither side is."""
        better = self.indicator.better
        return None if better == "neither" else (self.distance > 0) == (better == "higher")

    @property
    def order(self) -> tuple[bool, bool, int, float]:
        """What comes before what: `RULE`."""
        side = {False: 0, None: 1, True: 2}[self.better]
        return not self.unusual, not self.itself and not self.boroughs, side, -abs(self.distance) - self.boroughs

    def short(self, value: float) -> str:
        """A value without its unit, where that is named beside it."""
        return self.indicator.short(value)

    def sentence(self, name: str) -> str:
        """What a meeting hears of it, in one sentence."""
        one, high = self.indicator, "high" if self.distance > 0 else "low"
        beside = one.short(self.beside)
        said = f"{one.name}: {one.figure(self.value)}"
        if name == LONDON:
            side = "above" if self.distance > 0 else "below"
            count = f"{spelt(self.boroughs)} borough{'' if self.boroughs == 1 else 's'}"
            return f"{said}, {side} England ({beside}); {count} {'is' if self.boroughs == 1 else 'are'} unusual."
        usual = f"for its needs ({beside} expected)" if self.by_need else f"for a council ({beside} in all councils)"
        if self.unusual:
            side = "" if self.better is None else f" {capital(one.better)} is better."
            return f"{said}, unusually {high} {usual}.{side}"
        return f"{said}, {self.itself}, but usual {usual}." if self.itself else f"{said}, usual {usual}."


@remembered(40)
def standings(model: Fitted, name: str) -> tuple[Standing, ...]:
    """Every figure of a council, or of London, in the order of the list; those without a value are left out."""
    found = (_london(model, k) if name == LONDON else _council(model, k, name) for k in range(len(model.keys)))
    return tuple(one for one in found if one is not None)


@remembered(40)
def five(model: Fitted, name: str) -> tuple[Standing, ...]:
    """Five figures by the rule of `RULE`."""
    chosen: list[Standing] = []
    for one in sorted(standings(model, name), key=lambda one: one.order):
        group = sum(each.indicator.group == one.indicator.group for each in chosen)
        if group < A_GROUP and len(chosen) < COUNT:
            chosen.append(one)
    return tuple(chosen)


def unlike(standings: Iterable[Standing]) -> int:
    """How many are unusual."""
    return sum(one.unusual for one in standings)


def _council(model: Fitted, k: int, name: str) -> Standing | None:
    c, one = model.council(name), model.indicator(str(model.keys[k]))
    value, of = model.value[k, -1, c], model.counted[k, -1, c]
    by_need = bool(np.isfinite(model.unlike[k, c]))
    distance = model.unlike[k, c] if by_need else model.apart[k, c]
    if not np.isfinite(value) or not np.isfinite(distance) or value * of / one.times < FEWEST:
        return None
    beside = model.expected[k, c] if by_need else model.target[k]
    half = Z95 * abs((value - beside) / distance) if distance else 0.0
    usual = (max(0.0, beside - half), min(100.0, beside + half) if one.share else beside + half)
    itself = run_chart(model.value[k, :, c]).signal
    return Standing(one, float(value), float(beside), by_need, float(distance), usual, itself)


def _london(model: Fitted, k: int) -> Standing | None:
    """London as one council among those of England, told in how far councils normally lie apart."""
    one, (england, london) = model.indicator(str(model.keys[k])), model.wider[k, -1]
    between = float(model.between[k])
    if not np.isfinite(england + london) or not between:
        return None
    usual = (max(0.0, england - Z95 * between), england + Z95 * between)
    boroughs = (_council(model, k, str(name)) for name in model.names[model.london])
    far = unlike(each for each in boroughs if each is not None)
    distance = float((london - england) / between)
    return Standing(one, float(london), float(england), False, distance, usual, boroughs=far)
