"""Findings: what the refugees methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lbdp_core import quarters
from lbdp_core.methods import by_record, section
from lbdp_core.result import Scorecard

ERRORS = {
    "quarters ahead": "{horizon}",
    "origins": "{origins}",
    "course": "{model:.1%}",
    "last count": "{last_value:.1%}",
    "drift": "{drift:.1%}",
    "nearer": "{skill:+.1%}",
    "in the 80% range": "{coverage_80:.0%}",
    "95% interval by quarter": "{coverage_low:.0%} to {coverage_high:.0%}",
}
DUTIES = {
    "quarters ahead": "{horizon}",
    "origins": "{origins}",
    "flows": "{model:.0%}",
    "last published quarter": "{last_value:.0%}",
    "in the 80% range": "{coverage_80:.0%}",
}


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: pooled errors by horizon of both series, and of the flows alone."""
    more, duties = card.more, card.more["duties_by_horizon"]
    older = f"Pooled, the series before hotels were counted ({before(card)})"
    return [
        *section(f"Pooled, since {since(card)}", by_record(more["by_horizon"], ERRORS))[1:],
        *section(older, by_record(more["before_by_horizon"], ERRORS)),
        *(section("Homelessness duties of a quarter, against H-CLIC", by_record(duties, DUTIES)) if duties else ()),
        "",
        f"On the older series the course was nearer than the last count by **{more['skill_before']:+.1%}** on origins "
        f"after 2019, which the rule was not chosen on, and by {more['skill_before_tuned']:+.1%} on those that it was "
        "chosen on.",
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
    outcome = "would have improved" if flows < last else "would not improve"
    return (
        f"Flows alone {outcome} the forecast: they were nearer than the last count in {better} of {len(rungs)} "
        f"forecasts, and off by {flows:.0%} on average, against {last:.0%}."
    )
