"""Findings: what the methods page says of the errors, read from the scorecard."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lbdp_core.result import Scorecard

HEAD = (
    "| years ahead | years of upheaval | tests | model | last value | MASE | boroughs within 80% range "
    "| London within 80% range |"
)


def findings(card: Scorecard, studies: Mapping[str, pd.DataFrame]) -> list[str]:
    """Pooled errors with and without years of upheaval, and how much of openings is replacement."""
    rows = [
        f"| {r['horizon']} | {'left out' if r['without_upheaval'] else 'in'} | {r['origins']} | {r['model']:.3f} | "
        f"{r['last_value']:.3f} | {r['mase']:.3f} | {100 * r['coverage_80']:.0f}% | "
        f"{100 * r['london_80']:.0f}% |"
        for r in card.more["pooled"]
    ]
    part = card.more["openings"]
    return [
        HEAD, "|---:|---|---:|---:|---:|---:|---:|---:|", *rows, "",
        f"Of {part['openings']:,.0f} thousand openings in London, {part['replacement']:,.0f} thousand "
        f"({100 * part['share']:.0f}%) replace people who leave.",
    ]  # fmt: skip
