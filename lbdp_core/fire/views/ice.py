"""Ice: one area's rate as a single driver runs over London's range."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import charts
from lbdp_core.fire import counterfactual
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.drivers import axis, fine, span, spoken, words
from lbdp_core.fire.views.one_area import named

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
        "Thick: this area, all else as it is; dashed where no area in London is like that. Thin: the mean of London's "
        f"homes with the same value. Ticks: where London's areas stand. {span(model)}, the model that explains."
    )
    axes = (title, "Fires per 1,000 homes a year")
    sentence = _sentence(model, i, k, found)
    areas = pd.DataFrame({"value": (scale * found.areas).round(2)})
    shown = charts.curve(_runs(line), areas, here, axes, f"Were {spoken(name)} different", sentence, table, note)
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
        f"{named(model, i)} has {1_000 * model.driver_rate[i]:.2f} dwelling fires per 1,000 homes a year by the model "
        f"that explains, with {words(name).lower()} at {fine(name, float(model.values[i, k]))}. "
    )
    if rate.max() - rate.min() < 0.005:
        return f"{text}Where real areas are like it, other values of {spoken(name)} would not move that."
    ends, best, worst = (
        [fine(name, float(where[n])) for n in (0, -1)],
        f"{rate[low]:.2f} (at {fine(name, float(where[low]))})",
        f"{rate[high]:.2f} (at {fine(name, float(where[high]))})",
    )
    return (
        f"{text}Where real areas are otherwise like it, from {ends[0]} to {ends[1]}, it would lie between {best} and "
        f"{worst}."
    )
