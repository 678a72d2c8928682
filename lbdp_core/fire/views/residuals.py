"""Residuals: where more fires happened than expected, or fewer, and where to ask officers first."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.fire.model import Fitted
from lbdp_core.maps import Measure
from lbdp_core.scene import Picks, Scene, Shown, Tables

SHOWS, RATIO, ODD = "The map shows", "Observed ÷ expected", "How unusual"
FIRST = 10


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """What the map shows."""
    return {SHOWS: (RATIO, ODD)}


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """The map, what it may not be taken for, and the list to ask officers about."""
    misses = tables["misses"].set_index("code").loc[model.code]
    years, flagged = str(misses["years"].iloc[0]), int((misses["flag"] != "").sum())
    odd = int((misses["p"] < 0.05).sum())
    passed = (
        "None is clearly different from the forecast."
        if not flagged
        else f"Clearly different: {flagged:,}. At most one in ten of these is luck."
    )
    return Shown(
        (
            f"We compared {len(misses):,} areas with their forecasts for {years}. In {odd:,} of them fires fell "
            f"outside the 95% range. Luck alone would put about {0.05 * len(misses):,.0f} outside. {passed}",
            "The model may still be wrong somewhere, as one area has few fires in three years. Ask officers about "
            "these areas first: they may know what our data do not.",
        ),
        measure=_measure(misses, picks[SHOWS], years),
        sheets=((f"{FIRST} areas to ask officers about", _list(model, misses).head(FIRST)),),
        notes=(READ,),
        file=_list(model, misses),
    )


def _measure(misses: pd.DataFrame, shows: str, years: str) -> Measure:
    if shows == ODD:
        p = np.maximum(misses["p"].to_numpy(float), 1e-5)
        note = "Counts both above and below the forecast. Among 4,994 areas, luck alone makes a few look very unusual."
        return Measure("odd", ODD, f"a count this unusual comes once in this many areas, {years}", 1 / p, ODDS, note)
    note = "Below 0.80: fewer fires than expected. Above 1.25: more. Most of this pattern is luck."
    unit = f"observed ÷ expected fires, {years}"
    return Measure("ratio", RATIO, unit, misses["ratio"].to_numpy(float), (0.25, 0.5, 0.8, 1.25, 2, 3), note, 2)


READ = (
    "p says how often luck and the model's error alone would bring a count this far from the forecast. q allows for "
    "testing many areas at once. We flag an area where q is 0.10 or less."
)
ODDS = (2, 5, 20, 100, 1000)


def _list(model: Fitted, misses: pd.DataFrame) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "LSOA": model.name,
            "Ward": model.ward,
            "Borough": model.borough,
            "Code": model.code,
            "Observed": misses["observed"].to_numpy(),
            "Expected": misses["expected"].to_numpy().round(2),
            "Observed ÷ expected": misses["ratio"].to_numpy().round(2),
            "p": [f"{v:.5f}" for v in misses["p"]],
            "q": [f"{v:.2f}" for v in misses["q"]],
            "Flag": misses["flag"].replace("", "none").to_numpy(),
        }
    )
    order = np.lexsort((model.code, misses["p"].to_numpy()))
    return frame.iloc[order].reset_index(drop=True)


MISSES = Scene("Where was it wrong?", show, choices, tables=("misses",), part="How sure")
