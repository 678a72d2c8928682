"""Findings: what the methods page says of planted effects and of chances, read from the scorecard."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lbdp_core.result import Scorecard


def findings(card: Scorecard, studies: Mapping[str, pd.DataFrame]) -> list[str]:
    """Planted effects found again, chances against the truth, and the year left out."""
    planted = [f"| {r['effect']} | {r['planted']:g} | {r['found']:.3f} | {r['least']:.3f} to {r['most']:.3f} |"
               for r in card.more["planted"]]  # fmt: skip
    chances = [f"| {100 * r['said']:.0f}% | {100 * r['true']:.0f}% | {r['areas']:,} |" for r in card.more["exceedance"]]
    left = "; ".join(f"{name.replace('_', ' ')} {value:.3f}" for name, value in card.more["year_left_out"].items())
    return [
        "| effect | planted | found, mean of five maps | least to most |", "|---|---:|---:|---:|", *planted, "",
        "| chance said that the risk is above average | true | areas |", "|---:|---:|---:|", *chances, "",
        f"Deviance of the last year's counts from the years before it: {left}.",
    ]  # fmt: skip
