"""Records: a file whose rows are about homes or people is refused, by its form first, then by what its values say.

Counts give an area one row, or one a period; beside codes, counts and periods there is nothing but names of areas and
what is the same throughout. Every row is looked at. No value is ever repeated in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from lbdp_core import boroughs, geocoding
from lbdp_core.door import called, private
from lbdp_core.door.kinds import plain
from lbdp_core.door.lines import row_of
from lbdp_core.protect import THRESHOLD
from lbdp_core.sources import DataError, Shelf

LSOA = re.compile(r"[EWS]01\d{6}", re.IGNORECASE)
CODE = re.compile(r"[A-Z]\d{8}", re.IGNORECASE)  # of any area, by the Government Statistical Service
REFERENCE = frozenset(("id", "ref", "reference", "key", "code", "fid", "objectid", "oid", "row", "serial"))
NAME = re.compile(r"[A-Za-z' ]+ \d{3}[A-Z]")  # of an LSOA, such as Tower Hamlets 001A
DAY = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d\d-\d\d.*"
TELLING = re.compile(f"{private.VALUES}|{DAY}", re.IGNORECASE)
AGGREGATE = "turn them into counts by LSOA on your own machine with `lbdp aggregate`, and give what it writes."


def refuse_told(cells: pd.DataFrame, dull: Sequence[str], label: str) -> None:
    """The second net: nothing, when no value in any row looks like an address, a person or a reference.

    dull: columns that hold codes, counts or periods, which are known by their form.

    Raises:
        DataError: one does.
    """
    for n, (header, column) in enumerate(cells.items(), 1):
        if header not in dull and (told := _told(column)).any():
            if pd.Series(column.dropna().unique(), dtype="str").str.strip()[told].str.fullmatch(DAY).all():
                raise DataError(
                    f"{label} has {_named(n, str(header))} of dates, so its rows may be records of single days; take "
                    f"the column out, or {AGGREGATE}"
                )
            raise DataError(f"{label} has {_named(n, str(header))} of addresses or identifiers, {private.WHY}")


def refuse_blanks(cells: pd.DataFrame, code: str, label: str) -> None:
    """Nothing, when every row says of which area it is; one of another area is set aside as it is placed.

    Raises:
        DataError: a row does not.
    """
    blank = cells[code].fillna("").str.strip().eq("")
    if blank.any():
        row = row_of(cells, int(blank.index[blank.to_numpy()][0]))
        raise DataError(f"{label} has no value in row {row}, column {called(code)}; every row needs one.")


def refuse_repeats(cells: pd.DataFrame, code: str, periods: Sequence[str], label: str) -> None:
    """Nothing, when each area has one row, or one a period.

    Raises:
        DataError: an area has more, so that rows are records.
    """
    keys = cells[[code, *periods]].apply(lambda c: c.fillna("").str.strip().str.upper())
    if keys.duplicated().any():
        apart = "for the same period" if periods else "and no year, quarter or date of counts tells its rows apart"
        raise DataError(
            f"{label} gives an LSOA more than once {apart}, so its rows are records, not counts: {AGGREGATE}"
        )


def refuse_rest(cells: pd.DataFrame, code: str, known: Sequence[str], shelf: Shelf, label: str) -> None:
    """Nothing, when every column left over names areas or is the same throughout.

    Raises:
        DataError: one does not, so that it may be about homes or people.
    """
    names = _names(shelf)
    for n, (header, column) in enumerate(cells.items(), 1):
        dull = _constant(column, cells[code]) or _of_areas(column, names) or _running(column)
        if header not in known and not dull:
            raise DataError(
                f"{label} has {_named(n, str(header))} that has no codes, counts, periods or names of areas; take it "
                "out, or make counts of rows about homes or people with `lbdp aggregate` on your own machine."
            )


def names_areas(column: pd.Series, shelf: Shelf) -> bool:
    """Whether a column holds names of LSOAs, wards or boroughs of London, or their codes, and nothing else."""
    return bool(column.notna().any()) and _of_areas(column, _names(shelf))


def is_reference(header: str, column: pd.Series) -> bool:
    """Whether a column of numbers says by its header that they are references, and none comes twice."""
    said = private.words(header)
    return bool(said) and said[-1] in REFERENCE and column.dropna().is_unique


def _told(column: pd.Series) -> pd.Series:
    text = pd.Series(column.dropna().unique(), dtype="str").str.strip().str[: private.LONG]
    return text.str.fullmatch(TELLING) & ~text.str.fullmatch(CODE) & ~text.str.fullmatch(NAME)


def _named(n: int, header: str) -> str:
    """A column by its header, or by its place where a file without a header begins with a row."""
    return f"a column (the {n}.)" if TELLING.fullmatch(header.strip()) else f"a column “{called(header)}”"


def _constant(column: pd.Series, code: pd.Series) -> bool:
    """Whether a column says the same of more areas than a protected count has people, and nothing else."""
    held = column.dropna().str.strip()
    there = held.ne("")
    return len(set(held[there])) <= 1 and (not there.any() or code[held.index[there]].nunique() > THRESHOLD)


def _running(column: pd.Series) -> bool:
    """Whether a column numbers the rows from 0 or 1."""
    return column.tolist() in ([str(n) for n in range(start, len(column) + start)] for start in (0, 1))


def _of_areas(column: pd.Series, names: frozenset[str]) -> bool:
    text = pd.Series(column.dropna().unique(), dtype="str").str.strip()
    text = text[text.ne("") & ~text.str.fullmatch(CODE)]
    places = (re.sub(r" \d{3}[A-Za-z]?$", "", value) for value in text)
    return all(plain(place.replace("&", "and")) in names or boroughs.code_of(place, short=True) for place in places)


def _names(shelf: Shelf) -> frozenset[str]:
    """Names of London's wards, and of wider areas; an LSOA is called by its borough and a number."""
    told = {plain(str(name).replace("&", "and")) for name in np.unique(geocoding.ground(shelf).ward)}
    return frozenset(told | {"london", "greaterlondon", "innerlondon", "outerlondon", "england"})
