"""Findings: what homelessness's methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core.methods import Say, by_record, section
from lbdp_core.result import Scorecard

LONDON = {
    "target": "{target}",
    "better by": "{skill:.0%}",
    "than the last figure": "{skill_over_last_value:.0%}",
    "80% ranges that held": "{coverage_80:.0%}",
}
STREET = {
    "quarter": "{quarter}",
    "said after": "{origin}",
    "said": "{said:,.0f}",
    "80%": "{low:,.0f} to {high:,.0f}",
    "last figure": "{last_value:,.0f}",
    "published": "{published:,.0f}",
}


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: skill by target and horizon, London's own row, and the looks at CHAIN."""
    more, goal = card.more, card.more["goal"]
    horizons: dict[str, Say] = {
        "target": "{target}",
        "quarters ahead": "{horizon}",
        "better by": "{skill:.0%}",
        "95%": lambda f: "–" if f["skill"] is None else "{skill_low:.0%} to {skill_high:.0%}".format(**f),
        "than the last figure": "{skill_over_last_value:.0%}",
        "80% held": "{coverage_80:.0%}",
        "which stands": lambda f: _stands(f, goal),
    }
    scores = [
        {**score, "target": target, "horizon": horizon}
        for target, by_horizon in more["by_target_and_horizon"].items()
        for horizon, score in by_horizon.items()
    ]
    london = [{**score, "target": target} for target, score in more["london"].items()]
    return [
        f"Over all: {card.skill:.0%} better than the seasonal-naive rule (goal {goal:.0%}), and "
        f"{more['skill_over_last_value']:.1%} better than the last figure carried on; {more['coverage_80']:.0%} of the "
        f"80% ranges held ({more['coverage_80_low']:.0%} to {more['coverage_80_high']:.0%}).",
        *section("By target and horizon", by_record(scores, horizons)),
        *section("London's own row", by_record(london, LONDON)),
        *section("London's published quarters of CHAIN, a look", by_record(more["street"]["rows"], STREET)),
    ]


def _stands(score: Mapping[str, Any], goal: float) -> str:
    return "method" if score["skill"] is not None and score["skill"] >= goal else "seasonal-naive"
