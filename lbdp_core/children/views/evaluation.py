"""How sure: the forecast beside three simple rules, over all figures, by figure and by kind of council."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from lbdp_core import backtest, evaluation_page
from lbdp_core.charts import Picture
from lbdp_core.children.evaluate import BASELINE, MANY
from lbdp_core.children.indicators import indicators
from lbdp_core.children.model import Fitted
from lbdp_core.evaluation_page import Columns, Detail, Fact
from lbdp_core.formatting import capital, fewer_or_more, joined, percent, plural, spelt
from lbdp_core.result import Scorecard

RUNGS = {"model": "This model", BASELINE: "Simple rule", "last_value": "Last value", "drift": "Trend carried on"}
AGAINST = {BASELINE: "the simple rule's", "last_value": "the last value's", "drift": "a trend's"}
MEASURE = "Error: the absolute errors of all councils added up, as a share of their values."
SIMPLE = "The simple rule moves the last value part of the way to the middle of similar councils."
Row = Mapping[str, Any]


def _ahead(row: Row) -> str:
    return f"{spelt(row['horizon'])} year{'s' * (row['horizon'] > 1)} ahead"


def _error(rung: str, row: Row) -> str:
    return f"{row[rung]:.1f}%"


def _against(row: Row) -> str:
    """How its error compares with that of each rule.

    >>> _against({"model": 9.0, "neighbour_shrink": 10.0, "last_value": 9.0, "drift": 8.0})
    "10% smaller than the simple rule's, the same as the last value's and 12% larger than a trend's"
    """
    return joined(_beside(backtest.skill(row["model"], row[rule]), words) for rule, words in AGAINST.items())


def _beside(skill: float, whose: str) -> str:
    if percent(abs(skill), 0) == percent(0.0, 0):
        return f"the same as {whose}"
    return f"{fewer_or_more(skill, partial(percent, decimals=0), ('larger', 'smaller'))} than {whose}"


def facts(score: Scorecard) -> tuple[Fact, ...]:
    """On how many figures it was better than the rule to beat, by years ahead; and how often its ranges held."""
    scored = [row for row in score.more["better"] if row["indicators"]]
    shown = [
        (
            f"Better than the simple rule, {_ahead(row)}",
            f"{row['better']} of {row['indicators']}",
            f"figures; error {percent(row['skill'])} smaller on average",
            f"{SIMPLE} Figures with at least {spelt(MANY)} tests.",
        )
        for row in scored
    ]
    shown += [
        (
            f"The same, for {row['from']} to {row['to']} only",
            f"{row['better']} of {row['indicators']}",
            f"figures, {_ahead(row)}",
            "The method was chosen on earlier years, so these are the fair test.",
        )
        for row in score.more["lately"][-1:]
        if row["indicators"]
    ]
    return (*shown, *((f"Within the 80% range, {_ahead(row)}", percent(row["coverage_80"], 0), "80% would be right",
                       "Share of the values that lay within the range given for them.") for row in scored))  # fmt: skip


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to make of it: over all forecasts, and where the simple rule was better or the past is short."""
    rows, names = score.more["by_indicator"], {one.key: one.name for one in indicators()}
    said = [SIMPLE]
    for horizon, entries in backtest.by(score.origins, "horizon").items():
        row = backtest.pooled(entries, tuple(AGAINST))
        ahead = capital(_ahead({"horizon": horizon}))
        said.append(f"{ahead}, over {plural(len(entries), 'forecast')}: error {_against(row)}.")
        held = percent(row["coverage_80"], 0)
        said.append(f"{ahead}, 80% ranges held {held} of the values.")
    worse = sorted((row for row in rows if row["skill"] < 0), key=lambda row: row["skill"])
    if worse:
        most = joined([f"{names[row['indicator']]} ({_ahead(row)})" for row in worse[:3]])
        said.append(f"The simple rule was better in {len(worse)} of {len(rows)} rows of the table, most for {most}.")
    short = {row["indicator"] for row in rows if row["origins"] < MANY}
    if short:
        said.append(
            f"{capital(spelt(len(short)))} figures have fewer than {spelt(MANY)} tests at one or three years. Do not "
            "judge the method on any of them."
        )
    return tuple(said)


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Mean error over figures with a long enough past, beside the simple rules."""
    groups = {}
    for horizon, rows in backtest.by(score.more["by_indicator"], "horizon").items():
        long = [row for row in rows if row["origins"] >= MANY]
        if long:
            means = {name: backtest.mean(long, name) for name in RUNGS}
            groups[capital(_ahead({"horizon": horizon}))] = means
    if not groups:
        return ()
    title = "How far off was it, beside simple rules?"
    words = (title, "mean error, as a share of the simple rule's", "Ahead")
    note = f"{MEASURE} Mean over figures with at least {spelt(MANY)} tests; smaller is better."
    alt = f"{title} Error over all forecasts, compared with the simple rule's: {percent(score.skill)} smaller"
    return (evaluation_page.errors(groups, RUNGS, words, alt, note, say="{:.1f}%".format, over=BASELINE),)


def by_year(score: Scorecard) -> Detail:
    """Every figure, one and three years ahead, in words and figures."""
    names = {one.key: one.name for one in indicators()}
    columns: Columns = {
        "Figure": lambda row: names[row["indicator"]],
        "Ahead": _ahead,
        "Tests": lambda row: f"{row['origins']}",
        "Its error was": _against,
        "80% range held": lambda row: percent(row["coverage_80"], 0),
        **{words: partial(_error, rung) for rung, words in RUNGS.items()},
    }
    table = evaluation_page.table(score.more["by_indicator"], columns)
    return "Every figure", f"{MEASURE} Smaller is better.", table


def by_group(model: Fitted, score: Scorecard) -> Detail:
    """Whether it serves small councils, and London, as well as others."""
    columns: Columns = {
        "Councils": lambda row: row["group"],
        "Ahead": _ahead,
        "Its error was": _against,
        "80% range held": lambda row: percent(row["coverage_80"], 0),
        **{words: partial(_error, rung) for rung, words in RUNGS.items()},
    }
    note = "Small councils are harder to forecast, by any rule. Their ranges should still hold about 80%."
    return "London, and small and large councils", note, evaluation_page.table(score.more["by_group"], columns)
