"""How sure: how often the forecast was better than the simple rules, by figure, and what its ranges held."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from lbdp_core import backtest, evaluation_page
from lbdp_core.charts import Picture
from lbdp_core.children.evaluate import BASELINE
from lbdp_core.children.indicators import indicators
from lbdp_core.evaluation_page import Columns, Detail, Fact
from lbdp_core.formatting import percent, spelt
from lbdp_core.result import Scorecard

RUNGS = {"model": "This model", BASELINE: "Similar councils", "last_value": "Last value", "drift": "Trend carried on"}
MEASURE = "Error: the absolute errors of all councils added up, as a share of their values."


def _ahead(row: Mapping[str, Any]) -> str:
    return f"{spelt(row['horizon'])} year{'s' * (row['horizon'] > 1)} ahead"


def _error(rung: str, row: Mapping[str, Any]) -> str:
    return f"{row[rung]:.1f}%"


def facts(score: Scorecard) -> tuple[Fact, ...]:
    """On how many figures it was better than the rule to beat, by years ahead; and how often its ranges held."""
    rule = "The simple rule moves the last value towards the middle of similar councils."
    shown = [
        (
            f"Better than the simple rule, {_ahead(row)}",
            f"{row['better']} of {row['indicators']} figures",
            f"error {percent(row['skill'])} smaller, on average",
            f"{rule} Figures with at least five tests.",
        )
        for row in score.more["better"]
        if row["indicators"]
    ]
    shown += [
        (
            f"The same, years {row['from']} to {row['to']} only",
            f"{row['better']} of {row['indicators']} figures",
            _ahead(row),
            "The method was chosen on earlier years, so these are the fair test.",
        )
        for row in score.more["lately"][-1:]
    ]
    held = [row for row in score.more["better"] if row["coverage_80"] is not None]
    if held:
        said = " and ".join(percent(row["coverage_80"], 0) for row in held)
        shown.append(("Values within their 80% range", said, "80% would be right", "One and three years ahead."))
    return tuple(shown)


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to make of it."""
    worse = [row for row in score.more["by_indicator"] if row["skill"] < 0]
    names = {one.key: one.name for one in indicators()}
    said = [f"{names[row['indicator']]} ({_ahead(row)})" for row in sorted(worse, key=lambda row: row["skill"])[:3]]
    if not said:
        return ()
    return (
        f"The simple rule was better on {len(worse)} of {len(score.more['by_indicator'])} lines below, most on "
        f"{', '.join(said)}.",
    )


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Mean error over figures with a long enough past, beside the simple rules."""
    groups = {}
    for horizon, rows in backtest.by(score.more["by_indicator"], "horizon").items():
        long = [row for row in rows if row["origins"] >= 5]
        if long:
            groups[_ahead({"horizon": horizon}).capitalize()] = backtest.pooled(long, [*RUNGS][1:])
    if not groups:
        return ()
    title = "How far off was it, beside simple rules?"
    words = (title, "mean error, as a share of that of “Similar councils”", "Ahead")
    note = f"{MEASURE} Mean over figures with at least five tests; smaller is better."
    alt = f"{title} Skill over similar councils: {percent(score.skill)}"
    return (evaluation_page.errors(groups, RUNGS, words, alt, note, say="{:.1f}%".format, over=BASELINE),)


def by_year(score: Scorecard) -> Detail:
    """Every figure, one and three years ahead."""
    names = {one.key: one.name for one in indicators()}
    columns: Columns = {
        "Figure": lambda row: names[row["indicator"]],
        "Ahead": _ahead,
        "Tests": lambda row: f"{row['origins']}",
        **{words: partial(_error, rung) for rung, words in RUNGS.items()},
        "Better by": lambda row: percent(row["skill"]),
        "80% range held": lambda row: percent(row["coverage_80"], 0),
    }
    table = evaluation_page.table(score.more["by_indicator"], columns)
    return "Every figure", f"{MEASURE} Smaller is better.", table
