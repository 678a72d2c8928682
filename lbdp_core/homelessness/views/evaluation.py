"""Evaluation: quarters forecast from the quarters before them, beside the seasonal-naive rule."""

from __future__ import annotations

import pandas as pd

from lbdp_core import formatting
from lbdp_core.backtest import by, mean
from lbdp_core.charts import Picture, ranges
from lbdp_core.evaluation_page import Columns, Detail, errors, table
from lbdp_core.formatting import people, plural, span
from lbdp_core.homelessness.evaluate import GOAL
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.result import Scorecard

RUNGS = {"model": "The method", "last_value": "Last figure", "drift": "Drift", "seasonal_naive": "Last year's quarter"}
SHORT = settings.TARGET_WORDS | {"ta_households": "In temporary accommodation"}
HELD = "Figures inside their 80% range"
STANDS = {"model": "the method", "seasonal_naive": "last year's quarter"}


def percent(value: float | None, decimals: int = 0, sign: bool = False) -> str:
    """A share in words; whole per cent unless more is asked for."""
    return formatting.percent(value, decimals, sign)


def ahead(horizon: str) -> str:
    """A horizon in words."""
    return f"{plural(int(horizon), 'quarter')} ahead"


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Skill by horizon and target; scores of both; London's published quarters of CHAIN."""
    shown = (skills(score), scores(score))
    return (*shown, chain(score)) if score.more["street"]["rows"] else shown


def skills(score: Scorecard) -> Picture:
    """How much smaller the score is than the seasonal-naive rule's, by target and horizon, with the goal as a line."""
    drawn, told = [], []
    for target, by_horizon in score.more["by_target_and_horizon"].items():
        for horizon, row in by_horizon.items():
            if row["skill"] is None:
                continue
            words = f"{percent(row['skill'], sign=True)} ({span(row['skill_low'], row['skill_high'], percent)})"
            drawn.append(
                (f"{SHORT[target]}, {ahead(horizon)}", row["skill"], words, row["skill_low"], row["skill_high"])
            )
            line = {"What": settings.TARGET_WORDS[target], "Ahead": ahead(horizon), "Better by (95% interval)": words}
            over = percent(row["skill_over_last_value"], sign=True)
            used = STANDS[score.more["stands"][target][horizon]]
            told.append(line | {"Better than the last figure by": over, "Use": used})
    frame = pd.DataFrame(drawn, columns=["row", "value", "words", "low", "high"])
    title = "How much better than last year's quarter?"
    note = (
        "How much smaller the error is (weighted interval score over boroughs) than when we repeat the same quarter of "
        "last year. Lines are 95% intervals. Dashed: our goal, 10%."
    )
    alt = (
        f"How much better the method is than last year's quarter, by figure and quarters ahead: {percent(score.skill)}"
    )
    axis = "share by which the error is smaller"
    return ranges(frame, list(frame["row"]), title, axis, alt, pd.DataFrame(told), note, GOAL)


def scores(score: Scorecard) -> Picture:
    """The scores themselves, one to four quarters ahead, each as a share of the seasonal-naive rule's."""
    note = (
        "Smaller is better. Up to three quarters ahead, the last figure is the harder rule to beat. At four, last "
        "year's quarter is about as good."
    )
    alt = "Weighted interval scores of the method and of three simple rules, one to four quarters ahead"
    groups = {ahead(horizon): row for horizon, row in score.more["by_horizon"].items()}
    words = "Errors beside those of simple rules", "error, as a share of last year's quarter's", "Ahead"
    columns: Columns = {HELD: lambda row: percent(row["coverage_80"])}
    say = "{:.1f}".format
    return errors(groups, RUNGS, words, alt, note, columns=columns, say=say, unit=" households", over="seasonal_naive")


def chain(score: Scorecard) -> Picture:
    """London's published quarters of CHAIN beside what the street chain would have said."""
    rows = score.more["street"]["rows"]
    frame = pd.DataFrame(
        {
            "row": f"{r['quarter']}, forecast after {r['origin']}",
            "value": r["said"] / r["published"] - 1,
            "low": r["low"] / r["published"] - 1,
            "high": r["high"] / r["published"] - 1,
            "words": f"{people(r['said'])} ({span(r['low'], r['high'])}), published {people(r['published'])}",
        }
        for r in rows
    )
    columns: Columns = {
        "Quarter": lambda r: r["quarter"],
        "Forecast after": lambda r: r["origin"],
        "Forecast (80% range)": lambda r: f"{people(r['said'])} ({span(r['low'], r['high'])})",
        "Published": lambda r: people(r["published"]),
        "Last figure then": lambda r: people(r["last_value"]),
    }
    note = (
        "Do not read this as a test. Few quarters are published, we worked some out from stated changes, and the "
        "model's rates come from yearly totals of all of them. Boroughs are left out because theirs are synthetic."
    )
    title = "People seen rough sleeping in London: what the model would have forecast, and what was published"
    off = percent(score.more["street"]["mean_error"])
    alt = f"{len(rows)} forecasts of London's quarters of CHAIN, off by {off} on average"
    return ranges(frame, list(frame["row"]), title, "forecast over published", alt, table(rows, columns), note, 0.0)


def by_year(score: Scorecard) -> Detail:
    """A row an origin, over targets and horizons."""
    columns: Columns = {
        "Last quarter known": lambda each: each[0]["origin"],
        "Better than last year's quarter by": lambda each: percent(mean(each, "skill"), sign=True),
        "Better than the last figure by": lambda each: percent(mean(each, "skill_over_last_value"), sign=True),
        HELD: lambda each: percent(mean(each, "coverage_80")),
        "Forecasts": len,
    }
    note = "Each row forecasts four figures, up to four quarters ahead, from the quarters known then."
    return "Every past forecast", note, table(by(score.origins, "origin").values(), columns)


def by_borough(model: Fitted, score: Scorecard) -> Detail:
    """A row a borough."""
    columns: Columns = {
        "Borough": lambda b: b["borough"],
        "Better than last year's quarter by": lambda b: percent(b["skill"], sign=True),
        HELD: lambda b: percent(b["coverage_80"]),
        "Forecasts scored": lambda b: b["forecasts"],
    }
    note = "Averaged over all forecasts. A borough that seldom reports has few forecasts to check."
    return "Every borough", note, table(score.more["by_borough"], columns)
