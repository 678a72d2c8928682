"""Findings: what the refugees methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core import quarters
from lbdp_core.methods import table
from lbdp_core.result import Scorecard

Row = Mapping[str, Any]


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: pooled errors by horizon of both series, and of the flows alone."""
    return [
        f"### Pooled, since {since(card)}",
        "",
        *table(HEAD, [_row(r) for r in card.more["by_horizon"]]),
        "",
        f"### Pooled, the series before hotels were counted ({before(card)})",
        "",
        *table(HEAD, [_row(r) for r in card.more["before_by_horizon"]]),
        "",
        *_duties(card),
        "On the older series the course was nearer than the last count by "
        f"**{card.more['skill_before']:+.1%}** on origins after 2019, which the rule was not chosen on, and by "
        f"{card.more['skill_before_tuned']:+.1%} on those that it was chosen on.",
        "",
        alone(card),
    ]


def since(card: Scorecard) -> str:
    """The first quarter that forecasts of the total were made from, in words."""
    return quarters.words(min(o["origin"] for o in card.origins)) if card.origins else "hotels were first counted"


def before(card: Scorecard) -> str:
    """The years in which forecasts of the older series were made."""
    years = sorted(o["origin"][:4] for o in card.more["before"])
    return f"forecasts made {years[0]} to {years[-1]}" if years else "none"


def alone(card: Scorecard) -> str:
    """How the flows by themselves did against the last count: a sentence."""
    rungs = [o["baselines"] for o in card.origins]
    better = sum(r["flows_alone"] < r["last_value"] for r in rungs)
    flows, last = (sum(r[name] for r in rungs) / max(len(rungs), 1) for name in ("flows_alone", "last_value"))
    said = "would have improved" if flows < last else "would not improve"
    return (
        f"Flows alone {said} the forecast: they were nearer than the last count in {better} of {len(rungs)} forecasts, "
        f"and off by {flows:.0%} on average, against {last:.0%}."
    )


def _duties(card: Scorecard) -> list[str]:
    rows = card.more["duties_by_horizon"]
    if not rows:
        return []
    head = ["quarters ahead", "origins", "flows", "last published quarter", "in the 80% range"]
    cells = [
        [str(r["horizon"]), str(r["origins"]), f"{r['model']:.0%}", f"{r['last_value']:.0%}", f"{r['coverage_80']:.0%}"]
        for r in rows
    ]
    return ["### Homelessness duties of a quarter, against H-CLIC", "", *table(head, cells), ""]


HEAD = [
    "quarters ahead",
    "origins",
    "course",
    "last count",
    "drift",
    "nearer",
    "in the 80% range",
    "95% interval by quarter",
]


def _row(r: Row) -> list[str]:
    return [
        str(r["horizon"]),
        str(r["origins"]),
        f"{r['model']:.1%}",
        f"{r['last_value']:.1%}",
        f"{r['drift']:.1%}",
        f"{r['skill']:+.1%}",
        f"{r['coverage_80']:.0%}",
        f"{r['coverage_low']:.0%} to {r['coverage_high']:.0%}",
    ]
