"""How sure: the claimant rate beside the last value, with and without the pandemic, and what ranges held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lbdp_core import evaluation_page
from lbdp_core.charts import Picture
from lbdp_core.evaluation_page import Detail, Fact
from lbdp_core.formatting import joined, percent, spelt
from lbdp_core.result import Scorecard

RUNGS = {"model": "This model", "last_value": "Last value", "england_change": "England's change again"}
MEASURE = "Mean absolute error over 33 boroughs, in percentage points; smaller is better."


def _ahead(horizon: float) -> str:
    return f"{spelt(horizon)} year{'s' * (horizon > 1)} ahead"


def facts(score: Scorecard) -> tuple[Fact, ...]:
    """Error over that of the last value (MASE), with and without upheavals, and what ranges held."""
    shown: list[Fact] = []
    for row in score.more["pooled"]:
        calm = "without years of upheaval" if row["without_upheaval"] else "all years"
        beats = "so it is better" if row["mase"] < 1 else "so it is no better"
        shown.append((f"{_ahead(row['horizon']).capitalize()}, {calm}", f"{row['mase']:.2f}",
                      f"times the error of the last value, {beats}", "MASE: under 1 is better."))  # fmt: skip
    for row in _all_years(score):
        shown.append((f"Rates within their 80% range, {_ahead(row['horizon'])}", percent(row["coverage_80"], 0),
                      "80% would be right", "All boroughs and years, upheavals included."))  # fmt: skip
    return tuple(shown)


def _all_years(score: Scorecard) -> list[dict[str, Any]]:
    return [row for row in score.more["pooled"] if not row["without_upheaval"]]


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to make of it."""
    part = score.more["openings"]
    held = joined(f"{percent(row['london_80'], 0)} of the time {_ahead(row['horizon'])}" for row in _all_years(score))
    upset = [row["coverage_80"] for row in score.origins if row["upheaval"] and row["horizon"] == 1]
    lines = [_said(row) for row in score.more["pooled"] if row["without_upheaval"]]
    lines.append(f"London's own figure was within its range {held}.")
    if upset:
        within = percent(sum(upset) / len(upset), 0)
        lines.append(f"An upheaval is not foreseen: in such years {within} of boroughs were within their range.")
    lines.append(f"Openings were not forecast here: {percent(part['share'], 0)} of the published ones are replacement.")
    return tuple(lines)


def _said(row: dict[str, Any]) -> str:
    """Whether the forecast is better in ordinary years."""
    ahead = _ahead(row["horizon"]).capitalize()
    if row["mase"] < 1:
        return f"{ahead}, the forecast beats the last value in ordinary years too, by {percent(1 - row['mase'], 0)}."
    return f"{ahead}, the forecast does not beat the last value in ordinary years."


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Errors beside the plain rules."""
    groups = {}
    for row in score.more["pooled"]:
        calm = ", without upheaval" if row["without_upheaval"] else ""
        groups[f"{_ahead(row['horizon']).capitalize()}{calm}"] = row
    title = "How far off was the claimant rate?"
    words = (title, "error, as a share of “Last value”", "Ahead")
    return (evaluation_page.errors(groups, RUNGS, words, f"{title} {MEASURE}", MEASURE, say="{:.2f}".format,
                                   unit=" points", over="last_value"),)  # fmt: skip


def by_year(score: Scorecard) -> Detail:
    """Every past forecast."""
    columns: dict[str, Callable[[Any], Any]] = {
        "From": lambda o: str(o["origin"]),
        "Of": lambda o: str(o["target"]),
        "This model": lambda o: f"{o['model']:.2f}",
        "Last value": lambda o: f"{o['baselines']['last_value']:.2f}",
        "England's change again": lambda o: f"{o['baselines']['england_change']:.2f}",
        "80% range held": lambda o: percent(o["coverage_80"], 0),
        "Upheaval": lambda o: "yes" if o["upheaval"] else "",
    }
    return "Every past forecast", MEASURE, evaluation_page.table(score.origins, columns)
