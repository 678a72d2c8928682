"""Boroughs: rates with their intervals, all boroughs or one beside the five most like it; never a league."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from lbdp_core.charts import standing
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import LONDON, past
from lbdp_core.homelessness.views import here
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

ROW = 34  # px
RATE, WHO = "Rate", "Boroughs"
ALL, ALIKE = "All that reported", "The borough and the five most like it"
RATES = {words: key for key, words in past.RATES.items()}


def choices(model: Fitted, result: Result) -> Choices:
    """Rates, and whether one borough stands among those like it."""
    who = (ALIKE, ALL) if here.where(result) != LONDON else (ALL,)
    return {RATE: tuple(RATES), WHO: who}


def boroughs(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A dot and a 95% interval a borough, from published counts."""
    measure = RATES[picks[RATE]]
    borough = here.where(result)
    whole = past.standing(model, measure)
    alike = picks[WHO] == ALIKE
    frame = past.like(model, borough, measure) if alike else whole
    if frame.empty:
        return Shown((f"{borough} has never reported it.",))
    frame = frame.sort_values("rate", ascending=False, kind="stable")
    per = f"per {past.PER[measure]:,} households"
    said = [f"{r:.2f} ({a:.2f} to {b:.2f})" for r, a, b in frame[["rate", "low", "high"]].itertuples(index=False)]
    rows = frame.rename(columns={"borough": "place", "rate": "value"}).assign(beside=np.nan, said=said)
    london = 1.0 * whole["count"].sum() / float(model.households[np.isin(model.borough, whole["borough"])].sum())
    line = london * past.PER[measure]
    table = pd.DataFrame(
        {
            "Borough": frame["borough"],
            f"{picks[RATE]}, {per} (95%)": said,
            "Count": [f"{n:,.0f}" for n in frame["count"]],
            "Of": frame["quarter"],
        }
    )
    drawn = standing(
        rows[["place", "value", "low", "high", "beside", "said"]],
        per,
        ("Rate, with its 95% interval", ""),
        f"{picks[RATE]}, {per}",
        f"{picks[RATE]} {per}: {frame['borough'].iloc[0]} {said[0]}",
        table,
        "Dashed: all boroughs shown together. Intervals are exact for a Poisson count. Where two overlap, do not rank "
        "the boroughs.",
        line,
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
