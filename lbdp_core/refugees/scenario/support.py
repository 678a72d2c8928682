"""Support: people in asylum support in each place, from claim to what comes after.

awaiting -> granted: notice -> a duty, a rented home, family and friends, the street
         -> refused: appeal -> allowed: notice; dismissed: Section 4 or the end of support
         -> withdrawn, or moved away from a hotel that closes
What these flows do not explain of the course of a place is a flow of its own, found without a change and kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lbdp_core import flows, quarters
from lbdp_core.flows import OUT, Entry, Exit, History
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import queue
from lbdp_core.refugees.scenario.doubt import doubts
from lbdp_core.refugees.scenario.levers import NONE, RefugeesLevers

AWAITING, APPEAL, NOTICE, SECTION_4 = "awaiting", "appeal", "notice", "section 4"
DUTY, RENTED, FRIENDS, STREET = "owed a duty", "rented home", "family and friends", "rough sleeping"
CLAIMS, MOVED, REST = "claims", "moved from a hotel", "not accounted for"
DECIDED, WITHDRAWN, CLOSED, HEARD, LEFT_4, ENDED = (
    "decided",
    "withdrawn",
    "hotel closed",
    "appeal heard",
    "section 4 ended",
    "support ends",
)
STAGES = (AWAITING, APPEAL, SECTION_4, NOTICE)
AFTER = (DUTY, RENTED, FRIENDS, STREET)  # counted since the start
MOST = 0.95  # of those who leave with a grant, owed a duty or seen on the street


@dataclass(frozen=True, eq=False)
class Ways:
    """The parts of a system under given levers that do not depend on the place."""

    entries: tuple[Entry, ...]
    exits: tuple[Exit, ...]


@lru_cache(maxsize=3)  # one takes 25 MB: today's, the scenario's, and one to compare with
def history(fitted: Fitted, levers: RefugeesLevers) -> History:
    """People in every place under these change levers (8, draws, p); what is looked at makes no difference."""
    more, away = _hotel(fitted, levers)
    ways = _ways(fitted, levers)
    rest = _rest(fitted, slice(None))
    entries = [*ways.entries, *more, *(came for came, _ in rest)]
    exits = [*ways.exits, *away, *(went for _, went in rest)]
    return flows.simulate([*STAGES, *AFTER], entries, exits, start(fitted), s.STEPS)


def alone(fitted: Fitted) -> Array:
    """People in support at the start and after each quarter (9, p) if the flows were all there is: a rung to score."""
    ways = _ways(fitted, RefugeesLevers())
    found = flows.simulate([*STAGES, *AFTER], ways.entries, ways.exits, start(fitted), s.STEPS)
    return np.asarray(supported(found).mean(axis=1))


def elsewhere(fitted: Fitted, found: History) -> Array:
    """People owed a duty here (from the start, (9, draws, p)) whose support ended elsewhere.

    H-CLIC has more duties in some places than their share of people in support would give: these are the others.
    """
    return np.asarray(found.stock[DUTY] * np.maximum(fitted.duty_factor - 1, 0.0))


def supported(found: History) -> Array:
    """People in support at the start and after each quarter (9, draws, p)."""
    return np.asarray(sum(found.stock[name] for name in STAGES))


@lru_cache(maxsize=2)
def start(fitted: Fitted) -> dict[str, Array]:
    """People by stage and place at the last count; they add up to it."""
    rest = fitted.seen[-1] - fitted.section4
    appeal, notice = rest * fitted.appeal_share, rest * fitted.notice_share
    return {AWAITING: rest - appeal - notice, APPEAL: appeal, NOTICE: notice, SECTION_4: fitted.section4}


@lru_cache(maxsize=2)
def unexplained(fitted: Fitted) -> tuple[Array, Array]:
    """People a quarter (8, draws, p) who come or go beyond the flows, so that nothing changed is the course itself.

    The second is of those who wait for an appeal: they leave where more are to leave than await a decision. Worked out
    a quarter at a time: nobody stays in notice longer than one, so each can start from where the last ended.
    """
    today = RefugeesLevers()
    ways, wanted = _ways(fitted, today), doubts(fitted).people
    held = {name: np.broadcast_to(people, wanted.shape[1:]) for name, people in start(fitted).items()}
    first, second = np.zeros(wanted.shape), np.zeros(wanted.shape)
    for t in range(s.STEPS):
        one = [_only(entry, t) for entry in ways.entries], [_only_exit(way, t) for way in ways.exits]
        stock = flows.simulate([*STAGES, *AFTER], *one, held, 1).stock
        ended = {name: stock[name][-1] for name in STAGES}
        gap = wanted[t] - sum(ended.values())
        first[t] = np.maximum(gap, -ended[AWAITING])  # no more can leave than are there
        second[t] = np.maximum(gap - first[t], -ended[APPEAL])
        held = ended | {AWAITING: ended[AWAITING] + first[t], APPEAL: ended[APPEAL] + second[t]}
    return first, second


def _rest(fitted: Fitted, here: Any) -> list[tuple[Entry, Exit]]:
    """What is not accounted for as ways in and out, of the places `here`."""
    both = zip((AWAITING, APPEAL), unexplained(fitted), strict=True)
    return [flows.either_way(REST, stage, people[:, :, here]) for stage, people in both]


def after_grant(levers: RefugeesLevers, fitted: Fitted) -> dict[str, Array]:
    """Where people go whose support ends with a grant: parts (draws, p) that add up to one, of people.

    Duties are households for each person granted in the country; of people in support fewer are granted than in all,
    and a household is more than a person. Places with fewer duties than that have a smaller part; where there are more,
    people come from elsewhere for them (`elsewhere`).
    """
    each = 1 / fitted.decided_part
    street = min(s.STREET * each, MOST)
    here = levers.duties * doubts(fitted).duties * np.minimum(fitted.duty_factor, 1.0)
    duty = np.minimum(here * s.HOUSEHOLD * each, MOST - street)
    rented = s.RENTED * (1 - duty - street)
    return {DUTY: duty, RENTED: rented, STREET: np.full_like(duty, street), FRIENDS: 1 - duty - rented - street}


def _ways(fitted: Fitted, levers: RefugeesLevers) -> Ways:
    shape = (s.STEPS, s.DRAWS, 1)

    def wide(value: Array | float) -> Array:
        """(draws,), (8, draws) as (8, draws, 1)."""
        array = np.asarray(value, float)
        return np.broadcast_to(array[..., None] if array.ndim else array, shape)

    drawn = doubts(fitted)
    share = fitted.seen[-1] / fitted.country
    new = queue.claims(fitted, levers) * fitted.take_up * (1 + levers.dispersal / 100)
    granted = np.clip(fitted.granted + levers.grant_rate / 100 + drawn.granted, 0.02, 0.98)
    appealed = (1 - granted) * levers.appeals / 100
    lost = (1 - s.APPEAL_ALLOWED) * s.TO_SECTION_4
    exits = (
        Exit(
            DECIDED,
            AWAITING,
            {NOTICE: wide(granted), APPEAL: wide(appealed), OUT: wide(1 - granted - appealed)},
            share=wide(queue.pace(fitted, levers)),
        ),
        Exit(WITHDRAWN, AWAITING, share=fitted.withdrawn),
        Exit(
            HEARD,
            APPEAL,
            {NOTICE: s.APPEAL_ALLOWED, SECTION_4: lost, OUT: 1 - s.APPEAL_ALLOWED - lost},
            share=wide(np.minimum(s.APPEAL_CLEARED * drawn.cleared, 1.0)),
        ),
        Exit(LEFT_4, SECTION_4, share=s.SECTION_4_LEFT),
        Exit(
            ENDED,
            NOTICE,
            {name: np.broadcast_to(part, (s.STEPS, *part.shape)) for name, part in after_grant(levers, fitted).items()},
            stay=levers.notice / quarters.DAYS,
        ),
    )
    entries = (Entry(CLAIMS, AWAITING, wide(new) * share),)
    return Ways(entries, exits)


def _hotel(fitted: Fitted, levers: RefugeesLevers) -> tuple[list[Entry], list[Exit]]:
    """People who leave a hotel that closes, and London's part of them who come to its other boroughs."""
    if levers.hotel_borough == NONE or not levers.hotel_beds:
        return [], []
    here = fitted.place == levers.hotel_borough
    people = min(levers.hotel_beds, float(fitted.hotel[here].sum()))
    asked = flows.dated(s.STEPS, int(levers.hotel_quarter), people)[:, None, None] * here
    others = np.where(here, 0.0, fitted.seen[-1])
    part = others / fitted.country * (1 + levers.dispersal / 100)
    moved = _moved(fitted, levers, asked, here)
    return [Entry(MOVED, AWAITING, moved * part)], [Exit(CLOSED, AWAITING, amount=asked)]


def _moved(fitted: Fitted, levers: RefugeesLevers, asked: Array, here: Array) -> Array:
    """How many do leave (8, draws, 1): as far as there are so many by then. Only that borough is run."""
    ways = _ways(fitted, levers)
    rest = _rest(fitted, here)
    entries = [Entry(e.name, e.target, np.asarray(e.amount)[:, :, here]) for e in ways.entries]
    before = [way for way in ways.exits if way.source != NOTICE]  # nobody comes back from there
    closed = Exit(CLOSED, AWAITING, amount=asked[:, :, here])
    began = {name: people[here] for name, people in start(fitted).items()}
    ways_in, ways_out = [*entries, *(came for came, _ in rest)], [*before, closed, *(went for _, went in rest)]
    return flows.simulate([*STAGES, *AFTER], ways_in, ways_out, began, s.STEPS).way(CLOSED)


def _only(entry: Entry, t: int) -> Entry:
    return Entry(entry.name, entry.target, np.asarray(entry.amount)[t : t + 1])


def _only_exit(way: Exit, t: int) -> Exit:
    def one(value: object) -> Array | None:
        if value is None:
            return None
        array = np.asarray(value, float)
        return np.asarray(array if array.ndim == 0 else array[t : t + 1])

    to = {name: one(part) for name, part in way.to.items()}
    return Exit(way.name, way.source, to, share=one(way.share), amount=one(way.amount), stay=one(way.stay))  # type: ignore[arg-type]
