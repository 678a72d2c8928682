"""Findings: what health's methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core.methods import table
from lbdp_core.result import Scorecard

Origin = Mapping[str, Any]
ROWS = (
    ("skill over the better naive rule", lambda o: f"{o['skill']:.0%}"),
    ("bias of the round", lambda o: f"{o['bias']['model']:+.1%}"),
    ("WAPE of borough totals", lambda o: f"{o['borough_totals']['model']:.1%}"),
    ("median error of a borough", lambda o: f"{o['median_borough_error']:.1%}"),
    ("published median for so many years", lambda o: f"{o['published_median_error']:.1%}"),
    ("coverage of 80 % ranges, borough totals", lambda o: f"{o['coverage_80']:.0%}"),
    ("coverage of 80 % ranges, by age band", lambda o: f"{o['coverage_80_by_age']:.0%}"),
    ("coverage of 80 % ranges, 65 and over", lambda o: f"{o['coverage_80_at_65_and_over']:.0%}"),
    ("boroughs outside the range", lambda o: _named(o["outside"])),
)


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: both truths side by side, the error by age, and where the truths disagree."""
    truths = [str(o["target"]) for o in card.origins]
    return [
        *table(["figure", *truths], [[words, *(say(o) for o in card.origins)] for words, say in ROWS]),
        "",
        "### By age",
        "",
        *table(["ages from", *truths], _ages(card.origins)),
        "",
        "### Where the two truths are more than 5 % apart",
        "",
        *table(["borough", "all ages", "65 and over"], [_apart(row) for row in card.more["truths_apart"]]),
    ]


def _named(rows: list[Mapping[str, Any]]) -> str:
    return "; ".join(f"{b['borough']} {b['error']:+.0%}" for b in rows) or "none"


def _ages(origins: tuple[Origin, ...]) -> list[list[str]]:
    """A row an age band: WAPE and bias of the round against each truth."""
    bands = zip(*(o["by_age"] for o in origins), strict=True)
    return [[str(row[0]["age_from"]), *(f"{b['model']:.1%} ({b['bias']:+.1%})" for b in row)] for row in bands]


def _apart(row: Mapping[str, Any]) -> list[str]:
    return [str(row["borough"]), f"{row['difference']:+.0%}", f"{row['difference_65_and_over']:+.0%}"]
