"""Compare borough: what is different about a borough, its drivers' mean contributions against London's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import explain
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario.levers import BOROUGHS
from lbdp_core.fire.views.drivers import factors, figure, fine, london, span, spoken, unit, usual, words
from lbdp_core.scene import Picks, Scene, Shown, Tables
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
WHO, STEPS, PLAIN = "Borough", 8, 0.01


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """Every borough."""
    return {WHO: tuple(sorted(BOROUGHS))}


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """The borough's sentence, and the way from London's typical area to the borough's.

    Raises:
        DataError: no area of the model lies in the borough.
    """
    who = picks[WHO]
    here = model.borough == who
    if not here.any():
        raise DataError(f"The model has no area in {who}; choose another borough.")
    pulls = explain.against(model.contributions, model.households, here)
    means = [np.average(model.values[w], axis=0, weights=model.households[w]) for w in (here, np.ones_like(here))]
    order = [int(k) for k in np.argsort(-np.abs(pulls), kind="stable")]
    typical = 1_000 * float(np.exp(model.base + usual(model).sum()))
    borough = 1_000 * float(np.average(model.driver_rate[here], weights=model.households[here]))
    shown = factors(
        [("London, all its homes", london(model)), (f"{who}, all its homes", borough)],
        ("London's typical area", typical),
        pulls,
        [f"{words(model.features[k])}: {figure(model.features[k], means[0][k])}" for k in order[:STEPS]],
        f"{who}'s typical area",
        order[:STEPS],
        unit(model),
        f"What is different about {who}",
    )
    note = (
        "Ratios multiply out from London's typical area to the borough's (geometric means over homes, so below the "
        "means of all homes beside). Values are the borough's means over homes; the table has London's. By the model "
        "that explains: it says where the borough differs, not what would follow if that were changed."
    )
    picture = replace(shown, table=_table(model, who, pulls, means, order), note=note)
    return Shown((_sentence(model, who, pulls, means, borough),), pictures=(picture,))


def _table(model: Fitted, who: str, pulls: Array, means: list[Array], order: list[int]) -> pd.DataFrame:
    rows = [
        (words(n), fine(n, means[0][k]), fine(n, means[1][k]), f"×{np.exp(pulls[k]):.3f}")
        for k, n in ((k, model.features[k]) for k in order)
    ]
    return pd.DataFrame(rows, columns=["Driver", who, "London", "Times London's typical rate"])


def _sentence(model: Fitted, who: str, pulls: Array, means: list[Array], borough: float) -> str:
    mean = london(model)
    whole = float(np.exp(pulls.sum()))
    gap = abs(borough / mean - 1)
    more = "about as many as" if gap < PLAIN / 2 else f"{100 * gap:.0f}% {'more' if borough > mean else 'fewer'} than"
    text = (
        f"What {who}'s places are like suggests {borough:.2f} dwelling fires per 1,000 homes a year ({span(model)}), "
        f"{more} London's {mean:.2f}; its typical area has ×{whole:.2f} the rate of London's."
    )
    for way, sign in (("up", 1), ("down", -1)):
        found = [k for k in np.argsort(-sign * pulls) if sign * pulls[k] > PLAIN / 2][:2]
        told = " and ".join(
            f"{spoken(n)} ({fine(n, means[0][k])} against London's {fine(n, means[1][k])}, ×{np.exp(pulls[k]):.2f})"
            for k, n in ((k, model.features[k]) for k in found)
        )
        if told:
            text += f" Pulled {way} most by {told}."
    return text


VERSUS = Scene("What is different about one borough?", show, choices, tables=(), links={WHO: "versus"})
