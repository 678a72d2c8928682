"""National: run rates of claims and decisions, the queue, how people in support divide, and how unsure that is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import move_on, quarters
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import settings as s
from lbdp_core.sources import DataError

SINCE = "2016Q1"  # appeals lodged before are long decided


def national(evidence: Evidence, base: str) -> dict[str, Any]:
    """Run rates of claims and decisions, the queue at the base, and how people in support divide.

    Rates are means of the last four quarters that are known, which may be later than the last count of support.

    Raises:
        DataError: there are no figures to take them from.
    """
    table = evidence.national
    wanted = ["claims", "granted", "refused", "withdrawn", "awaiting"]
    if gone := [name for name in wanted if name not in table]:
        raise DataError(f"The tables of the Home Office hold no figure of {gone[0]}; add the file that has it.")
    recent = table[wanted].dropna().tail(s.RUN_RATE)
    upto = table.loc[table.index <= base, "awaiting"].dropna()
    if recent.empty or upto.empty:
        raise DataError(f"Claims, decisions and the queue have no figures to {quarters.words(base)}; add them.")
    rate = recent.mean()
    ended = (
        rate["withdrawn"] + table.get("administrative", pd.Series(dtype=float)).reindex(recent.index).fillna(0).mean()
    )
    queue, country = float(upto.iloc[-1]), float(evidence.country[-1])
    take_up, single = _applications(evidence)
    appeal, notice = _divided(table, base, take_up, country, single)
    young = table.get("claims_under_18", pd.Series(dtype=float)).reindex(recent.index).mean() / rate["claims"]
    return {
        "claims": float(rate["claims"]),
        "decisions": float(rate["granted"] + rate["refused"]),
        "granted": float(rate["granted"] / (rate["granted"] + rate["refused"])),
        "withdrawn": float(ended / rate["awaiting"]),
        "queue": queue,
        "residual": _residual(table, recent.index),
        **doubts_of(table[table.index >= s.DOUBT_SINCE]),
        "take_up": take_up,
        "country": country,
        "decided_part": float(np.clip(country * (1 - appeal - notice) / queue, 0.05, 1.0)),
        "appeal_share": appeal,
        "notice_share": notice,
        "under_18": float(young) if np.isfinite(young) else 0.2,
        "single": single,
        "run_rate": f"{quarters.words(recent.index[0])} to {quarters.words(recent.index[-1])}",
    }


def doubts_of(table: pd.DataFrame) -> dict[str, float]:
    """How far claims, decisions and the share granted were in eight quarters from the four before, on the whole."""
    decided = table["granted"] + table["refused"]
    share = [table["granted"].rolling(k).sum() / decided.rolling(k).sum() for k in (s.RUN_RATE, s.STEPS)]
    apart: dict[str, tuple[Any, float]] = {"granted_sd": (share[1].shift(-s.STEPS) - share[0], s.GRANT_SD)}
    for name, flow, standing in (
        ("claims_sd", table["claims"], s.CLAIMS_SD),
        ("decisions_sd", decided, s.DECISIONS_SD),
    ):
        rate = [flow.rolling(k).mean() for k in (s.RUN_RATE, s.STEPS)]
        apart[name] = (np.log(rate[1].shift(-s.STEPS) / rate[0]), standing)
    return {name: spread_of(gap, standing) for name, (gap, standing) in apart.items()}


def spread_of(gap: pd.Series, standing: float) -> float:
    """Root mean square of what is known; `standing` where that is too little."""
    known = gap.dropna()
    return float(np.sqrt((known**2).mean())) if len(known) >= s.LEAST_DOUBT else standing


def _residual(table: pd.DataFrame, labels: pd.Index) -> float:
    """By how much the queue changed beyond claims less all that ended, on the mean of those quarters."""
    ended = table[["granted", "refused", "withdrawn"]].sum(axis=1) + table.get("administrative", pd.Series(0.0)).fillna(
        0
    )
    gap = table["awaiting"].diff() - (table["claims"] - ended)
    return float(gap.reindex(labels).dropna().mean())


def _applications(evidence: Evidence) -> tuple[float, float]:
    """Applications granted support over claims of main applicants in the last year held, and single adults' share."""
    held = evidence.tables.get("applications")
    if held is None or held.empty:
        return 0.6, 0.83  # as in 2023
    year = int(held["year"].max())
    rows = held[held["year"] == year]
    claims = evidence.national["claims_main"]
    mine = claims[claims.index.str.startswith(str(year))].sum()
    whole = rows["applications"].sum()
    known = rows[rows["group"].isin(("Family", "Single adult"))]
    single = known.loc[known["group"] == "Single adult", "applications"].sum() / known["applications"].sum()
    return (float(np.clip(whole / mine, 0.2, 1.0)) if mine else 0.6), float(single)


def _divided(table: pd.DataFrame, base: str, take_up: float, country: float, single: float) -> tuple[float, float]:
    """Shares of people in support who wait for an appeal, and who have notice to leave, at the base.

    Appeals: refusals of past quarters who appealed and were supported, less what is cleared each quarter.
    """
    past = table.loc[(table.index >= SINCE) & (table.index <= base)]
    waiting = 0.0
    for refused in past["refused"].fillna(0.0):
        waiting = waiting * (1 - s.APPEAL_CLEARED) + refused * s.APPEALED * take_up
    days = move_on.days(quarters.last_day(base), single)
    notice = float(past["granted"].dropna().iloc[-1]) * take_up * days / quarters.DAYS
    return float(np.clip(waiting / country, 0.0, 0.4)), float(np.clip(notice / country, 0.0, 0.2))
