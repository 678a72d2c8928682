"""Boroughs: side by side with their ranges, and at the same ages; never ranked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.figure_charts import dots
from lbdp_core.formatting import capital, number, people, signed
from lbdp_core.health.model import Array, Fitted
from lbdp_core.health.scenario import World, by_borough, figures
from lbdp_core.health.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

WAY = "How they are shown"
DOTS, SAME = "Each with its range", "At the same ages"
COUNT = "What is shown"
RATE, PEOPLE, RISE = "Per 1,000 residents", "People", "Rise since the first year"
TELL = 3  # boroughs named in a sentence
SURE = 0.9
SHARED = (
    "Errors that all boroughs share, such as in the rates, cancel out between two of them. So two boroughs may differ "
    "even where their ranges overlap."
)


def boroughs(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What was chosen of the two ways to lay boroughs side by side."""
    return same_age(model, result) if picks[WAY] == SAME else side_by_side(model, result, picks[COUNT])


def side_by_side(model: Fitted, result: Result, count: str) -> Shown:
    """A dot and an 80% interval a borough, and in words which differ by no more than chance."""
    frame = _counted(scope.places(model, result), count)
    first, last, noun = scope.base(model), scope.when(model, result), scope.noun(model, result)
    what = {RATE: f"per 1,000 residents in {last}", PEOPLE: f"people in {last}", RISE: f"more people than in {first}"}
    axis = what[count]
    drawn, shown = dots(
        frame,
        lambda value: _say(value, count),
        (f"{last}, with its 80% range", str(first)),
        (axis, capital(axis), f"{capital(noun)}, {axis}", f"{noun} by borough, {axis}"),
        scope.noted(model, result, "Boroughs are in the order of their middle figures. Do not read it as a ranking."),
        0.0 if count == RISE else None,
    )
    names = shown["place"].tolist()
    return Shown((told_apart(names, _surely(model, result, count, names)),), pictures=(drawn,))


def told_apart(names: list[str], surely: Array) -> str:
    """Which boroughs differ from the highest by no more than chance, and how many pairs differ by more.

    names: highest middle figure first. surely: (n, n) share of draws in which the row's borough has more than the
           column's. Two differ if one has more in nine of ten draws.
    """
    apart = (surely >= SURE) | (surely <= 1 - SURE)
    alike = [name for name, told in zip(names[1:], apart[0, 1:], strict=True) if not told]
    share = 100 * apart[np.triu_indices(len(names), 1)].mean()
    pairs = f"In {share:.0f}% of all pairs, one borough clearly has more (at least 9 chances in 10). {SHARED}"
    if not alike:
        return f"{names[0]} is clearly higher than all others. {pairs}"
    more = f" and {len(alike) - TELL} more" if len(alike) > TELL else ""
    return f"{names[0]} is not clearly higher than {', '.join(alike[:TELL])}{more}. {pairs}"


def _surely(model: Fitted, result: Result, count: str, names: list[str]) -> Array:
    """(n, n) of `by_borough.surely`, in the order of names."""
    start, later = World.of(model, scope.FOCUS.over_london(result)).placed
    draws = np.asarray((later - start if count == RISE else later).sum(axis=0), dtype=float)
    places = scope.places(model, result).set_index("borough")
    each = scope.per_1000(places).to_numpy() if count == RATE else 1.0
    return by_borough.surely((draws * each)[:, places.index.get_indexer(pd.Index(names))])


def same_age(model: Fitted, result: Result) -> Shown:
    """Each borough as it is, and as it would be with London's ages: what of its rate is due to its ages."""
    frame, last, noun = _same_age(model, result), scope.when(model, result), scope.noun(model, result)
    local = zip(frame["local_factor"], frame["local_held"], strict=True)
    frame["due"] = [number(v, 1, sign=True) for v in frame["due_to_ages"]]
    frame["local"] = [f"{factor:.2f}" if known else "–" for factor, known in local]
    drawn, _ = dots(
        frame,
        "{:.1f}".format,
        ("As it is, with its 80% range", "With London's ages"),
        (
            f"per 1,000 residents in {last}",
            f"Per 1,000 in {last} (80% range)",
            f"{capital(noun)} at the same ages",
            f"{noun} per 1,000 residents by borough, as they are and with London's ages",
        ),
        scope.noted(model, result, "Dashed: London. Only a borough's ages move it from ring to dot."),
        float(frame["london_per_1000"].iloc[0]),
        {
            "With London's ages": lambda shown: shown["beside"].round(1),
            "Due to its ages": lambda shown: shown["due"],
            "Local figure divided by expected": lambda shown: shown["local"],
        },
    )
    return Shown((_of_ages(model, result), _of_factors(model, result)), pictures=(drawn,))


def _same_age(model: Fitted, result: Result) -> pd.DataFrame:
    frame = by_borough.same_age(World.of(model, scope.FOCUS.over_london(result)))
    names = {"borough": "place", "per_1000": "value", "same_age_per_1000": "beside"}
    return frame.rename(columns=names)


def _of_factors(model: Fitted, result: Result) -> str:
    """What local figures there are, how far they are from expected ones, and whether they are used."""
    frame = _same_age(model, result).set_index("place")
    factor = frame.loc[frame["local_held"], "local_factor"]
    if factor.empty:
        return "We have no local figure for this condition."
    low, high = str(factor.idxmin()), str(factor.idxmax())
    used = "uses it" if scope.scaled(model, result) else "does not use it"
    source = model.factor_source[scope.condition(model, result)]
    ends = f"{factor[low]:.2f} times the expected one in {low} and {factor[high]:.2f} times in {high}"
    switch = f"This picture {used}: “How people are counted” switches it on and off."
    return f"The local figure ({source}) is {ends}. The table lists every borough. {switch}"


def _of_ages(model: Fitted, result: Result) -> str:
    if scope.scaled(model, result):
        return "At the same ages, boroughs still differ by their local figure: by illness, or by who is diagnosed."
    return (
        "Expected figures use the same national rates everywhere, so every difference here comes from age. Choose "
        "local figures under “How people are counted” to see what they add."
    )


def _counted(places: pd.DataFrame, count: str) -> pd.DataFrame:
    """place, value, low, high and the base, in the measure chosen."""
    columns = (figures.RISE if count == RISE else figures.PEOPLE).columns
    frame = places[list(columns)].set_axis(["value", "low", "high"], axis=1)
    scaled = frame.mul(scope.per_1000(places), axis=0) if count == RATE else frame
    return scaled.assign(place=places["borough"], beside=places["base"] if count == PEOPLE else np.nan)


def _say(value: float, count: str) -> str:
    return f"{value:.1f}" if count == RATE else signed(value) if count == RISE else people(value)


BOROUGHS = Scene(
    "Which boroughs have most, and is the difference clear?",
    boroughs,
    lambda model, result: {WAY: (DOTS, SAME)},
    then=lambda model, result, picks: {COUNT: (RATE, PEOPLE, RISE)} if picks[WAY] == DOTS else {},
)
