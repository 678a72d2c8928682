"""One area: an LSOA in words: a plain sentence made from the numbers, and the way from a typical area to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lbdp_core.charts import Picture
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views import steering
from lbdp_core.fire.views.drivers import factors, figure, span, spoken, words
from lbdp_core.formatting import joined

Array = NDArray[np.float64]
STEPS, MOST = 6, 3
NOTE = (
    "Steps multiply, and together they give the forecast exactly (GLM terms and TreeSHAP of the model that targets). A "
    "typical area is the geometric mean of London's homes; fires gather in few areas, so London's mean is higher."
)


@dataclass(frozen=True)
class Area:
    """What the page says of one area."""

    title: str
    sentence: str
    picture: Picture


def area(model: Fitted, i: int) -> Area:
    """From a typical area's forecast to this area's: by what the place is like, then by past fires here and around."""
    pulls = model.steering[i] - steering.usual(model)
    place = pulls[: len(model.features)]
    order = [int(k) for k in np.argsort(-np.abs(place))[:STEPS]]
    shown = factors(
        [("London, all its homes", steering.london(model))],
        ("A typical area", steering.typical(model)),
        place,
        [label(model.features[k], model.values[i, k]) for k in order],
        f"Forecast for {model.forecast_year}",
        order,
        steering.unit(model),
        "From a typical area to the forecast that places visits",
        steering.beyond(model, pulls),
    )
    return Area(named(model, i), _sentence(model, i, pulls), replace(shown, note=NOTE))


def priority(model: Fitted) -> Array:
    """(n,) which areas a page should open on, highest first: the chance to be among the top tenth of homes."""
    return model.p_top


def named(model: Fitted, i: int) -> str:
    """What an area is called in a sentence."""
    return f"{model.name[i]}, {model.ward[i]} ward, {model.borough[i]}"


def label(name: str, value: float) -> str:
    """A driver with its value, beside a step."""
    return f"{words(name)}: {figure(name, value)}"


def _sentence(model: Fitted, i: int, pulls: Array) -> str:
    """What the waterfall says, aloud: the forecast, and the three steps that move it most."""
    rate, mean = 1_000 * model.expected[i] / model.households[i], steering.london(model)
    place = enumerate(pulls[: len(model.features)])
    steps = [(f"{spoken(n)} ({figure(n, model.values[i, k])})", pull) for k, pull in place if (n := model.features[k])]
    steps += [(words[:1].lower() + words[1:], pull) for words, pull in steering.beyond(model, pulls)]
    most = joined(f"{words}, ×{np.exp(pull):.2f}" for words, pull in sorted(steps, key=lambda s: -abs(s[1]))[:MOST])
    return (
        f"The model expects {rate:.2f} dwelling fires per 1,000 homes in {model.forecast_year}, against {mean:.2f} in "
        f"London: {model.expected[i]:.2f} fires in the {model.households[i]:,.0f} homes here, which had "
        f"{model.five_year[i]:.1f} a year from {span(model)}. What moves it most: {most}."
    )
