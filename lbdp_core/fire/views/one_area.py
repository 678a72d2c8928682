"""One area: an LSOA in words: a plain sentence made from the numbers, and the way from a typical area to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.charts import Picture
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.drivers import factors, figure, london, span, spoken, unit, usual, words

Array = NDArray[np.float64]
STEPS = 8


@dataclass(frozen=True)
class Area:
    """What the page says of one area."""

    title: str
    sentence: str
    picture: Picture


def area(model: Fitted, i: int) -> Area:
    """From a typical area's rate to this area's, by the drivers that matter most here."""
    pulls = model.contributions[i] - usual(model)
    start = 1_000 * float(np.exp(model.base + usual(model).sum()))
    end = 1_000 * float(np.exp(model.base + model.contributions[i].sum()))
    order = [int(k) for k in np.argsort(-np.abs(pulls))[:STEPS]]
    shown = factors(
        [("London, all its homes", london(model))],
        ("A typical area", start),
        pulls,
        [label(model.features[k], model.values[i, k]) for k in order],
        "This area",
        order,
        unit(model),
        "From a typical area to this one",
    )
    return Area(named(model, i), _sentence(model, i, pulls, start, end), shown)


def priority(model: Fitted) -> Array:
    """(n,) which areas a page should open on, highest first: the chance to be among the top tenth of homes."""
    return model.p_top


def named(model: Fitted, i: int) -> str:
    """What an area is called in a sentence."""
    return f"{model.name[i]}, {model.ward[i]} ward, {model.borough[i]}"


def label(name: str, value: float) -> str:
    """A driver with its value, beside a step."""
    return f"{words(name)}: {figure(name, value)}"


def _sentence(model: Fitted, i: int, pulls: Array, start: float, end: float) -> str:
    """What the waterfall says, aloud."""
    up = [k for k in np.argsort(-pulls) if pulls[k] > 0.01][:2]
    down = [k for k in np.argsort(pulls) if pulls[k] < -0.01][:2]

    def tell(ks: list[np.intp]) -> str:
        return " and ".join(
            f"{spoken(model.features[k])} ({figure(model.features[k], model.values[i, k])}, ×{np.exp(pulls[k]):.2f})"
            for k in ks
        )

    mean = london(model)
    more = "more" if end >= mean else "fewer"
    text = (
        f"From what this place is like, we would expect {end:.2f} dwelling fires per 1,000 homes a year "
        f"({span(model)}). That is {abs(end / mean - 1):.0%} {more} than London's {mean:.2f}. The chart starts at a "
        f"typical area, with {start:.2f}. A few areas have many fires, so London's mean is higher than a typical area."
    )
    if up:
        text += f" What raises it most: {tell(up)}."
        text += f" What lowers it most: {tell(down)}." if down else ""
    elif down:
        text += f" What lowers it most: {tell(down)}."
    count, own = float(model.five_year[i]), float(model.expected[i])
    return (
        f"{text} The model that chooses areas also uses past fires here ({count:.1f} a year over five years) and next "
        f"door. It expects {own:.2f} fires in {model.forecast_year} in the {model.households[i]:,.0f} homes here, or "
        f"{1_000 * own / model.households[i]:.2f} per 1,000 homes."
    )
