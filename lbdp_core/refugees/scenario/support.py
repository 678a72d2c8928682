"""Support: people in asylum support in each place, from claim to what comes after (`entries_exits`).

What the flows do not explain of the course of a place is a flow of its own, found without a change and kept. Where a
hotel closes, people leave it in one quarter, and as many fewer come to the borough from then on: they go to other
places as new people do, London's part of them to its other boroughs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lbdp_core import flows
from lbdp_core.flows import Entry, Exit, History
from lbdp_core.model_cache import remembered
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import entries_exits as v
from lbdp_core.refugees.scenario.entries_exits import Ways, ways
from lbdp_core.refugees.scenario.levers import NONE, RefugeesLevers
from lbdp_core.refugees.scenario.national import doubts

READ = (*v.STAGES, v.SEEKING, v.DUTY)  # compartments that a figure reads by draw


@dataclass(frozen=True, eq=False)
class Support(History):
    """A history of this system."""

    @cached_property
    def people(self) -> Array:
        """People in support at the start and after each quarter (9, draws, p)."""
        return supported(self)


@remembered(2)  # one takes 14 MB: today's, and the scenario's
def history(fitted: Fitted, levers: RefugeesLevers) -> Support:
    """What figures read of a scenario: flows in single precision, and no stock of what is only counted."""
    run = simulated(fitted, levers, READ, np.float32)
    return Support(run.stock, run.moved)


def simulated(
    fitted: Fitted,
    levers: RefugeesLevers,
    kept: Sequence[str] | None = None,
    precision: type[np.floating[Any]] = np.float64,
) -> History:
    """People in every place under these change levers (8, draws, p); what is looked at makes no difference."""
    pathways = ways(fitted, levers)
    closed = closure(fitted, levers, pathways)
    left = rest(fitted, closed.kept)
    entries = [*kept_arrivals(pathways, closed.kept), *closed.entries, *(came for came, _ in left)]
    exits = [*pathways.exits, *closed.exits, *(went for _, went in left)]
    return flows.simulate([*v.STAGES, *v.AFTER], entries, exits, start(fitted), s.STEPS, kept, precision)


def alone(fitted: Fitted) -> Array:
    """People in support at the start and after each quarter (9, p) if the flows were all there is: a rung to score."""
    pathways = ways(fitted, RefugeesLevers())
    run = flows.simulate([*v.STAGES, *v.AFTER], pathways.entries, pathways.exits, start(fitted), s.STEPS)
    return np.asarray(supported(run).mean(axis=1))


def supported(history: History) -> Array:
    """People in support at the start and after each quarter (9, draws, p)."""
    return np.asarray(sum(history.stock[name] for name in v.STAGES))


def beyond(fitted: Fitted, history: History) -> Array:
    """People owed a duty (from the start, (9, draws, p)) beyond a place's share of people in support.

    H-CLIC has more duties in some places than that share would give: people who come from elsewhere, other households,
    other practice. Which of these it is, is not known.
    """
    return np.asarray(history.stock[v.DUTY] * np.maximum(fitted.duty_factor - 1, 0.0))


@remembered(2)
def start(fitted: Fitted) -> dict[str, Array]:
    """People by stage and place at the last count; those in support add up to it."""
    others = fitted.seen[-1] - fitted.section4
    appeal, notice = others * fitted.appeal_share, others * fitted.notice_share
    share = fitted.seen[-1] / fitted.country * np.minimum(fitted.duty_factor, 1.0)
    seeking = fitted.on_the_way * fitted.duty_rate * s.HOUSEHOLD * share
    support = {v.AWAITING: others - appeal - notice, v.APPEAL: appeal, v.NOTICE: notice, v.SECTION_4: fitted.section4}
    return support | {v.SEEKING: seeking}


@remembered(2)
def unexplained(fitted: Fitted) -> tuple[Array, Array]:
    """People a quarter (8, draws, p) who come or go beyond the flows, so that nothing changed is the course itself.

    The second is of those who wait for an appeal: they leave where more are to leave than await a decision. Worked out
    a quarter at a time: nobody stays in notice longer than one, so each can start from where the last ended.
    """
    pathways, wanted = ways(fitted, RefugeesLevers()), doubts(fitted).people
    held = {name: np.broadcast_to(people, wanted.shape[1:]) for name, people in start(fitted).items()}
    first, second = np.zeros(wanted.shape), np.zeros(wanted.shape)
    for t in range(s.STEPS):
        one = [_only(entry, t) for entry in pathways.entries], [_only_exit(way, t) for way in pathways.exits]
        stock = flows.simulate([*v.STAGES, *v.AFTER], *one, held, 1).stock
        ended = {name: stock[name][-1] for name in v.STAGES}
        gap = wanted[t] - sum(ended.values())
        first[t] = np.maximum(gap, -ended[v.AWAITING])  # no more can leave than are there
        second[t] = np.maximum(gap - first[t], -ended[v.APPEAL])
        held = ended | {v.AWAITING: ended[v.AWAITING] + first[t], v.APPEAL: ended[v.APPEAL] + second[t]}
    return first, second


def rest(fitted: Fitted, kept: Array) -> list[tuple[Entry, Exit]]:
    """The same as ways in and out; `kept` (8, 1, p) is the part of it that is left where a hotel closes."""
    both = zip((v.AWAITING, v.APPEAL), unexplained(fitted), strict=True)
    return [flows.either_way(v.REST, stage, people * kept) for stage, people in both]


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


@dataclass(frozen=True, eq=False)
class Closure:
    """What a closure does. kept: (8, 1, p) the part of arrivals that goes on; entries and exits: who moves."""

    kept: Array
    entries: tuple[Entry, ...] = ()
    exits: tuple[Exit, ...] = ()


def closure(fitted: Fitted, levers: RefugeesLevers, pathways: Ways) -> Closure:
    """The closure that the levers ask for; nobody moves where none closes, or nobody is in the borough's hotels."""
    kept = np.ones((s.STEPS, 1, len(fitted.place)))
    here = fitted.place == levers.hotel_borough
    people = min(levers.hotel_beds, float(fitted.hotel[here].sum()))
    if levers.hotel_borough == NONE or not people:
        return Closure(kept)
    since = np.arange(1, s.STEPS + 1) >= levers.hotel_quarter
    kept = kept - (since[:, None, None] * here) * people / fitted.seen[-1][here].sum()
    asked = flows.dated(s.STEPS, int(levers.hotel_quarter), people)[:, None, None] * here
    others = np.where(here, 0.0, fitted.seen[-1])
    part = others / fitted.country * (1 + levers.dispersal / 100)
    turned = (np.asarray(pathways.entries[0].amount) * (1 - kept))[:, :, here]  # who would have come here
    moved = _moved(fitted, pathways, asked, kept, here)
    entry = Entry(v.MOVED, v.AWAITING, (moved + turned) * part)
    return Closure(kept, (entry,), (Exit(v.CLOSED, v.AWAITING, amount=asked),))


def kept_arrivals(pathways: Ways, kept: Array) -> tuple[Entry, ...]:
    """Arrivals without those who would have come to the hotel."""
    return tuple(Entry(e.name, e.target, np.asarray(e.amount) * kept) for e in pathways.entries)


def _moved(fitted: Fitted, pathways: Ways, asked: Array, kept: Array, here: np.ndarray) -> Array:
    """How many do leave (8, draws, 1): as far as there are so many by then. Only that borough is run."""
    left = [(_of(came, here), _out(went, here)) for came, went in rest(fitted, kept)]
    entries = [_of(entry, here) for entry in kept_arrivals(pathways, kept)]
    before = [way for way in pathways.exits if way.source not in (v.NOTICE, v.SEEKING)]  # nobody comes back from there
    closed = Exit(v.CLOSED, v.AWAITING, amount=asked[:, :, here])
    began = {name: people[here] for name, people in start(fitted).items()}
    ways_in, ways_out = [*entries, *(came for came, _ in left)], [*before, closed, *(went for _, went in left)]
    return flows.simulate([*v.STAGES, *v.AFTER], ways_in, ways_out, began, s.STEPS).way(v.CLOSED)


def _of(entry: Entry, here: np.ndarray) -> Entry:
    return Entry(entry.name, entry.target, np.asarray(entry.amount)[:, :, here], entry.late)


def _out(way: Exit, here: np.ndarray) -> Exit:
    return Exit(way.name, way.source, way.to, amount=np.asarray(way.amount)[:, :, here])
