"""Course: the years behind and ahead as a fan, beside the naive line and the error of past projections."""

from __future__ import annotations

from lbdp_core.charts import LABEL, Picture
from lbdp_core.figure_charts import course
from lbdp_core.formatting import capital, people, span
from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import LONDON, World
from lbdp_core.health.scenario.beside import forecast
from lbdp_core.health.views import scope
from lbdp_core.result import Result

LINES = {
    "observed": "Residents then, at today's rates",
    "scenario": "Expected",
    "today": "Without the change",
    "naive": "At today's rates",
}
TABLE = {
    "year": "Year",
    "observed": "Residents then, at today's rates",
    "scenario": "Expected",
    "low": "80%: from",
    "high": "to",
    "today": "Without the change",
    "naive": "At today's rates",
    "no_change": "No change in numbers",
    "past_low": "Past errors: from",
    "past_high": "to (past errors)",
}


def picture(model: Fitted, result: Result, size: int = LABEL, title: str = "") -> Picture:
    """What was counted, what is expected with its 80% range, the naive line and what past projections missed by."""
    first, last = scope.base(model), scope.when(model, result)
    frame = result.over_time.assign(year=result.over_time["period"].astype(int)).rename(
        columns={"fixed_rates": "naive"}
    )
    frame = frame[frame["year"] <= max(last, first + scope.SURE)].reset_index(drop=True)
    end = frame[frame["year"] == last].iloc[0]
    alt = (
        f"{capital(scope.noun(model, result))} in {scope.where(result)}: "
        f"{people(float(result.places['base'].sum()))} in {first}; expected in {last} {people(end['scenario'])}, "
        f"80% range {span(end['low'], end['high'])}; at today's rates {people(end['naive'])}"
    )
    grey = " Grey band: the range from errors in past projections of London boroughs alone."
    beside = forecast(World.of(model, scope.levers(result))) if scope.where(result) == LONDON else ""
    note = f"Blue band: 8 chances in 10.{grey if 'past_low' in frame else ''} {beside}".rstrip()
    sure, moved, footnote = first + scope.SURE, scope.moved(result), scope.noted(model, result, note)
    return course(frame, LINES, TABLE, "people", moved, alt, footnote, title=title, size=size, sure=sure)
