"""Duties: households owed one in each quarter, as published and as expected, so that they can be compared."""

from __future__ import annotations

from lbdp_core import quarters
from lbdp_core.charts import LABEL, Picture, fan
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import World
from lbdp_core.refugees.scenario.lists import duties
from lbdp_core.refugees.views import here
from lbdp_core.result import Result
from lbdp_core.written import people

LINES = {
    "observed": "Published (H-CLIC)",
    "scenario": "Expected",
    "today": "Without the change",
    "naive": "The last quarter published by then",
}


def picture(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """Published quarters, the expected ones with their 80 % range, and the last one carried on."""
    frame = duties(World.of(model, here.levers(result)))
    frame.insert(0, "year", frame["period"].map(quarters.fraction))
    words = dict(LINES) | {"scenario": "With the change" if here.moved(result) else "Expected"}
    if not here.moved(result):
        del words["today"]
    if frame["naive"].isna().all():
        del words["naive"]
    end = frame[frame["period"] == str(model.ahead[round(result.levers["horizon"]) - 1])].iloc[0]
    alt = (
        f"Homelessness duties after asylum support in {here.where(result)} by quarter: expected in the quarter to "
        f"{here.when(model, result)} {people(end['scenario'])}, 80 % range {people(end['low'])} to "
        f"{people(end['high'])}"
    )
    table = frame.drop(columns="year").round(0)
    table = table.rename(columns={"period": "Quarter", "low": "80 %: from", "high": "to"} | LINES)
    title = f"Households owed a duty after asylum support, {here.where(result)}"
    note = (
        "Published: households who had to leave asylum accommodation, as also after the last count of support. Ranges "
        "held fewer counts than they should when decisions surged: see How sure."
    )
    return fan(frame, words, "households a quarter", 9_999, title, alt, table, note, size)
