"""Findings: what the sharing methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lbdp_core.methods import table
from lbdp_core.result import Scorecard

HEAD = ["dataset", "planted", "verdict", "gain", "95 % interval", "p against shuffles", "boroughs needed"]
TRUTHS = {
    "placebo": "nothing in it, all boroughs",
    "placebo_by_ward": "nothing in it, alike within a ward",
    "placebo_of_four": "nothing in it, four boroughs",
    "placebo_of_eight": "nothing in it, eight boroughs",
    "planted": "1.15 a standard deviation, all boroughs",
    "planted_of_four": "1.15 a standard deviation, four boroughs",
    "planted_of_eight": "1.15 a standard deviation, eight boroughs",
    "one_borough": "1.15 a standard deviation, one borough",
    "one_borough_by_figures_alone": "the same, by its figures alone",
}


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: the verdict on each bundled dataset, and how often each verdict is given where truth is
    known.
    """
    head = ["simulated dataset", "adds", "adds nothing", "cannot tell"]
    trials = card.more["trials"]
    rows = [[TRUTHS[name], *(f"{trials[name][w]:.0%}" for w in head[1:])] for name in TRUTHS]
    return [
        "### Verdicts on the bundled datasets, every field, all unseen years",
        "",
        *table(HEAD, [_row(v) for v in card.more["verdicts"]]),
        "",
        "### Verdicts where truth is known, 100 datasets each",
        "",
        *table(head, rows),
        "",
        "### Planted effects that were seen, 40 datasets a cell (by the formula)",
        "",
        *_powers(card.more["power"]),
    ]


def _powers(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    held = {(r["ratio"], r["boroughs"], r["years"]): f"{r['seen']:.0%} ({r['formula']:.0%})" for r in rows}
    cells, years = sorted({(ratio, b) for ratio, b, _ in held}), sorted({y for *_, y in held})
    head = ["rate ratio", "boroughs", *(f"{y} unseen year{'s' * (y > 1)}" for y in years)]
    return table(head, [[f"{r:.2f}", str(b), *(held[r, b, y] for y in years)] for r, b in cells])


def _row(v: Mapping[str, Any]) -> list[str]:
    planted = "real" if v["planted_rate_ratio"] is None else f"{v['planted_rate_ratio']:.2f}"
    return [
        v["words"],
        planted,
        v["verdict"],
        f"{v['skill']:+.2%}",
        f"{v['low']:+.2%} to {v['high']:+.2%}",
        f"{v['p_placebo']:.3f}",
        "none would do" if v["needed"] is None else str(v["needed"]),
    ]
