"""Boroughs: side by side with their intervals, each over the years, and at the same ages; never in a league."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.charts import multiples, standing
from lbdp_core.figure_charts import dots
from lbdp_core.formatting import capital, number, people, signed, spans
from lbdp_core.health.model import Array, Fitted
from lbdp_core.health.scenario import HealthLevers, World, pairwise, profiles, tables
from lbdp_core.health.views import scope
from lbdp_core.model_cache import remembered
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

WAY = "How they are shown"
DOTS, YEARS, SAME = "Dot and interval", "Each over the years", "At the same ages"
COUNT = "What is shown"
RATE, PEOPLE, RISE = "Per 1,000 residents", "People", "Rise since the base"
POINTS = 5  # steps of a small chart
TELL = 3  # boroughs named in a sentence
SURE = 0.9
SHARED = (
    "What is doubtful for all boroughs alike, such as the rates, cancels between two of them: boroughs whose ranges "
    "overlap may still differ."
)


def boroughs(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What was chosen of the three ways to lay boroughs side by side."""
    if picks[WAY] == YEARS:
        return over_years(model, result)
    return same_age(model, result) if picks[WAY] == SAME else side_by_side(model, result, picks[COUNT])


def side_by_side(model: Fitted, result: Result, count: str) -> Shown:
    """A dot and an 80 % interval a borough, and in words which cannot be told apart."""
    frame = _counted(scope.places(model, result), count)
    first, last, noun = scope.base(model), scope.when(model, result), scope.noun(model, result)
    what = {RATE: f"per 1,000 residents in {last}", PEOPLE: f"people in {last}", RISE: f"more people than in {first}"}
    axis = what[count]
    drawn, shown = dots(
        frame,
        lambda value: _say(value, count),
        (f"{last}, with its 80 % range", str(first)),
        (axis, capital(axis), f"{capital(noun)}, {axis}", f"{noun} by borough, {axis}"),
        scope.noted(model, result, "Dots stand in order of their middle figures, which is not an order of boroughs."),
        0.0 if count == RISE else None,
    )
    names = shown["place"].tolist()
    return Shown((told_apart(names, _surely(model, result, count, names)),), pictures=(drawn,))


def told_apart(names: list[str], surely: Array) -> str:
    """Which boroughs cannot be told apart from the highest, and how many pairs can be.

    names: highest middle figure first. surely: (n, n) share of draws in which the row's borough has more than the
           column's. Two count as told apart if one has more in nine of ten draws.
    """
    apart = (surely >= SURE) | (surely <= 1 - SURE)
    alike = [name for name, told in zip(names[1:], apart[0, 1:], strict=True) if not told]
    share = 100 * apart[np.triu_indices(len(names), 1)].mean()
    pairs = f"Of all pairs of boroughs, {share:.0f} % can: one has more with nine chances in ten. {SHARED}"
    if not alike:
        return f"{names[0]} stands clear of the others. {pairs}"
    more = f" and {len(alike) - TELL} more" if len(alike) > TELL else ""
    return f"{names[0]} cannot be told apart from {', '.join(alike[:TELL])}{more}. {pairs}"


def _surely(model: Fitted, result: Result, count: str, names: list[str]) -> Array:
    """(n, n) of `order.surely`, in the order of names."""
    world = World.of(model, scope.FOCUS.over_london(result))
    draws = pairwise.rise(world) if count == RISE else pairwise.people(world)
    places = scope.places(model, result).set_index("borough")
    if count == RATE:
        draws = draws * (places["per_1000"] / places["scenario"].where(places["scenario"] > 0)).fillna(0.0).to_numpy()
    at = places.index.get_indexer(pd.Index(names))
    return pairwise.surely(draws[:, at])


def over_years(model: Fitted, result: Result) -> Shown:
    """A small chart a borough, all on one scale, from the base year to the horizon."""
    first, last = scope.base(model), scope.when(model, result)
    frame = _fans(model, scope.FOCUS.over_london(result))
    frame = frame[(frame["year"] <= last)]
    start = frame[frame["year"] == first].set_index("borough")["people"]
    scale = frame["borough"].map(start).replace(0.0, np.nan)
    keep = np.unique(np.linspace(first, last, min(last - first, POINTS) + 1).round())
    ratios = pd.DataFrame({"place": frame["borough"], "year": frame["year"]})
    for name, column in (("value", "people"), ("low", "low"), ("high", "high")):
        ratios[name] = frame[column] / scale
    ratios = ratios[frame["year"].isin(keep)].dropna().sort_values(["place", "year"], kind="stable")
    ends = frame[frame["year"] == last].sort_values("borough")
    now = ends["borough"].map(start)
    table = pd.DataFrame(
        {
            "Borough": ends["borough"],
            str(first): now.map(people),
            str(last): ends["people"].map(people),
            "80 % range": spans(ends["low"], ends["high"]),
        }
    )
    noun = scope.noun(model, result)
    drawn = multiples(
        ratios,
        f"{capital(noun)}, {first} to {last}, each borough against its own {first}",
        f"{len(start)} small charts of {noun} by borough, {first} to {last}, with 80 % bands",
        table,
        scope.noted(model, result, f"One scale for all; dashed: as many as in {first}. Bands: 80 % ranges."),
    )
    text = "Boroughs stand by name, each against its own start: these charts compare courses and not sizes."
    return Shown((text,), pictures=(drawn,))


def same_age(model: Fitted, result: Result) -> Shown:
    """Each borough as it is, and as it would be with London's ages: what of its rate is due to its ages."""
    frame = _same_age(model, scope.FOCUS.over_london(result))
    low, high = frame["low"], frame["high"]
    shown = pd.DataFrame({"place": frame["borough"], "value": frame["per_1000"], "low": low, "high": high})
    shown["beside"] = frame["same_age_per_1000"]
    shown["said"] = [
        f"{a:.1f}; with London's ages {b:.1f}" for a, b in zip(shown["value"], shown["beside"], strict=True)
    ]
    shown = shown.sort_values("value", ascending=False, kind="stable")
    last = scope.when(model, result)
    table = pd.DataFrame(
        {
            "Borough": frame["borough"],
            f"Per 1,000 in {last}": frame["per_1000"].round(1),
            "80 % range": [f"{a:.1f} to {b:.1f}" for a, b in zip(low, high, strict=True)],
            "With London's ages": frame["same_age_per_1000"].round(1),
            "Due to its ages": [number(v, 1, sign=True) for v in frame["due_to_ages"]],
            "Local figure over expected": [
                f"{v:.2f}" if held else "–" for v, held in zip(frame["local_factor"], frame["local_held"], strict=True)
            ],
        }
    )
    noun = scope.noun(model, result)
    drawn = standing(
        shown,
        f"per 1,000 residents in {last}",
        ("As it is, with its 80 % range", "With London's ages"),
        f"{capital(noun)} at the same ages",
        f"{noun} per 1,000 residents by borough, as they are and with London's ages",
        table,
        scope.noted(model, result, "Dashed: London. The way from dot to ring is due to a borough's ages alone."),
        float(frame["london_per_1000"].iloc[0]),
    )
    return Shown((_of_ages(model, result), _of_factors(model, result)), pictures=(drawn,))


def _of_factors(model: Fitted, result: Result) -> str:
    """What local figures there are, how far they are from expected ones, and whether they are used."""
    frame = _same_age(model, scope.FOCUS.over_london(result)).set_index("borough")
    held = frame.loc[frame["local_held"], "local_factor"]
    if held.empty:
        return "No local figure is held for this condition, so that there is no local factor."
    low, high = str(held.idxmin()), str(held.idxmax())
    used = "used here" if scope.scaled(model, result) else "not used here"
    source = model.factor_source[scope.condition(model, result)]
    return (
        f"The local figure ({source}) is {held[low]:.2f} times the expected one in {low} and {held[high]:.2f} times in "
        f"{high}; the table has every borough. It is {used}: “Count” switches it."
    )


def _of_ages(model: Fitted, result: Result) -> str:
    if scope.scaled(model, result):
        return "With the same ages, what is left between boroughs is their local figure: illness, or who is diagnosed."
    return (
        "Expected figures use one set of national rates, so with the same ages all boroughs are alike by construction: "
        "every difference seen here is one of ages. Set “Count” to the local figures to see what they add."
    )


def _counted(places: pd.DataFrame, count: str) -> pd.DataFrame:
    """place, value, low, high and the base, in the measure chosen."""
    each = (places["per_1000"] / places["scenario"].where(places["scenario"] > 0)).fillna(0.0)
    if count == RISE:
        columns = places[["rise", "rise_low", "rise_high"]].set_axis(["value", "low", "high"], axis=1)
        return columns.assign(place=places["borough"], beside=np.nan)
    scale: pd.Series | float = each if count == RATE else 1.0
    frame = pd.DataFrame({"place": places["borough"], "value": places["scenario"] * scale})
    frame["low"], frame["high"] = places["low"] * scale, places["high"] * scale
    return frame.assign(beside=places["base"] if count == PEOPLE else np.nan)


def _say(value: float, count: str) -> str:
    return f"{value:.1f}" if count == RATE else signed(value) if count == RISE else people(value)


@remembered(8)
def _fans(model: Fitted, levers: HealthLevers) -> pd.DataFrame:
    return profiles.fans(model, levers)


@remembered(8)
def _same_age(model: Fitted, levers: HealthLevers) -> pd.DataFrame:
    return tables.same_age(World.of(model, levers))


BOROUGHS = Scene(
    "Which boroughs, and can they be told apart?",
    boroughs,
    lambda model, result: {WAY: (DOTS, YEARS, SAME)},
    then=lambda model, result, picks: {COUNT: (RATE, PEOPLE, RISE)} if picks[WAY] == DOTS else {},
)
