"""Boroughs: rates with their intervals, all boroughs or one beside the five most like it; never a league."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from lbdp_core.figure_charts import dots
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import LONDON, published_series
from lbdp_core.homelessness.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

ROW = 34  # px
RATE, WHO = "Rate", "Boroughs"
ALL, ALIKE = "All that reported", "The borough and the five most like it"
RATES = {words: key for key, words in published_series.RATES.items()}


def choices(model: Fitted, result: Result) -> Choices:
    """Rates, and whether one borough stands among those like it."""
    who = (ALIKE, ALL) if scope.where(result) != LONDON else (ALL,)
    return {RATE: tuple(RATES), WHO: who}


def boroughs(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A dot and a 95% interval a borough, from published counts."""
    measure = RATES[picks[RATE]]
    borough = scope.where(result)
    whole = published_series.standing(model, measure)
    alike = picks[WHO] == ALIKE
    frame = published_series.like(model, borough, measure) if alike else whole
    if frame.empty:
        return Shown((f"{borough} has never reported it.",))
    per = f"per {published_series.PER[measure]:,} households"
    london = 1.0 * whole["count"].sum() / float(model.households[np.isin(model.borough, whole["borough"])].sum())
    drawn, _ = dots(
        frame.rename(columns={"borough": "place", "rate": "value"}),
        lambda value: f"{value:.2f}",
        ("Rate, with its 95% interval", ""),
        (per, f"{picks[RATE]}, {per} (95%)", f"{picks[RATE]}, {per}", f"{picks[RATE]} {per}"),
        "Dashed: all boroughs shown together. Intervals are exact for a Poisson count. Where two overlap, do not rank "
        "the boroughs.",
        london * published_series.PER[measure],
        {"Count": lambda shown: [f"{n:,.0f}" for n in shown["count"]], "Of": lambda shown: shown["quarter"]},
    )
    if alike:  # few rows need more room each for their names
        drawn = replace(drawn, spec=drawn.spec | {"height": ROW * len(frame) + 90})
    return Shown((_told(model, borough, whole, alike),), pictures=(drawn,), notes=(_how(model),) if alike else ())


def _told(model: Fitted, borough: str, whole: pd.DataFrame, alike: bool) -> str:
    silent = sorted(set(map(str, model.borough)) - set(whole["borough"]))
    old = whole[whole["quarter"] != whole["quarter"].max()]
    last = str(whole["quarter"].max())
    text = (
        f"Published counts of {last}" if last.startswith("autumn") else f"Published counts; the last quarter is {last}"
    )
    if len(old):
        text += f". {len(old)} boroughs did not report it and stand at their last quarter, which the table names"
    if silent:
        text += f". Never reported: {', '.join(silent)}"
    return f"{text}."


def _how(model: Fitted) -> str:
    return (
        f"Most like: nearest in {', '.join(str(f).lower() for f in model.features)}; each standardised over boroughs, "
        "households as weights within a borough. None of them is about homelessness."
    )


BOROUGHS = Scene("Which boroughs, beside boroughs like them?", boroughs, choices)
