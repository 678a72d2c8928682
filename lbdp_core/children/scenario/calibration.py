"""Calibration: flows between the steps, such that the published stocks and the stored forecasts come out.

Stocks in the years ahead are the forecasts, evenly spread over the quarters. The rate at which plans end and children
leave care is the published one; who starts follows from both. A child in need who is not on a plan or in care leaves at
the rate that makes the stock of children in need the forecast one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core.children.model.fitted import HORIZONS, Fitted
from lbdp_core.children.scenario import draws
from lbdp_core.children.scenario.draws import Array, between
from lbdp_core.model_cache import remembered
from lbdp_core.sources import DataError

QUARTERS = 4  # in a year
STEPS = QUARTERS * len(HORIZONS)
LEAST_NEED = 0.05  # of children in need: those on neither a plan nor in care
MOST_LEAVE = 0.6  # of those there in a quarter
MOST_BY_ROUTE = 0.95  # of the children who start care: those who come from a plan or from need
MOST_START = 0.8  # of those there, and of those whose plan ends, in a quarter: who start care
CLOSED = ("no_further_action", "not_in_need")
STARTED = ("plans_started", "plans_ended_2_years", "entering_care", "leaving_care", "caseload", "rereferrals")
COUNTED = ("referrals", "assessments", "section_47", "conferences", "children_in_need", "plans", "looked_after")
NEEDED = (*COUNTED, *CLOSED, *STARTED)


@dataclass(frozen=True, eq=False)
class Baseline:
    """Today's course in every draw and borough: (12, DRAWS, 33) by quarter where nothing else is said.

    stock:       (13, DRAWS, 33) by name: need (on no plan, not in care), plan, care.
    referrals, assessments, enquiries, conferences: in a quarter. closed, not_in_need: shares of referrals.
    conference, planned: shares of enquiries and of conferences that go on; moved_in: plans that began elsewhere.
    plan_starts: of all plans. plan_ends, leaves_care, leaves_need: shares of those there. to_care: children who start
    care, from a plan, from need and from neither. spare: by stock, who else leaves (or, for need, comes) in draws where
    these shares alone would miss the forecast. coming_back: (DRAWS, 1) in a quarter. rereferred, in_post,
    care_cost, case_cost: (33,). cases: (33,) for each child in need.
    """

    stock: dict[str, Array]
    referrals: Array
    assessments: Array
    enquiries: Array
    conferences: Array
    closed: Array
    not_in_need: Array
    conference: Array
    planned: Array
    moved_in: Array
    plan_starts: Array
    plan_ends: Array
    leaves_care: Array
    leaves_need: Array
    to_care: dict[str, Array]
    spare: dict[str, Array]
    coming_back: Array
    cases: Array
    rereferred: Array
    in_post: Array
    care_cost: Array
    case_cost: Array

    @property
    def starts(self) -> Array:
        """Children who start to be in need."""
        return np.asarray(self.referrals * (1 - self.closed - self.not_in_need))


def children(fitted: Fitted, key: str) -> Array:
    """(33,) residents aged 0 to 17 that the last rates of an indicator are of."""
    last = fitted.counted[fitted.at(key), -1]
    return np.asarray(np.nan_to_num(np.where(np.isfinite(last), last, fitted.children)[fitted.london]))


def published(fitted: Fitted, key: str) -> Array:
    """(t, 33) how many there were, as published; NaN where it was not."""
    k = fitted.at(key)
    times = fitted.indicator(key).times
    return np.asarray((fitted.value[k] * fitted.counted[k] / times)[:, fitted.london])


@remembered(2)
def baseline(fitted: Fitted) -> Baseline:
    """Today's course of a model.

    Raises:
        DataError: the data has no figure of a step.
    """
    if missing := [key for key in NEEDED if key not in fitted.keys]:
        raise DataError(
            f"The data has no figures of {missing[0].replace('_', ' ')}; add the Department for Education's tables of "
            "children in need, children looked after and the workforce to the folder and build it again."
        )
    count = {key: _count(fitted, key) for key in COUNTED}
    share = {key: np.clip(_quarterly(draws.ahead(fitted, key)[1]) / 100, 0.0, 0.9) for key in CLOSED}
    total = share["no_further_action"] + share["not_in_need"]
    closed, not_in_need = (each / np.maximum(total / 0.95, 1.0) for each in share.values())
    flow = {key: count[key][0] for key in COUNTED[:4]}
    plan, care = count["plans"][1], count["looked_after"][1]
    need = np.maximum(count["children_in_need"][1] - plan - care, LEAST_NEED * count["children_in_need"][1])
    leaves = _rate(fitted, "leaving", "looked_after", "entering_care", "leaving_care")
    ends = _rate(fitted, "ending", "plans", "plans_started", "plans_ended_2_years")
    into, spare_care = _starts(care, leaves)
    plan_starts, spare_plan = _starts(plan, ends)
    left = ends * (plan[:-1] + plan_starts)
    by_plan, by_need = between("from_plan") / 100, between("from_need") / 100
    both = np.maximum((by_plan + by_need) / MOST_BY_ROUTE, 1.0)
    from_plan = np.minimum(into * by_plan / both, MOST_START * left)
    from_need = np.minimum(into * by_need / both, MOST_START * need[:-1])
    there = need[:-1] + flow["referrals"] * (1 - closed - not_in_need)
    conferences = np.minimum(flow["conferences"], flow["section_47"])
    by_conference = np.minimum(np.minimum(plan_starts, conferences), there - from_need)
    leaving = there - from_need - by_conference + (left - from_plan) - need[1:]
    stay = there - from_need - by_conference  # enquiries come back to need within the quarter, but after it was served
    gone = np.clip(leaving, 0.0, stay)
    enquiries = np.minimum(flow["section_47"], there - from_need - gone)
    conferences = np.minimum(conferences, enquiries)
    return Baseline(
        stock={"need": need, "plan": plan, "care": care},
        referrals=flow["referrals"], assessments=flow["assessments"], enquiries=enquiries, conferences=conferences,
        closed=closed, not_in_need=not_in_need,
        conference=_ratio(conferences, enquiries), planned=_ratio(by_conference, conferences),
        moved_in=plan_starts - by_conference, plan_starts=plan_starts,
        plan_ends=_ratio(left - from_plan, plan[:-1] + plan_starts), leaves_care=np.broadcast_to(leaves, into.shape),
        leaves_need=_ratio(gone, there),
        to_care={"plan": from_plan, "need": from_need, "neither": into - from_plan - from_need},
        spare={"care": spare_care, "plan": spare_plan, "need": np.maximum(-leaving, 0.0)},
        coming_back=1 - (1 - between("returning") / 100) ** (1 / (5 * QUARTERS)),
        **_staff_and_money(fitted),
    )  # fmt: skip


def _count(fitted: Fitted, key: str) -> tuple[Array, Array]:
    """How many in each quarter of the years ahead (12, ...), and at the end of each quarter from the last year on (13,
    ...), if the figure is a flow or a stock.
    """
    people = children(fitted, key) / 10_000
    years = draws.ahead(fitted, key)[1] * people
    last = published(fitted, key)[-1]
    start = np.broadcast_to(np.where(np.isfinite(last), last, years[0].mean(axis=0)), years[0].shape)
    known = np.concatenate([start[None], years])
    at = np.arange(STEPS + 1) / QUARTERS
    low, part = (
        np.minimum(at.astype(int), len(years) - 1),
        (at - np.minimum(at.astype(int), len(years) - 1))[:, None, None],
    )
    return _quarterly(years) / QUARTERS, known[low] * (1 - part) + known[low + 1] * part


def _quarterly(years: Array) -> Array:
    return np.repeat(years, QUARTERS, axis=0)


def _rate(fitted: Fitted, name: str, stock: str, started: str, ended: str) -> Array:
    """(DRAWS, 33) the share of those there who leave in a quarter: the last year's, as far as it varies by `name`.

    London's where a borough has none. For plans, all that ended are what the share of long ones is of.
    """
    there, came = published(fitted, stock)[-2:], published(fitted, started)[-1]
    went = fitted.counted[fitted.at(ended), -1][fitted.london] if stock == "plans" else published(fitted, ended)[-1]
    rate = _filled(went, there.mean(axis=0) + came / QUARTERS) / QUARTERS
    varies = draws.normals(30 + list(draws.TAKEN).index(name), len(rate)) * between(name) / 100
    return np.asarray(np.clip(rate * np.exp(varies), 0.0, MOST_LEAVE))


def _starts(stock: Array, leaves: Array) -> tuple[Array, Array]:
    """Who starts in each quarter, when a share of those there leaves; and who else must leave."""
    needed = stock[1:] / (1 - leaves) - stock[:-1]
    return np.maximum(needed, 0.0), np.maximum(-needed, 0.0) * (1 - leaves)


def _ratio(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros(np.broadcast(part, whole).shape), where=whole > 0)


def _staff_and_money(fitted: Fitted) -> dict[str, Array]:
    """Published figures of each borough, London's ratio where it has none."""
    cases, need = published(fitted, "caseload")[-1], published(fitted, "children_in_need")[-1]
    care = published(fitted, "looked_after")[-1]
    workers = fitted.counted[fitted.at("caseload"), -1][fitted.london]
    spent = fitted.spending[fitted.london]
    each = _filled(cases, need)
    held = np.where(np.isfinite(cases), cases, each * need)
    return {
        "cases": each,
        "rereferred": np.nan_to_num(_filled(published(fitted, "rereferrals")[-1], published(fitted, "referrals")[-1])),
        "in_post": np.where(np.isfinite(workers), workers, held * np.nansum(workers) / np.nansum(cases)),
        "care_cost": _filled(spent[:, 0], care),
        "case_cost": _filled(spent[:, 1], held),
    }


def _filled(part: Array, whole: Array) -> Array:
    """(33,) part over whole, or London's where either is not known."""
    known = np.isfinite(part) & np.isfinite(whole) & (whole > 0)
    london = part[known].sum() / whole[known].sum() if known.any() else 0.0
    return np.asarray(np.where(known, part / np.where(known, whole, 1.0), london))
