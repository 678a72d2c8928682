"""The layouts that the labour theme reads: Skills Imperative workbooks, ONS local statistics, claimants by LSOA."""

from __future__ import annotations

import re

import pandas as pd

from lbdp_core.boroughs import CODES, code_of
from lbdp_core.door import Column, Kind
from lbdp_core.labour.workbook import SIGNS, take

OGL = "OGL v3.0"
DFE, ONS = "Department for Education", "Office for National Statistics"
COPYRIGHT = "© Warwick Institute for Employment Research and Cambridge Econometrics, 2023"

PART = r"P\d+[DWM]$|Q[1-4]|^\d{4}-\d\d$"  # a period that is no year
AREA = tuple(f"local authority: {tier} / unitary (as of April {year})" for tier in ("district", "county")
             for year in range(2015, 2041))  # fmt: skip
MONTH = r"[A-Za-z]{3,9}[ -]\d{2,4}"
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
    place = [frame["code"], frame["indicator"], frame["period"].str[:4]]
    part = frame["period"].str.contains(PART) | frame.groupby(place)["period"].transform("nunique").gt(1)
    why = pd.Series("", index=frame.index, dtype="str")
    why = why.mask(~frame["code"].isin([*CODES, *WIDER]), "not a London borough, London or England")
    why = why.mask(why.eq("") & indicator(frame["indicator"]).isna(), "another indicator of local statistics")
    why = why.mask(why.eq("") & part, "of a month or a quarter, and not of a year")
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
    """The year of dates such as "January 2025", "Jan-25" or "2025-01"; missing where a text has none."""
    found = dates.str.extract(r"(\d{4})|[A-Za-z][ -](\d\d)$")
    return pd.to_numeric(found[0].fillna("20" + found[1]), errors="coerce")


def by_month(frame: pd.DataFrame) -> pd.DataFrame:
    """A row a place and month of Nomis's table with a column a month: row (its index there), date, borough_code, value,
    and measure, sex and age as the lines over the header state them.
    """
    stated = {cells[0].rstrip(" :").casefold(): cells[1] for cells in frame.attrs["above"] if len(cells) > 1}
    wider = {name.casefold(): code for code, name in WIDER.items()}
    names = frame["nomis_area" if "nomis_area" in frame else "area"].fillna("").str.replace(r"^\w+:", "", regex=True)
    codes = [code_of(name) or wider.get(name.strip().casefold(), "") for name in names]
    dates = [column for column in frame if re.fullmatch(MONTH, str(column))]
    long = frame.assign(row=frame.index, borough_code=codes).melt(["row", "borough_code"], dates, "date")
    long["value"] = pd.to_numeric(long["value"].astype(str).str.replace(",", ""), errors="coerce")
    sex = stated.get("gender", stated.get("sex"))
    return long.assign(measure=stated.get("measure", ""), sex=sex, age=stated.get("age")).astype({"date": str})


def not_a_rate_by_month(frame: pd.DataFrame) -> pd.Series:
    """For each row of Nomis's table with a column a month why no month of it is used, or ""."""
    long = by_month(frame)
    why = not_a_rate(long).sort_values(kind="stable")  # "" comes first
    return why.groupby(long["row"]).first().reindex(frame.index).fillna("no column of a month")


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
NOMIS_WIDE = Kind(
    "nomis_claimants_by_month",
    "the claimant count by borough with a column a month, as Nomis gives it",
    ONS,
    OGL,
    (Column("nomis_area", AREA, needed=False), Column("area", needed=False), Column("mnemonic", needed=False)),
    one_of=(("nomis_area",), ("area", "mnemonic")),  # "Area" heads places of several types, as "gor:London"
    rest=True,
    sift=not_a_rate_by_month,
    unit="borough",
)
KINDS = (WORKBOOK, LOCAL, CLAIMANTS, NOMIS, NOMIS_WIDE)
