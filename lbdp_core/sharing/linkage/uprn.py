"""UPRN: the unique property reference number as spreadsheets and systems write it, to the one form that is keyed."""

from __future__ import annotations

import re

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
