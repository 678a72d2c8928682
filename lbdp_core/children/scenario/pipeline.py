"""Pipeline: referrals, assessments, enquiries, conferences, plans and care, step by step; nobody is lost or made up."""

from __future__ import annotations

import numpy as np

from lbdp_core.children.scenario.calibration import QUARTERS, STEPS, Baseline
from lbdp_core.children.scenario.draws import Array, effect
from lbdp_core.children.scenario.levers import ChildrenLevers
from lbdp_core.flows import OUT, Entry, Exit, History, simulate

REFERRED, ASSESSED, NEED, ENQUIRY, CONFERENCE, PLAN, CARE, HOME = (
    "referred", "assessed", "need", "enquiry", "conference", "plan", "care", "home"
)  # fmt: skip
COMPARTMENTS = (REFERRED, ASSESSED, NEED, ENQUIRY, CONFERENCE, PLAN, CARE, HOME)
STOCKS = (NEED, PLAN, CARE, HOME)
# The ways in and out, by name.
NEW, ELSEWHERE, ALONE, TRIAGE, OUTCOME, ASKED, STARTED, CLOSED, DECIDED, AGREED, ENDED, LEFT, RETURNED, BACK, OTHER = (
    "referrals", "plans from elsewhere", "care by neither route", "triage", "assessment", "enquiries", "into care",
    "need ends", "enquiry ends", "conference ends", "plan ends", "leaves care", "goes home", "comes back",
    "other change",
)  # fmt: skip


def volumes(base: Baseline, levers: ChildrenLevers) -> dict[str, Array]:
    """Referrals, assessments, enquiries, plan starts and care starts in each quarter, under these levers (12, ...)."""
    size, closed = 1 + levers.more / 100, closed_early(base, levers)
    spared = levers.early_help / 100
    volume = size * (1 + levers.referrals / 100)
    door = volume * (1 - spared * (1 - base.rereferred))
    assessed = door * np.divide(1 - closed, 1 - base.closed)
    enquiries = base.enquiries * assessed * (1 + levers.enquiries / 100)
    plans = enquiries * conference(base, levers) * planned(base, levers) + size * base.moved_in
    growth = np.divide(plans, base.plan_starts, out=np.full_like(plans, size), where=base.plan_starts > 0)
    prevented = {
        way: getattr(levers, lever) / 100 * effect(lever, levers.evidence)
        for way, lever in ((PLAN, "conferences_offered"), (NEED, "edge_of_care"))
    }
    return {
        "referrals": base.referrals * door,
        "helped": base.referrals * volume * spared,
        "assessments": base.assessments * assessed,
        "enquiries": enquiries,
        "plans": plans,
        PLAN: base.to_care["plan"] * growth * (1 - prevented[PLAN]),
        NEED: base.to_care["need"] * assessed * (1 - prevented[NEED]),
        OUT: base.to_care["neither"] * size,
    }


def closed_early(base: Baseline, levers: ChildrenLevers) -> Array:
    """The share of referrals that is closed without an assessment."""
    return 1 - _more(1 - base.closed, levers.assessed) if levers.assessed else base.closed


def conference(base: Baseline, levers: ChildrenLevers) -> Array:
    """The share of enquiries that goes to a conference."""
    return _more(base.conference, levers.conferences)


def planned(base: Baseline, levers: ChildrenLevers) -> Array:
    """The share of conferences that leads to a plan."""
    return _more(base.planned, levers.planned)


def _more(share: Array, percent: float) -> Array:
    return np.asarray(np.minimum(share * (1 + percent / 100), 1.0)) if percent else share


def history(base: Baseline, levers: ChildrenLevers, volume: dict[str, Array]) -> History:
    """Twelve quarters of everybody, in every draw and borough."""
    size = 1 + levers.more / 100
    no_need = base.not_in_need / (1 - base.closed)
    goes_on, agreed = conference(base, levers), planned(base, levers)
    more_home = base.leaves_care * levers.reunification / 100
    entries = [
        Entry(NEW, REFERRED, volume["referrals"]),
        Entry(ELSEWHERE, PLAN, size * base.moved_in),
        Entry(ALONE, CARE, volume[OUT]),
        Entry(OTHER, NEED, size * base.spare[NEED], late=True),
    ]
    closed = closed_early(base, levers)
    exits = [
        Exit(TRIAGE, REFERRED, {OUT: closed, ASSESSED: 1 - closed}, share=1.0),
        Exit(OUTCOME, ASSESSED, {OUT: no_need, NEED: 1 - no_need}, share=1.0),
        Exit(ASKED, NEED, {ENQUIRY: 1.0}, amount=volume["enquiries"]),
        Exit(STARTED, NEED, {CARE: 1.0}, amount=volume[NEED]),
        Exit(CLOSED, NEED, share=base.leaves_need),
        Exit(DECIDED, ENQUIRY, {CONFERENCE: goes_on, NEED: 1 - goes_on}, share=1.0),
        Exit(AGREED, CONFERENCE, {PLAN: agreed, NEED: 1 - agreed}, share=1.0),
        Exit(STARTED, PLAN, {CARE: 1.0}, amount=volume[PLAN]),
        Exit(ENDED, PLAN, {NEED: 1.0}, share=base.plan_ends / (1 + levers.plan_length / 100)),
        Exit(LEFT, CARE, share=base.leaves_care),
        *(Exit(OTHER, stock, amount=size * base.spare[stock]) for stock in (PLAN, CARE)),
    ]
    if levers.reunification:
        exits += [
            Exit(RETURNED, CARE, {HOME: 1.0}, share=more_home),
            Exit(BACK, HOME, {CARE: 1.0}, share=np.broadcast_to(base.coming_back, (STEPS, *base.coming_back.shape))),
        ]
    start = {name: size * people[0] for name, people in base.stock.items()}
    return simulate(COMPARTMENTS, entries, exits, start, STEPS, STOCKS)


def of_year(flow: Array, year: int) -> Array:
    """What a flow by quarter comes to in a year, the first is 0 (DRAWS, 33)."""
    return np.asarray(flow[QUARTERS * year : QUARTERS * (year + 1)].sum(axis=0))


def in_year(stock: Array, year: int) -> Array:
    """The average of a stock over a year (DRAWS, 33): the quarters' ends, and half of both ends of the year."""
    held = stock[QUARTERS * year : QUARTERS * (year + 1) + 1]
    return np.asarray((held[1:-1].sum(axis=0) + (held[0] + held[-1]) / 2) / QUARTERS)
