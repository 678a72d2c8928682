"""Counterfactual: one area with other features than it has, by sliders and along one driver, with its warnings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import charts, columns
from lbdp_core.charts import Picture
from lbdp_core.fire import counterfactual
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.drivers import (
    Array,
    axis,
    by_importance,
    factors,
    figure,
    fine,
    london,
    span,
    spoken,
    unit,
    usual,
    words,
)
from lbdp_core.fire.views.one_area import STEPS, label, named
from lbdp_core.model_cache import remembered

MOST = 4  # sliders at once
GRAIN = {"share": 0.001, "percent": 0.1, "rank": 1.0, "people/home": 0.01, "score": 0.1, "ratio": 0.1}
ASSOCIATION = (
    "Do not read this as what would happen if you changed the place. The model knows which places have more fires. "
    "People who move bring their risk with them."
)


@dataclass(frozen=True)
class Slider:
    """A driver as it can be set, over London's range, in the unit of the page: published value times `scale`."""

    name: str
    words: str
    low: float
    high: float
    step: float
    scale: float

    def start(self, value: float) -> float:
        """The published value where the slider begins."""
        return min(max(round(value * self.scale / self.step) * self.step, self.low), self.high)


@dataclass(frozen=True)
class Imagined:
    """cards: label, figure, line below. lines: remarks. warnings: what to doubt, most important first."""

    cards: tuple[tuple[str, str, str], ...]
    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    picture: Picture


@remembered(4)
def sliders(model: Fitted) -> tuple[Slider, ...]:
    """Every driver, the one that matters most first."""
    return tuple(_slider(model, name) for name in by_importance(model))


def _slider(model: Fitted, name: str) -> Slider:
    scale, title = axis(name)
    step = round(_grain(name) * scale, 6)
    column = scale * model.values[:, model.features.index(name)]
    low, high = (
        round(float(v), 6) for v in (np.floor(column.min() / step) * step, np.ceil(column.max() / step) * step)
    )
    return Slider(name, title, low, high, step, scale)


def _grain(name: str) -> float:
    """The step in which a feature is shown, in its published unit."""
    return GRAIN.get(columns.BY_NAME[name].unit, 1.0) if name in columns.BY_NAME else 0.001


def value(model: Fitted, i: int, name: str) -> float:
    """What a driver of area i is, in its published unit."""
    return float(model.values[i, model.features.index(name)])


def imagined(model: Fitted, i: int, wanted: Mapping[str, float]) -> Imagined:
    """Area i with the named drivers at other values, in published units."""
    positions = {model.features.index(name): value for name, value in wanted.items()}
    then = counterfactual.changed(model, i, positions)
    how = counterfactual.support(model, i, then.values)
    fault = counterfactual.fault(model.features, then.values, _WORDS, list(positions)) if wanted else ""
    cards = (
        ("As it is", f"{1_000 * then.now:.2f}", _standing(model, i, then.now)),
        ("What if", f"{1_000 * then.rate:.2f}", _standing(model, i, then.rate)),
        ("Ratio", f"×{then.ratio:.2f}", "times the fires per 1,000 homes a year"),
    )
    warnings = [fault] if fault else []
    if wanted and how.outside:
        warnings.append(_unseen(model, i, then.values, how))
    return Imagined(
        cards, tuple(_given_way(model, i, then, positions)), tuple(warnings), _picture(model, i, then, positions)
    )


_WORDS = {name: column.words for name, column in columns.BY_NAME.items()}


def _standing(model: Fitted, i: int, rate: float) -> str:
    """Where a rate would stand among London's homes."""
    higher = model.driver_rate > rate
    higher[i] = False
    share = float(model.households[higher].sum() / model.households.sum())
    if not higher.any():
        return "no area of London has more"
    return f"{'under 1' if share < 0.01 else f'{100 * share:.0f}'}% of London's homes are in areas with more"


def _unseen(model: Fitted, i: int, row: Array, how: counterfactual.Support) -> str:
    """Why the combination is not one that London has, and the real area that comes nearest."""
    at = how.nearest
    who = "this one as it is" if at == i else named(model, at)
    near = f"The nearest real area is {who}, with {1_000 * model.driver_rate[at]:.2f}."
    if how.pair is not None:
        one, other = (f"{spoken(n)} near {figure(n, row[k])}" for k, n in ((k, model.features[k]) for k in how.pair))
        return f"No area in London has both {one} and {other}, so the model is guessing. {near}"
    return f"No area in London is like this, so the model is guessing. {near}"


def _given_way(model: Fitted, i: int, then: counterfactual.Changed, asked: Mapping[int, float]) -> list[str]:
    """Shares that were not asked for and changed so that their whole still adds up."""
    moved = [
        k for k in range(len(model.features)) if k not in asked and abs(then.values[k] - model.values[i, k]) > 5e-4
    ]
    if not moved:
        return []
    told = "; ".join(
        f"{words(n).lower()} {fine(n, model.values[i, k])} to {fine(n, then.values[k])}"
        for k, n in ((k, model.features[k]) for k in moved)
    )
    return [f"Other shares changed so that they still add up: {told}."]


def _picture(model: Fitted, i: int, then: counterfactual.Changed, asked: Mapping[int, float]) -> Picture:
    """The steps of the area as it is, in their order, with those that are moved first: so that nothing jumps."""
    base = usual(model)
    matter = np.argsort(-np.abs(model.contributions[i] - base), kind="stable")
    order = [*asked, *(int(k) for k in matter if k not in asked)][:STEPS]
    start = 1_000 * float(np.exp(model.base + base.sum()))
    return factors(
        [("London, all its homes", london(model)), ("This area as it is", 1_000 * then.now)],
        ("A typical area", start),
        then.contributions - base,
        [label(model.features[k], then.values[k]) for k in order],
        "This area, what if",
        order,
        unit(model),
        "From a typical area to the what-if",
    )


SEEN, UNSEEN = "areas like this", "no area like this"


def curve(model: Fitted, i: int, name: str) -> tuple[str, charts.Picture]:
    """A sentence and the curve of area i for a driver: its own line, London's mean, and where real areas stand."""
    k = model.features.index(name)
    found = counterfactual.curve(model, i, k)
    scale, title = axis(name)
    line = pd.DataFrame(
        {
            "value": (scale * found.values).round(2),
            "rate": (1_000 * found.rate).round(3),
            "london": (1_000 * found.london).round(3),
            "seen": np.where(found.seen, SEEN, UNSEEN),
        }
    )
    now, rate = float(model.values[i, k]), 1_000 * float(model.driver_rate[i])
    here = pd.DataFrame({"value": [round(scale * now, 2)], "rate": [round(rate, 3)], "words": [f"now {rate:.2f}"]})
    twin = line.iloc[:: max(1, len(line) // 14)].reset_index(drop=True)
    at = twin["value"] / scale
    table = pd.DataFrame({words(name): [fine(name, v) for v in at]}).assign(
        **{
            "This area": twin["rate"].round(2),
            "London's homes": twin["london"].round(2),
            "Like real areas": twin["seen"],
        }
    )
    note = (
        "Thick line: this area, with all else as it is. It is dashed where no area in London is like that. Thin line: "
        f"the mean of London's homes with the same value. Ticks: London's areas. {span(model)}."
    )
    axes = (title, "Fires per 1,000 homes a year")
    sentence = _sentence(model, i, k, found)
    areas = pd.DataFrame({"value": (scale * found.areas).round(2)})
    shown = charts.curve(
        _runs(line), areas, here, axes, f"What if {spoken(name)} were different?", sentence, table, note
    )
    return sentence, shown


def _runs(line: pd.DataFrame) -> pd.DataFrame:
    """One line is drawn by piece: each piece begins where the one before it ends, so that there is no gap."""
    run = (line["seen"] != line["seen"].shift()).cumsum()
    ends = line[(run != run.shift(-1)) & (run != run.max())]
    bridge = ends.assign(seen=line["seen"].shift(-1).loc[ends.index], run=run.loc[ends.index] + 1)
    whole = pd.concat([line.assign(run=run), bridge])
    return whole.sort_values(["run", "value"], kind="stable").reset_index(drop=True)


def _sentence(model: Fitted, i: int, k: int, found: counterfactual.Curve) -> str:
    name = model.features[k]
    held: NDArray[np.bool_] = found.seen
    where, rate = found.values[held], 1_000 * found.rate[held]
    low, high = int(np.argmin(rate)), int(np.argmax(rate))
    text = (
        f"From what it is like, {named(model, i)} has {1_000 * model.driver_rate[i]:.2f} dwelling fires per 1,000 "
        f"homes a year, with {words(name).lower()} at {fine(name, float(model.values[i, k]))}. "
    )
    if rate.max() - rate.min() < 0.005:
        return f"{text}In similar real areas, other values of {spoken(name)} make no difference."
    ends, best, worst = (
        [fine(name, float(where[n])) for n in (0, -1)],
        f"{rate[low]:.2f} (at {fine(name, float(where[low]))})",
        f"{rate[high]:.2f} (at {fine(name, float(where[high]))})",
    )
    return (
        f"{text}Similar real areas run from {ends[0]} to {ends[1]}. There the model expects between {best} and {worst}."
    )
