"""Boroughs: each against London, for each 10,000 residents, as a dot with its interval; never in a league."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.charts import standing
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.views import here
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

COUNT = "What is shown"
FEW = 4  # boroughs named in a sentence
PEOPLE, DUTIES = "People in support, per 10,000 residents", "Homelessness duties, per 1,000 households"


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A dot and an 80 % interval a borough, London's own rate as a line, and the last count as a ring."""
    places = here.whole(model, result).places.iloc[:-1]  # the last is of no borough
    duty = picks[COUNT] == DUTIES
    shown = _duties(model, places) if duty else _people(model, places)
    shown = shown.sort_values("value", ascending=False, kind="stable")
    said = [
        f"{v:.1f} ({a:.1f} to {b:.1f})" for v, a, b in zip(shown["value"], shown["low"], shown["high"], strict=True)
    ]
    base, last = here.base(model), here.when(model, result)
    axis = picks[COUNT][:1].lower() + picks[COUNT][1:]
    table = pd.DataFrame({"Borough": shown["place"], f"{last}": said})
    if not duty:
        table[base] = [f"{v:.1f}" for v in shown["beside"]]
    london = _london(model, places, duty)
    drawn = standing(
        shown.assign(said=said),
        axis,
        (f"{last}, with its 80 % range", base),
        f"{picks[COUNT]}, {last}",
        f"{picks[COUNT]} by borough: {shown['place'].iloc[0]} {said[0]}; London {london:.1f}",
        table,
        "Dashed: London as a whole. Dots stand in order of their middle figures, which is not an order of boroughs.",
        london,
    )
    return Shown((_told(model, result, shown, london, picks[COUNT]),), pictures=(drawn,))


def _people(model: Fitted, places: pd.DataFrame) -> pd.DataFrame:
    n = len(places)
    per = 10_000 / np.maximum(model.residents[:n], 1.0)
    names = {"per_10000": "value", "per_10000_low": "low", "per_10000_high": "high"}
    frame = places[["place", *names]].rename(columns=names)
    return frame.assign(beside=places["base"].to_numpy() * per)


def _duties(model: Fitted, places: pd.DataFrame) -> pd.DataFrame:
    per = 1_000 / np.maximum(model.households[: len(places)], 1.0)
    frame = pd.DataFrame({"place": places["place"], "value": places["duties"] * per})
    return frame.assign(low=places["duties_low"] * per, high=places["duties_high"] * per, beside=np.nan)


def _london(model: Fitted, places: pd.DataFrame, duty: bool) -> float:
    if duty:
        return float(1_000 * places["duties"].sum() / model.households.sum())
    return float(10_000 * places["scenario"].sum() / model.residents.sum())


def _told(model: Fitted, result: Result, shown: pd.DataFrame, london: float, count: str) -> str:
    clear = shown[shown["low"] > london]["place"].tolist()
    below = int((shown["high"] < london).sum())
    more = [f"{len(clear) - FEW} more"] if len(clear) > FEW else []
    *first, last = [*clear[:FEW], *more] or ["No borough"]
    said = f"{', '.join(first)} and {last}" if first else last
    mine = shown[shown["place"] == here.where(result)]
    one = "" if mine.empty else f" {here.where(result)}: {mine['value'].iloc[0]:.1f} against London's {london:.1f}."
    lies = "lie" if len(clear) > 1 else "lies"
    return (
        f"London as a whole is expected at {london:.1f} then. With their whole range, {said} {lies} above it and "
        f"{below} "
        f"below it: this is not a ranking.{one}"
    )


BOROUGHS = Scene("How does a borough stand against London?", show, lambda model, result: {COUNT: (PEOPLE, DUTIES)})
