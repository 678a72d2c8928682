"""Grants: whose claims are granted, and how outcomes of a year's claims change after the first decision."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import settings as s


def grants(evidence: Evidence) -> dict[str, Any]:
    """By nationality in the last four quarters held, and by year of claim; empty where the tables are not held."""
    return _by_nationality(evidence.tables.get("grant_rates")) | _by_cohort(evidence.tables.get("cohorts"))


def _by_nationality(table: pd.DataFrame | None) -> dict[str, Any]:
    if table is None or table.empty:
        return {"nationality": np.array([], dtype=str), "granted_of": np.zeros(0), "decided_of": np.zeros(0)}
    last = sorted(table["quarter"].unique())[-s.RUN_RATE :]
    sums = table[table["quarter"].isin(last)].groupby("nationality")[["granted", "refused"]].sum()
    sums["decided"] = sums["granted"] + sums["refused"]
    sums = sums.sort_values("decided", ascending=False, kind="stable")
    return {
        "nationality": sums.index.to_numpy(dtype=str),
        "granted_of": sums["granted"].to_numpy(dtype=float),
        "decided_of": sums["decided"].to_numpy(dtype=float),
    }


def _by_cohort(table: pd.DataFrame | None) -> dict[str, Any]:
    names = ("cohort", "cohort_claims", "cohort_initial", "cohort_latest")
    if table is None or table.empty:
        return {name: np.zeros(0) for name in names}
    shares = []
    for stage in ("initial", "latest"):
        granted = table[f"{stage}_granted"] + table[f"{stage}_other_leave"]
        known = granted + table[f"{stage}_refused"] + table[f"{stage}_withdrawn"]
        shares.append((granted / known.where(known > 0)).fillna(0.0).to_numpy(dtype=float))
    claims = table["claims"].to_numpy(dtype=float)
    return dict(zip(names, (table["year"].to_numpy(dtype=float), claims, *shares), strict=True))
