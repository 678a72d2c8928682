"""Population and health files: the layouts in which they are published, as plain column specifications.

A population comes with ages across and years down (GLA to 2016, ONS mid-year by area), with years across (GLA since,
ONS sub-national projections, the detailed series of ONS mid-year estimates), or in broad bands (census).
"""

from __future__ import annotations

import pandas as pd

from lbdp_core.boroughs import not_a_borough
from lbdp_core.door import Column, Kind

ONS, GLA, OHID, OGL = (
    "Office for National Statistics",
    "Greater London Authority",
    "Office for Health Improvement and Disparities",
    "OGL v3.0",
)
OLDEST = 90  # the last single age is open: 90 and over
AGES = tuple(range(OLDEST + 1))
YEARS = tuple(range(1991, 2071))


def not_a_person_count(frame: pd.DataFrame) -> pd.Series:
    """As `not_a_borough`, and sums over ages and parts of change (births, migration) are set aside."""
    why = not_a_borough(frame)
    age = frame["age"].fillna("").astype("str").str.casefold()
    why = why.mask(why.eq("") & (age.str.startswith("all") | age.isin(("total", ""))), "the sum of all ages")
    if "component" in frame:
        counted = frame["component"].fillna("population").str.casefold().eq("population")
        why = why.mask(why.eq("") & ~counted, "a part of the change, not a population")
    return why


INDICATORS = (92658, 92659, 92661, 92662, 92663)  # of Fingertips that a condition uses
INDEXED = ("Dementia", "Diabetes")  # likewise of the Health Index
UNUSED = "an indicator that no condition uses"


def not_a_local_value(frame: pd.DataFrame) -> pd.Series:
    """As `not_a_borough`; Fingertips repeats England in rows of a category (deprivation deciles, say)."""
    why = not_a_borough(frame)
    why = why.mask(frame["division"].notna(), "a category of a wider area, such as a deprivation decile")
    return why.mask(why.eq("") & ~frame["indicator"].isin(INDICATORS), UNUSED)


def not_indexed(frame: pd.DataFrame) -> pd.Series:
    """As `not_a_borough`, for the two indicators of the Health Index that a condition uses."""
    why = not_a_borough(frame)
    return why.mask(why.eq("") & ~frame["indicator"].isin(INDEXED), UNUSED)


def _number(name: str, *spellings: str, needed: bool = True, low: float | None = 0) -> Column:
    return Column(name, spellings, "number", needed=needed, low=low)


def _place(code: tuple[str, ...], name: tuple[str, ...]) -> tuple[Column, Column]:
    return Column("borough_code", code, needed=False), Column("borough_name", name, needed=False)


LAD = (
    "ltla24_code",
    "ltla23_code",
    "ltla21_code",
    "LAD24CD",
    "LAD23CD",
    "LAD21CD",
    "ladcode23",
    "ladcode21",
    "ladcode20",
)
LAD_NAME = ("ltla24_name", "ltla23_name", "ltla21_name", "laname23", "laname21", "laname20", "LAD23NM", "LAD21NM")
_BY_AGE = tuple(_number(f"age_{age}", f"{age}", f"age {age}") for age in AGES)  # "90+" is read as 90
_SEX = Column("sex", ("sex", "gender"), needed=False)


def _across(*prefixes: str) -> tuple[Column, ...]:
    """A column for each year; at least one must be there, so that a first one is asked for besides (and not used)."""
    usual = sorted(YEARS, key=lambda year: abs(year - 2021))
    any_year = Column("any_year", tuple(f"{prefix}{year}" for year in usual for prefix in (*prefixes, "")), "text")
    return any_year, *(
        _number(f"in_{year}", *(f"{prefix}{year}" for prefix in ("", *prefixes)), needed=False) for year in YEARS
    )


GLA_BY_AGE = Kind(
    "gla_population",
    "the GLA population projection with ages across",
    GLA,
    OGL,
    (
        *_place(("GSS Code", "gss_code"), ("Borough Name", "borough", "gss_name")),
        _number("year", "year", low=1961),
        _SEX,
        *_BY_AGE,
    ),
    without=("lsoa11_code", "lsoa21_code", "msoa11_code", "ward_code"),
    sift=not_a_borough,
    unit="borough and year",
)
GLA_BY_YEAR = Kind(
    "gla_population_by_year",
    "the GLA population projection with years across",
    GLA,
    OGL,
    (
        Column("borough_code", ("gss_code",)),
        Column("borough_name", ("borough", "gss_name", "la_name"), needed=False),
        Column("age", ("age",)),
        Column("sex", ("sex",)),
        *_across("X"),
    ),
    sift=not_a_person_count,
    unit="borough, sex and age",
)
ONS_PROJECTION = Kind(
    "ons_projection",
    "the ONS sub-national population projections",
    ONS,
    OGL,
    (
        Column("borough_code", ("AREA_CODE",)),
        Column("borough_name", ("AREA_NAME",), needed=False),
        Column("component", ("COMPONENT",), needed=False),
        Column("sex", ("SEX",)),
        Column("age", ("AGE_GROUP",)),
        *_across(),
    ),
    sift=not_a_person_count,
    unit="borough, sex and age",
)
MID_YEAR = Kind(
    "mid_year",
    "the ONS mid-year population by local authority and single year of age",
    ONS,
    OGL,
    (
        Column("borough_code", (*LAD, "code", "area code")),
        Column("borough_name", (*LAD_NAME, "name", "area name"), needed=False),
        _number("year", "year", "mid-year", needed=False, low=1961),
        _SEX,
        *_BY_AGE,
    ),
    without=("lsoa11_code", "lsoa21_code", "msoa11_code", "ward_code"),
    sift=not_a_borough,
    unit="borough",
)
MID_YEAR_SERIES = Kind(
    "mid_year_series",
    "the detailed series of ONS mid-year population estimates",
    ONS,
    OGL,
    (
        Column("borough_code", LAD),
        Column("borough_name", LAD_NAME, needed=False),
        Column("sex", ("sex",)),
        Column("age", ("age",)),
        *_across("population_"),
    ),
    sift=not_a_person_count,
    unit="borough, sex and age",
)
CENSUS = Kind(
    "census_age_sex",
    "the Census 2021 table of sex and three broad ages by borough",
    ONS,
    OGL,
    (
        Column("borough_code", LAD),
        _number("total", "total_population"),
        *(
            _number(f"{band}_{sex}")
            for sex in ("females", "males")
            for band in ("total", "younger", "working_age", "older")
        ),
    ),
    sift=not_a_borough,
    unit="area",
)
FINGERTIPS = Kind(
    "fingertips",
    "a Fingertips download",
    OHID,
    OGL,
    (
        _number("indicator", "Indicator ID"),
        Column("indicator_name", ("Indicator Name",)),
        Column("borough_code", ("Area Code",)),
        Column("borough_name", ("Area Name",)),
        Column("sex", ("Sex",)),
        Column("age", ("Age",)),
        Column("division", ("Category",)),
        Column("period", ("Time period",)),
        _number("value", "Value", low=None),
        _number("low", "Lower CI 95.0 limit", low=None, needed=False),
        _number("high", "Upper CI 95.0 limit", low=None, needed=False),
        _number("order", "Time period Sortable"),
        Column("note", ("Value note",), needed=False),
    ),
    sift=not_a_local_value,
    unit="value of a borough",
)
HEALTH_INDEX = Kind(
    "ons_health_index",
    "the indicators of the ONS Health Index",
    ONS,
    OGL,
    (
        Column("borough_code", LAD, filled=True),
        _number("year", "year"),
        Column("indicator", ("indicator",), filled=True),
        _number("value", "value", low=None),
    ),
    sift=not_indexed,
    unit="value of a borough",
)
LIFE = Kind(
    "life_expectancy",
    "the ONS table of period life expectancy by year, sex and age",
    ONS,
    OGL,
    (_number("year", "year"), Column("sex", ("sex",)), _number("age", "age"), _number("left", "ex", "life expectancy")),
    unit="year, sex and age",
)
POPULATIONS = (GLA_BY_AGE, GLA_BY_YEAR, ONS_PROJECTION, MID_YEAR, MID_YEAR_SERIES)
KINDS = (*POPULATIONS, CENSUS, FINGERTIPS, HEALTH_INDEX, LIFE)
