"""Findings: what homelessness's methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core.methods import table
from lbdp_core.result import Scorecard


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: skill by target and horizon, London's own row, and the looks at CHAIN."""
    more = card.more
    low, high = _percent(more["coverage_80_low"]), _percent(more["coverage_80_high"])
    return [
        f"Over all: {_percent(card.skill)} better than the seasonal-naive rule (goal {_percent(more['goal'])}), and "
        f"{100 * more['skill_over_last_value']:.1f}% better than the last figure carried on; "
        f"{_percent(more['coverage_80'])} of the 80% ranges held ({low} to {high}).",
        "",
        "### By target and horizon",
        "",
        *table(
            ["target", "quarters ahead", "better by", "95%", "than the last figure", "80% held", "which stands"],
            [
                [
                    target,
                    horizon,
                    _percent(f["skill"]),
                    _ends(f),
                    _percent(f["skill_over_last_value"]),
                    _percent(f["coverage_80"]),
                    _stands(f, more["goal"]),
                ]
                for target, by in more["by_target_and_horizon"].items()
                for horizon, f in by.items()
            ],
        ),
        "",
        "### London's own row",
        "",
        *table(
            ["target", "better by", "than the last figure", "80% ranges that held"],
            [
                [t, _percent(f["skill"]), _percent(f["skill_over_last_value"]), _percent(f["coverage_80"])]
                for t, f in more["london"].items()
            ],
        ),
        "",
        "### London's published quarters of CHAIN, a look",
        "",
        *table(
            ["quarter", "said after", "said", "80%", "last figure", "published"],
            [
                [
                    r["quarter"],
                    r["origin"],
                    _count(r["said"]),
                    f"{_count(r['low'])} to {_count(r['high'])}",
                    _count(r["last_value"]),
                    _count(r["published"]),
                ]
                for r in more["street"]["rows"]
            ],
        ),
    ]


def _percent(share: Any) -> str:
    return "–" if share is None else f"{100 * share:.0f}%"


def _ends(found: Mapping[str, Any]) -> str:
    return "–" if found["skill"] is None else f"{_percent(found['skill_low'])} to {_percent(found['skill_high'])}"


def _stands(found: Mapping[str, Any], goal: float) -> str:
    return "method" if found["skill"] is not None and found["skill"] >= goal else "seasonal-naive"


def _count(value: float) -> str:
    return f"{value:,.0f}"
