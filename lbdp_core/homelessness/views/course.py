"""Course: the quarters behind and ahead: people seen rough sleeping, and households in temporary accommodation."""

from __future__ import annotations

import pandas as pd

from lbdp_core import quarters
from lbdp_core.charts import LABEL, Picture
from lbdp_core.figure_charts import course
from lbdp_core.formatting import people, span
from lbdp_core.homelessness.cited import POLICIES
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.scenario import LONDON, published_series
from lbdp_core.homelessness.scenario.words import FAR
from lbdp_core.homelessness.views import scope
from lbdp_core.result import Result

STREET = {"observed": "Seen, as published", "scenario": "Expected", "today": "Without the change"}
HOMES = {
    "observed": "Published by MHCLG",
    "scenario": "Expected",
    "today": "Without the change",
    "naive": "Same quarter, last published",
}
NO_RETURN = (
    "This borough did not report the last quarter. The forecast follows London's total, so the picture leaves out the "
    "last published figure and past errors."
)
GAP = "A gap is a quarter that was not reported."
TABLE = {
    "period": "Quarter",
    "observed": "Published",
    "scenario": "Expected",
    "low": "80%: from",
    "high": "to",
    "today": "Without the change",
    "naive": "Same quarter, last published",
    "past_low": "Past errors: from",
    "past_high": "to (past errors)",
}


def seen(model: Fitted, result: Result, size: int = LABEL, title: str = "") -> Picture:
    """People seen rough sleeping in each quarter."""
    frame = _lines(result, "period", "observed", "scenario", "low", "high", "today")
    made_up = model.synthetic and scope.where(result) != LONDON
    kind = "published London totals" if scope.where(result) == LONDON else "synthetic borough figures"
    alt = _alt(f"People seen rough sleeping in {scope.where(result)} by quarter, {kind}", frame)
    note = scope.noted(model, result, f"Blue band: 8 chances in 10. Expected after {quarters.words(model.newest)}.")
    words = STREET | ({"observed": "Seen, synthetic"} if made_up else {})
    return course(frame, words, TABLE, "people in a quarter", scope.moved(result), alt, note, title=title, size=size)


def held(model: Fitted, result: Result, size: int = LABEL, title: str = "") -> Picture:
    """Households in temporary accommodation at the end of each quarter, beside the naive line and past errors."""
    homes = [column for column in map(str, result.over_time) if column.startswith("ta_")]
    frame = _lines(result, "period", *homes).rename(columns=lambda column: str(column).removeprefix("ta_"))
    past = (
        f"the range from this method's past errors alone. {GAP} {3 * FAR} months after the last published figure, the "
        "method has been little or no better than the dotted line. Beyond that it has not been tested."
    )
    alt = _alt(f"Households in temporary accommodation in {scope.where(result)} by quarter", frame)
    note = _noted("Blue band: 8 chances in 10.", past, frame)
    return course(frame, HOMES, TABLE, "households", scope.moved(result), alt, note, title=title, size=size)


def target(model: Fitted, result: Result, key: str) -> Picture:
    """One of the scored figures, nothing changed: published, expected, the rule beside it, and past errors."""
    frame = published_series.forecast(scope.world(model, result), key)
    words = {name: HOMES[name] for name in ("observed", "scenario", "naive")}
    name = settings.TARGET_WORDS[key]
    alt = _alt(f"{name} in {scope.where(result)} by quarter", frame)
    past = (
        f"the range from this method's past errors alone. {GAP} “How sure” says how far ahead the method beats the "
        "dotted line."
    )
    note = _noted("Blue band: 8 chances in 10.", past, frame)
    unit, end = "households" if key in settings.STOCKS else "households in a quarter", frame["period"].iloc[-1]
    broken = [(quarters.fraction(p.quarter), p.what) for p in POLICIES if p.whole == key and p.quarter <= end]
    title = f"{name}, {scope.where(result)}"
    return course(frame, words, TABLE, unit, False, alt, note, title=title, breaks=broken)


def _lines(result: Result, *columns: str) -> pd.DataFrame:
    """Columns of the course, without quarters in which all are blank."""
    frame = result.over_time[list(columns)]
    return frame[frame[list(columns[1:])].notna().any(axis=1)].reset_index(drop=True)


def _alt(what: str, frame: pd.DataFrame) -> str:
    end = frame.iloc[-1]
    alt = f"{what}; expected in {end['period']}: {people(end['scenario'])}, 80% range {span(end['low'], end['high'])}"
    if "naive" not in frame or frame["naive"].isna().all():
        return alt
    last = "–" if pd.isna(end["naive"]) else people(end["naive"])
    return f"{alt}; last published for the same quarter {last}"


def _noted(band: str, past: str, frame: pd.DataFrame) -> str:
    return f"{band} {NO_RETURN}" if frame["naive"].isna().all() else f"{band} Grey band: {past}"
