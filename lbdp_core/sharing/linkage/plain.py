"""Plain: why a hash without a key hides nothing: there are few UPRNs, so all of them can be hashed and looked up."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

SLICE = 200_000  # UPRNs hashed to measure; a fraction of a second
LONDON = 5_000_000  # addresses, about: the rows of London in ONS's address lookup
FIRST = 999_000_000_000  # no real UPRN begins so


@dataclass(frozen=True)
class Attack:
    """What was measured on this machine, in one process.

    hashed: UPRNs hashed, in `seconds`. found: whether the planted home was told from its plain hash.
    """

    hashed: int
    seconds: float
    found: bool

    def hours(self, addresses: int) -> float:
        """Hours that so many addresses would take at the measured pace: an extrapolation, in proportion."""
        return self.seconds / self.hashed * addresses / 3_600

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it says, with what was measured told apart from what is worked out."""
        minutes = 60 * self.hours(LONDON)
        took = f"{60 * minutes:.0f} seconds" if minutes < 2 else f"{minutes:.0f} minutes"
        return (
            f"Measured here: {self.hashed:,} UPRNs were hashed with plain SHA-256 in {self.seconds:.2f} seconds, and "
            f"the planted home was {'found' if self.found else 'not found'} among them.",
            f"At that pace London's {LONDON:,} or so addresses take about {took}, on one core and without any effort "
            "to be fast (worked out in proportion, not measured).",
            "With a key nothing of this works: without the secret no list of hashes can be made.",
        )


def attack(planted: int = 123_456, hashed: int = SLICE) -> Attack:
    """Hash a run of UPRNs and look one up by its plain hash; every UPRN here is invented.

    Args:
        planted: which of the run is to be found. hashed: length of the run.
    """
    target = _plain(FIRST + planted)
    begun = time.perf_counter()
    table = {_plain(FIRST + n): n for n in range(hashed)}
    seconds = time.perf_counter() - begun
    return Attack(hashed, seconds, table.get(target) == planted)


def _plain(uprn: int) -> str:
    return hashlib.sha256(str(uprn).encode()).hexdigest()
