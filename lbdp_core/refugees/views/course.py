"""Course: quarters behind and ahead as a fan, a break drawn as a break; and which lever moves it most."""

from __future__ import annotations

import pandas as pd

from lbdp_core import quarters
from lbdp_core.charts import LABEL, Picture, tornado
from lbdp_core.figure_charts import course
from lbdp_core.formatting import people, signed, span
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import World, tables
from lbdp_core.refugees.views import scope
from lbdp_core.result import Result

SINCE = "2019Q1"  # of the older series: enough to see what it was
LINES = {
    "observed": "Counted",
    "before": "Older series",
    "scenario": "Expected",
    "today": "Without the change",
    "naive": "The last count",
}
DUTY_LINES = {
    "observed": "Published",
    "scenario": "Expected",
    "today": "Without the change",
    "naive": "Last quarter published by then",
}
TABLE = {
    "period": "Quarter",
    "before": "Older series",
    "observed": "Counted",
    "scenario": "Expected",
    "low": "80%: from",
    "high": "to",
    "today": "Without the change",
    "naive": "The last count",
    "past_low": "Past errors: from",
    "past_high": "to (past errors)",
}


def picture(model: Fitted, result: Result, size: int = LABEL, title: str = "") -> Picture:
    """People in support: counted, expected with the 80% range, the last count carried on, and past errors."""
    frame = result.over_time
    frame = frame[(frame["period"] >= SINCE)].reset_index(drop=True)
    end = frame[frame["period"] == str(model.ahead[round(result.levers["horizon"]) - 1])].iloc[0]
    alt = (
        f"People in asylum support in {scope.where(result)}: {people(float(result.places['base'].sum()))} in "
        f"{scope.base(model)}, expected in {scope.when(model, result)} {people(end['scenario'])}, 80% range "
        f"{span(end['low'], end['high'])}. At the last count: {people(end['naive'])}"
    )
    frame = frame.assign(year=frame["period"].map(quarters.fraction))
    frame["segment"] = _segments(model, frame["period"])
    gap = _rules(model, frame)
    note = (
        "Blue band: 8 chances in 10. Grey band: the range from past errors if nothing changes. The line breaks "
        "where the Home Office changed what it counts. The jump is not a real change."
    )
    moved = scope.moved(result)
    return course(frame, LINES, TABLE, "people", moved, alt, note, title=title, size=size, breaks=gap)


def duties(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """Published quarters, the expected ones with their 80% range, and the last one carried on."""
    frame = tables.duties(World.of(model, scope.levers(result)))
    end = frame[frame["period"] == str(model.ahead[round(result.levers["horizon"]) - 1])].iloc[0]
    alt = (
        f"Homelessness duties after asylum support in {scope.where(result)} by quarter: expected in the quarter to "
        f"{scope.when(model, result)} {people(end['scenario'])}, 80% range {span(end['low'], end['high'])}"
    )
    note = (
        "Published: households who had to leave asylum accommodation. When decisions surged, real counts fell outside "
        "the range too often. See “How sure”."
    )
    title = f"Households owed a duty after asylum support, {scope.where(result)}"
    table = {"period": "Quarter", "observed": DUTY_LINES["observed"], "today": DUTY_LINES["today"]}
    table |= {"scenario": DUTY_LINES["scenario"], "low": "80%: from", "high": "to", "naive": DUTY_LINES["naive"]}
    unit = "households a quarter"
    return course(frame, DUTY_LINES, table, unit, scope.moved(result), alt, note, title=title, size=size)


def levers(model: Fitted, result: Result) -> Picture:
    """Which lever moves this place most: bars of people in support at the quarter looked at, against today's course."""
    moves = result.extras["moves"]
    rises, ends = moves["low"] <= moves["high"], moves[["low", "high"]]
    fewest, most = moves["from"].where(rises, moves["to"]), moves["to"].where(rises, moves["from"])
    bars = pd.DataFrame({"what": moves["words"], "low": ends.min(axis=1), "high": ends.max(axis=1)})
    bars = bars.assign(low_at=fewest, high_at=most)
    low, high = ([signed(v) for v in bars[end]] for end in ("low", "high"))
    columns = {"Fewest at": fewest, "People there": low, "Most at": most, "People at most": high}
    table = pd.DataFrame({"Lever": bars["what"]} | columns)
    top = bars.iloc[0]
    alt = (
        f"What changes people in support in {scope.where(result)} most by {scope.when(model, result)}: "
        f"{top['what'].lower()}, {span(top['low'], top['high'], signed)}"
    )
    note = (
        "Each lever moves alone over its plausible range, and the others stay as today. Its help says how we know it."
    )
    made = tornado(bars, 0.0, None, f"more or fewer people in support, {scope.when(model, result)}", (alt, note), table)
    return Picture(f"What changes it most, {scope.where(result)}", made.alt, made.spec, made.table, made.note)


def _left_out(model: Fitted) -> set[str]:
    """Quarters in which people on subsistence only are in no borough's figure."""
    return set(map(str, model.break_quarter[model.break_series == "subsistence"]))


def _segments(model: Fitted, period: pd.Series) -> pd.Series:
    """A number for each stretch of quarters that counts the same people; what is ahead goes on from the last count."""
    counted = period.where(period <= model.base, model.base)
    kind = counted.map(lambda q: 0 if q < str(model.quarters[0]) else 1 + (q in _left_out(model)))
    return (kind != kind.shift()).cumsum()


def _rules(model: Fitted, frame: pd.DataFrame) -> list[tuple[float, str]]:
    """Where one stretch ends and another begins, and what changes there."""
    out, found = _left_out(model), []
    for n in frame.index[1:]:
        if frame["segment"][n] == frame["segment"][n - 1]:
            continue
        label = str(frame["period"][n])
        words = "subsistence left out" if label in out else "subsistence counted"
        words = "hotels counted" if label == str(model.quarters[0]) else words
        found.append((quarters.fraction(label) - 0.125, words))
    return found
