"""Course: quarters behind and ahead as a fan, beside the last count and past errors; a break is drawn as a break."""

from __future__ import annotations

from lbdp_core import quarters
from lbdp_core.charts import LABEL, Picture, fan
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario.words import figure
from lbdp_core.refugees.views import here
from lbdp_core.result import Result

SINCE = "2019Q1"  # of the older series: enough to see what it was
LINES = {
    "observed": "Counted",
    "before": "Earlier series",
    "scenario": "Expected",
    "today": "Without the change",
    "naive": "The last count",
}
TABLE = {
    "period": "Quarter",
    "before": "Older series",
    "observed": "Counted",
    "scenario": "Expected",
    "low": "80 %: from",
    "high": "to",
    "today": "Without the change",
    "naive": "The last count",
    "past_low": "By past errors: from",
    "past_high": "to (past errors)",
}


def picture(model: Fitted, result: Result, size: int = LABEL, title: str = "") -> Picture:
    """People in support: counted, expected with the 80 % range, the last count carried on, and past errors."""
    frame = result.over_time
    frame = frame[(frame["period"] >= SINCE)].reset_index(drop=True)
    frame.insert(0, "year", frame["period"].map(quarters.fraction))
    words = dict(LINES) | {"scenario": "With the change" if here.moved(result) else "Expected"}
    if not here.moved(result):
        del words["today"]
    end = frame[frame["period"] == str(model.ahead[round(result.levers["horizon"]) - 1])].iloc[0]
    alt = (
        f"People in asylum support in {here.where(result)}: {figure(float(result.places['base'].sum()))} in "
        f"{here.base(model)}; expected in {here.when(model, result)} {figure(end['scenario'])}, 80 % range "
        f"{figure(end['low'])} to {figure(end['high'])}; if the last count stood, {figure(end['naive'])}"
    )
    first = quarters.fraction(str(model.quarters[0]))
    gap = [(first - 0.125, "another series")] if len(model.before_quarters) else []
    table = frame[[c for c in TABLE if c in frame]].round(0).rename(columns=TABLE)
    note = (
        "Blue band: the 80 % range with the levers as they stand. Grey band: what the errors of past forecasts by this "
        "rule "
        "would allow without a change. The rule at the break parts two series that cannot be compared: it is no growth."
    )
    return fan(frame, words, "people", 9_999, title, alt, table, note, size, gap)
