"""UPRN: the unique property reference number as spreadsheets and systems write it, to the one form that is keyed."""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass

import pandas as pd

from lbdp_core.sources import DataError

DIGITS = 12  # at most, by the standard (BS 7666)
WRITTEN = re.compile(r"0*(\d{1,12})(?:\.0*)?")
SCIENTIFIC = re.compile(r"\d+(?:[.,]\d*)?[eE]\+?\d{1,3}")
LOST = "is written as 1.2E+11 is, so digits were lost: format the column as text"


def normalised(uprn: object) -> str:
    """Digits without zeros in front.

    Raises:
        DataError: not a UPRN, or digits were lost; what stood there is not repeated, since it may be one all the same.

    >>> normalised(" 0010 0012 3456 "), normalised("100012345.0"), normalised(100012345.0)
    ('1000123456', '100012345', '100012345')
    >>> normalised("1.00023E+11")
    Traceback (most recent call last):
    ...
    lbdp_core.sources.DataError: A UPRN is written as 1.2E+11 is, so digits were lost: format the column as text.
    """
    if _scientific(uprn):
        raise DataError(f"A UPRN {LOST}.")
    found = _found(uprn)
    if found is None:
        raise DataError(
            f"A UPRN has up to {DIGITS} digits and nothing else; put the column right (the value is not shown)."
        )
    return found


def normalised_all(uprns: pd.Series, file: str = "") -> pd.Series:
    """Every UPRN normalised, by the same index; missing stays missing.

    file: where they stand under a header, so that a row can be named as its user sees it.

    Raises:
        DataError: one is not a UPRN or lost digits; its row is named (1 is the first), its value is not.
    """

    def row(n: int) -> str:
        return f"Row {n} of the data (row {n + 1} of {file})" if file else f"Row {n}"

    if lost := next((n for n, value in enumerate(uprns, 1) if _scientific(value)), 0):
        raise DataError(f"{row(lost)} has a UPRN that {LOST}.")
    found = [None if _missing(value) else _found(value) for value in uprns]
    bad = [n for n, value in enumerate(found, 1) if value is None and not _missing(uprns.iloc[n - 1])]
    if bad:
        raise DataError(f"{row(bad[0])} has no UPRN of up to {DIGITS} digits (its value is not shown); put it right.")
    return pd.Series(found, index=uprns.index, dtype="str")


def _found(uprn: object) -> str | None:
    if isinstance(uprn, bool):
        return None
    if isinstance(uprn, float):
        return _found(f"{uprn:.0f}") if uprn.is_integer() else None  # floats are exact to 15 digits, a UPRN has 12
    text = "".join(str(uprn).split()).lstrip("'")
    plain = WRITTEN.fullmatch(text) if text.isascii() else None
    return plain[1] if plain and int(plain[1]) else None


def _scientific(uprn: object) -> bool:
    """Whether a spreadsheet wrote it so; even where all digits seem there, nobody can tell that they are."""
    return isinstance(uprn, str) and bool(SCIENTIFIC.fullmatch("".join(uprn.split()).lstrip("'")))


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or value != value or (isinstance(value, str) and not value.strip())


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
        """What it says, with what was measured apart from what is worked out."""
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
