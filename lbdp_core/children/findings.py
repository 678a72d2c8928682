"""Findings: what the methods page says of the errors, by indicator, read from the scorecard."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lbdp_core.formatting import spelt
from lbdp_core.result import Scorecard

GROUPS = "| councils | years ahead | model | neighbour shrink | last value | drift | 80% range held |"
HEAD = "| indicator | years ahead | tests | model | neighbour shrink | last value | skill | 80% range held |"


def findings(card: Scorecard, studies: Mapping[str, pd.DataFrame]) -> list[str]:
    """How many indicators are forecast better than by the neighbour shrink, and a row for each."""
    said = []
    for row in card.more["better"]:
        years = f"{spelt(row['horizon'])} year{'s' * (row['horizon'] > 1)}"
        if not row["indicators"]:
            continue
        said.append(
            f"- {years.capitalize()} ahead the model beats the neighbour shrink on {row['better']} of "
            f"{row['indicators']} indicators with at least five tests. Its 80% ranges held "
            f"{100 * row['coverage_80']:.0f}% of the values."
        )
    for late in card.more["lately"]:
        if late["indicators"]:
            ahead = f"{spelt(late['horizon'])} year{'s' * (late['horizon'] > 1)} ahead"
            said.append(
                f"- On {late['from']} to {late['to']} alone, which no setting was chosen on, the model beats it "
                f"{ahead} on {late['better']} of {late['indicators']}."
            )
    groups = [
        f"| {row['group']} | {row['horizon']} | {row['model']:.1f} | {row['neighbour_shrink']:.1f} | "
        f"{row['last_value']:.1f} | {row['drift']:.1f} | {100 * row['coverage_80']:.0f}% |"
        for row in card.more["by_group"]
    ]
    rows = [
        f"| `{row['indicator']}` | {row['horizon']} | {row['origins']} | {row['model']:.1f} | "
        f"{row['neighbour_shrink']:.1f} | {row['last_value']:.1f} | {100 * row['skill']:.1f}% | "
        f"{100 * row['coverage_80']:.0f}% |"
        for row in card.more["by_indicator"]
    ]
    by_group = ["", GROUPS, "|---|---:|---:|---:|---:|---:|---:|", *groups] if groups else []
    return [*said, *by_group, "", HEAD, "|---|---:|---:|---:|---:|---:|---:|---:|", *rows]
