"""A borough's own files: a log of visits or of fires, a row each, or counts by LSOA of either."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lbdp_core.aggregate import ROWS
from lbdp_core.door import Column, Kind
from lbdp_core.fire.schema import (
    DATE,
    DWELLING_FIRES,
    LFB_INCIDENTS,
    MOST,
    NUMBER,
    OF_ALL,
    TYPE,
    VISITS,
    WHAT,
    first_of,
    hidden,
    not_a_dwelling_fire,
    undated,
)
from lbdp_core.geocoding import LSOA, POINT, RECORDED
from lbdp_core.own import Records

PUBLISHER, LICENCE = ROWS.publisher, ROWS.licence
OF_VISIT = ("date_of_visit", "visit_date", "date_visited", "visited_on", "hfsv_date", "date_of_hfsv", "completed_on")
OF_FIRE = ("date_of_fire", "fire_date", "incident_date", "date_of_incident", *DATE.spellings[1:])
FIRES = ("fires", "dwelling_fires", "number_of_fires")
EITHER = (("lsoa",), ("easting", "northing"))


def not_dated(frame: pd.DataFrame) -> pd.Series:
    """For each row why its date cannot be used, in words, or "" when it can or the file has none."""
    return first_of(undated(frame["date"]) if "date" in frame else [], frame.index)


VISIT_LOG = Kind(
    "fire_visit_log",
    "a log of home fire safety visits, a row a visit",
    PUBLISHER,
    LICENCE,
    (Column("date", (*OF_VISIT, "date"), holds="date"), LSOA, *POINT),
    without=(*OF_FIRE, *OF_ALL, *VISITS.column("visits").spellings),
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
    (Column("date", (*OF_FIRE, "date"), holds="date"), LSOA, *POINT, NUMBER, TYPE),
    without=(*OF_VISIT, *OF_ALL, *FIRES),
    one_of=EITHER,
    sift=not_a_dwelling_fire,
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
    sift=hidden("fires", period=True),
    unit="fire",
    summed=True,
    own=True,
)  # fmt: skip
KINDS = (VISIT_LOG, VISITS, FIRE_LOG, FIRE_COUNTS, DWELLING_FIRES, LFB_INCIDENTS)
# What `lbdp aggregate` counts, by name. A file of all incidents has its dwelling fires picked out as everywhere else.
RECORDS = {
    "visits": Records(
        replace(
            ROWS,
            what="records of home visits",
            columns=(*ROWS.columns, Column("date", (*OF_VISIT, "date"), holds="date", needed=False)),
            without=(*OF_FIRE, *OF_ALL),
            sift=not_dated,
            unit="visit",
        )
    ),
    "fires": Records(
        replace(
            ROWS,
            what="records of dwelling fires",
            columns=(
                *ROWS.columns,
                Column("date", (*OF_FIRE, "date"), holds="date", needed=False),
                *RECORDED,
                NUMBER,
                TYPE,
                *(replace(column, needed=False) for column in WHAT),
            ),
            without=OF_VISIT,
            sift=not_a_dwelling_fire,
            unit="dwelling fire",
        ),
        ("year", "month"),
        "Fires are compared with a forecast for a year",
    ),
}
OF_VISITS = frozenset({VISIT_LOG.name, VISITS.name})
