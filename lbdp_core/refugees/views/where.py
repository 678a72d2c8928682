"""Where: boroughs on a map and as dots beside London, never ranked; and the list of what to prepare for first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import quarters
from lbdp_core.boroughs import CODES
from lbdp_core.figure_charts import FIXED, dots, measure
from lbdp_core.formatting import joined, likely, people, spans
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.model_cache import remembered
from lbdp_core.page import Listed, Start
from lbdp_core.places import LONDON
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.refugees.scenario.figures import DUTIES, HOMES, RESIDENTS, SUPPORTED
from lbdp_core.refugees.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

N = len(CODES)
NAMED = {"People in support": SUPPORTED, DUTIES.label: DUTIES}
COUNT = "What is shown"
FEW = 4  # boroughs named in a sentence
SUPPORT_RATE, DUTY_RATE = (f"{name}, {each.per.words}" for name, each in NAMED.items() if each.per)


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """What the map of boroughs may show; every borough, also when one is looked at."""
    frame, last, edges = scope.places(model, result).iloc[:N], scope.when(model, result), _edges(model)
    name, duty = SUPPORTED.label, f"{DUTIES.label}, {HOMES.words}"
    unit = f"households owed a duty per 1,000, {scope.base(model)} to {last}"
    rate = f"{name}, {RESIDENTS.words}", f"people {RESIDENTS.words} in {last}"
    counted = quarters.words(model.hotel_when) if model.hotel_when else "no quarter"
    hotels = "people in all of a borough's hotels and other contingency accommodation together"
    no_site = "The Home Office's borough totals. Do not read a single site into them."
    scale = RESIDENTS.scale(model)[:N], HOMES.scale(model)[:N]
    own = f"This page's model, for duties after a grant only. {FIXED}"
    at_hotels = frame.assign(hotel=model.hotel[:N])
    return (
        measure(frame, SUPPORTED.columns, ("per_10000", *rate), edges["per_10000"], FIXED, 1, scale[0]),
        measure(frame, SUPPORTED.columns, ("people", name, f"people in {last}"), edges["scenario"]),
        measure(frame, DUTIES.columns, (DUTIES.key, duty, unit), edges["duties"], own, 1, scale[1]),
        measure(
            at_hotels,
            ("hotel",),
            ("hotels", f"People in hotels, counted in {counted}", hotels),
            edges["hotel"],
            no_site,
        ),
    )


@remembered(2)
def _edges(model: Fitted) -> dict[str, tuple[float, ...]]:
    """Limits of the classes, from today's course eight quarters on: fixed whatever the levers are."""
    frame = run(model, RefugeesLevers()).places.iloc[:N]
    return {
        "per_10000": quantile_edges(frame["per_10000"].to_numpy(float), 7),
        "scenario": quantile_edges(frame["scenario"].to_numpy(float), 7),
        "duties": quantile_edges(DUTIES.rates(model, frame)["value"].to_numpy(float), 7),
        "hotel": quantile_edges(model.hotel[:N][model.hotel[:N] > 0], 6),
    }


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """The borough looked at, to be outlined."""
    return np.asarray(model.place[:N] == scope.where(result))


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A dot and an 80% interval a borough, London's own rate as a line, and the last count as a ring."""
    places = scope.places(model, result).iloc[:-1]  # the last is of no borough
    count, base, last = picks[COUNT], scope.base(model), scope.when(model, result)
    figure = DUTIES if count == DUTY_RATE else SUPPORTED
    frame, more = figure.rates(model, places), {}
    if figure is SUPPORTED:
        frame["beside"] = places["base"].to_numpy() * RESIDENTS.scale(model)[: len(places)]
        more = {base: lambda shown: [f"{v:.1f}" for v in shown["beside"]]}
    london = figure.rate_over(model, places)
    drawn, shown = dots(
        frame,
        lambda value: f"{value:.1f}",
        (f"{last}, with its 80% range", base),
        (count[:1].lower() + count[1:], last, f"{count}, {last}", f"{count} by borough"),
        "Dashed: London as a whole. Boroughs are in the order of their middle figures. Do not read it as a ranking.",
        london,
        more,
    )
    drawn = replace(drawn, alt=f"{drawn.alt}; London {london:.1f}")
    return Shown((_told(result, shown, london),), pictures=(drawn,))


def _told(result: Result, shown: pd.DataFrame, london: float) -> str:
    clear = shown[shown["low"] > london]["place"].tolist()
    below = int((shown["high"] < london).sum())
    more = [f"{len(clear) - FEW} more"] if len(clear) > FEW else []
    said = joined([*clear[:FEW], *more] or ["no borough"])
    mine = shown[shown["place"] == scope.where(result)]
    one = "" if mine.empty else f" {scope.where(result)}: {mine['value'].iloc[0]:.1f}."
    lies = "are" if len(clear) > 1 else "is"
    return (
        f"We expect {london:.1f} for London as a whole. Counting their whole range, {said} {lies} above it and {below} "
        f"below.{one}"
    )


BOROUGHS = Scene(
    "How does each borough compare with London?", show, lambda model, result: {COUNT: (SUPPORT_RATE, DUTY_RATE)}
)
LISTED = (
    Listed("borough", "Borough", 170),
    Listed("when", "By", 120),
    Listed("supported", "People in support", 120, 0, "localized"),
    Listed("duties", "Homelessness duties", 140, 0, "localized"),
    Listed("low", "80%: from", 90, 0, "localized"),
    Listed("high", "to", 80, 0, "localized"),
    Listed("rate", "Duties per 1,000 homes", 150, 1, "localized"),
    Listed("school", "School places", 110, 0, "localized"),
    Listed("english", "Adults who learn English", 160, 0, "localized"),
)
LIST_WORDS = "What to prepare for, by duties per 1,000 homes or by quarter. Where ranges overlap, do not rank boroughs"


def start(model: Fitted, result: Result) -> Start:
    """Boroughs, or the quarters of one, that expect a homelessness duty at all."""
    rows = result.shortlist[result.shortlist["duties"] >= 0.5]
    if rows.empty:
        return Start("We expect no homelessness duty here, so there is nothing to prepare for.", rows)
    if scope.where(result) == LONDON:
        named = rows.head(3)
        said = f"Prepare first in {joined(named['borough'])}: about {people(named['duties'].sum())} duties by "
        said += f"{named['when'].iloc[0]}, high for their number of homes."
    else:
        top = rows.iloc[int(rows["duties"].argmax())]
        known = likely(people(top["low"]), people(top["high"]))
        said = f"Prepare for the quarter to {top['when']}: about {people(top['duties'])} homelessness duties {known}."
    rest = len(result.shortlist) - len(rows)
    return Start(said, rows, f"We expect no duty in {rest} other rows." if rest else "")


def first(result: Result, count: int) -> pd.DataFrame:
    """The list as a meeting reads it."""
    frame = result.shortlist.head(count)
    if scope.where(result) != LONDON:
        columns = {"Quarter to": frame["when"], "Homelessness duties in it": frame["duties"].map(people)}
        rates = {}
    else:
        by = f"Homelessness duties by {frame['when'].iloc[0]}"
        columns = {"Borough": frame["borough"], by: frame["duties"].map(people)}
        rates = {"Per 1,000 homes": [f"{v:.1f}" for v in frame["rate"]]}
    needs = {"People in support": "supported", "School places": "school", "Adults who learn English": "english"}
    ranges = {"80% range": spans(frame["low"], frame["high"])}
    return pd.DataFrame(columns | ranges | rates | {name: frame[key].map(people) for name, key in needs.items()})
