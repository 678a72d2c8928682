"""Fitting: from the evidence to what is kept of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import quarters
from lbdp_core.backtest import last_value, skill, wape
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import course
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.model.duties import duties
from lbdp_core.refugees.model.fitted import Array, Fitted
from lbdp_core.refugees.model.national import national
from lbdp_core.refugees.schema import IN_LONDON, IN_WORDS

DAMPED, LAST = "the last count, with a damped part of London's trend", "the last count"


def fit(evidence: Evidence) -> Fitted:
    """Everything that scenarios need.

    Raises:
        DataError: claims, decisions or the queue have no figures for the quarters that run rates are of.
    """
    base, held = evidence.total.quarters[-1], evidence.total.people
    even = course.even_shares(evidence.households, held)
    damped = beats_last_value(evidence)
    grown = evidence.comparable
    centre = course.expected(held, grown.people[:, 0], even) if damped else np.repeat(held[-1:], s.STEPS, axis=0)
    wrong = course.spread([(evidence.before, evidence.before), (evidence.total, grown)], evidence.households)
    flows = national(evidence, base)
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
        copied=base in evidence.copied,
        **_parts(evidence),
        **flows,
        **_routes(evidence),
        **duties(evidence),
        **_grants(evidence),
        break_quarter=evidence.breaks["quarter"].to_numpy(dtype=str),
        break_series=evidence.breaks["series"].to_numpy(dtype=str),
        break_words=evidence.breaks["what"].to_numpy(dtype=str),
    )


def beats_last_value(evidence: Evidence) -> bool:
    """Whether the rule was nearer than the last value at 1, 2 and 4 quarters, on the mean, since the break.

    Where it was not, the last value is the course. With fewer than two quarters to look back on, the rule stands.
    """
    skills = []
    known, comparable = evidence.total.known, evidence.comparable.people[:, 0]
    for horizon in (1, 2, 4):
        made, naive, truth = list[Array](), list[Array](), list[Array]()
        for origin in np.flatnonzero(known[:-horizon] & known[horizon:]):
            seen, grown = evidence.total.people[: origin + 1], comparable[: origin + 1]
            made.append(course.expected(seen, grown, course.even_shares(evidence.households, seen), horizon)[-1])
            naive.append(last_value(seen, horizon))
            truth.append(evidence.total.people[origin + horizon])
        if truth:
            y = np.concatenate(truth)
            skills.append(skill(wape(np.concatenate(made), y), wape(np.concatenate(naive), y)))
    return not skills or float(np.mean(skills)) > 0


def _parts(evidence: Evidence) -> dict[str, Any]:
    """People in hotels and under Section 4 at the last count; where only totals are held then, by when they last were.

    Hotels as they were counted, no more than are in support now; Section 4 by its share of a place's people.
    """
    total, found = evidence.total, {"hotel_when": ""}
    now = total.people[-1]
    parts: dict[str, Array] = {"hotel": np.zeros_like(now), "section4": np.zeros_like(now)}
    for name, part in (("hotel", evidence.hotel), ("section4", evidence.section4)):
        if part.quarters:
            then = total.people[total.quarters.index(part.quarters[-1])]
            share = np.divide(part.people[-1], then, out=np.zeros_like(now), where=then > 0)
            parts[name] = np.minimum(part.people[-1], now) if name == "hotel" else share * now
    if evidence.hotel.quarters:
        found["hotel_when"] = evidence.hotel.quarters[-1]
    return {**parts, **found}


def _routes(evidence: Evidence) -> dict[str, Any]:
    """Routes other than asylum: what the last year's pace is, borough by borough where that is published."""
    resettled: Array = np.zeros(len(IN_LONDON))
    rate, owed = resettled, resettled
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
        owed = np.asarray(now)
    national = evidence.national
    paces = {"reunion": _pace(national, "family_reunion"), "unaccompanied": _pace(national, "claims_unaccompanied")}
    return {"resettled": resettled, "ukraine_rate": rate, "ukraine_owed": owed, "ukraine_when": when, **paces}


def _pace(table: pd.DataFrame, name: str) -> float:
    held = table[name].dropna().tail(s.RUN_RATE) if name in table else pd.Series(dtype=float)
    return float(held.mean()) if len(held) else 0.0


def _with_rest(values: Array) -> Array:
    return np.append(values, 0.0)


def _grants(evidence: Evidence) -> dict[str, Any]:
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
