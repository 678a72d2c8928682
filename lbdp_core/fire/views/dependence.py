"""Dependence: how the rate goes with one driver, coloured by the driver that it works together with."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import charts
from lbdp_core.columns import BY_NAME
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.drivers import axis, figure, spoken, usual, words
from lbdp_core.scene import Picks, Scene, Shown, Tables

Array = NDArray[np.float64]
DRIVER, COLOUR = "Driver", "Coloured by"
DOTS, SEED, WEAK = 240, 2, 0.02


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """The drivers that matter most."""
    return {DRIVER: tuple(words(name) for name in tables["interactions"]["driver"].drop_duplicates())}


def partners(model: Fitted, tables: Tables, picks: Picks) -> dict[str, tuple[str, ...]]:
    """The drivers that it works together with, the strongest first."""
    pairs = _of(tables, picks).query("kind == 'pair'").sort_values("rank")
    return {COLOUR: tuple(words(name) for name in pairs["partner"])}


def _of(tables: Tables, picks: Picks) -> pd.DataFrame:
    table = tables["interactions"]
    return table[[words(name) == picks[DRIVER] for name in table["driver"]]]


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Each dot an area; the line is what the driver does alone."""
    mine = _of(tables, picks)
    name = str(mine["driver"].iloc[0])
    pairs = mine[mine["kind"] == "pair"]
    pair = pairs[[words(n) == picks[COLOUR] for n in pairs["partner"]]].iloc[0]
    partner = str(pair["partner"])
    alone = (
        mine[mine["kind"] == "alone"]
        .sort_values("rank")
        .merge(tables["refitted"][["driver", "rank", "low", "high"]], how="left", on=["driver", "rank"])
    )
    picture = _picture(model, name, partner, alone)
    return Shown((_alone(name, alone), _together(name, partner, pair)), pictures=(picture,))


def _picture(model: Fitted, name: str, partner: str, alone: pd.DataFrame) -> charts.Picture:
    k, j = model.features.index(name), model.features.index(partner)
    some = np.sort(np.random.default_rng(SEED).choice(len(model.code), min(DOTS, len(model.code)), replace=False))
    scale, title = axis(name)
    level = np.searchsorted(np.sort(model.values[:, j]), model.values[some, j]) / len(model.code)
    if _ranked(partner):
        level = 1 - level  # rank 1 is the most deprived, and the strong colour means more of what is named
    dots = pd.DataFrame(
        {
            "value": (scale * model.values[some, k]).round(2),
            "ratio": np.exp(model.contributions[some, k] - usual(model)[k]).round(3),
            "level": level.round(2),
            "words": [figure(partner, v) for v in model.values[some, j]],
        }
    )
    line = pd.DataFrame({"value": (scale * alone["value"]).round(2), "ratio": alone["ratio"].round(3)})
    line["low"], line["high"] = alone["low"].round(3), alone["high"].round(3)
    note = (
        f"Each dot is one of {len(some)} areas chosen at random, coloured by {spoken(partner)}. The line shows the "
        "driver alone, without what it does together with others (SHAP interaction values, all areas). The band is its "
        "80% interval over refits that leave out boroughs in turn. It is an association, not an effect."
    )
    twin = pd.DataFrame(
        {words(name): [figure(name, v) for v in alone["value"]], "Times typical, alone": alone["ratio"].round(3)}
    ).assign(Low=line["low"], High=line["high"])
    ends_at = [figure(name, float(v)) for v in alone["value"].iloc[[0, -1]]]
    told = f"{words(name)} from {ends_at[0]} to {ends_at[1]}: ×{line['ratio'].iloc[0]:.2f} to "
    alt = f"{told}×{line['ratio'].iloc[-1]:.2f} a typical area, the driver alone"
    ends = ("least", "most") if not _ranked(partner) else ("least deprived", "most deprived")
    return charts.dependence(dots, line, (title, words(partner)), ends, f"{words(name)} and the rate", alt, twin, note)


def _ranked(name: str) -> bool:
    return name in BY_NAME and BY_NAME[name].unit == "rank"


def _alone(name: str, alone: pd.DataFrame) -> str:
    points = [alone.iloc[n] for n in (0, -1)]
    ends = [
        (f"×{p['ratio']:.2f} ({p['low']:.2f} to {p['high']:.2f}, 8 chances in 10)", figure(name, float(p["value"])))
        for p in points
    ]
    low, high = ("most deprived", "least deprived") if _ranked(name) else ("lowest", "highest")
    return (
        f"In the {low} twentieth of areas (mean {ends[0][1]}), the driver alone makes the rate {ends[0][0]} a "
        f"typical area's. In the {high} twentieth ({ends[1][1]}) it makes it {ends[1][0]}."
    )


def _together(name: str, partner: str, pair: pd.Series) -> str:
    """How much the two do together, and in which corner most."""
    usual_size = 100 * float(np.expm1(pair["strength"]))
    size = "a little" if pair["strength"] < WEAK else "noticeably"
    text = (
        f"Together with {spoken(partner)} it moves the rate {size} more than both do alone: {usual_size:.1f}% up or "
        "down in a usual area"
    )
    corners = pair[["low_low", "low_high", "high_low", "high_high"]].astype(float).dropna()
    if corners.empty:
        return f"{text}."
    corner = str(corners.index[int(np.abs(np.log(corners.to_numpy())).argmax())])
    one, other = (_end(n, w) for n, w in zip((name, partner), corner.split("_"), strict=True))
    return f"{text}. It does most, ×{corners[corner]:.3f}, in the fifths of areas with {one} and {other}."


def _end(name: str, end: str) -> str:
    """The lowest or highest fifth in words: a low rank is much deprivation."""
    if _ranked(name):
        return f"the {'worst' if end == 'low' else 'best'} ranks for {spoken(name).removeprefix('rank for ')}"
    return f"{'least' if end == 'low' else 'most'} {spoken(name)}"


DEPEND = Scene(
    "How does the rate change with one driver?",
    show,
    choices,
    tables=("interactions", "refitted"),
    links={DRIVER: "driver"},
    then=partners,
    part="Model",
)
