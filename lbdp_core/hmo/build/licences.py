"""Licences: the rows of a council's register, and which of them are HMO licences in force, one an address."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from lbdp_core.hmo.build.matching import Parts, parts

LINES = ("line_2", "line_3")  # of an address, below its first
PEOPLE = re.compile(r"(\d+)\s*(?:persons?|people|occup\w*|tenants?|residents?|individuals?)", re.IGNORECASE)
OTHERS = re.compile(r"\d+\s*(?:households?|units?|storeys?|lettings?|bed\w*|rooms?)", re.IGNORECASE)
NUMBER = re.compile(r"(\d+)")
DURATION = re.compile(r"(\d+)\s*(month|year|$)?", re.IGNORECASE)
LONGEST = 5  # years that a licence may last (Housing Act 2004, section 68)
GONE = re.compile(
    r"withdr|refus|reject|revok|surrender|cancel|declin|invalid|\bvoid|expired|lapsed|superseded|exempt"
    r"|pending|awaiting|under consideration|in progress"
)
NOT_IN_FORCE = "Withdrawn, refused, revoked, expired, exempt or not yet decided"
SELECTIVE = "Selective licences, which are for homes that are not HMOs"
EARLIER = "An earlier licence of the same address"
COUNTED = "HMO licences counted below"


def addresses(frame: pd.DataFrame) -> list[Parts]:
    """The address of each row, from one field or from several."""
    columns = [frame[name].fillna("").astype(str) if name in frame else [""] * len(frame)
               for name in ("flat", "number", "address", *LINES, "postcode")]  # fmt: skip
    read = []
    for flat, number, address, *lines, postcode in zip(*columns, strict=True):
        below = (line for line in lines if line.casefold() not in address.casefold())
        read.append(parts(" ".join((flat, number, address, *below)), postcode))
    return read


def people(text: object) -> float:
    """The most people that a licence allows, as registers write it.

    >>> people("5 persons / 4 households"), people("2 households; 6 people"), people("5.0"), people("2 storeys")
    (5.0, 6.0, 5.0, nan)
    """
    found = PEOPLE.search(str(text)) or NUMBER.search(OTHERS.sub("", str(text)))
    return float(found[1]) if found else float("nan")


def months(text: object) -> float:
    """How long a licence lasts, in months; a number alone is of years, unless it is more than a licence may last.

    >>> months("5 years"), months("12 months"), months("3"), months("60"), months("until sold")
    (60.0, 12.0, 36.0, 60.0, nan)
    """
    if not (found := DURATION.search(str(text))):
        return float("nan")
    number, unit = int(found[1]), (found[2] or "").casefold()
    return float(12 * number if unit == "year" or (not unit and number <= LONGEST) else number)


def _ends(frame: pd.DataFrame) -> pd.Series:
    """The last day of each licence: as given, else from its first day and how long it lasts; NaT where neither."""
    never = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    ends: pd.Series = frame.get("ends", never)
    if not {"begins", "duration"} <= set(frame):
        return ends
    last = [
        begins + pd.DateOffset(months=int(long), days=-1) if begins == begins and long == long else pd.NaT
        for begins, long in zip(frame["begins"], frame["duration"].map(months), strict=True)
    ]
    return ends.fillna(pd.Series(last, index=frame.index, dtype="datetime64[s]"))


def latest(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Of rows of one home (parts of its address) the one that is latest by a day; all of homes that cannot be told."""
    known = frame["home"].map(lambda home: bool(home[1] and home[2])).astype(bool)
    last = frame[known].sort_values(by, na_position="first", kind="stable").drop_duplicates("home", keep="last")
    return frame.loc[frame.index.isin(last.index) | ~known]


def licences(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns home (parts of the address), people, end, and why: "" where it is counted, else why it is not.

    Of one address the licence that ends last is counted.
    """
    blank = pd.Series("", index=frame.index)
    status, kind = (
        frame[name].fillna("").astype(str).str.casefold() if name in frame else blank for name in ("status", "type")
    )
    made = pd.DataFrame({"home": addresses(frame)}, index=frame.index)
    made["people"] = frame["people"].map(people) if "people" in frame else np.nan
    made["end"] = _ends(frame)
    selective = kind.str.contains("selective") & ~kind.str.contains("hmo|mandatory|additional")
    made["why"] = np.where((status + " " + kind).str.contains(GONE), NOT_IN_FORCE, np.where(selective, SELECTIVE, ""))
    in_force = made[made["why"].eq("")]
    made.loc[in_force.index.difference(latest(in_force, "end").index), "why"] = EARLIER
    return made
