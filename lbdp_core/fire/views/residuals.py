"""Residuals: where more fires happened than expected, or fewer, and where to ask officers first."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.fire.model import Fitted
from lbdp_core.maps import Measure
from lbdp_core.scene import Picks, Scene, Shown, Tables

SHOWS, RATIO, ODD = "The map shows", "Observed ÷ expected", "How odd"
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
        "None passes the control of false discoveries: with so many tested, luck and the model's own doubt could bring "
        "every one of them."
        if not flagged
        else f"{flagged:,} pass the control of false discoveries (at most one in ten of them by luck)."
    )
    return Shown(
        (
            f"{len(misses):,} areas were tested on {years}, forecasts made before each year. {odd:,} lie outside 95% "
            f"bounds taken one by one; by luck alone about {0.05 * len(misses):,.0f} would. {passed}",
            "That does not say that the model is right everywhere: three years of one area hold few fires. The areas "
            "with the smallest p are where to ask officers first what the data do not hold.",
        ),
        measure=_measure(misses, picks[SHOWS], years),
        sheets=((f"Ask officers first: the first {FIRST}, smallest p first", _list(model, misses).head(FIRST)),),
        notes=(READ,),
        file=_list(model, misses),
    )


def _measure(misses: pd.DataFrame, shows: str, years: str) -> Measure:
    if shows == ODD:
        p = np.maximum(misses["p"].to_numpy(float), 1e-5)
        note = "More or fewer fires than expected alike. With 4,994 areas, a few of one in 1,000 are what luck brings."
        return Measure("odd", ODD, f"so odd a count comes once in this many areas, {years}", 1 / p, ODDS, note)
    note = "Left of 0.80 in the key: fewer fires than expected; right of 1.25: more. Most of this pattern is luck."
    unit = f"fires over what the model expected, {years}"
    return Measure("ratio", RATIO, unit, misses["ratio"].to_numpy(float), (0.25, 0.5, 0.8, 1.25, 2, 3), note, 2)


READ = (
    "p: how often luck and the model's own doubt alone would bring a count so far from the expected one. q: the same "
    "with so many areas tested at once; an area is flagged at 0.10 or less."
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


MISSES = Scene("Where did it miss?", show, choices, tables=("misses",), part="How sure")
