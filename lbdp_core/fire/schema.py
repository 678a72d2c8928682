"""Incident files: the layouts in which dwelling fires are published, as plain column specifications.

One list of meanings and spellings serves the analyst's 8-column file, the current 39-column layout of the
London Fire Brigade and its older releases; the two kinds differ in whether a file holds all incidents.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from lbdp_core.door import Column, Kind
from lbdp_core.geocoding import NO_POINT, POINT, RECORDED, points
from lbdp_core.sources import DataError

PUBLISHER = "London Fire Brigade, London Datastore"
LICENCE = "OGL v3.0"
MOST = 100_000  # visits or fires that one row may count in an LSOA; the largest holds some 3,000 homes

DATE = Column("date", ("date", "DateOfCall", "DateTimeOfCall", "TimestampOfCall", "CallDate"), holds="date")
HOUR = (  # of the call; the current layout has both
    Column("hour", ("HourOfCall",), holds="number", needed=False),
    Column("time", ("TimeOfCall",), needed=False),
)
NUMBER = Column("incident_number", ("IncidentNumber", "IncidentNo", "Incident"), needed=False)
WHAT = (  # what tells dwelling fires from the other incidents of a file; all of them, or none
    Column("incident_group", ("IncidentGroup",)),
    Column("stop_code", ("StopCodeDescription", "StopCode")),
    Column("property_category", ("PropertyCategory",)),
)
OF_ALL = tuple(spelling for column in WHAT for spelling in column.spellings)  # headers of a file of all incidents
TYPE = Column("incident_type", ("IncidentType", "type_of_incident", "incident_category"), needed=False)
STATION = Column("station_ground", ("IncidentStationGround",), needed=False)
PROPERTY = Column("property_type", ("property_type", "PropertyType"))
EITHER = (("easting_rounded", "northing_rounded"), ("easting", "northing"))

EARLIEST = pd.Timestamp(2000, 1, 1)  # an older date is a slip: the Brigade publishes from 2009 on
STOP_CODES = ("primary fire", "secondary fire")  # chimney fires and late calls are set aside


TWICE = "incident number already read"
NO_FIRE = r"false alarm|special service|\bafa\b|\brtc\b|road traffic|non.?fire"


def not_a_dwelling_fire(frame: pd.DataFrame) -> pd.Series:
    """For each row why it is not a dwelling fire that can be placed in time and space, or "" when it is.

    The one selection of a build, `lbdp data check`, `lbdp aggregate` and the page. The first reason that applies is
    given, so that every row is counted once; of rows with one incident number the first that can be used is.
    """
    why = first_of(_reasons(frame), frame.index)
    usable = frame[why.eq("")]
    why.loc[usable.index[again(usable)]] = TWICE
    return why


def first_of(reasons: list[tuple[str, pd.Series]], index: pd.Index) -> pd.Series:
    """For each row the first reason that applies, or ""."""
    why = pd.Series("", index=index, dtype="str")
    for reason, applies in reasons:
        why = why.mask(applies.astype(bool) & why.eq(""), reason)
    return why


def again(fires: pd.DataFrame) -> pd.Series:
    """Whether a row above has the same incident number in the same year; a row without a number is its own fire."""
    number = fires.get("incident_number", pd.Series(pd.NA, index=fires.index)).astype("str")
    year = fires["date"].dt.year if "date" in fires else pd.Series(0, index=fires.index)
    return number.str.contains(r"\d", na=False) & pd.DataFrame({"number": number, "year": year}).duplicated()


def _reasons(frame: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    reasons = []
    told = [column for column in WHAT if column.name in frame]
    if told and len(told) < len(WHAT):
        label, lacks = frame.attrs.get("label", "The file"), [c.spellings[0] for c in WHAT if c not in told]
        raise DataError(
            f"{label} may have all incidents, because it has a column {told[0].spellings[0]} and no "
            f"{' and no '.join(lacks)}; give all three columns, or dwelling fires alone without any of them."
        )
    if told:
        group, stop, category = (_folded(frame[c.name]) for c in WHAT)
        reasons = [
            ("not a fire", group.ne("fire")),
            ("not in a dwelling", category.ne("dwelling")),
            ("chimney fire, late call or other stop code", ~stop.isin(STOP_CODES)),
        ]
    elif TYPE.name in frame:
        reasons = [("not a fire", frame[TYPE.name].fillna("").str.contains(NO_FIRE, case=False))]
    if "date" in frame:
        reasons += undated(frame["date"])
    if not any(way in frame for way in ("lsoa", "uprn", "postcode")):
        reasons.append((NO_POINT, pd.DataFrame(points(frame), index=frame.index)[0].isna()))
    return reasons


def undated(date: pd.Series) -> list[tuple[str, pd.Series]]:
    """Why a row's date cannot be used, in words, and where each applies."""
    return [
        ("without a date that can be read", date.isna()),
        ("dated before 2000", date.lt(EARLIEST)),
        ("dated after today", date.gt(today())),
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
    (DATE, *HOUR, *RECORDED, *POINT, NUMBER, PROPERTY),
    without=OF_ALL,
    one_of=EITHER,
    sift=not_a_dwelling_fire,
    unit="dwelling fire",
)
LFB_INCIDENTS = Kind(
    "lfb_incidents",
    "London Fire Brigade incidents",
    PUBLISHER,
    LICENCE,
    (DATE, *HOUR, *RECORDED, *POINT, NUMBER, STATION, PROPERTY, *WHAT),
    one_of=EITHER,
    sift=not_a_dwelling_fire,
    unit="dwelling fire",
)
INCIDENTS = (DWELLING_FIRES, LFB_INCIDENTS)


def hidden(column: str, period: bool = False) -> Callable[[pd.DataFrame], pd.Series]:
    """A sift that sets aside rows whose count is hidden or missing; with `period`, also those of years to come."""

    def sift(frame: pd.DataFrame) -> pd.Series:
        reasons = [("with a hidden count, taken as none", frame[column].isna())]
        if period:
            year = frame["period"].str[:4].astype(float)
            late = [("dated after today", year.gt(today().year)), ("dated before 2000", year.lt(EARLIEST.year))]
            reasons = [*late, *reasons]
        return first_of(reasons, frame.index)

    return sift


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
    sift=hidden("visits"),
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
