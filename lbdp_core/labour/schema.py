"""The layouts that the labour theme reads: Skills Imperative workbooks, ONS local statistics, claimants by LSOA."""

from __future__ import annotations

import pandas as pd

from lbdp_core.boroughs import CODES
from lbdp_core.door import Column, Kind
from lbdp_core.labour.workbook import SIGNS, take

OGL = "OGL v3.0"
DFE, ONS = "Department for Education", "Office for National Statistics"
COPYRIGHT = "© Warwick Institute for Employment Research and Cambridge Econometrics, 2023"

WIDER = {"E12000007": "London", "E92000001": "England"}
INDICATORS = {
    "claimant count": "claimants", "employment rate": "employment", "modelled unemployment rate": "unemployment",
    "gross median weekly pay": "pay", "level 3 or above qualifications": "level_3", "no qualifications": "none",
    "apprenticeship starts": "apprenticeships", "further education and skills participation": "further_education",
    "business births": "births",
}  # fmt: skip


def indicator(names: pd.Series) -> pd.Series:
    """The short name of each indicator; missing where it is none of work, pay and learning."""
    return names.str.casefold().str.replace(r"\s*\(.*", "", regex=True).map(INDICATORS)


def not_work(frame: pd.DataFrame) -> pd.Series:
    """For each row of local statistics why the labour theme does not use it, or ""."""
    why = pd.Series("", index=frame.index, dtype="str")
    why = why.mask(~frame["code"].isin([*CODES, *WIDER]), "not a London borough, London or England")
    why = why.mask(why.eq("") & indicator(frame["indicator"]).isna(), "another indicator of local statistics")
    return why.mask(why.eq("") & frame["value"].isna(), "no value given")


def not_a_rate(frame: pd.DataFrame) -> pd.Series:
    """For each row of Nomis's claimant count why the labour theme does not use it, or "": the share of residents aged
    16 to 64 of every month of a whole year is used.
    """
    why = pd.Series("", index=frame.index, dtype="str")
    measure = frame["measure"].fillna("").str.casefold()
    share = measure.str.contains("residents aged 16") & ~measure.str.contains("active")
    why = why.mask(~frame["borough_code"].isin([*CODES, *WIDER]), "not a London borough, London or England")
    why = why.mask(why.eq("") & ~share, "another measure than the share of residents aged 16 to 64")
    for name, whole, reason in (("sex", "total|all|persons", "of women or men alone"), ("age", "all", "of some ages")):
        if name in frame:
            part = ~frame[name].fillna("all").str.casefold().str.match(whole)
            why = why.mask(why.eq("") & part, reason)
    if "form" in frame:
        why = why.mask(why.eq("") & frame["form"].fillna("value").str.casefold().ne("value"), "not a value")
    why = why.mask(why.eq("") & frame["value"].isna(), "no value given")
    year = year_of(frame["date"])
    months = frame[why.eq("")].groupby([frame["borough_code"], year])["date"].nunique()
    known = pd.MultiIndex.from_arrays([frame["borough_code"], year])
    few = months.reindex(known).fillna(0).to_numpy() < 12
    return why.mask(why.eq("") & few, "of a year without all its months")


def year_of(dates: pd.Series) -> pd.Series:
    """The year of dates such as "January 2025" or "2025-01"; missing where a text has none."""
    return pd.to_numeric(dates.str.extract(r"(\d{4})")[0], errors="coerce")


WORKBOOK = Kind(
    "skills_imperative",
    "a workbook of the Skills Imperative 2035 projections",
    f"{DFE}; {COPYRIGHT}",
    OGL,
    (),
    form="book",
    signs=SIGNS,
    take=take,
    unit="figure",
)
LOCAL = Kind(
    "ons_local_statistics",  # the children's theme reads the same layout, for other indicators
    "a table of ONS local statistics, such as the claimant count",
    ONS,
    OGL,
    (
        Column("code", ("areacd",), filled=True),
        Column("indicator", ("indicator",), filled=True),
        Column("period", ("period",), filled=True),
        Column("value", ("observation", "value"), "number"),
        Column("low", ("lci_95",), "number", needed=False),
        Column("high", ("uci_95",), "number", needed=False),
    ),
    sift=not_work,
    unit="council and year",
)
CLAIMANTS = Kind(
    "claimants_by_lsoa",
    "claimants by LSOA of 2011 at two dates",
    ONS,
    OGL,
    (
        Column("lsoa11", ("lsoa11cd", "LSOA11CD", "lsoa11_code"), pattern=r"E01\w{6}", filled=True),
        Column("population", ("Population",), "number", low=0),
        Column("pop_year", ("Pop year",), "number"),
        Column("neighbourhood", ("Neighbourhood name",)),
    ),
    rest=True,
    unit="area",
)
NOMIS = Kind(
    "nomis_claimants",
    "the claimant count by borough and month, as Nomis gives it",
    ONS,
    OGL,
    (
        Column("date", ("DATE_NAME", "DATE"), filled=True),
        Column("borough_code", ("GEOGRAPHY_CODE",), filled=True),
        Column("measure", ("MEASURE_NAME",)),
        Column("sex", ("GENDER_NAME", "SEX_NAME"), needed=False),
        Column("age", ("AGE_NAME",), needed=False),
        Column("form", ("MEASURES_NAME",), needed=False),
        Column("value", ("OBS_VALUE",), "number"),
    ),
    sift=not_a_rate,
    unit="borough and month",
)
AGES = Kind(
    "mid_year",  # recognised as a kind of the health theme, and read here for the boroughs
    "the ONS mid-year population by local authority and single year of age",
    ONS,
    OGL,
    (
        Column("code", ("code", "area code"), filled=True),
        *(Column(f"age_{n}", (f"{n}", f"age {n}"), "number") for n in range(16, 65)),
    ),
)
KINDS = (WORKBOOK, LOCAL, CLAIMANTS, NOMIS)
