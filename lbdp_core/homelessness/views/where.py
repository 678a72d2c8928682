"""Where: boroughs on a map, and the list of levers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.figure_charts import FIXED, measure
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import HomelessnessLevers, run
from lbdp_core.homelessness.scenario.figures import HELD, HOMES, SEEN, STREET
from lbdp_core.homelessness.views import effects, scope
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.model_cache import remembered
from lbdp_core.page import Listed
from lbdp_core.result import Result

Array = NDArray[np.float64]


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """What the map of boroughs may show; every borough, also when one is looked at. What is real stands first."""
    frame = scope.places(model, result)
    when = scope.world(model, result).when
    street, homes = _edges(model)
    codes, silent = list(model.borough_code), model.silent("ta_households")
    scale = np.where(silent, np.nan, HOMES.scale(model)), STREET.scale(model)
    at_home = f"{HELD.label}, per 1,000", f"households per 1,000, end of {when.split(' to ')[-1]}"
    on_street = f"{SEEN.label}, {STREET.words}" + " (synthetic)" * model.synthetic, f"people {STREET.words}, {when}"
    notes = f"{FIXED}{_blank(model.borough[silent])}", f"{FIXED} {scope.SYNTHETIC}" if model.synthetic else FIXED
    return (
        measure(frame, HELD.columns, ("ta_per_1000", *at_home), homes, notes[0], 1, scale[0], codes),
        measure(frame, SEEN.columns, ("per_10000", *on_street), street, notes[1], 1, scale[1], codes),
    )


def _blank(names: NDArray[np.str_]) -> str:
    """Why boroughs have no colour."""
    if not len(names):
        return ""
    return f" No colour: no return for a year or more ({', '.join(map(str, names))})."


@remembered(4)
def _edges(model: Fitted) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Limits of the classes, from today's course a year on: fixed whatever the levers are."""
    frame = run(model, HomelessnessLevers()).places
    return tuple(quantile_edges(frame[c].to_numpy(float), 7) for c in ("per_10000", "ta_per_1000"))  # type: ignore[return-value]


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """The borough looked at, to be outlined."""
    return np.asarray(model.borough == scope.where(result))


LISTED = (
    Listed("lever", "Lever", 250),
    Listed("step", "By", 120),
    Listed("change", "People seen", 100, 0, "localized"),
    Listed("low", "80%: from", 90, 0, "localized"),
    Listed("high", "to", 80, 0, "localized"),
    Listed("living", "Living on the streets", 150, 0, "localized"),
    Listed("held", "In temporary accommodation", 190, 0, "localized"),
    Listed("cost", "Cost of the lever (£)", 150, 0, "localized"),
    Listed("cost_note", "What the cost leaves out", 300),
    Listed("lag", "All of it after (quarters)", 160, form="localized"),
    Listed("soonest", "Most of it after (quarters)", 170, form="localized"),
    Listed("chance_not_better", "Chance of no gain", 130, 2, "percent"),
    Listed("caution", "What speaks against it", 420),
)
LIST_WORDS = "Each row makes one realistic change. Costs differ, so do not read this as a ranking"


def first(result: Result, count: int) -> pd.DataFrame:
    """The board as a meeting reads it."""
    return effects.table(result).head(count)
