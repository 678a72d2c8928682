"""Places of the theme, and the layouts of the Home Office's and the housing department's files."""

from __future__ import annotations

import pandas as pd

from lbdp_core import quarters
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.door import Column, Kind

HOME_OFFICE = "Home Office"
HOUSING = "MHCLG"
OGL = "OGL v3.0"
UNALLOCATED, REST = "unallocated", "rest"  # people in London whom no borough is given for, and everywhere else
IN_LONDON = (*CODES, UNALLOCATED)  # the order of places everywhere: they add up to the published London total
IN_WORDS = (*NAMES, "Not given by borough")
DATE = ("Date", "Date (as at…)", "Date (as at...)", "Quarter")

TYPES = ("contingency", "dispersal", "initial", "other", "subsistence_only")
NATIONAL = {
    "claims": "claims",
    "decided": "initialDecisions",
    "granted": "initialGrants",
    "refused": "initialRefusals",
    "withdrawn": "initialWithdrawals",
    "awaiting": "awaitingInitialDecision",
    "supported": "supportedAsylum",
}


def _number(name: str, *spellings: str) -> Column:
    return Column(name, spellings, "number", low=0)


def _filled(name: str, *spellings: str) -> Column:
    return Column(name, spellings, filled=True)


def undated(frame: pd.DataFrame) -> pd.Series:
    """For each row that its quarter cannot be read, in words, or "" where it can: as a build sets it aside."""
    known = {
        text: "" if quarters.quarter(text) else "no quarter can be read from its date"
        for text in frame["when"].unique()
    }
    return frame["when"].map(known).astype("str")


def _table(name: str, what: str, unit: str, *columns: Column, without: tuple[str, ...] = ()) -> Kind:
    """A table of the Home Office, or a copy of one; where its rows have dates, those without one are set aside."""
    dated = any(column.name == "when" for column in columns)
    return Kind(name, what, HOME_OFFICE, OGL, columns, without=without, sift=undated if dated else None, unit=unit)


WHEN = _filled("when", *DATE)
SUPPORT = _table(
    "asylum_support",
    "the Home Office table of asylum support by local authority (Asy_D11)",
    "count of people in support",
    WHEN,
    _filled("support", "Support Type"),
    Column("region", ("UK Region", "Region")),
    Column("borough_code", ("LAD Code",)),
    Column("borough_name", ("Local Authority",)),
    Column("accommodation", ("Accommodation Type",)),
    _number("people", "People"),
)
SUPPORT_TOTALS = _table(
    "asylum_support_totals",
    "a copy of the Home Office's totals of asylum support by borough and quarter",
    "borough and quarter",
    _filled("borough_code", "areaCode"),
    Column("borough_name", ("areaName",)),
    _filled("when", "periodEnd"),
    Column("status", ("dataStatus",)),
    _number("people", "value"),
)
SUPPORT_TYPES = _table(
    "asylum_support_types",
    "a copy of the Home Office's table of asylum support by borough and type at one date",
    "borough",
    _filled("borough_code", "code"),
    Column("borough_name", ("borough",)),
    _filled("when", "as_of"),
    *(_number(name) for name in ("supported", *TYPES)),
)
NATIONAL_QUARTERS = _table(
    "asylum_national_quarters",
    "a copy of the Home Office's national quarters of claims, decisions and support",
    "quarter",
    _filled("when", "quarter"),
    *(_number(name, spelling) for name, spelling in NATIONAL.items()),
)
RESETTLEMENT = _table(
    "resettlement",
    "the Home Office table of resettlement by local authority (Res_D01)",
    "count of people resettled",
    WHEN,
    Column("region", ("UK Region",)),
    Column("borough_code", ("LAD Code",)),
    Column("borough_name", ("Local Authority",)),
    _filled("scheme", "Resettlement Scheme"),
    _number("people", "Persons"),
)
CLAIMS = _table(
    "asylum_claims",
    "the Home Office table of asylum claims (Asy_D01)",
    "count of claims",
    _filled("when", "Quarter", "Date"),
    Column("age", ("Age",)),
    _filled("applicant", "Applicant type"),
    Column("unaccompanied", ("UASC",)),
    Column("place", ("Location of application", "Location of claim")),
    _number("people", "Applications", "Claims"),
)
DECISIONS = _table(
    "asylum_decisions",
    "the Home Office table of asylum decisions and resettlement (Asy_D02)",
    "count of decisions",
    _filled("when", "Quarter", "Date"),
    Column("case", ("Case type",)),
    _filled("group", "Case outcome group"),
    Column("outcome", ("Case outcome",)),
    _filled("applicant", "Applicant type"),
    _number("people", "Decisions"),
)
AWAITING = _table(
    "asylum_awaiting",
    "the Home Office table of claims awaiting a decision (Asy_D03)",
    "count of claims awaiting a decision",
    WHEN,
    _filled("applicant", "Applicant type"),
    _filled("stage", "Application stage"),
    Column("duration", ("Duration",)),
    _number("people", "Applications", "Claims"),
    without=("Location of application", "UASC"),
)
GRANT_RATES = _table(
    "grant_rates",
    "initial decisions by nationality and quarter",
    "nationality and quarter",
    _filled("when", "Quarter", "Date"),
    _filled("nationality", "Nationality"),
    _number("granted", "Grant"),
    _number("refused", "Refused"),
    Column("rate", ("Initial grant rate",), "number", low=0, high=1, share=True),
)
COHORTS = _table(
    "asylum_cohorts",
    "the Home Office table of outcomes by year of claim (Asy_D04)",
    "nationality and year of claim",
    Column("year", ("Year of Application", "Year of claim"), "number", low=1990),
    _number("claims", "Applications", "Claims"),
    *(
        _number(f"{stage}_{name}", f"{stage}: {words}")
        for stage in ("initial", "latest")
        for name, words in {
            "granted": "Grants of Protection",
            "other_leave": "Grants of Other Leave",
            "refused": "Refusals",
            "withdrawn": "Withdrawn Applications",
            "not_known": "Not Yet Known",
        }.items()
    ),
)
SUPPORT_APPLICATIONS = _table(
    "support_applications",
    "the Home Office table of applications granted asylum support",
    "count of applications for support",
    Column("year", ("Year",), "number", low=1990),
    _filled("support", "Support type granted"),
    _filled("group", "Group type"),
    _number("applications", "Applications"),
)
FAMILY_REUNION = _table(
    "family_reunion",
    "the Home Office table of family reunion visas",
    "count of visas",
    WHEN,
    Column("age", ("Age",)),
    _number("people", "Visas granted"),
)
SPOKEN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The first releases name a day and no year: these are of 2022 to March 2024, in this order.
UNDATED = {
    "3jun": "2022-06-03", "1jul": "2022-07-01", "29jul": "2022-07-29", "26aug": "2022-08-26", "23sep": "2022-09-23",
    "21oct": "2022-10-21", "18nov": "2022-11-18", "30dec": "2022-12-30", "27jan": "2023-01-27", "24feb": "2023-02-24",
    "24mar": "2023-03-24", "21apr": "2023-04-21", "19may": "2023-05-19", "16jun": "2023-06-16", "31jul": "2023-07-31",
    "31aug": "2023-08-31", "30sep": "2023-09-30", "31oct": "2023-10-31", "30nov": "2023-11-30", "31dec": "2023-12-31",
    "31jan": "2024-01-31", "29feb": "2024-02-29", "31mar": "2024-03-31",
}  # fmt: skip
LATER = {
    f"{day}{month}{year}": f"20{year}-{n:02d}-{day}"
    for year in (24, 25, 26, 27)
    for n, month in enumerate(SPOKEN, 1)
    for day in (28, 29, 30, 31)
}
DAYS_HELD = UNDATED | LATER


def _of_day(stem: str) -> tuple[Column, ...]:
    return tuple(
        Column(f"{stem}_{day}", (f"{stem}_{day}",), "number", needed=day == "3jun", low=0) for day in DAYS_HELD
    )


UKRAINE = Kind(
    "ukraine_duties",
    "the housing department's table of Ukrainians owed a homelessness duty",
    HOUSING,
    OGL,
    (
        _filled("borough_code", "lad_code"),
        Column("borough_name", ("lad_name",), needed=False),
        *_of_day("total"),
        *_of_day("temp"),
    ),
    unit="local authority",
)
KINDS = (
    SUPPORT,
    SUPPORT_TOTALS,
    SUPPORT_TYPES,
    NATIONAL_QUARTERS,
    RESETTLEMENT,
    CLAIMS,
    DECISIONS,
    AWAITING,
    GRANT_RATES,
    COHORTS,
    SUPPORT_APPLICATIONS,
    FAMILY_REUNION,
    UKRAINE,
)
COPIES = (SUPPORT_TOTALS, SUPPORT_TYPES, NATIONAL_QUARTERS)  # read where the tables themselves end earlier
NEEDED = (SUPPORT, CLAIMS, DECISIONS, AWAITING)  # without these, or a copy instead, there is no theme
INSTEAD = {
    SUPPORT: SUPPORT_TOTALS,
    CLAIMS: NATIONAL_QUARTERS,
    DECISIONS: NATIONAL_QUARTERS,
    AWAITING: NATIONAL_QUARTERS,
}
