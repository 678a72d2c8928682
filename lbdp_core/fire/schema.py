"""Incident files: the layouts in which dwelling fires are published, as plain column specifications.

One list of meanings and spellings serves the analyst's 8-column file, the current 39-column layout of the
London Fire Brigade and its older releases; the two kinds differ in whether a file holds all incidents.
"""

from __future__ import annotations

import pandas as pd

from lbdp_core.door import Column, Kind

PUBLISHER = "London Fire Brigade, London Datastore"
LICENCE = "OGL v3.0"
MOST = 100_000  # visits or fires that one row may count in an LSOA; the largest holds some 3,000 homes

DATE = Column("date", ("date", "DateOfCall", "DateTimeOfCall", "TimestampOfCall", "CallDate"), holds="date")
HOUR = (  # of the call; the current layout has both
    Column("hour", ("HourOfCall",), holds="number", needed=False),
    Column("time", ("TimeOfCall",), needed=False),
)
BOROUGH = (
    Column("borough_code", ("borough", "IncGeo_BoroughCode", "BoroughCode"), needed=False),
    Column("borough_name", ("IncGeo_BoroughName", "BoroughName", "ProperCase"), needed=False),
)
PLACE = (
    Column("easting", ("Easting_m", "easting"), holds="number", needed=False),
    Column("northing", ("Northing_m", "northing"), holds="number", needed=False),
    Column("easting_rounded", ("easting_rounded",), holds="number", needed=False),
    Column("northing_rounded", ("northing_rounded",), holds="number", needed=False),
)
NUMBER = Column("incident_number", ("IncidentNumber", "IncidentNo", "Incident"), needed=False)
WHAT = (
    Column("incident_group", ("IncidentGroup",)),
    Column("stop_code", ("StopCodeDescription", "StopCode")),
    Column("property_category", ("PropertyCategory",)),
)
STATION = Column("station_ground", ("IncidentStationGround",), needed=False)
PROPERTY = Column("property_type", ("property_type", "PropertyType"))
EITHER = (("easting_rounded", "northing_rounded"), ("easting", "northing"))

EARLIEST = pd.Timestamp(2000, 1, 1)  # an older date is a slip: the Brigade publishes from 2009 on
STOP_CODES = ("primary fire", "secondary fire")  # chimney fires and late calls are set aside


def not_a_dwelling_fire(frame: pd.DataFrame) -> pd.Series:
    """For each row why it is not a dwelling fire that can be placed in time and space, or "" when it is.

    The first reason that applies is given, so that every row is counted once.
    """
    why = pd.Series("", index=frame.index, dtype="str")
    for reason, applies in _reasons(frame):
        why = why.mask(applies.astype(bool) & why.eq(""), reason)
    return why


def _reasons(frame: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    reasons = []
    if "incident_group" in frame:
        group, stop, category = (_folded(frame[c.name]) for c in WHAT)
        reasons = [
            ("not a fire", group.ne("fire")),
            ("not in a dwelling", category.ne("dwelling")),
            ("chimney fire, late call or other stop code", ~stop.isin(STOP_CODES)),
        ]
    placed = pd.Series(False, index=frame.index)
    for east, north in EITHER:
        if east in frame:
            placed |= frame[east].gt(0) & frame[north].gt(0)
    return [
        *reasons,
        ("without a date that can be read", frame["date"].isna()),
        ("dated before 2000", frame["date"].lt(EARLIEST)),
        ("dated after today", frame["date"].gt(today())),
        ("without coordinates", ~placed),
    ]


def today() -> pd.Timestamp:
    """The day by the clock, without the time."""
    return pd.Timestamp.now().normalize()


def _folded(texts: pd.Series) -> pd.Series:
    codes, values = pd.factorize(texts, use_na_sentinel=False)
    return pd.Series(values, dtype="str").fillna("").str.casefold().take(codes).reset_index(drop=True)


DWELLING_FIRES = Kind(
    "dwelling_fires",
    "dwelling fires",
    PUBLISHER,
    LICENCE,
    (DATE, *HOUR, *BOROUGH, *PLACE, NUMBER, PROPERTY),
    without=("IncidentGroup", "PropertyCategory", "StopCodeDescription"),
    one_of=EITHER,
    sift=not_a_dwelling_fire,
    unit="dwelling fire",
)
LFB_INCIDENTS = Kind(
    "lfb_incidents",
    "London Fire Brigade incidents",
    PUBLISHER,
    LICENCE,
    (DATE, *HOUR, *BOROUGH, *PLACE, NUMBER, STATION, PROPERTY, *WHAT),
    one_of=EITHER,
    sift=not_a_dwelling_fire,
    unit="dwelling fire",
)
INCIDENTS = (DWELLING_FIRES, LFB_INCIDENTS)


def _count_hidden(frame: pd.DataFrame) -> pd.Series:
    why = pd.Series("", index=frame.index, dtype="str")
    return why.mask(frame["visits"].isna(), "with a hidden count, taken as none")


VISITS = Kind(
    "fire_visits",
    "home fire safety visits by LSOA",
    "London Fire Brigade (its own records, not public by LSOA)",
    "as agreed with the Brigade",
    (
        Column("lsoa", ("lsoa21_code", "LSOA21CD", "lsoa_code", "lsoa21", "lsoa"), filled=True),
        Column(
            "visits",
            ("visits", "HFSV", "HFSVs", "home_fire_safety_visits", "number_of_visits"),
            holds="number",
            low=0,
            high=MOST,
        ),
    ),
    sift=_count_hidden,
    unit="visit",
    summed=True,
    own=True,
)

GROUND = Column(
    "ground",
    ("station_ground", "StationGround", "station_ground_name", "fire_station_ground", "ground_name", "FRS_ground"),
    filled=True,
)
_GROUNDS_OF = ("London Fire Brigade, as the file gives them", "as stated by whoever gave the file")
GROUND_LOOKUP = Kind(
    "station_ground_lookup",
    "a lookup from LSOAs to fire station grounds",
    *_GROUNDS_OF,
    (
        Column("lsoa21", ("lsoa21_code", "LSOA21CD", "LSOA code (2021)", "lsoa_code", "lsoa"), needed=False),
        Column("lsoa11", ("lsoa11_code", "LSOA11CD", "LSOA code (2011)"), needed=False),
        GROUND,
    ),
    one_of=(("lsoa21",), ("lsoa11",)),
    unit="area",
)
GROUND_SHAPES = Kind(
    "station_ground_boundaries",
    "a file of the boundaries of fire station grounds",
    *_GROUNDS_OF,
    (GROUND,),
    form="geojson",
    without=("LSOA21CD", "LSOA11CD"),
    unit="ground",
)
KINDS = (*INCIDENTS, VISITS, GROUND_LOOKUP, GROUND_SHAPES)
