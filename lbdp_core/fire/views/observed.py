"""Observed: the fires of years that the model had not seen against what it had forecast, area by area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import counts
from lbdp_core.charts.scatter import scatter
from lbdp_core.fire.model import Fitted
from lbdp_core.scene import Picks, Scene, Shown, Tables

GROUPS, DOTS, SEED = 20, 300, 5
AREA, MEAN = "an area", "mean of a twentieth of areas"


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Areas at random as dots, and means of twentieths of all areas by forecast; the table has every area."""
    misses = tables["misses"].set_index("code").loc[model.code]
    expected, observed = misses["expected"].to_numpy(float), misses["observed"].to_numpy(float)
    years = str(misses["years"].iloc[0]).replace("-", " to ")
    bins = twentieths(expected, observed)
    some = np.sort(np.random.default_rng(SEED).choice(len(model.code), min(DOTS, len(model.code)), replace=False))
    dots = pd.DataFrame({"place": model.name[some], "x": expected[some], "y": observed[some], "kind": AREA}).assign(
        words=[f"{observed[i]:.0f} fires, {expected[i]:.1f} forecast" for i in some]
    )
    means = bins.assign(place=[f"Twentieth {n + 1} of areas" for n in range(len(bins))], kind=MEAN)
    means["words"] = [f"{y:.2f} fires, {x:.2f} forecast" for x, y in zip(means["x"], means["y"], strict=True)]
    every = pd.DataFrame({"LSOA": model.name, "Ward": model.ward, "Borough": model.borough, "Code": model.code}).assign(
        Forecast=expected.round(2), Fires=observed.astype(int)
    )
    within = int(((bins["expected"] >= bins["low"]) & (bins["expected"] <= bins["high"])).sum())
    drawn = scatter(
        pd.concat([dots, means[dots.columns]]),
        (AREA, MEAN),
        f"Forecast and fires, {years}",
        (f"Forecast fires in an area, {years}", "Fires that happened"),
        f"Fires against the forecast: {within} of {GROUPS} twentieths of areas agree within luck",
        bins.drop(columns=["x", "y"])
        .round(1)
        .rename(
            columns={
                "areas": "Areas",
                "expected": "Forecast",
                "observed": "Fires",
                "low": "Lowest by luck",
                "high": "Highest by luck",
            }
        ),
        f"{len(some)} areas at random. On the dashed line the forecast would be exact; single areas scatter by luck.",
    )
    said = (
        f"We put the areas in order of forecast and cut them into {GROUPS} groups. In {within} of these the fires of "
        f"{years} agree with the forecast within the range that luck allows (95%)."
    )
    return Shown((said,), pictures=(drawn,), file=every)


def twentieths(expected: np.ndarray, observed: np.ndarray) -> pd.DataFrame:
    """Twentieths of areas by forecast, lowest first: sums, means a area (x, y) and the 95% range of the fires' mean."""
    parts = np.array_split(np.argsort(expected, kind="stable"), GROUPS)
    table = pd.DataFrame({"areas": [len(p) for p in parts], "expected": [expected[p].sum() for p in parts]}).assign(
        observed=[observed[p].sum() for p in parts]
    )
    table["low"], table["high"] = counts.garwood(table["observed"].to_numpy())
    return table.assign(x=table["expected"] / table["areas"], y=table["observed"] / table["areas"])


OBSERVED = Scene("Did areas with a high forecast have more fires?", show, tables=("misses",), part="How sure")
