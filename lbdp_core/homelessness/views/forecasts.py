"""Forecasts: the figures that are scored, one at a time: what is expected, what was said before, and the seasons."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from lbdp_core import quarters
from lbdp_core.charts import seasons
from lbdp_core.charts.seasons import NAMES
from lbdp_core.evaluation_page import Columns, table
from lbdp_core.formatting import number, people, span
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.scenario import published_series
from lbdp_core.homelessness.views import course, scope
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

FORECAST, SHOWN = "What is forecast", "What is shown"
TARGETS = {words: key for key, words in settings.TARGET_WORDS.items()}
SAID: Columns = {
    "Quarters before": lambda row: f"{row.ahead}",
    "Forecast": lambda row: people(row.said),
    "80% range": lambda row: span(row.low, row.high),
    "Published": lambda row: people(row.published),
    "Error": lambda row: _signed(row.said / row.published) if row.published else "–",
    "In the range": lambda row: "yes" if row.low <= row.published <= row.high else "no",
}


def forecasts(model: Fitted, result: Result, picks: Picks) -> Shown:
    """One figure of the focus, with nothing changed, and what was said of its last quarter."""
    target = TARGETS[picks[FORECAST]]
    text = (
        "We forecast these four from published quarters and check the forecasts on later ones. Levers do not move them "
        "here."
    )
    before = published_series.said_before(scope.world(model, result), target)
    last = quarters.months(str(model.quarters[-1]))
    told = table(before.itertuples(index=False), SAID)
    sheets = ((f"What this method forecast for {last}", told),) if len(told) else ()
    notes = () if len(told) else (f"{scope.where(result)} did not report {last}.",)
    return Shown((text,), pictures=(course.target(model, result, target),), sheets=sheets, notes=notes)


def pattern(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A line a year, the last one in the accent, and London's factors."""
    words, where = picks[SHOWN], scope.where(result)
    frame = published_series.each_quarter(scope.world(model, result), TARGETS[words])
    if frame.empty:
        return Shown((f"{where} did not report this figure in any quarter.",))
    wide = frame.pivot_table(index="year", columns="season", values="count").reindex(columns=range(4))
    told = wide.set_axis(list(NAMES), axis=1).round(0).rename_axis("Year").reset_index()
    last = frame.iloc[-1]
    newest = f"{NAMES[int(last['season'])]} {int(last['year'])}: {last['count']:,.0f}"
    note = "The last year is in colour. Quarters that were not reported are left out. The axis does not start at zero."
    title, alt = f"{words} in {where}, by quarter", f"{words} in {where} by quarter and year; {newest}"
    drawn = seasons(frame, "households", title, alt, told, note)
    factors = result.extras["seasons"]
    mine = factors[factors["target"] == words].set_index("season")["factor"]
    said = pd.DataFrame({NAMES[season]: [_signed(float(mine[season]))] for season in range(4)})
    heading = "London's seasonal pattern in the forecasts (more or less than the year around it)"
    return Shown((), pictures=(drawn,), sheets=((heading, said),))


def _signed(ratio: float) -> str:
    return f"{number(100 * (ratio - 1), 1, sign=True)}%"


def _each(words: str) -> Callable[[Fitted, Result], Choices]:
    return lambda model, result: {words: tuple(TARGETS)}


FORECASTS = Scene("How many duties and households should we expect?", forecasts, _each(FORECAST), part="Past")
SEASONAL = Scene("How does the year go up and down?", pattern, _each(SHOWN), part="Past")
