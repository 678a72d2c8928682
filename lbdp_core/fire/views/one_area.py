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
        f"What this place is like suggests {end:.2f} dwelling fires per 1,000 homes a year ({span(model)}), against "
        f"{mean:.2f} over all of London's homes by the same model: {abs(end / mean - 1):.0%} {more}. The steps start "
        f"at a typical area, {start:.2f} (×{end / start:.2f}); fires gather in few areas, so London's mean is higher."
    ).replace("%", " %")
    if up:
        text += f" It is pulled up most by {tell(up)}"
        text += f", and down by {tell(down)}." if down else "."
    elif down:
        text += f" It is pulled down most by {tell(down)}."
    count, own = float(model.five_year[i]), float(model.expected[i])
    return (
        f"{text} With its own history ({count:.1f} fires a year over five years) and its neighbours', the model that "
        f"targets expects {own:.2f} fires in {model.forecast_year} in its {model.households[i]:,.0f} homes."
    )
