"""Where: what the dataset changes on the map, and the areas that it brings to the front."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.formatting import joined
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.page import Listed, Start
from lbdp_core.result import Result
from lbdp_core.sharing.model import Fitted
from lbdp_core.sharing.scenario import SharingLevers, World
from lbdp_core.sharing.scenario.tables import moved
from lbdp_core.sharing.scenario.world import placed

RATIOS = (0.9, 0.95, 0.98, 1.02, 1.05, 1.1)


def world(model: Fitted, result: Result) -> World:
    """The scenario behind a result; what is heavy in it is kept."""
    return World.of(model, SharingLevers(**result.levers))


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """What the map may show, over all of London whatever is looked at."""
    it = world(model, result)
    last = it.chosen[-1]
    without, with_it = model.base.expected[last], it.shared.expected[last]
    year = int(model.unseen[last])
    per_home = 1_000 * with_it / model.households
    visits = placed(model, it.shared.order[last], it.levers.visits)
    return (
        Measure(
            "ratio",
            "Expected fires, with against without",
            f"times the fires expected without it, {year}",
            with_it / without,
            RATIOS,
            "Outlined: areas that the data bring into the first tenth of homes.",
            2,
        ),
        Measure(
            "visits",
            "Home visits, planned with it",
            "visits a year",
            visits,
            (1.0, 50.0, 100.0, 150.0, 200.0, 250.0),
            "At most a quarter of an area's homes. Outlined: areas new in the first tenth of homes.",
        ),
        Measure(
            "rate",
            "Expected fires, per 1,000 homes",
            f"fires per 1,000 homes in {year}",
            per_home,
            quantile_edges(1_000 * without / model.households, 7),
            "With the shared data. Outlined: areas new in the first tenth of homes.",
            1,
        ),
    )


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """Areas newly among the first tenth of homes, to be outlined (n,)."""
    new, _ = moved(world(model, result))
    return np.asarray(new)


LISTED = (
    Listed("place", "Area", 150),
    Listed("ward", "Ward", 160),
    Listed("borough", "Borough", 150),
    Listed("new", "With the dataset", 120),
    Listed("was", "Rank without", 110, form="localized"),
    Listed("now", "Rank with", 100, form="localized"),
    Listed("visits", "Visits a year", 110, 0, "localized"),
    Listed("fires", "Fires a year, test years", 170, 1, "localized"),
)
LIST_WORDS = "Areas new in the first tenth of homes, then those already there. Ranks are among all areas."


def start(model: Fitted, result: Result) -> Start:
    """The areas that the data would bring among the first; without any, the list that stays as it is."""
    frame = result.shortlist
    new = frame[frame["new"] == "new"] if len(frame) else frame
    if new.empty:
        return Start("The data would bring no new area among the first, so keep to the list you have.", frame)
    named = joined(f"{row.place} ({row.ward})" for row in new.head(3).itertuples())
    return Start(f"The data would add {len(new)} areas of this list to the first tenth: look first at {named}.", frame)


def first(result: Result, count: int) -> pd.DataFrame:
    """The list as a meeting reads it."""
    frame = result.shortlist.head(count)
    return pd.DataFrame(
        {
            "Area": [f"{p}, {w}" for p, w in zip(frame["place"], frame["ward"], strict=True)],
            "Borough": frame["borough"],
            "With the dataset": frame["new"],
            "Rank without": [f"{v:,}" for v in frame["was"]],
            "Rank with": [f"{v:,}" for v in frame["now"]],
            "Fires a year, test years": [f"{v:.1f}" for v in frame["fires"]],
        }
    )
