"""A borough's own files: a log of visits or of fires, a row each, or counts by LSOA of either."""

from __future__ import annotations

import pandas as pd

from lbdp_core.door import Column, Kind
from lbdp_core.fire.schema import DWELLING_FIRES, EARLIEST, MOST, PLACE, VISITS, today

PUBLISHER, LICENCE = "the borough (its own records)", "the borough's own; not published"
OF_VISIT = ("date_of_visit", "visit_date", "date_visited", "visited_on", "hfsv_date", "date_of_hfsv", "completed_on")
OF_FIRE = ("date_of_fire", "fire_date", "date_of_call", "DateTimeOfCall", "incident_date", "date_of_incident")
FIRES = ("fires", "dwelling_fires", "number_of_fires")
LSOA = Column(
    "lsoa",
    ("lsoa21_code", "LSOA21CD", "lsoa_code", "lsoa21", "lsoa", "lsoa_2021", "lsoa11_code", "LSOA11CD", "lsoa11"),
    needed=False,
)
POINT = (
    Column("easting", (*PLACE[0].spellings, "east", "x", "gridgb1e"), holds="number", needed=False),
    Column("northing", (*PLACE[1].spellings, "north", "y", "gridgb1n"), holds="number", needed=False),
)
ROUNDED = PLACE[2:]
EITHER = (("lsoa",), ("easting", "northing"))


def not_dated(frame: pd.DataFrame) -> pd.Series:
    """For each row why its date cannot be used, in words, or "" when it can."""
    why = pd.Series("", index=frame.index, dtype="str")
    for reason, applies in (
        ("without a date that can be read", frame["date"].isna()),
        ("dated before 2000", frame["date"].lt(EARLIEST)),
        ("dated after today", frame["date"].gt(today())),
    ):
        why = why.mask(applies & why.eq(""), reason)
    return why


def hidden(column: str, period: bool = False) -> object:
    """A sift that sets aside rows whose count is hidden or missing; with `period`, also those of years to come."""

    def sift(frame: pd.DataFrame) -> pd.Series:
        why = pd.Series("", index=frame.index, dtype="str")
        if period:
            year = frame["period"].str[:4].astype(float)
            why = why.mask(year.gt(today().year), "dated after today").mask(year.lt(EARLIEST.year), "dated before 2000")
        return why.mask(frame[column].isna() & why.eq(""), "with a hidden count, taken as none")

    return sift


VISIT_LOG = Kind(
    "fire_visit_log",
    "a log of home fire safety visits, a row a visit",
    PUBLISHER,
    LICENCE,
    (Column("date", (*OF_VISIT, "date"), holds="date"), LSOA, *POINT),
    without=(*OF_FIRE, *VISITS.column("visits").spellings),
    one_of=EITHER,
    sift=not_dated,
    unit="visit",
    own=True,
)
FIRE_LOG = Kind(
    "own_fires",
    "a log of dwelling fires, a row a fire",
    PUBLISHER,
    LICENCE,
    (Column("date", (*OF_FIRE, "date"), holds="date"), LSOA, *POINT),
    without=(*OF_VISIT, "IncidentGroup", *FIRES),
    one_of=EITHER,
    sift=not_dated,
    unit="fire",
    own=True,
)
FIRE_COUNTS = Kind(
    "own_fire_counts",
    "dwelling fires by LSOA and year or month",
    PUBLISHER,
    LICENCE,
    (
        Column("lsoa", LSOA.spellings, filled=True),
        Column("period", ("year", "month", "period"), holds="period", filled=True,
               pattern=r"(19|20)\d\d(-(0[1-9]|1[0-2]))?", looks="2023 or 2023-11"),
        Column("fires", FIRES, holds="number", low=0, high=MOST),
    ),
    sift=hidden("fires", period=True),  # type: ignore[arg-type]
    unit="fire",
    summed=True,
    own=True,
)  # fmt: skip
KINDS = (VISIT_LOG, VISITS, FIRE_LOG, FIRE_COUNTS, DWELLING_FIRES)
OF_VISITS = frozenset({VISIT_LOG.name, VISITS.name})
