"""Where: boroughs on a map, and the list of what rises most."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.figure_charts import FIXED, measure
from lbdp_core.formatting import capital, likely, people, signed, spans
from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import LONDON, HealthLevers, run
from lbdp_core.health.scenario.figures import PEOPLE
from lbdp_core.health.views import scope
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.model_cache import remembered
from lbdp_core.page import Listed, Start
from lbdp_core.result import Result

Array = NDArray[np.float64]
CHANCES = (5.0, 20.0, 40.0, 60.0, 80.0, 95.0)


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """What the map of boroughs may show; every borough, also when one is looked at."""
    frame, last = scope.places(model, result), scope.when(model, result)
    noun, (per_1000, counts) = capital(scope.noun(model, result)), _edges(model, str(result.levers["condition"]))
    each = scope.per_1000(frame)
    frame = frame.assign(rate_low=frame["low"] * each, rate_high=frame["high"] * each)
    rate = f"{noun}, per 1,000 residents", f"people per 1,000 residents in {last}"
    chance = f"Chance of a rise from {scope.base(model)} to {last}", "percent chance"
    sure = "How likely a rise is. Near 50%, numbers could rise or fall."
    note, codes = scope.noted(model, result, FIXED), list(model.borough_code)
    rates, rises = ("per_1000", "rate_low", "rate_high"), ("chance_of_rise",)
    return (
        measure(frame, rates, ("per_1000", *rate), per_1000, note, 1, codes=codes),
        measure(frame, PEOPLE.columns, (PEOPLE.key, noun, f"people in {last}"), counts, note, codes=codes),
        measure(frame, rises, ("chance_of_rise", *chance), CHANCES, sure, scale=100.0, codes=codes),
    )


@remembered(16)
def _edges(model: Fitted, condition: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Limits of the classes, from today's course ten years on: fixed whatever the levers are."""
    frame = run(model, HealthLevers(condition=condition, borough=LONDON)).places
    return quantile_edges(frame["per_1000"].to_numpy(float), 7), quantile_edges(frame["today"].to_numpy(float), 7)


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """The borough looked at, to be outlined."""
    return np.asarray(model.borough == scope.where(result))


LISTED = (
    Listed("borough", "Borough", 190),
    Listed("ages", "Ages", 110),
    Listed("base", "People in the first year", 140, 0, "localized"),
    Listed("horizon", "People in the last year", 160, 0, "localized"),
    Listed("rise", "Rise", 80, 0, "localized"),
    Listed("low", "80%: from", 100, 0, "localized"),
    Listed("high", "to", 80, 0, "localized"),
    Listed("chance_of_rise", "Chance of a rise", 140, 2, "percent"),
)
LIST_WORDS = "Age groups and boroughs where numbers rise most. Where ranges overlap, do not rank them"


def start(model: Fitted, result: Result) -> Start:
    """The ages of boroughs that rise by a person or more."""
    rising = result.shortlist[result.shortlist["rise"] >= 0.5]
    if rising.empty:
        return Start("We expect no age group to rise here.", rising)
    top, (_, end) = rising.iloc[0], years(result)
    known = likely(signed(top["low"]), signed(top["high"]))
    said = f"Plan first for people aged {top['ages']} in {top['borough']}: {people(top['rise'])} more by {end} {known}."
    rest = len(result.shortlist) - len(rising)
    return Start(said, rising, f"{rest} other age groups would not rise." if rest else "")


def first(result: Result, count: int) -> pd.DataFrame:
    """The ages of boroughs that rise most, as a meeting reads them."""
    frame, (start, end) = result.shortlist.head(count), years(result)
    return pd.DataFrame(
        {
            "Ages": frame["ages"],
            "Borough": frame["borough"],
            start: frame["base"].map(people),
            end: frame["horizon"].map(people),
            "Rise": frame["rise"].map(signed),
            "80% range": spans(frame["low"], frame["high"], signed),
            "Chance of a rise": [f"{100 * v:.0f}%" for v in frame["chance_of_rise"]],
        }
    )


def years(result: Result) -> tuple[str, str]:
    """The year that everything starts from and the one looked at, from the course itself."""
    ahead = result.over_time.loc[result.over_time["today"].notna(), "period"].tolist()
    return ahead[0], str(int(ahead[0]) + int(result.levers["horizon"]))
