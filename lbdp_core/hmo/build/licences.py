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
YEAR_FIRST = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})\b")
DAY_FIRST = re.compile(r"\b(?:19|20)\d{2}\b|\d{1,2}\W\w+\W\d{2}\b")
GONE = re.compile(
    r"withdr|refus|reject|revok|surrender|cancel|declin|invalid|\bvoid|pending|awaiting|under consideration|in progress"
)
NOT_IN_FORCE = "Withdrawn, refused, revoked or not yet decided"
SELECTIVE = "Selective licences, which are for homes that are not HMOs"
EARLIER = "An earlier licence of the same address"
COUNTED = "HMO licences counted below"


def addresses(frame: pd.DataFrame) -> list[Parts]:
    """The address of each row, from one field or from several."""
    columns = [frame[name].fillna("").astype(str) if name in frame else [""] * len(frame)
               for name in ("number", "address", *LINES, "postcode")]  # fmt: skip
    read = []
    for number, address, *lines, postcode in zip(*columns, strict=True):
        below = (line for line in lines if line.casefold() not in address.casefold())
        read.append(parts(" ".join((number, address, *below)), postcode))
    return read


def people(text: object) -> float:
    """The most people that a licence allows, as registers write it.

    >>> people("5 persons / 4 households"), people("2 households; 6 people"), people("5.0"), people("2 storeys")
    (5.0, 6.0, 5.0, nan)
    """
    found = PEOPLE.search(str(text)) or NUMBER.search(OTHERS.sub("", str(text)))
    return float(found[1]) if found else float("nan")


def days(text: pd.Series) -> pd.Series:
    """Days as registers write them, the day before the month; NaT where it is none, or has no year.

    >>> given = pd.Series(["03/05/2026", "2026-05-03 00:00:00", "3rd May 2026", "3-May-26", "for ever", "5"])
    >>> days(given).dt.strftime("%-d %b").tolist()
    ['3 May', '3 May', '3 May', '3 May', nan, nan]
    """
    year_first = text.str.extract(YEAR_FIRST)[0]
    others = text.where(year_first.isna() & text.str.contains(DAY_FIRST))
    read = pd.to_datetime(others, errors="coerce", dayfirst=True, format="mixed")
    return read.fillna(pd.to_datetime(year_first, errors="coerce", format="%Y-%m-%d"))


def licences(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns home (parts of the address), people, end, and why: "" where it is counted, else why it is not.

    Of one address the licence that ends last is counted.
    """
    blank = pd.Series("", index=frame.index)
    status, kind, ends = (
        frame[name].fillna("").astype(str).str.casefold() if name in frame else blank
        for name in ("status", "type", "ends")
    )
    made = pd.DataFrame({"home": addresses(frame)}, index=frame.index)
    made["people"] = frame["people"].map(people) if "people" in frame else np.nan
    made["end"] = days(ends)
    selective = kind.str.contains("selective") & ~kind.str.contains("hmo|mandatory|additional")
    made["why"] = np.where(status.str.contains(GONE), NOT_IN_FORCE, np.where(selective, SELECTIVE, ""))
    in_force = made[made["why"].eq("") & made["home"].map(lambda home: bool(home[1] and home[2]))]
    latest = in_force.sort_values("end", na_position="first", kind="stable").drop_duplicates("home", keep="last")
    made.loc[in_force.index.difference(latest.index), "why"] = EARLIER
    return made
