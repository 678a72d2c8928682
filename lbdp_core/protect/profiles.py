"""Profiles: the rules of disclosure control as others have published them, named and dated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Profile:
    """A set of rules.

    threshold:  counts from one up to this are hidden.
    base:       what is shown is rounded to this, halves up; 1 rounds nothing.
    zeros:      whether a count of nought is hidden too.
    largest, share: in a sum of amounts (not of people), the `largest` contributors may not make up more than `share`.
    p_ratio:    nor may all but the two largest be less than this part of the largest.
    symbols:    what stands for a value that is hidden, does not apply, or rounds to nought.
    """

    name: str
    title: str
    threshold: int
    base: int
    source: str
    since: date
    zeros: bool = False
    largest: int = 0
    share: float = 1.0
    p_ratio: float = 0.0
    symbols: Mapping[str, str] = field(default_factory=lambda: {"hidden": "…", "not_applicable": "–", "low": "0"})

    def small(self, counts: Array) -> NDArray[np.bool_]:
        """Which counts are hidden by themselves; parts of a count are taken to the whole (7.4 is 7)."""
        least = 0.0 if self.zeros else 0.5
        return np.asarray((counts < self.threshold + 0.5) & ((counts >= least) | self.zeros))

    def rounded(self, counts: Array) -> Array:
        """Counts to the nearest of the base, halves up."""
        return np.asarray(np.floor(np.asarray(counts, float) / self.base + 0.5) * self.base)

    def dominated(self, contributions: Sequence[float]) -> bool:
        """Whether a sum of amounts tells too much of its largest contributors (the n-k rule and the p-ratio rule).

        Hundepool and others (2012), Statistical Disclosure Control, chapter 4.

        >>> ACRO.dominated([90.0, 5.0, 5.0]), ACRO.dominated([10.0] * 12)
        (True, False)
        """
        amounts = np.sort(np.abs(np.asarray(contributions, float)))[::-1]
        whole = float(amounts.sum())
        if not self.largest or whole == 0:
            return False
        rest = float(amounts[2:].sum())
        return bool(amounts[: self.largest].sum() > self.share * whole or rest < self.p_ratio * amounts[0])


OPENSAFELY = Profile(
    "opensafely", "OpenSAFELY: 7 and under hidden, rounded to 5", 7, 5,
    "OpenSAFELY documentation, statistical disclosure control", date(2026, 8, 17),
)  # fmt: skip
ACRO = Profile(
    "acro", "ACRO defaults: under 10 hidden, dominance and p-ratio", 9, 1,
    "ACRO 1.0.2, default.yaml", date(2026, 8, 11), zeros=True, largest=2, share=0.90, p_ratio=0.10,
)  # fmt: skip
DFE = Profile(
    "dfe", "DfE children's statistics: 5 and under hidden", 5, 1,
    "Department for Education, statistics on children in need", date(2024, 10, 31),
    symbols={"hidden": "c", "not_applicable": "z", "low": "k", "not_available": "x"},
)  # fmt: skip
PROFILES: Mapping[str, Profile] = {profile.name: profile for profile in (OPENSAFELY, ACRO, DFE)}
