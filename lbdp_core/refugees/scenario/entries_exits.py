"""Entries and exits: where people are, and how they come into support, pass through it and leave it, under levers.

awaiting -> granted: notice -> a duty, a rented home, family and friends, the street
         -> refused: appeal -> allowed: notice; dismissed: Section 4 or the end of support
         -> withdrawn, or moved away from a hotel that closes
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core import quarters
from lbdp_core.flows import OUT, Entry, Exit
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import national
from lbdp_core.refugees.scenario.levers import RefugeesLevers
from lbdp_core.refugees.scenario.national import doubts

AWAITING, APPEAL, NOTICE, SECTION_4 = "awaiting", "appeal", "notice", "section 4"
SEEKING, DUTY = "on the way to a council", "owed a duty"
RENTED, FRIENDS, STREET = "rented home", "family and friends", "rough sleeping"
CLAIMS, MOVED, REST = "claims", "moved from a hotel", "not accounted for"
DECIDED, WITHDRAWN, CLOSED, OWED = "decided", "withdrawn", "hotel closed", "owed"
HEARD, LEFT_4, ENDED = "appeal heard", "section 4 ended", "support ends"
STAGES = (AWAITING, APPEAL, SECTION_4, NOTICE)  # of people in support
AFTER = (SEEKING, DUTY, RENTED, FRIENDS, STREET)  # counted since the start, but for those on the way
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
    to = {NOTICE: allowed, SECTION_4: lost, OUT: 1 - allowed - lost}
    after = {name: np.broadcast_to(part, (s.STEPS, *part.shape)) for name, part in after_grant(levers, fitted).items()}
    exits = (
        Exit(
            DECIDED,
            AWAITING,
            {NOTICE: _wide(granted), APPEAL: _wide(appealed), OUT: _wide(1 - granted - appealed)},
            share=_wide(national.pace(fitted, levers)),
        ),
        Exit(WITHDRAWN, AWAITING, share=fitted.withdrawn_ahead),
        Exit(
            HEARD,
            APPEAL,
            {name: np.repeat(part, s.STEPS, axis=0) for name, part in to.items()},
            share=np.broadcast_to(np.minimum(s.APPEAL_CLEARED * drawn.cleared, 1.0)[:, None], (s.STEPS, s.DRAWS, 1)),
        ),
        Exit(LEFT_4, SECTION_4, share=s.SECTION_4_LEFT),
        Exit(ENDED, NOTICE, after, stay=levers.notice / quarters.DAYS),
        Exit(OWED, SEEKING, {DUTY: 1.0}, share=fitted.duty_lag),
    )
    return Ways((Entry(CLAIMS, AWAITING, arrivals(fitted, levers)),), exits)


def arrivals(fitted: Fitted, levers: RefugeesLevers) -> Array:
    """New claimants who are supported in each place (8, draws, p); places share them as the course shares people."""
    new = national.claims(fitted, levers.claims) * fitted.take_up * (1 + levers.dispersal / 100)
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
    return {SEEKING: duty, RENTED: rented, STREET: np.full_like(duty, street), FRIENDS: left}


def _wide(value: Array) -> Array:
    """(8, draws) as (8, draws, 1)."""
    return np.asarray(value)[..., None]
