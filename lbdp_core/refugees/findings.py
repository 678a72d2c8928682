"""Findings: what the refugees methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core.methods import table
from lbdp_core.result import Scorecard

Row = Mapping[str, Any]


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: pooled errors by horizon of both series, and of the flows alone."""
    return [
        "### Pooled, since December 2022",
        "",
        *table(HEAD, [_row(r) for r in card.more["by_horizon"]]),
        "",
        "### Pooled, the series before hotels were counted (2014 to 2022)",
        "",
        *table(HEAD, [_row(r) for r in card.more["before_by_horizon"]]),
        "",
        *_duties(card),
        "Nearer than the last count on origins after 2019, which the rule was not chosen on: "
        f"**{card.more['skill_before']:+.1%}**; "
        f"on those it was chosen on: {card.more['skill_before_tuned']:+.1%}.",
    ]


def _duties(card: Scorecard) -> list[str]:
    rows = card.more["duties_by_horizon"]
    if not rows:
        return []
    head = ["quarters ahead", "origins", "flows", "last published quarter", "in the 80 % range"]
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
    "in the 80 % range",
    "95 % interval by quarter",
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
