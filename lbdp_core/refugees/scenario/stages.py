"""Stages: where people in asylum support are, what comes after, and the ways between them, by name."""

from __future__ import annotations

AWAITING, APPEAL, NOTICE, SECTION_4 = "awaiting", "appeal", "notice", "section 4"
SEEKING, DUTY = "on the way to a council", "owed a duty"
RENTED, FRIENDS, STREET = "rented home", "family and friends", "rough sleeping"
CLAIMS, MOVED, REST = "claims", "moved from a hotel", "not accounted for"
DECIDED, WITHDRAWN, CLOSED, HEARD, LEFT_4, ENDED, OWED = (
    "decided",
    "withdrawn",
    "hotel closed",
    "appeal heard",
    "section 4 ended",
    "support ends",
    "owed",
)
STAGES = (AWAITING, APPEAL, SECTION_4, NOTICE)  # of people in support
AFTER = (SEEKING, DUTY, RENTED, FRIENDS, STREET)  # counted since the start, but for those on the way
