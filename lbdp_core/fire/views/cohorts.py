"""Cohorts: areas chosen by a rule, what is different about them, and how wrong the forecast was there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import counts, explain
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario.levers import BOROUGHS
from lbdp_core.fire.views import steering
from lbdp_core.fire.views.drivers import by_importance, factors, figure, fine, words
from lbdp_core.scene import Picks, Scene, Shown, Tables
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
WHO, STEPS, TENTH = "Areas", 6, 0.1
TOP = "The tenth of homes with the highest forecast"
LEAST, MOST = "The tenth of areas with the lowest: ", "The tenth of areas with the highest: "


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """Every borough, the areas of the highest forecast, and both ends of every driver."""
    drivers = [end + words(name) for name in by_importance(model) for end in (MOST, LEAST)]
    return {WHO: (TOP, *sorted(BOROUGHS), *drivers)}


def members(model: Fitted, who: str) -> NDArray[np.bool_]:
    """(n,) the areas that the words choose.

    Raises:
        DataError: no area of the model is among them.
    """
    if who == TOP:
        return _highest(model, model.expected)
    for end, sign in ((LEAST, 1), (MOST, -1)):
        if who.startswith(end):
            k = next(k for k, name in enumerate(model.features) if words(name) == who.removeprefix(end))
            return np.asarray(sign * model.values[:, k] <= np.quantile(sign * model.values[:, k], TENTH))
    here = np.asarray(model.borough == who)
    if not here.any():
        raise DataError(f"The model has no area in {who}; choose another borough.")
    return here


def _highest(model: Fitted, expected: Array) -> NDArray[np.bool_]:
    return np.asarray(counts.top_share(expected / model.households, model.households, TENTH))


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """How its forecast differs from London's, the way there, and the forecast's error on years it had not seen."""
    who = picks[WHO]
    here = members(model, who)
    pulls = explain.against(model.steering, model.households, here)
    place = pulls[: len(model.features)]
    order = [int(k) for k in np.argsort(-np.abs(place), kind="stable")]
    means = [np.average(model.values[w], axis=0, weights=model.households[w]) for w in (here, np.ones_like(here))]
    rate = 1_000 * float(model.expected[here].sum() / model.households[here].sum())
    drawn = factors(
        [("London, all its homes", steering.london(model)), ("These areas, all their homes", rate)],
        ("London's typical area", steering.typical(model)),
        place,
        [f"{words(model.features[k])}: {figure(model.features[k], means[0][k])}" for k in order[:STEPS]],
        "Typical of these areas",
        order[:STEPS],
        steering.unit(model),
        f"What is different: {who[:1].lower() + who[1:] if who not in BOROUGHS else who}",
        steering.beyond(model, pulls),
    )
    note = "Steps multiply from London's typical area to these areas' (geometric means over homes)."
    sentences = (_sentence(model, who, here, rate), _error(model, tables["misses"], who, here))
    table = ("Every driver: these areas against London", _table(model, pulls, means, order))
    return Shown(sentences, pictures=(replace(drawn, note=note),), tables=(table,))


def _table(model: Fitted, pulls: Array, means: list[Array], order: list[int]) -> pd.DataFrame:
    rows = [
        (words(n), fine(n, means[0][k]), fine(n, means[1][k]), round(float(np.exp(pulls[k])), 3))
        for k, n in ((k, model.features[k]) for k in order)
    ]
    rows += [(name, "", "", round(float(np.exp(pull)), 3)) for name, pull in steering.beyond(model, pulls)]
    return pd.DataFrame(rows, columns=["Driver", "These areas", "London", "Times London's typical forecast"])


def _sentence(model: Fitted, who: str, here: NDArray[np.bool_], rate: float) -> str:
    mean = steering.london(model)
    gap = 100 * (rate / mean - 1)
    more = "about as many as" if abs(gap) < 0.5 else f"{abs(gap):.0f}% {'more' if gap > 0 else 'fewer'} than"
    return (
        f"{who}: {here.sum():,} areas with {model.households[here].sum():,.0f} homes. The model expects {rate:.2f} "
        f"dwelling fires per 1,000 homes in {model.forecast_year}, {more} London's {mean:.2f}."
    )


def _error(model: Fitted, misses: pd.DataFrame, who: str, here: NDArray[np.bool_]) -> str:
    """Observed against forecast over the held-out years, with the range that luck alone allows.

    Today's highest forecasts know those years' fires, so they are no test: the highest of the time are taken instead.
    """
    of = misses.set_index("code").loc[model.code]
    tested = _highest(model, of["expected"].to_numpy(float)) if who == TOP else here
    observed, expected = (float(of.loc[tested, name].sum()) for name in ("observed", "expected"))
    if not observed:
        return "There were no fires in these areas in the years tested."
    low, high = counts.garwood(observed)
    gap = 100 * (observed / expected - 1)
    said = "as many as" if abs(gap) < 0.5 else f"{abs(gap):.0f}% {'more' if gap > 0 else 'fewer'} than"
    where = "the areas that the forecasts of the time put highest" if who == TOP else "these areas"
    return (
        f"How wrong was it there? From {of['years'].iloc[0].replace('-', ' to ')} {where} had {observed:,.0f} fires, "
        f"{said} the {expected:,.0f} forecast before each year. Without luck it would have been {low:,.0f} to "
        f"{high:,.0f} (95%)."
    )


COHORTS = Scene("How do some areas differ from London?", show, choices, tables=("misses",), links={WHO: "versus"})
