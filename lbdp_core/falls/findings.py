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
    poppi = card.more["poppi"]
    grows = (
        f"POPPI has one rate for everybody aged 85 and over. To {poppi['year']} its growth differs by "
        f"{100 * poppi['london']:+.1f}% for London, and by at most {100 * poppi['most']:.1f}% in a borough. "
        f"With the same bands they differ by {100 * poppi['at_equal_bands']:.2f}%."
    )
    kinds = [
        f"| {row['data']} | {row['counts']:.0f} | {100 * row['held']:.0f}% | {100 * row['least']:.0f}% to "
        f"{100 * row['most']:.0f}% | {100 * row['sure']:.0f}% | {row['model']:.3f} | {row['empirical_bayes']:.3f} | "
        f"{row['no_smoothing']:.3f} |"
        for row in studies["kinds_of_data"].to_dict("records")
    ]
    return [
        "| effect | planted | found, mean of five maps | least to most |", "|---|---:|---:|---:|", *planted, "",
        "| chance said that the risk is above average | true | areas |", "|---:|---:|---:|", *chances, "",
        "Share: of what hazard and frailty do not explain, the part that is smooth over the map. The maps behind the "
        "other figures are smoother than the model takes them to be, so it finds too much. On maps of its own kind it "
        "finds what was planted.", "",
        f"Deviance of the last year's counts from the years before it: {left}.", "", grows, "",
        "Made maps of each kind of data; the first four are of all London, the others of one borough's "
        "own counts fitted alone, with small counts hidden from the model:", "",
        "| data | counts an area | 80% ranges held | map by map | right where the chance was over 80% | error | "
        "shrunk to London | as they are |", "|---|---:|---:|---:|---:|---:|---:|---:|", *kinds,
    ]  # fmt: skip
