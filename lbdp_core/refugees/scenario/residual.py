"""Residual: what the flows do not explain of the course, as people who come and go."""

from __future__ import annotations

import numpy as np

from lbdp_core import flows
from lbdp_core.flows import Entry, Exit
from lbdp_core.model_cache import remembered
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import stages as v
from lbdp_core.refugees.scenario.draws import doubts
from lbdp_core.refugees.scenario.entries_exits import ways
from lbdp_core.refugees.scenario.levers import RefugeesLevers


@remembered(2)
def start(fitted: Fitted) -> dict[str, Array]:
    """People by stage and place at the last count; those in support add up to it."""
    held = fitted.seen[-1] - fitted.section4
    appeal, notice = held * fitted.appeal_share, held * fitted.notice_share
    share = fitted.seen[-1] / fitted.country * np.minimum(fitted.duty_factor, 1.0)
    seeking = fitted.on_the_way * fitted.duty_rate * s.HOUSEHOLD * share
    support = {v.AWAITING: held - appeal - notice, v.APPEAL: appeal, v.NOTICE: notice, v.SECTION_4: fitted.section4}
    return support | {v.SEEKING: seeking}


@remembered(2)
def unexplained(fitted: Fitted) -> tuple[Array, Array]:
    """People a quarter (8, draws, p) who come or go beyond the flows, so that nothing changed is the course itself.

    The second is of those who wait for an appeal: they leave where more are to leave than await a decision. Worked out
    a quarter at a time: nobody stays in notice longer than one, so each can start from where the last ended.
    """
    found, wanted = ways(fitted, RefugeesLevers()), doubts(fitted).people
    held = {name: np.broadcast_to(people, wanted.shape[1:]) for name, people in start(fitted).items()}
    first, second = np.zeros(wanted.shape), np.zeros(wanted.shape)
    for t in range(s.STEPS):
        one = [_only(entry, t) for entry in found.entries], [_only_exit(way, t) for way in found.exits]
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
