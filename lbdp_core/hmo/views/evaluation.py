"""How sure: visits for each find on made-up populations, by size of the audit, chances, and visits in vain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lbdp_core import evaluation_page
from lbdp_core.charts import Picture
from lbdp_core.evaluation_page import Detail, Fact
from lbdp_core.formatting import percent
from lbdp_core.hmo.evaluate import BASELINE, VISITS
from lbdp_core.result import Scorecard

RUNGS = {"model": "Random audit", BASELINE: "Officers' rules", "licences_naively": "Licences against the rest",
         "licences_bagged": "Licences, others unlabelled", "random": "At random"}  # fmt: skip
MADE = "On made-up populations, whose truth we know. A real borough may differ from how these were made."


def facts(score: Scorecard) -> tuple[Fact, ...]:
    """Beside random and the rules, with the audit counted, and whether ranges held."""
    more = score.more
    lift, rules = more["lift_random"], more["lift_rules"]
    counted = more["with_audit"][0]
    held = float(np.mean([o["coverage_80"] for o in score.origins]))
    return (
        ("Finds beside random visits", f"{lift['mean']:.1f} times", f"{lift['least']:.1f} to {lift['most']:.1f}; the "
         "pilot claimed 5", MADE),
        ("Finds beside officers' rules", f"{rules['mean']:.2f} times", f"{rules['least']:.2f} to {rules['most']:.2f}; "
         f"better in {more['wins']} of {len(score.origins)}", MADE),
        ("With the audit's visits counted", percent(counted["hit"], 0), f"of {counted['visits']:,} visits find one; "
         f"the rules {percent(counted['rules'], 0)}", "The audit costs visits too. It pays back over later rounds."),
        ("Finds within their 80% range", percent(held, 0), f"{len(score.origins)} populations; 80% is right", MADE),
    )  # fmt: skip


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to make of it."""
    small, usual, totals = score.more["by_audit"][0], score.more["by_audit"][1], score.more["totals"]
    return (
        f"The model of licences reports a lift of {score.more['reported_lift']:.0f} times for itself, but finds fewer "
        "than the rules.",
        f"An audit of {small['homes']:,} homes beats the rules in {percent(small['better'], 0)} of populations, one of "
        f"{usual['homes']:,} in {percent(usual['better'], 0)}.",
        f"The audit's 80% range of how many there are in all was right in {percent(totals['audit_held'], 0)} of "
        f"{totals['audits']:,} audits. The range from two lists was right in {percent(totals['lists_held'], 0)} of "
        "populations.",
    )


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Visits for each find by every way, and chances against the truth."""
    title = f"How many of {VISITS} visits does each find take?"
    mean: dict[str, Any] = {
        name: float(np.mean([evaluation_page.error(o, name) for o in score.origins])) for name in RUNGS
    }
    words = (title, "visits for each find, as a share of “Officers' rules”", "Populations")
    errors = evaluation_page.errors(
        {f"{len(score.origins)} populations": mean}, RUNGS, words, title, MADE, say="{:.1f}".format, over=BASELINE
    )
    rows = score.more["calibration"]
    groups = [f"{percent(row['from'], 0)} to {percent(row['to'], 0)}" for row in rows]
    what = "Homes by the chance that was said, and how many were"
    return (errors, evaluation_page.chances(rows, groups, "homes", "chance said", what))


def by_year(score: Scorecard) -> Detail:
    """Every population."""
    columns: dict[str, Callable[[Any], Any]] = {"Population": lambda o: str(o["origin"]).removeprefix("population ")}
    columns |= {words: _visits(rung) for rung, words in RUNGS.items()}
    columns |= {"80% range held": lambda o: "yes" if o["coverage_80"] else "no"}
    return "Every population", "Visits for each find; fewer is better.", evaluation_page.table(score.origins, columns)


def _visits(rung: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: f"{evaluation_page.error(row, rung):.1f}"
