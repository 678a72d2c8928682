"""Findings: what the sharing methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lbdp_core.methods import Say, by_record, section, table
from lbdp_core.result import Scorecard

VERDICTS: dict[str, Say] = {
    "dataset": "{words}",
    "planted": lambda v: "real" if v["planted_rate_ratio"] is None else f"{v['planted_rate_ratio']:.2f}",
    "verdict": "{verdict}",
    "gain": "{skill:+.2%}",
    "95% interval": "{low:+.2%} to {high:+.2%}",
    "p against shuffles": "{p_placebo:.3f}",
    "boroughs needed": lambda v: "none would do" if v["needed"] is None else str(v["needed"]),
}
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
    trials = [{"truth": words, **card.more["trials"][name]} for name, words in TRUTHS.items()]
    shares = {"simulated dataset": "{truth}"} | {v: f"{{{v}:.0%}}" for v in ("adds", "adds nothing", "cannot tell")}
    verdicts = "Verdicts on the bundled datasets, every field, all unseen years"
    planted = "Planted effects that were seen, 40 datasets a cell (by the formula)"
    return [
        *section(verdicts, by_record(card.more["verdicts"], VERDICTS))[1:],
        *section("Verdicts where truth is known, 100 datasets each", by_record(trials, shares)),
        *section(planted, _powers(card.more["power"])),
    ]


def _powers(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    held = {(r["ratio"], r["boroughs"], r["years"]): f"{r['seen']:.0%} ({r['formula']:.0%})" for r in rows}
    cells, years = sorted({(ratio, b) for ratio, b, _ in held}), sorted({y for *_, y in held})
    head = ["rate ratio", "boroughs", *(f"{y} unseen year{'s' * (y > 1)}" for y in years)]
    return table(head, [[f"{r:.2f}", str(b), *(held[r, b, y] for y in years)] for r, b in cells])
