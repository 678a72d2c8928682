"""How sure: error on made maps beside simpler rules, whether chances were right, and the year left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lbdp_core import evaluation_page
from lbdp_core.charts import Picture
from lbdp_core.evaluation_page import Detail, Fact
from lbdp_core.falls.evaluate import BASELINE
from lbdp_core.formatting import percent
from lbdp_core.result import Scorecard

RUNGS = {"model": "This model", BASELINE: "Each area shrunk to London", "no_smoothing": "Counts as they are",
         "ages_alone": "Ages alone"}  # fmt: skip
MADE = "On made maps, whose truth we know. A real map may differ from how these were made."


def facts(score: Scorecard) -> tuple[Fact, ...]:
    """The gain, whether ranges held, and planted effects found again."""
    held = [o["coverage_80"] for o in score.origins]
    effects = [row for row in score.more["planted"] if not row["effect"].startswith("share")]
    within = sum(row["least"] <= row["planted"] <= row["most"] for row in effects)
    found = "; ".join(f"{row['effect']} {row['found']:.3f} (planted {row['planted']:g})" for row in effects)
    left = score.more["year_left_out"]
    return (
        ("Better than shrinking each area alone", percent(score.skill, 0), f"{len(held)} made maps", MADE),
        ("Risks within their 80% range", percent(float(np.mean(held)), 0), f"{percent(min(held), 0)} to "
         f"{percent(max(held), 0)}; 80% would be right", MADE),
        ("Planted effects found again", f"{within} of {len(effects)}", found,
         "On the log of the risk, for one standard step. Found: within the range over the maps."),
        ("Last year's counts from the years before", f"{left['model']:.2f}",
         f"deviance; ages alone {left['ages_alone']:.2f}", "Smaller is better. The counts are made up too."),
        ("POPPI's growth beside ours", f"{100 * score.more['poppi']['london']:+.1f}%", f"London to "
         f"{score.more['poppi']['year']}; at most {percent(score.more['poppi']['most'], 0)} in a borough",
         "POPPI has one rate for everybody aged 85 and over. With the same bands the two agree."),
    )  # fmt: skip


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to make of it."""
    return (
        "The made-up maps contain the effects that the model looks for. We had no real counts by LSOA to try it on.",
    )


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Errors beside simpler rules, and chances against the truth."""
    title = "How far off were the risks, beside simpler rules?"
    mean: dict[str, Any] = {"model": float(np.mean([o["model"] for o in score.origins]))}
    mean |= {name: float(np.mean([o["baselines"][name] for o in score.origins])) for name in [*RUNGS][1:]}
    words = (title, "error, as a share of “Each area shrunk to London”", "Map")
    errors = evaluation_page.errors(
        {"Five made maps": mean}, RUNGS, words, title, MADE, say="{:.3f}".format, over=BASELINE
    )
    rows = [row for row in score.more["exceedance"] if row["areas"] >= 30]
    groups = [f"{100 * row['said']:.0f}%" for row in rows]
    axis, what = "chance said that the risk is above average", "Areas said to be above average, and how many were"
    return (errors, evaluation_page.chances(rows, groups, "areas", axis, what))


def by_year(score: Scorecard) -> Detail:
    """Every made map."""
    columns: dict[str, Callable[[Any], Any]] = {"Map": lambda o: str(o["origin"])}
    columns |= {words: _error(rung) for rung, words in RUNGS.items()}
    columns |= {"80% range held": lambda o: percent(o["coverage_80"], 0)}
    return (
        "Every made map",
        "Error of the log of the risk; smaller is better.",
        evaluation_page.table(score.origins, columns),
    )


def _error(rung: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: f"{evaluation_page.error(row, rung):.3f}"
