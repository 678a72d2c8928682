"""Findings: what health's methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core.methods import Say, by_figure, by_record, section, table, written
from lbdp_core.result import Scorecard

Origin = Mapping[str, Any]
FIGURES: dict[str, Say] = {
    "better than the better simple rule by": "{skill:.0%}",
    "projection too high (+) or low": "{bias[model]:+.1%}",
    "error (WAPE) of borough totals": "{borough_totals[model]:.1%}",
    "error in the middle borough": "{median_borough_error:.1%}",
    "published error for as many years": "{published_median_error:.1%}",
    "coverage of 80% ranges, borough totals": "{coverage_80:.0%}",
    "coverage of 80% ranges, by age band": "{coverage_80_by_age:.0%}",
    "coverage of 80% ranges, 65 and over": "{coverage_80_at_65_and_over:.0%}",
    "boroughs outside the range": lambda o: _named(o["outside"]),
}
APART = {
    "borough": "{borough}",
    "all ages": "{difference:+.0%}",
    "65 and over": "{difference_65_and_over:+.0%}",
}


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: all truths side by side, error and coverage by age, and where two truths disagree."""
    truths = {str(o["target"]): o for o in card.origins}
    error = "How wrong the projection was, and in brackets how much too high (+) or low."
    width = f"We set the range {card.more['width']['fixed']}. Estimates that we did not look at then: "
    untouched = ", ".join(_untouched(card)) or "none of these"
    return [
        *by_figure(truths, FIGURES),
        *section("By age", [error, "", *_by_age(truths, "{model:.1%} ({bias:+.1%})")]),
        *section(
            "Boroughs within their 80% range, by age",
            [f"{width}{untouched}.", "", *_by_age(truths, "{coverage_80:.0%}")],
        ),
        *section(
            "Where two estimates are more than 5% apart",
            by_record(card.more["truths_apart"], APART),
        ),
    ]


def _named(rows: list[Mapping[str, Any]]) -> str:
    return "; ".join(f"{b['borough']} {b['error']:+.0%}" for b in rows) or "none"


def _by_age(truths: Mapping[str, Origin], say: str) -> list[str]:
    """A row an age band, a column a truth; blank where a truth has no such band."""
    cells = [{band["age_from"]: written(say, band) for band in o["by_age"]} for o in truths.values()]
    ages = sorted({age for column in cells for age in column})
    return table(["ages from", *truths], [[str(age), *(column.get(age, "") for column in cells)] for age in ages])


def _untouched(card: Scorecard) -> list[str]:
    """What estimates are called that were not looked at when the width was fixed."""
    untouched = card.more["width"]["untouched"]
    return [str(o["against"]) for o in card.origins if o["truth"] in untouched]
