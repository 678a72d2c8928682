"""Seasonal: the same quarters year upon year, and the pattern that the forecasts take from London."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import seasons
from lbdp_core.charts.seasons import NAMES
from lbdp_core.formatting import number
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.scenario import published_series
from lbdp_core.homelessness.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

WHAT = "What is shown"
TARGETS = {words: key for key, words in settings.TARGET_WORDS.items()}


def pattern(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A line a year, the last one in the accent, and London's factors."""
    words = picks[WHAT]
    frame = published_series.each_quarter(scope.world(model, result), TARGETS[words]).rename(
        columns={"households": "count"}
    )
    if frame.empty:
        return Shown((f"{scope.where(result)} did not report it in any of these quarters.",))
    wide = frame.pivot_table(index="year", columns="season", values="count").reindex(columns=range(4))
    table = wide.set_axis(list(NAMES), axis=1).round(0).rename_axis("Year").reset_index()
    last = frame.iloc[-1]
    drawn = seasons(
        frame,
        "households",
        f"{words} in {scope.where(result)}, by quarter",
        f"{words} in {scope.where(result)} by quarter and year; {NAMES[int(last['season'])]} {int(last['year'])}: "
        f"{last['count']:,.0f}",
        table,
        "The last year in colour. Quarters that were not reported are left out. The axis does not begin at zero.",
    )
    factors = result.extras["seasons"]
    mine = factors[factors["target"] == words].set_index("season")["factor"]
    said = pd.DataFrame({NAMES[s]: [f"{number(100 * (float(mine[s]) - 1), 1, sign=True)}%"] for s in range(4)})
    heading = "London's own pattern, shrunk towards none, as forecasts use it (more or less than the year around it)"
    return Shown((), pictures=(drawn,), sheets=((heading, said),))


SEASONAL = Scene("What does the year look like?", pattern, lambda model, result: {WHAT: tuple(TARGETS)})
