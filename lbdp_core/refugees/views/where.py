"""Where: boroughs on a map, and the list of what to prepare for first."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import quarters
from lbdp_core.boroughs import CODES
from lbdp_core.figure_charts import FIXED, measure
from lbdp_core.formatting import people, spans
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.model_cache import remembered
from lbdp_core.page import Listed
from lbdp_core.places import LONDON
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.refugees.scenario.figures import DUTIES, HOMES, RESIDENTS, SUPPORTED
from lbdp_core.refugees.views import scope
from lbdp_core.result import Result

N = len(CODES)


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """What the map of boroughs may show; every borough, also when one is looked at."""
    frame, last, edges = scope.places(model, result).iloc[:N], scope.when(model, result), _edges(model)
    name, duty = SUPPORTED.label, f"{DUTIES.label}, {HOMES.words}"
    unit = f"households owed a duty per 1,000, {scope.base(model)} to {last}"
    rate = f"{name}, {RESIDENTS.words}", f"people {RESIDENTS.words} in {last}"
    counted = quarters.words(model.hotel_when) if model.hotel_when else "no quarter held"
    hotels = "people in all of a borough's hotels and other contingency accommodation together"
    no_site = "The Home Office's borough totals. No site is held here, and none should be inferred."
    scale = RESIDENTS.scale(model)[:N], HOMES.scale(model)[:N]
    own = f"By this page's model; duties after a grant only. {FIXED}"
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


LISTED = (
    Listed("borough", "Borough", 170),
    Listed("when", "By", 120),
    Listed("supported", "People in support", 120, 0, "localized"),
    Listed("duties", "Homelessness duties", 140, 0, "localized"),
    Listed("low", "80 %: from", 90, 0, "localized"),
    Listed("high", "to", 80, 0, "localized"),
    Listed("rate", "Duties per 1,000 homes", 150, 1, "localized"),
    Listed("school", "School places", 110, 0, "localized"),
    Listed("english", "Learners of English", 130, 0, "localized"),
)
LIST_WORDS = (
    "What to prepare for: boroughs by duties for each home, or one borough's quarters; no league where ranges overlap"
)


def first(result: Result, count: int) -> pd.DataFrame:
    """The list as a meeting reads it."""
    frame = result.shortlist.head(count)
    one = str(result.levers["borough"]) != LONDON
    return pd.DataFrame(
        {
            **({"Quarter to": frame["when"]} if one else {"Borough": frame["borough"]}),
            "Homelessness duties" + (" in it" if one else f" by {frame['when'].iloc[0]}"): frame["duties"].map(people),
            "80 % range": spans(frame["low"], frame["high"]),
            **({} if one else {"Per 1,000 homes": [f"{v:.1f}" for v in frame["rate"]]}),
            "People in support": frame["supported"].map(people),
            "School places": frame["school"].map(people),
            "Learners of English": frame["english"].map(people),
        }
    )
