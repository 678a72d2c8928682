"""Fitting: from the evidence to what is kept of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import move_on, quarters
from lbdp_core.backtest import last_value, wape
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import course
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.model.fitted import Array, Fitted
from lbdp_core.refugees.places import IN_LONDON, IN_WORDS
from lbdp_core.sources import DataError

DAMPED, LAST = "the last count, with a damped part of London's trend", "the last count"
SINCE = "2016Q1"  # appeals lodged before are long decided


def fit(evidence: Evidence) -> Fitted:
    """Everything that scenarios need.

    Raises:
        DataError: claims, decisions or the queue have no figures for the quarters that run rates are of.
    """
    base, held = evidence.total.quarters[-1], evidence.total.people
    even = course.even_shares(evidence.households, held)
    grown = evidence.accommodated.people.sum(axis=1)
    damped = beats_last_value(evidence)
    centre = course.expected(held, grown, even) if damped else np.repeat(held[-1:], s.STEPS, axis=0)
    wrong = course.spread(
        [(evidence.before, evidence.before), (evidence.total, evidence.accommodated)], evidence.households
    )
    flows = national(evidence, base)
    duty = _duties(evidence, flows)
    return Fitted(
        place=np.array(IN_WORDS),
        place_code=np.array(IN_LONDON),
        residents=_with_rest(evidence.residents),
        households=_with_rest(evidence.households),
        children=_with_rest(evidence.children),
        quarters=np.array(evidence.total.quarters),
        seen=held,
        before_quarters=np.array(evidence.before.quarters, dtype=str),
        before=evidence.before.people,
        ahead=np.array(quarters.ahead(base, s.STEPS)),
        centre=centre,
        rule=DAMPED if damped else LAST,
        london_error=wrong.london,
        own_error=wrong.own,
        error_origins=wrong.origins,
        hotel=evidence.hotel.people[-1],
        section4=evidence.section4.people[-1],
        **flows,
        **_routes(evidence),
        **duty,
        break_quarter=evidence.breaks["quarter"].to_numpy(dtype=str),
        break_series=evidence.breaks["series"].to_numpy(dtype=str),
        break_words=evidence.breaks["what"].to_numpy(dtype=str),
    )


def beats_last_value(evidence: Evidence) -> bool:
    """Whether the rule was nearer than the last value at 1, 2 and 4 quarters, on the mean, since the break.

    Where it was not, the last value is the course. With fewer than two quarters to look back on, the rule stands.
    """
    found = []
    for horizon in (1, 2, 4):
        made: list[Array] = []
        naive: list[Array] = []
        truth: list[Array] = []
        for origin in range(len(evidence.total.quarters) - horizon):
            seen = evidence.total.people[: origin + 1]
            grown = evidence.accommodated.people[: origin + 1].sum(axis=1)
            made.append(course.expected(seen, grown, course.even_shares(evidence.households, seen), horizon)[-1])
            naive.append(last_value(seen, horizon))
            truth.append(evidence.total.people[origin + horizon])
        if truth:
            y = np.concatenate(truth)
            found.append(1 - wape(np.concatenate(made), y) / wape(np.concatenate(naive), y))
    return not found or float(np.mean(found)) > 0


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
        "take_up": take_up,
        "country": country,
        "decided_part": float(np.clip(country * (1 - appeal - notice) / queue, 0.05, 1.0)),
        "appeal_share": appeal,
        "notice_share": notice,
        "under_18": float(young) if np.isfinite(young) else 0.2,
        "single": single,
        "run_rate": f"{quarters.words(recent.index[0])} to {quarters.words(recent.index[-1])}",
    }


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


def _routes(evidence: Evidence) -> dict[str, Any]:
    """Routes other than asylum: what the last year's pace is, borough by borough where that is published."""
    none = np.zeros(len(IN_LONDON))
    resettled: Array = none
    rate: Array = none
    owed: Array = none
    when = ""
    if "resettlement" in evidence.tables:
        table = evidence.tables["resettlement"]
        last = sorted(table["quarter"].unique())[-s.RUN_RATE :]
        sums = table[table["quarter"].isin(last)].groupby("place")["people"].sum()
        resettled = sums.reindex(list(IN_LONDON)).fillna(0.0).to_numpy(dtype=float) / len(last)
    if "ukraine" in evidence.tables:
        wide = evidence.tables["ukraine"].pivot_table(index="date", columns="place", values="owed")
        wide = wide.reindex(columns=list(IN_LONDON))
        when = str(wide.index[-1])
        year = [d for d in wide.index if (date.fromisoformat(when) - date.fromisoformat(d)).days >= 330]
        start = year[-1] if year else wide.index[0]
        span = (date.fromisoformat(when) - date.fromisoformat(start)).days / quarters.DAYS
        now = wide.loc[when].fillna(0.0).to_numpy(dtype=float)
        rate = np.maximum(now - wide.loc[start].fillna(0.0).to_numpy(dtype=float), 0.0) / max(span, 1.0)
        owed = np.asarray(now, dtype=float)
    national = evidence.national
    return {
        "resettled": resettled,
        "ukraine_rate": rate,
        "ukraine_owed": owed,
        "ukraine_when": when,
        "reunion": _pace(national, "family_reunion"),
        "unaccompanied": _pace(national, "claims_unaccompanied"),
    }


def _pace(table: pd.DataFrame, name: str) -> float:
    held = table[name].dropna().tail(s.RUN_RATE) if name in table else pd.Series(dtype=float)
    return float(held.mean()) if len(held) else 0.0


def _duties(evidence: Evidence, flows: dict[str, Any]) -> dict[str, Any]:
    """Households owed a duty after asylum accommodation, by quarter and place, and how many for each person granted."""
    if evidence.duties is None or evidence.duties.empty:
        empty = np.zeros((0, len(IN_LONDON)))
        return {"duty_quarters": np.array([], dtype=str), "duties": empty, "duties_seen": 0.0}
    wide = evidence.duties.pivot_table(index="quarter", columns="code", values="duties")
    london = wide.get("E12000007", pd.Series(dtype=float))
    labels = [q for q in evidence.total.quarters if q in london.dropna().index]
    grants = evidence.national["granted"].reindex(labels)
    share = pd.Series(evidence.total.people.sum(axis=1) / evidence.country, index=list(evidence.total.quarters))
    ours = float((grants * share.reindex(labels)).sum())
    seen = float(london.reindex(labels).sum()) / ours if ours else 0.0
    table = wide.reindex(columns=list(IN_LONDON))
    return {
        "duty_quarters": np.array(table.index, dtype=str),
        "duties": np.nan_to_num(table.to_numpy(dtype=float), nan=-1.0),  # below nought: not published
        "duties_seen": seen,
    }


def _with_rest(values: Array) -> Array:
    return np.append(values, 0.0)
