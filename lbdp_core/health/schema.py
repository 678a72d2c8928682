"""Population and health files: the layouts in which they are published, as plain column specifications.

A population comes with ages across and years down (GLA to 2016, ONS mid-year by area), with years across (GLA since,
ONS sub-national projections, the detailed series of ONS mid-year estimates), or in broad bands (census).
"""

from __future__ import annotations

import pandas as pd

from lbdp_core.boroughs import not_a_borough
from lbdp_core.door import Column, Kind

ONS, GLA, OHID = (
    "Office for National Statistics",
    "Greater London Authority",
    "Office for Health Improvement and Disparities",
)
OGL = "OGL v3.0"
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


def _text(name: str, *spellings: str, needed: bool = True) -> Column:
    return Column(name, spellings, needed=needed)


def _across(*prefixes: str) -> tuple[Column, ...]:
    """A column for each year; at least one must be there, so that a first one is asked for besides (and not used)."""
    usual = sorted(YEARS, key=lambda year: abs(year - 2021))
    any_year = Column("any_year", tuple(f"{prefix}{year}" for year in usual for prefix in (*prefixes, "")), "text")
    return any_year, *(
        _number(f"in_{year}", *(f"{prefix}{year}" for prefix in ("", *prefixes)), needed=False) for year in YEARS
    )


VINTAGES = ("24", "23", "21")
LAD = (*(f"ltla{v}_code" for v in VINTAGES), *(f"LAD{v}CD" for v in VINTAGES), "ladcode23", "ladcode21", "ladcode20")
LAD_NAME = (*(f"ltla{v}_name" for v in VINTAGES), "laname23", "laname21", "laname20", "LAD23NM", "LAD21NM")
_BY_AGE = tuple(_number(f"age_{age}", f"{age}", f"age {age}") for age in AGES)  # "90+" is read as 90
_SEX = _text("sex", "sex", "gender", needed=False)
SMALL_AREAS = ("lsoa11_code", "lsoa21_code", "msoa11_code", "ward_code")  # a file by these is none by borough


def _across_ages(name: str, what: str, publisher: str, unit: str, *columns: Column) -> Kind:
    return Kind(
        name, what, publisher, OGL, (*columns, _SEX, *_BY_AGE), without=SMALL_AREAS, sift=not_a_borough, unit=unit
    )


def _across_years(name: str, what: str, publisher: str, *columns: Column) -> Kind:
    return Kind(name, what, publisher, OGL, columns, sift=not_a_person_count, unit="borough, sex and age")


GLA_BY_AGE = _across_ages(
    "gla_population",
    "the GLA population projection with ages across",
    GLA,
    "borough and year",
    _text("borough_code", "GSS Code", "gss_code", needed=False),
    _text("borough_name", "Borough Name", "borough", "gss_name", needed=False),
    _number("year", "year", low=1961),
)
GLA_BY_YEAR = _across_years(
    "gla_population_by_year",
    "the GLA population projection with years across",
    GLA,
    _text("borough_code", "gss_code"),
    _text("borough_name", "borough", "gss_name", "la_name", needed=False),
    _text("age", "age"),
    _text("sex", "sex"),
    *_across("X"),
)
ONS_PROJECTION = _across_years(
    "ons_projection",
    "the ONS sub-national population projections",
    ONS,
    _text("borough_code", "AREA_CODE"),
    _text("borough_name", "AREA_NAME", needed=False),
    _text("component", "COMPONENT", needed=False),
    _text("sex", "SEX"),
    _text("age", "AGE_GROUP"),
    *_across(),
)
MID_YEAR = _across_ages(
    "mid_year",
    "the ONS mid-year population by local authority and single year of age",
    ONS,
    "borough",
    _text("borough_code", *LAD, "code", "area code"),
    _text("borough_name", *LAD_NAME, "name", "area name", needed=False),
    _number("year", "year", "mid-year", needed=False, low=1961),
)
MID_YEAR_SERIES = _across_years(
    "mid_year_series",
    "the detailed series of ONS mid-year population estimates",
    ONS,
    _text("borough_code", *LAD),
    _text("borough_name", *LAD_NAME, needed=False),
    _text("sex", "sex"),
    _text("age", "age"),
    *_across("population_"),
)
_BANDS = ("total", "younger", "working_age", "older")
CENSUS = Kind(
    "census_age_sex",
    "the Census 2021 table of sex and three broad ages by borough",
    ONS,
    OGL,
    (
        _text("borough_code", *LAD),
        _number("total", "total_population"),
        *(_number(f"{band}_{sex}") for sex in ("females", "males") for band in _BANDS),
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
        _text("indicator_name", "Indicator Name"),
        _text("borough_code", "Area Code"),
        _text("borough_name", "Area Name"),
        _text("sex", "Sex"),
        _text("age", "Age"),
        _text("division", "Category"),
        _text("period", "Time period"),
        _number("value", "Value", low=None),
        _number("low", "Lower CI 95.0 limit", low=None, needed=False),
        _number("high", "Upper CI 95.0 limit", low=None, needed=False),
        _number("order", "Time period Sortable"),
        _text("note", "Value note", needed=False),
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
    (_number("year", "year"), _text("sex", "sex"), _number("age", "age"), _number("left", "ex", "life expectancy")),
    unit="year, sex and age",
)
POPULATIONS = (GLA_BY_AGE, GLA_BY_YEAR, ONS_PROJECTION, MID_YEAR, MID_YEAR_SERIES)
KINDS = (*POPULATIONS, CENSUS, FINGERTIPS, HEALTH_INDEX, LIFE)
