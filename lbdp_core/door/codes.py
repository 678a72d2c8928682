"""Codes: which areas the rows of a file are of, by the code lists of a data folder, and which are there twice.

A file may be of all England, or of a few areas: it is only refused when most of its codes are unknown and most of
the areas that are known are not in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from lbdp_core.door.kinds import Column, Kind, plain
from lbdp_core.door.lines import row_of
from lbdp_core.door.parsing import called
from lbdp_core.sources import DataError

Known = Mapping[str, frozenset[str]]  # codes by geography, named as in GEOGRAPHIES

GEOGRAPHIES = {"lsoa21": "LSOAs of 2021", "lsoa11": "LSOAs of 2011", "ward": "wards", "borough": "boroughs"}
# What the plain spellings of a column's header say of the areas in it.
MEANT = {
    "lsoa21": r"lsoa|lsoa21(cd|code)?|geographycode",
    "lsoa11": r"lsoa11(cd|code)?",
    "ward": r"(wd|ward)\d\d(cd|code)",
    "borough": r"(lad|ltla)\d\d(cd|code)|boroughcode",
}
OUTSIDE = "of an area outside London"
# What the codes of the local authorities begin with whose areas a build reads.
LONDON: tuple[str, ...] = ("E09",)
ENGLAND = ("E06", "E07", "E08", "E09")
CODE = re.compile(r"[EWSN]\d{8}")
FORMS = {
    "E00": "output areas", "E01": "LSOAs of elsewhere or of another year",
    "E02": "MSOAs", "E05": "other wards of England",
    "E06": "unitary authorities", "E07": "districts", "E08": "metropolitan districts", "E09": "other boroughs",
    "W00": "output areas of Wales", "W01": "LSOAs of Wales", "W02": "MSOAs of Wales",
    "S00": "output areas of Scotland", "S01": "data zones of Scotland", "S02": "intermediate zones of Scotland",
}  # fmt: skip
COUNTRIES = {"E": "other areas of England", "W": "other areas of Wales", "S": "other areas of Scotland",
             "N": "areas of Northern Ireland"}  # fmt: skip


def compare(frame: pd.DataFrame, kind: Kind, known: Known, label: str) -> tuple[list[str], list[str]]:
    """What the area codes of a file are, and warnings; a sentence each, without its full stop.

    Raises:
        DataError: fewer than half of the codes are known where a row's area should be, and fewer than half of
            the areas are there.
    """
    told: list[str] = []
    warned: list[str] = []
    columns = _columns(frame, kind)
    for n, (column, geography) in enumerate(columns):
        codes = frozenset(c for c in frame[column.name].dropna().unique() if column.needed or CODE.fullmatch(c))
        wanted, what = known.get(geography, frozenset()), GEOGRAPHIES[geography]
        if not codes or not wanted:
            continue
        there, vintage = codes & wanted, _vintage(codes, geography, known)
        told.append(_says(codes, vintage, known))
        if n == 0 and column.needed and 2 * len(there) < min(len(codes), len(wanted)):
            raise DataError(f"{label} should be of {what}, but {told[-1]}; give the table by {_one(what)}.")
        if column.needed and len(there) < len(wanted):
            hint = "" if vintage == geography else f"; the codes look like {GEOGRAPHIES[vintage]}"
            warned.append(f"{len(there):,} of {len(wanted):,} {what} are there{hint}")
    return told, warned


def repeated(frame: pd.DataFrame, kind: Kind, known: Known, label: str) -> None:
    """Nothing, when no area is there more than once, or the kind adds up its rows.

    Raises:
        DataError: rows of which a build could use only one; it names the first two.
    """
    columns = [(column.name, geography) for column, geography in _columns(frame, kind) if column.needed]
    if not columns or kind.summed:
        return
    area, geography = columns[0]
    if "category" in frame:
        wanted = known.get(geography)  # a build leaves rows of other areas alone
        rows, key = frame[frame[area].isin(wanted)] if wanted else frame, [area, "category"]
    elif kind.unit == "area":
        rows, key = frame, [area]
    else:
        return
    if (again := rows.duplicated(key)).any():
        second = rows.index[again][0]
        first = rows.index[rows[key].eq(rows.loc[second, key]).all(axis=1)][0]
        what = " with ".join(called(rows.loc[second, k]) for k in key)
        where = f"in row {row_of(frame, first)} and again in row {row_of(frame, second)}"
        raise DataError(f"{label} has {what} {where}; keep one of the rows.")


def elsewhere(frame: pd.DataFrame, kind: Kind, known: Known) -> pd.Series:
    """For each row why a build leaves it alone, or "": by the kind's own sift, or as it is of no area of London."""
    why = kind.sift(frame) if kind.sift else pd.Series("", index=frame.index, dtype="str")
    for column, geography in _columns(frame, kind)[:1]:
        if geography.startswith("lsoa") and known.get(geography):
            why = why.mask(why.eq("") & ~frame[column.name].isin(known[geography]), OUTSIDE)
    return why


def has_areas(frame: pd.DataFrame, kind: Kind) -> bool:
    """Whether a file has a column of area codes."""
    return bool(_columns(frame, kind))


def _columns(frame: pd.DataFrame, kind: Kind) -> list[tuple[Column, str]]:
    """Columns of area codes, each with its geography."""
    found = ((column, _geography(column)) for column in kind.columns if column.name in frame)
    return [(column, geography) for column, geography in found if geography]


def _geography(column: Column) -> str:
    """By what the suite calls it, else by the headers that mean it: "geography code" alone may be of any areas."""
    for names in ((column.name,), column.spellings):
        for geography, pattern in MEANT.items():
            if any(re.fullmatch(pattern, plain(name)) for name in names):
                return geography
    return ""


def _vintage(codes: frozenset[str], geography: str, known: Known) -> str:
    """The geography, or the other vintage of it when more of the codes are of that."""
    ways = [geography, *(g for g in known if g != geography and g[:4] == geography[:4] == "lsoa")]
    return max(ways, key=lambda g: len(codes & known[g]))


def told(codes: frozenset[str], geography: str, known: Known) -> str:
    """What a file's area codes are, as a clause."""
    return _says(codes, geography, known)


def _says(codes: frozenset[str], geography: str, known: Known) -> str:
    first = f"{len(codes & known[geography]):,} of {len(codes):,} codes are {GEOGRAPHIES[geography]}"
    others = Counter(_form(c, known) for c in sorted(codes - known[geography])).most_common()
    return first + (f", others are {', '.join(f'{form} ({n:,})' for form, n in others)}" if others else "")


def _form(code: str, known: Known) -> str:
    for geography, codes in known.items():
        if code in codes:
            return GEOGRAPHIES[geography]
    if not CODE.fullmatch(code):
        return "no area codes at all"
    return FORMS.get(code[:3], COUNTRIES[code[0]])


def _one(what: str) -> str:
    """LSOAs of 2021 -> LSOA of 2021."""
    return what.replace("LSOAs", "LSOA").removesuffix("s")
