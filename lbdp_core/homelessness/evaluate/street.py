"""The street chain set against London's published quarters after the ones that it starts from.

It is a look: the yearly totals by which its judged rates were set are of all years held, later ones among them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from lbdp_core.homelessness.load import Evidence
from lbdp_core.homelessness.model import fit, settings
from lbdp_core.homelessness.scenario import HomelessnessLevers, World
from lbdp_core.sources import DataError

FEWEST = 2  # quarters of CHAIN that a calibration needs


def street(evidence: Evidence) -> dict[str, Any]:
    """What London's quarters of CHAIN were said to be from earlier ones, beside what was published, with 80% ranges.

    From the end of every quarter of CHAIN but the last, up to four quarters ahead. Few quarters are published, so this
    is a look and no score: it says whether the level that the chain holds is that of what came.
    """
    rows: list[dict[str, Any]] = []
    for base in evidence.chain_quarters[FEWEST - 1 : -1]:
        if base in evidence.quarters and base not in evidence.reported:
            continue  # a quarter without a book says nothing of its end
        try:
            fitted = fit(evidence.until(base))
        except DataError:  # too few quarters of H-CLIC were known then
            continue
        for quarter in evidence.chain_quarters:
            ahead = list(map(str, fitted.ahead[: settings.SEASON]))
            if quarter not in ahead:
                continue
            world = World.of(fitted, replace(HomelessnessLevers(), horizon=ahead.index(quarter) + 1))
            draws = world.here_then(world.today.street.seen)
            low, high = np.quantile(draws, [0.1, 0.9])
            seen = float(evidence.chain[:, evidence.chain_quarters.index(quarter)].sum())
            said = {"origin": base, "quarter": quarter, "horizon": world.steps, "said": float(draws.mean())}
            last = float(evidence.chain[:, evidence.chain_quarters.index(base)].sum())
            rows.append(said | {"low": float(low), "high": float(high), "published": seen, "last_value": last})
    inside = [row["low"] <= row["published"] <= row["high"] for row in rows]
    off = {key: np.array([row[key] / row["published"] - 1 for row in rows]) for key in ("said", "last_value")}
    return {
        "rows": rows,
        "inside_80": float(np.mean(inside)) if rows else None,
        "mean_error": float(np.abs(off["said"]).mean()) if rows else None,
        "mean_error_last_value": float(np.abs(off["last_value"]).mean()) if rows else None,
        "bias": float(off["said"].mean()) if rows else None,
        "borough_figures": evidence.chain_kind,
    }
