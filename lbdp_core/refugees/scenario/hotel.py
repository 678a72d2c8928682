"""A hotel that closes: people leave it in one quarter, and as many fewer come to the borough from then on.

Who leaves, and who would have come, go to other places as new people do: London's part of them to its other boroughs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core import flows
from lbdp_core.flows import Entry, Exit
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import stages as v
from lbdp_core.refugees.scenario.entries_exits import Ways
from lbdp_core.refugees.scenario.levers import NONE, RefugeesLevers
from lbdp_core.refugees.scenario.residual import rest, start


@dataclass(frozen=True, eq=False)
class Closure:
    """What a closure does. kept: (8, 1, p) the part of arrivals that goes on; entries and exits: who moves."""

    kept: Array
    entries: tuple[Entry, ...] = ()
    exits: tuple[Exit, ...] = ()


def closure(fitted: Fitted, levers: RefugeesLevers, found: Ways) -> Closure:
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
    turned = (np.asarray(found.entries[0].amount) * (1 - kept))[:, :, here]  # who would have come here
    moved = _moved(fitted, found, asked, kept, here)
    entry = Entry(v.MOVED, v.AWAITING, (moved + turned) * part)
    return Closure(kept, (entry,), (Exit(v.CLOSED, v.AWAITING, amount=asked),))


def kept_arrivals(found: Ways, kept: Array) -> tuple[Entry, ...]:
    """Arrivals without those who would have come to the hotel."""
    return tuple(Entry(e.name, e.target, np.asarray(e.amount) * kept) for e in found.entries)


def _moved(fitted: Fitted, found: Ways, asked: Array, kept: Array, here: np.ndarray) -> Array:
    """How many do leave (8, draws, 1): as far as there are so many by then. Only that borough is run."""
    left = [(_of(came, here), _out(went, here)) for came, went in rest(fitted, kept)]
    entries = [_of(entry, here) for entry in kept_arrivals(found, kept)]
    before = [way for way in found.exits if way.source not in (v.NOTICE, v.SEEKING)]  # nobody comes back from there
    closed = Exit(v.CLOSED, v.AWAITING, amount=asked[:, :, here])
    began = {name: people[here] for name, people in start(fitted).items()}
    ways_in, ways_out = [*entries, *(came for came, _ in left)], [*before, closed, *(went for _, went in left)]
    return flows.simulate([*v.STAGES, *v.AFTER], ways_in, ways_out, began, s.STEPS).way(v.CLOSED)


def _of(entry: Entry, here: np.ndarray) -> Entry:
    return Entry(entry.name, entry.target, np.asarray(entry.amount)[:, :, here], entry.late)


def _out(way: Exit, here: np.ndarray) -> Exit:
    return Exit(way.name, way.source, way.to, amount=np.asarray(way.amount)[:, :, here])
