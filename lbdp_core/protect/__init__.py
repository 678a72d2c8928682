"""What leaves: released tables as they are, protected ones with small counts hidden and the rest rounded.

`release` is the one way out for everything that is shown, exported or sent to a browser: it stands where protected
counts come in, so that what comes after is made of what may leave (docs/decisions/0016). The rules are named and dated
profiles (`profiles`); two-way tables with totals are hidden until an audit cannot get a protected count or total back
(`tables`, `audit`); the same rows counted at several grains are hidden together (`nested`).
"""

from __future__ import annotations

from lbdp_core.protect.audit import Weak, reach, recoverable, weak
from lbdp_core.protect.nested import nested
from lbdp_core.protect.profiles import ACRO, DFE, OPENSAFELY, PROFILES, Profile
from lbdp_core.protect.releasing import BASE, HIDDEN, RULE, THRESHOLD, read, release, rounded, said
from lbdp_core.protect.shown import Shown
from lbdp_core.protect.tables import one_way, two_way

__all__ = [
    "ACRO", "BASE", "DFE", "HIDDEN", "OPENSAFELY", "PROFILES", "RULE", "THRESHOLD", "Profile", "Shown", "Weak",
    "nested", "one_way", "reach", "read", "recoverable", "release", "rounded", "said", "two_way", "weak",
]  # fmt: skip
