"""Importance: how much each driver matters, in both models, with numbers, and which drivers work together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import explain
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views import steering
from lbdp_core.fire.views.drivers import span, words
from lbdp_core.formatting import joined
from lbdp_core.scene import Picks, Scene, Shown, Tables

PLACE, TARGETS = "Ratio, what places are like", "Ratio, forecast"
SHUFFLED, LOW, HIGH = "Error rises by (%)", "Lowest (%)", "Highest (%)"


def importance(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Every driver, most important first: mean absolute SHAP as a ratio, and permutation importance."""
    shuffled = tables["permuted"].set_index("name")
    one = np.exp(explain.importance(model.contributions, model.households))
    both = np.exp(explain.importance(model.steering - steering.usual(model), model.households))
    rows = [
        (words(name), one[k].round(3), both[k].round(3), *_rise(shuffled, name))
        for k, name in enumerate(model.features)
    ]
    drivers = pd.DataFrame(rows, columns=["Driver", PLACE, TARGETS, SHUFFLED, LOW, HIGH])
    groups = shuffled[shuffled["kind"] == "group"]
    sheet = pd.DataFrame(
        [(name, *_rise(shuffled, str(name))) for name in groups.index],
        columns=["What is shuffled", SHUFFLED, LOW, HIGH],
    )
    years, times = str(shuffled["years"].iloc[0]).replace("-", " to "), int(shuffled["shuffles"].iloc[0])
    first = drivers.sort_values(PLACE, ascending=False)["Driver"].iloc[0]
    told = joined(f"{str(n)[0].lower()}{str(n)[1:]}, {100 * row['increase']:.1f}%" for n, row in groups.iterrows())
    return Shown(
        (
            f"{first} moves the rate most in the model of what places are like ({span(model)}). The error of the "
            f"forecast that places visits would rise most without knowing: {told}.",
        ),
        sheets=(("When these are shuffled, in the forecast that places visits", sheet),),
        tables=((f"All {len(drivers)} drivers", drivers.sort_values(PLACE, ascending=False, kind="stable")),),
        notes=(
            "Ratio: by how much the driver multiplies or divides the rate in a usual area (the mean absolute "
            "SHAP value, weighted by homes). 1.00 is nothing.",
            f"Shuffled: how much the error (mean Poisson deviance) rises on {years}, years that the forecast had not "
            f"seen; unshuffled it is {shuffled['baseline'].iloc[0]:.3f}. Lowest and highest of {times} shuffles in "
            "each year. "
            "Drivers that go together stand in for each other: a small figure does not mean that one is irrelevant.",
        ),
        file=drivers,
    )


def _rise(shuffled: pd.DataFrame, name: str) -> tuple[float, float, float]:
    return tuple((100 * shuffled.loc[name, ["increase", "low", "high"]].astype(float)).round(2))  # type: ignore[return-value]


def pairs(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Which drivers work together, strongest first."""
    held = tables["interactions"].query("kind == 'pair'")
    kept = held[[frozenset(pair) not in seen for pair, seen in _earlier(held)]].sort_values("strength", ascending=False)
    ends = {"low_low": "low", "low_high": "low", "high_low": "high", "high_high": "high"}
    table = pd.DataFrame(
        {
            "Driver": [words(name) for name in kept["driver"]],
            "Works with": [words(name) for name in kept["partner"]],
            "Moves a usual area by (%)": (100 * np.expm1(kept["strength"])).round(2),
            **{f"Ratio: {a}, {b.split('_')[1]}": kept[b].round(3) for b, a in ends.items()},
        }
    )
    top = table.iloc[0]
    return Shown(
        (
            f"Beyond what each does alone, {top['Driver']} and {top['Works with']} move the rate most together: "
            f"{top.iloc[2]:.1f}% up or down in a usual area. Most of what drivers do, they do alone.",
        ),
        tables=(("Pairs of drivers, strongest first", table),),
        notes=(
            "SHAP interaction values of every area, by the model of what places are like. Ratio: what the pair does "
            "together where the first is low or high (lowest or highest fifth of areas) and the second is; blank where "
            "fewer than 25 areas are. Low ranks are much deprivation.",
        ),
        file=table,
    )


def _earlier(held: pd.DataFrame) -> list[tuple[tuple[str, str], set[frozenset[str]]]]:
    """Each pair with those that stand above it, whichever of the two is named first."""
    found: list[tuple[tuple[str, str], set[frozenset[str]]]] = []
    seen: set[frozenset[str]] = set()
    for pair in zip(held["driver"], held["partner"], strict=True):
        found.append((pair, set(seen)))
        seen.add(frozenset(pair))
    return found


IMPORTANCE = Scene("How much does each driver matter?", importance, tables=("permuted",), part="Model")
PAIRS = Scene("Which drivers work together?", pairs, tables=("interactions",), part="Model")
