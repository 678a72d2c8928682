"""Where: boroughs on a map, and the list of what rises most."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import LONDON, HealthLevers, run
from lbdp_core.health.views import here
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.page import Listed
from lbdp_core.remembered import remembered
from lbdp_core.result import Result
from lbdp_core.written import people, signed, spans

Array = NDArray[np.float64]
CHANCES = (5.0, 20.0, 40.0, 60.0, 80.0, 95.0)


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """What the map of boroughs may show; every borough, also when one is looked at."""
    frame, last = here.places(model, result), here.when(model, result)
    at = np.searchsorted(model.borough_code, frame["code"].to_numpy(str))
    noun, (per_1000, counts) = here.noun(model, result), _edges(model, str(result.levers["condition"]))

    def laid(column: str, factor: float = 1.0) -> Array:
        out = np.full(len(model.borough), np.nan)
        out[at] = factor * frame[column].to_numpy(float)
        return out

    each = np.divide(laid("per_1000"), laid("scenario"), out=np.zeros(len(at)), where=laid("scenario") > 0)
    ends = np.stack([laid("low"), laid("high")], axis=1)
    note = here.noted(model, result, "Colours keep their meaning when a lever moves; the table has the ranges.")
    return (
        Measure(
            "per_1000",
            f"{noun[:1].upper()}{noun[1:]}, per 1,000 residents",
            f"people per 1,000 residents in {last}",
            laid("per_1000"),
            per_1000,
            note,
            1,
            "borough",
            ends * each[:, None],
        ),
        Measure(
            "people",
            f"{noun[:1].upper()}{noun[1:]}",
            f"people in {last}",
            laid("scenario"),
            counts,
            note,
            0,
            "borough",
            ends,
        ),
        Measure(
            "chance_of_rise",
            f"Chance that {last} has more of them than {here.base(model)}",
            "percent chance",
            laid("chance_of_rise", 100.0),
            CHANCES,
            "How sure a rise is; near 50 either way is possible.",
            0,
            "borough",
        ),
    )


@remembered(16)
def _edges(model: Fitted, condition: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Limits of the classes, from today's course ten years on: fixed whatever the levers are."""
    frame = run(model, HealthLevers(condition=condition, borough=LONDON)).places
    return quantile_edges(frame["per_1000"].to_numpy(float), 7), quantile_edges(frame["today"].to_numpy(float), 7)


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """The borough looked at, to be outlined."""
    return np.asarray(model.borough == here.where(result))


LISTED = (
    Listed("borough", "Borough", 190),
    Listed("ages", "Ages", 110),
    Listed("base", "People at the base", 140, 0, "localized"),
    Listed("horizon", "People at the horizon", 160, 0, "localized"),
    Listed("rise", "Rise", 80, 0, "localized"),
    Listed("low", "80 %: from", 100, 0, "localized"),
    Listed("high", "to", 80, 0, "localized"),
    Listed("chance_of_rise", "Chance of a rise", 140, 2, "percent"),
)
LIST_WORDS = "Where numbers rise most: ages of boroughs; where ranges overlap, no order is claimed"


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
            "80 % range": spans(frame["low"], frame["high"], signed),
            "Chance of a rise": [f"{100 * v:.0f} %" for v in frame["chance_of_rise"]],
        }
    )


def years(result: Result) -> tuple[str, str]:
    """The year that everything starts from and the one looked at, from the course itself."""
    ahead = result.over_time.loc[result.over_time["today"].notna(), "period"].tolist()
    return ahead[0], str(int(ahead[0]) + int(result.levers["horizon"]))
