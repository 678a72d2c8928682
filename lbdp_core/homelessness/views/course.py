"""Course: the quarters behind and ahead: people seen rough sleeping, and households in temporary accommodation."""

from __future__ import annotations

from lbdp_core import quarters
from lbdp_core.charts import LABEL, Picture
from lbdp_core.figure_charts import course
from lbdp_core.formatting import people, span
from lbdp_core.homelessness.cited import POLICIES
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.scenario import published_series
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
    "This borough did not report the last quarter. What is expected is an estimate from London's own row, so the "
    "last published figure of the same quarter and past errors are left out."
)
TABLE = {
    "period": "Quarter",
    "observed": "Counted",
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
    frame = result.over_time[["period", "observed", "scenario", "low", "high", "today"]]
    frame = frame[frame.drop(columns="period").notna().any(axis=1)].reset_index(drop=True)
    end = frame.iloc[-1]
    kind = "published London totals" if scope.where(result) == "London" else "synthetic borough figures"
    alt = (
        f"People seen rough sleeping in {scope.where(result)} by quarter, {kind}; expected in {end['period']}: "
        f"{people(end['scenario'])}, 80% range {span(end['low'], end['high'])}"
    )
    note = scope.noted(model, result, f"Blue band: 8 chances in 10. Expected after {quarters.words(model.newest)}.")
    words = dict(STREET)
    if model.synthetic and scope.where(result) != "London":
        words["observed"] = "Seen, synthetic"
    unit, moved = "people in a quarter", scope.moved(result)
    return course(frame, words, TABLE, unit, moved, alt, note, title=title, size=size)


def held(model: Fitted, result: Result, size: int = LABEL, title: str = "") -> Picture:
    """Households in temporary accommodation at the end of each quarter, beside the naive line and past errors."""
    frame = result.over_time.filter(regex="^(period|ta_)").rename(columns=lambda c: str(c).removeprefix("ta_"))
    frame = frame[frame.drop(columns="period").notna().any(axis=1)].reset_index(drop=True)
    end = frame.iloc[-1]
    alt = (
        f"Households in temporary accommodation in {scope.where(result)} by quarter; expected in {end['period']}: "
        f"{people(end['scenario'])}, 80% range {span(end['low'], end['high'])}"
    )
    note = (
        "Blue band: 8 chances in 10. Grey band: the same from this method's past errors alone. A gap is a quarter that "
        f"was not reported. {FAR} quarters after the last published figure the method has been little or no better "
        "than the dotted line; beyond that it has not been tested."
    )
    if frame["naive"].isna().all():
        note = f"Blue band: 8 chances in 10. {NO_RETURN}"
    else:
        alt = f"{alt}{_published(end['naive'])}"
    return course(frame, HOMES, TABLE, "households", scope.moved(result), alt, note, title=title, size=size)


def target(model: Fitted, result: Result, key: str) -> Picture:
    """One of the scored figures, nothing changed: published, expected, the rule beside it, and past errors."""
    frame = published_series.forecast(scope.world(model, result), key)
    words = {name: HOMES[name] for name in ("observed", "scenario", "naive")}
    name = settings.TARGET_WORDS[key]
    end = frame.iloc[-1]
    alt = (
        f"{name} in {scope.where(result)} by quarter; expected in {end['period']}: {people(end['scenario'])}, 80% "
        f"range {span(end['low'], end['high'])}"
    )
    note = (
        "Blue band: 8 chances in 10, as the flows use it. Grey band: the same from this method's past errors alone. A "
        "gap is a quarter that was not reported. “How sure” says how far ahead the method beats the dotted line."
    )
    if frame["naive"].isna().all():
        note = f"Blue band: 8 chances in 10, as the flows use it. {NO_RETURN}"
    else:
        alt = f"{alt}{_published(end['naive'])}"
    unit = "households" if key in settings.STOCKS else "households in a quarter"
    broken = [(quarters.fraction(p.quarter), p.what) for p in POLICIES if p.whole == key and p.quarter <= end["period"]]
    title = f"{name}, {scope.where(result)}"
    return course(frame, words, TABLE, unit, False, alt, note, title=title, breaks=broken)


def _published(value: float) -> str:
    return f"; last published for the same quarter {people(value) if value == value else '–'}"
