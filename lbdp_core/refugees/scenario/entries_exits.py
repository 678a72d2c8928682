"""Entries exits: how people come into support, pass through it and leave it, under given levers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core import quarters
from lbdp_core.flows import OUT, Entry, Exit
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import queue
from lbdp_core.refugees.scenario import stages as v
from lbdp_core.refugees.scenario.draws import doubts
from lbdp_core.refugees.scenario.levers import RefugeesLevers

MOST = 0.95  # of those who leave with a grant, owed a duty or seen on the street


@dataclass(frozen=True, eq=False)
class Ways:
    """What comes in and goes out of the compartments of every place."""

    entries: tuple[Entry, ...]
    exits: tuple[Exit, ...]


def ways(fitted: Fitted, levers: RefugeesLevers) -> Ways:
    """All but a hotel that closes and what is not accounted for; arrays are (8, draws, p) or broadcast to it."""
    drawn = doubts(fitted)
    granted = fitted.granted_ahead[:, None] + levers.grant_rate / 100 + fitted.unsure * drawn.granted
    granted = np.clip(granted, 0.02, 0.98)
    appealed = (1 - granted) * levers.appeals / 100
    allowed = np.clip(s.APPEAL_ALLOWED + drawn.allowed, 0.0, 1.0)[None, :, None]  # (1, draws, 1)
    lost = (1 - allowed) * s.TO_SECTION_4
    to = {v.NOTICE: allowed, v.SECTION_4: lost, OUT: 1 - allowed - lost}
    after = {name: np.broadcast_to(part, (s.STEPS, *part.shape)) for name, part in after_grant(levers, fitted).items()}
    exits = (
        Exit(
            v.DECIDED,
            v.AWAITING,
            {v.NOTICE: _wide(granted), v.APPEAL: _wide(appealed), OUT: _wide(1 - granted - appealed)},
            share=_wide(queue.pace(fitted, levers)),
        ),
        Exit(v.WITHDRAWN, v.AWAITING, share=fitted.withdrawn_ahead),
        Exit(
            v.HEARD,
            v.APPEAL,
            {name: np.repeat(part, s.STEPS, axis=0) for name, part in to.items()},
            share=np.broadcast_to(np.minimum(s.APPEAL_CLEARED * drawn.cleared, 1.0)[:, None], (s.STEPS, s.DRAWS, 1)),
        ),
        Exit(v.LEFT_4, v.SECTION_4, share=s.SECTION_4_LEFT),
        Exit(v.ENDED, v.NOTICE, after, stay=levers.notice / quarters.DAYS),
        Exit(v.OWED, v.SEEKING, {v.DUTY: 1.0}, share=fitted.duty_lag),
    )
    return Ways((Entry(v.CLAIMS, v.AWAITING, arrivals(fitted, levers)),), exits)


def arrivals(fitted: Fitted, levers: RefugeesLevers) -> Array:
    """New claimants who are supported in each place (8, draws, p); places share them as the course shares people."""
    new = queue.claims(fitted, levers.claims) * fitted.take_up * (1 + levers.dispersal / 100)
    return np.asarray(_wide(new) * (fitted.centre / fitted.country)[:, None, :])


def after_grant(levers: RefugeesLevers, fitted: Fitted) -> dict[str, Array]:
    """Where people go whose support ends with a grant: parts (draws, p) that add up to one, of people.

    Duties are households for each person granted in the country; of people in support fewer are granted than in all,
    and a household is more than a person. Places with fewer duties than that have a smaller part; where there are more,
    others come for them (`support.beyond`).
    """
    each = 1 / fitted.decided_part
    street = min(s.STREET * each, MOST)
    here = levers.duties * doubts(fitted).duties * np.minimum(fitted.duty_factor, 1.0)
    duty = np.minimum(here * s.HOUSEHOLD * each, MOST - street)
    rented = s.RENTED * (1 - duty - street)
    left = 1 - duty - rented - street
    return {v.SEEKING: duty, v.RENTED: rented, v.STREET: np.full_like(duty, street), v.FRIENDS: left}


def _wide(value: Array) -> Array:
    """(8, draws) as (8, draws, 1)."""
    return np.asarray(value)[..., None]
