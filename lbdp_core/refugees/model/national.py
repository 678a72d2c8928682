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
    """Claims and decisions in each quarter ahead, the queue at the base, and how people in support divide.

    Quarters that are published already (the Home Office's national tables may go further than those by borough) are
    taken as they were; after them come run rates, means of the last four quarters known.

    Raises:
        DataError: there are no figures to take them from.
    """
    table = _whole(evidence.national)
    recent = table.dropna().tail(s.RUN_RATE)
    upto = table.loc[table.index <= base, "awaiting"].dropna()
    if recent.empty or upto.empty:
        raise DataError(f"Claims, decisions and the queue have no figures to {quarters.words(base)}; add them.")
    ahead = _ahead(table, recent, base)
    country = float(evidence.country[-1])
    take_up, single = _applications(evidence)
    appeal, notice = _divided(table, base, take_up, country, single)
    return {
        **ahead,
        "claims": float(recent["claims"].mean()),
        "decisions": float(recent["decided"].mean()),
        "latest_decisions": float(recent["decided"].iloc[-1]),
        "most_decisions": float(recent["decided"].max()),
        "granted": float(recent["granted"].sum() / recent["decided"].sum()),
        "least_granted": float((recent["granted"] / recent["decided"]).min()),
        "most_granted": float((recent["granted"] / recent["decided"]).max()),
        "queue": float(upto.iloc[-1]),
        **doubts_of(table[table.index >= s.DOUBT_SINCE]),
        "take_up": take_up,
        "country": country,
        "decided_part": float(np.clip(country * (1 - appeal - notice) / float(upto.iloc[-1]), 0.05, 1.0)),
        "appeal_share": appeal,
        "notice_share": notice,
        "under_18": _young(evidence.national, str(recent.index[-1])),
        "single": single,
        "flows_copied": str(recent.index[-1]) > str(evidence.report.get("last_own_national_quarter", recent.index[-1])),
        "run_rate": quarters.span(str(recent.index[0]), str(recent.index[-1])),
    }


def _whole(national: pd.DataFrame) -> pd.DataFrame:
    """claims, granted, refused, decided, ended (withdrawn or administrative), awaiting and residual, by quarter.

    residual: by how much the queue grew beyond claims less all that was decided or ended.
    """
    wanted = ["claims", "granted", "refused", "withdrawn", "awaiting"]
    if gone := [name for name in wanted if name not in national]:
        raise DataError(f"The tables of the Home Office hold no figure of {gone[0]}; add the file that has it.")
    table = national[["claims", "granted", "refused", "awaiting"]].copy()
    table["decided"] = table["granted"] + table["refused"]
    administrative = national["administrative"].fillna(0.0) if "administrative" in national else 0.0
    table["ended"] = national["withdrawn"] + administrative
    table["residual"] = table["awaiting"].diff() - (table["claims"] - table["decided"] - table["ended"])
    return table


def _ahead(table: pd.DataFrame, recent: pd.DataFrame, base: str) -> dict[str, Any]:
    """What comes into the queue and leaves it in each of the quarters ahead, and how many of these are known."""
    labels = quarters.ahead(base, s.STEPS)
    held = table.reindex(list(labels))[["claims", "granted", "decided", "ended", "residual"]]
    known = int((held.notna().all(axis=1).cumprod()).sum())
    before = table["awaiting"].shift(1)
    exposed = before + table["claims"]  # who might be withdrawn
    run = {
        "claims": recent["claims"].mean(),
        "decisions": recent["decided"].mean(),
        "granted": recent["granted"].sum() / recent["decided"].sum(),
        "withdrawn": recent["ended"].sum() / exposed.reindex(recent.index).sum(),
        "residual": recent["residual"].mean(),
    }
    published = pd.DataFrame(
        {
            "claims": held["claims"],
            "decisions": held["decided"],
            "granted": held["granted"] / held["decided"].where(held["decided"] > 0),
            "withdrawn": held["ended"] / exposed.reindex(list(labels)),
            "residual": held["residual"],
        }
    ).to_numpy(dtype=float)
    steps = np.where((np.arange(s.STEPS) < known)[:, None], published, np.array(list(run.values()), float))
    return {f"{name}_ahead": steps[:, n] for n, name in enumerate(run)} | {"known": known}


def _young(national: pd.DataFrame, last: str) -> float:
    """People under 18 among claimants, without children who claim alone: they are in a council's care.

    Of the last year of quarters that give ages: they may end before the run rates do.
    """
    names = ["claims_by_age", "claims_under_18", "claims_unaccompanied"]
    if any(name not in national for name in names):
        return s.UNDER_18
    whole, young, alone = national.loc[:last, names].dropna().tail(s.RUN_RATE).sum()
    return float((young - alone) / (whole - alone)) if whole > alone else s.UNDER_18


def doubts_of(table: pd.DataFrame) -> dict[str, float]:
    """How far claims, decisions and the share granted were in eight quarters from the four before, on the whole."""
    share = [table["granted"].rolling(k).sum() / table["decided"].rolling(k).sum() for k in (s.RUN_RATE, s.STEPS)]
    apart: dict[str, tuple[Any, float]] = {"granted_sd": (share[1].shift(-s.STEPS) - share[0], s.GRANT_SD)}
    for name, flow, standing in (("claims_sd", "claims", s.CLAIMS_SD), ("decisions_sd", "decided", s.DECISIONS_SD)):
        rate = [table[flow].rolling(k).mean() for k in (s.RUN_RATE, s.STEPS)]
        apart[name] = (np.log(rate[1].shift(-s.STEPS) / rate[0]), standing)
    return {name: spread_of(gap, standing) for name, (gap, standing) in apart.items()}


def spread_of(gap: pd.Series, standing: float) -> float:
    """Root mean square of what is known; `standing` where that is too little."""
    known = gap.dropna()
    return float(np.sqrt((known**2).mean())) if len(known) >= s.LEAST_DOUBT else standing


def _applications(evidence: Evidence) -> tuple[float, float]:
    """Applications granted support over claims of main applicants in the last year held, and single adults' share."""
    held = evidence.tables.get("applications")
    if held is None or held.empty or "claims_main" not in evidence.national:
        return s.TAKE_UP, s.SINGLE
    year = int(held["year"].max())
    rows = held[held["year"] == year]
    claims = evidence.national["claims_main"]
    mine = 4 * claims[claims.index.str.startswith(str(year))].mean()  # a quarter that is not held is as the others
    whole = rows["applications"].sum()
    known = rows[rows["group"].isin(("Family", "Single adult"))]
    single = known.loc[known["group"] == "Single adult", "applications"].sum() / known["applications"].sum()
    return (float(np.clip(whole / mine, 0.2, 1.0)) if mine > 0 else s.TAKE_UP), float(single)


def _divided(table: pd.DataFrame, base: str, take_up: float, country: float, single: float) -> tuple[float, float]:
    """Shares of people in support who wait for an appeal, and who have notice to leave, at the base.

    Appeals: refusals of past quarters who appealed and were supported, less what is cleared each quarter.
    """
    past = table.loc[(table.index >= SINCE) & (table.index <= base)]
    waiting = 0.0
    for refused in past["refused"].ffill().fillna(0.0):
        waiting = waiting * (1 - s.APPEAL_CLEARED) + refused * s.APPEALED * take_up
    days = move_on.days(quarters.last_day(base), single)
    notice = float(past["granted"].dropna().iloc[-1]) * take_up * days / quarters.DAYS
    return float(np.clip(waiting / country, 0.0, 0.6)), float(np.clip(notice / country, 0.0, 0.2))
