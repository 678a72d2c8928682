"""Joining: what the council sees of each home once the sources are joined by address, in each world of errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.hmo.build.matching import LEVELS, LOST
from lbdp_core.hmo.build.source_records import FEATURES, SOURCES
from lbdp_core.hmo.model.fitted import MISSING

COMPARED, EXACT = "compared", "exact"
WORLDS = ((0, COMPARED), *((level, how) for level in LEVELS[1:] for how in (COMPARED, EXACT)))
UNKNOWN = ("rooms", "let_by_certificate")  # missing where nothing is held; of the others, none are counted
Codes = NDArray[np.uint8]


def world(level: int, how: str) -> int:
    """The position among WORLDS; without errors both ways of joining are one."""
    return WORLDS.index((level, how) if level else WORLDS[0])


@dataclass(frozen=True, eq=False)
class Kinds:
    """Homes of which the sources hold the same are worked out once: records (kinds, features), the kind of each home
    (n,), and how many homes are of each kind (kinds,).
    """

    records: Codes
    of: NDArray[np.int64]
    count: NDArray[np.int64]

    @classmethod
    def alike(cls, records: Codes) -> Kinds:
        """From the records of every home (n, features).

        >>> kinds = Kinds.alike(np.array([[1, 9], [0, 3], [1, 9]], np.uint8))
        >>> kinds.records.tolist(), kinds.of.tolist(), kinds.count.tolist()
        ([[0, 3], [1, 9]], [1, 0, 1], [1, 2])
        """
        whole = np.ascontiguousarray(records).view(f"V{records.shape[1]}").ravel()
        _, first, of, count = np.unique(whole, return_index=True, return_inverse=True, return_counts=True)
        return cls(np.asfortranarray(records[first]), of, count)  # columns are read one by one


def joined(held: Codes, wrong: Any, level: int, how: str) -> Codes:
    """(n, features) records as they are found by address.

    Args:
        held: as they truly are. wrong: has wrong_source, wrong_home, wrong_found and wrong_level.
        level: % of addresses written wrongly. how: COMPARED reads each address and looks for it; EXACT asks for the
            same letters, so every address written wrongly is lost.
    """
    seen = held.copy()
    for at, names in enumerate(SOURCES.values()):
        rows = (wrong.wrong_source == at) & (wrong.wrong_level <= level)
        home, found = wrong.wrong_home[rows], wrong.wrong_found[rows]
        found = np.full_like(found, LOST) if how == EXACT else found
        moved = found != home
        home, found = home[moved], found[moved]
        for name in names:
            column = FEATURES.index(name)
            blank = MISSING if name in UNKNOWN else 0
            value = held[home, column]
            seen[home, column] = blank
            here = (found != LOST) & (value != MISSING)
            at_home = np.where(seen[:, column] == MISSING, 0, seen[:, column])
            np.maximum.at(at_home, found[here], value[here])  # where two records meet, the higher is seen
            touched = found[here]
            seen[touched, column] = at_home[touched]
    return seen
