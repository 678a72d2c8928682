"""How sure: the claimant rate beside the last value, with and without the pandemic, and what ranges held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lbdp_core import evaluation_page
from lbdp_core.charts import Picture
from lbdp_core.evaluation_page import Detail, Fact
from lbdp_core.formatting import percent, spelt
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
        beats = "better than the last value" if row["mase"] < 1 else "no better than the last value"
        shown.append((f"{_ahead(row['horizon']).capitalize()}, {calm}", f"{row['mase']:.2f}", beats,
                      "Error over that of the last value: under 1 is better."))  # fmt: skip
    held = [row["coverage_80"] for row in score.more["pooled"] if not row["without_upheaval"]]
    first, second = (percent(each, 0) for each in held)
    shown.append(("Rates within their 80% range, one year ahead", first, "80% would be right",
                  f"Two years ahead, {second}: an upheaval is not foreseen."))  # fmt: skip
    return tuple(shown)


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to make of it."""
    part = score.more["openings"]
    return (
        *(_said(row) for row in score.more["pooled"] if row["without_upheaval"]),
        f"Openings were not forecast here: {percent(part['share'], 0)} of the published ones are replacement.",
    )


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
