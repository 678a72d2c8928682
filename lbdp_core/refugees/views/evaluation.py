"""Evaluation: the course against the last count and drift, on quarters that it had not seen."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import Picture
from lbdp_core.evaluation_page import Columns, Row, error, errors, table
from lbdp_core.formatting import percent, plural
from lbdp_core.refugees.findings import alone, before, since
from lbdp_core.refugees.model import Fitted
from lbdp_core.result import Scorecard

RUNGS = {"model": "This page's forecast", "last_value": "The last count", "drift": "Drift"}


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Error by horizon since hotels are counted, and of the series before."""
    now = ladder(score.more["by_horizon"], f"Since {since(score)}: people in support, 33 boroughs", _few(score))
    rows = score.more["before_by_horizon"]
    note = (
        "Another series: people in dispersal accommodation or on subsistence only (Section 95). We chose the rule on "
        "years to 2019 and tested it on later ones."
    )
    return (now, ladder(rows, f"The series before hotels were counted: {before(score)}", note)) if rows else (now,)


def ladder(rows: list[Row], title: str, note: str) -> Picture:
    """Errors of the course and of two simple rules, a group a horizon."""
    groups = {f"{plural(row['horizon'], 'quarter')} ahead": row for row in rows}
    columns: Columns = {
        "Better than the last count by": lambda r: percent(r["skill"], sign=True),
        "Forecasts": lambda r: str(r["origins"]),
        "In the 80% range": lambda r: percent(r["coverage_80"], 0),
        "95% interval of that": lambda r: f"{percent(r['coverage_low'], 0)} to {percent(r['coverage_high'], 0)}",
    }
    off, last = percent(rows[0]["model"]), percent(rows[0]["last_value"])
    alt = f"{title}: one quarter ahead, the forecast was wrong by {off} and the last count by {last}"
    return errors(groups, RUNGS, (title, "weighted absolute percentage error", "Ahead"), alt, note, columns=columns)


def _few(score: Scorecard) -> str:
    rows = score.more["by_horizon"]
    said = ", ".join(f"{r['origins']} at {r['horizon']}" for r in rows)
    return f"Shorter is better. Forecasts: {said} ahead. They share quarters, so a small lead is weak evidence."


def by_year(score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row an origin and horizon."""
    columns: Columns = {
        "From": lambda o: o["origin"],
        "For": lambda o: o["target"],
        "Forecast": lambda o: percent(o["model"]),
        "Last count": lambda o: percent(error(o, "last_value")),
        "Drift": lambda o: percent(error(o, "drift")),
        "Flows alone": lambda o: percent(error(o, "flows_alone")),
        "London, forecast": lambda o: percent(o["london"]["model"], sign=True),
        "London, last count": lambda o: percent(o["london"]["last_value"], sign=True),
        "Boroughs in range": lambda o: percent(o["coverage_80"], 0),
    }
    note = (
        "“Flows alone” uses claims, decisions and appeals at the pace known then. The model uses it only for what a "
        f"change would do. {alone(score)}"
    )
    return f"Every forecast since {since(score)}", note, table(score.origins, columns)


def by_borough(model: Fitted, score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and where the series change what they count."""
    frame = pd.DataFrame({"From": model.break_quarter, "What changes": model.break_words})
    return "Where the series change what they count", "A break is not a real rise or fall.", frame
