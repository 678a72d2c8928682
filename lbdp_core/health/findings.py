"""Findings: what health's methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    ("coverage of 80% ranges, borough totals", lambda o: f"{o['coverage_80']:.0%}"),
    ("coverage of 80% ranges, by age band", lambda o: f"{o['coverage_80_by_age']:.0%}"),
    ("coverage of 80% ranges, 65 and over", lambda o: f"{o['coverage_80_at_65_and_over']:.0%}"),
    ("boroughs outside the range", lambda o: _named(o["outside"])),
)


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: all truths side by side, error and coverage by age, and where two truths disagree."""
    truths = [str(o["target"]) for o in card.origins]
    return [
        *table(["figure", *truths], [[words, *(say(o) for o in card.origins)] for words, say in ROWS]),
        "",
        "### By age",
        "",
        "How far off the round was, and in brackets how much too high (+) or low.",
        "",
        *table(["ages from", *truths], _ages(card.origins, lambda b: f"{b['model']:.1%} ({b['bias']:+.1%})")),
        "",
        "### Boroughs within their 80% range, by age",
        "",
        f"Fixed {card.more['width']['fixed']}. Not looked at when it was fixed: "
        f"{', '.join(_untouched(card)) or 'none of these'}.",
        "",
        *table(["ages from", *truths], _ages(card.origins, lambda b: f"{b['coverage_80']:.0%}")),
        "",
        "### Where the two truths are more than 5 % apart",
        "",
        *table(["borough", "all ages", "65 and over"], [_apart(row) for row in card.more["truths_apart"]]),
    ]


def _named(rows: list[Mapping[str, Any]]) -> str:
    return "; ".join(f"{b['borough']} {b['error']:+.0%}" for b in rows) or "none"


def _ages(origins: tuple[Origin, ...], say: Callable[[Mapping[str, Any]], str]) -> list[list[str]]:
    """A row an age band, a column a truth; blank where a truth has no such band."""
    held = [{band["age_from"]: say(band) for band in o["by_age"]} for o in origins]
    return [[str(age), *(each.get(age, "") for each in held)] for age in sorted({age for each in held for age in each})]


def _untouched(card: Scorecard) -> list[str]:
    """What estimates are called that were not looked at when the width was fixed."""
    kept = card.more["width"]["untouched"]
    return [str(o["target"]).partition(" against ")[2] for o in card.origins if o["truth"] in kept]


def _apart(row: Mapping[str, Any]) -> list[str]:
    return [str(row["borough"]), f"{row['difference']:+.0%}", f"{row['difference_65_and_over']:+.0%}"]
