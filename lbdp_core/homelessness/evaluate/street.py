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

FEWEST = 2  # quarters of CHAIN that a calibration needs


def street(evidence: Evidence) -> dict[str, Any]:
    """What London's quarters of CHAIN were said to be from earlier ones, beside what was published, with 80 % ranges.

    From the end of every quarter of CHAIN that H-CLIC covers, up to four quarters ahead. Few quarters are published, so
    this is a look and no score: it says whether the level that the chain holds is that of what came.
    """
    rows: list[dict[str, Any]] = []
    for base in [q for q in evidence.chain_quarters[FEWEST - 1 :] if q in evidence.reported]:
        known = evidence.until(base)
        if len(known.quarters) <= settings.FIRST + settings.STEPS + 1:
            continue
        fitted = fit(known)
        for quarter in evidence.chain_quarters:
            ahead = list(map(str, fitted.ahead[: settings.SEASON]))
            if quarter not in ahead:
                continue
            world = World.of(fitted, replace(HomelessnessLevers(), horizon=ahead.index(quarter) + 1))
            draws = world.at(world.today, "seen")
            low, high = np.quantile(draws, [0.1, 0.9])
            seen = float(evidence.chain[:, evidence.chain_quarters.index(quarter)].sum())
            said = {"origin": base, "quarter": quarter, "horizon": world.steps, "said": float(draws.mean())}
            last = float(evidence.chain[:, evidence.chain_quarters.index(base)].sum())
            rows.append(said | {"low": float(low), "high": float(high), "published": seen, "last_value": last})
    inside = [row["low"] <= row["published"] <= row["high"] for row in rows]
    off = {key: [abs(row[key] / row["published"] - 1) for row in rows] for key in ("said", "last_value")}
    return {
        "rows": rows,
        "inside_80": float(np.mean(inside)) if rows else None,
        "mean_error": float(np.mean(off["said"])) if rows else None,
        "mean_error_last_value": float(np.mean(off["last_value"])) if rows else None,
        "borough_figures": evidence.chain_kind,
    }
