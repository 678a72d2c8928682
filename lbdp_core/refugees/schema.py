"""Files of the Home Office and of the housing department: their layouts, as plain column specifications."""

from __future__ import annotations

import pandas as pd

from lbdp_core import quarters
from lbdp_core.door import Column, Kind

HOME_OFFICE = "Home Office"
HOUSING = "MHCLG"
OGL = "OGL v3.0"
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


def _people(*spellings: str) -> Column:
    return Column("people", spellings, "number", low=0)


def _when() -> Column:
    return Column("when", DATE, filled=True)


def undated(frame: pd.DataFrame) -> pd.Series:
    """For each row that its quarter cannot be read, in words, or "" where it can: as a build sets it aside."""
    known = {
        text: "" if quarters.quarter(text) else "no quarter can be read from its date"
        for text in frame["when"].unique()
    }
    return frame["when"].map(known).astype("str")


SUPPORT = Kind(
    "asylum_support",
    "the Home Office table of asylum support by local authority (Asy_D11)",
    HOME_OFFICE,
    OGL,
    (
        _when(),
        Column("support", ("Support Type",), filled=True),
        Column("region", ("UK Region", "Region")),
        Column("borough_code", ("LAD Code",)),
        Column("borough_name", ("Local Authority",)),
        Column("accommodation", ("Accommodation Type",)),
        _people("People"),
    ),
    sift=undated,
    unit="count of people in support",
)
SUPPORT_TOTALS = Kind(
    "asylum_support_totals",
    "a copy of the Home Office's totals of asylum support by borough and quarter",
    HOME_OFFICE,
    OGL,
    (
        Column("borough_code", ("areaCode",), filled=True),
        Column("borough_name", ("areaName",)),
        Column("when", ("periodEnd",), filled=True),
        Column("status", ("dataStatus",)),
        _people("value"),
    ),
    unit="borough and quarter",
)
SUPPORT_TYPES = Kind(
    "asylum_support_types",
    "a copy of the Home Office's table of asylum support by borough and type at one date",
    HOME_OFFICE,
    OGL,
    (
        Column("borough_code", ("code",), filled=True),
        Column("borough_name", ("borough",)),
        Column("when", ("as_of",), filled=True),
        *(Column(name, (), "number", low=0) for name in ("supported", *TYPES)),
    ),
    unit="borough",
)
NATIONAL_QUARTERS = Kind(
    "asylum_national_quarters",
    "a copy of the Home Office's national quarters of claims, decisions and support",
    HOME_OFFICE,
    OGL,
    (
        Column("when", ("quarter",), filled=True),
        *(Column(name, (said,), "number", low=0) for name, said in NATIONAL.items()),
    ),
    unit="quarter",
)
RESETTLEMENT = Kind(
    "resettlement",
    "the Home Office table of resettlement by local authority (Res_D01)",
    HOME_OFFICE,
    OGL,
    (
        _when(),
        Column("region", ("UK Region",)),
        Column("borough_code", ("LAD Code",)),
        Column("borough_name", ("Local Authority",)),
        Column("scheme", ("Resettlement Scheme",), filled=True),
        _people("Persons"),
    ),
    sift=undated,
    unit="count of people resettled",
)
CLAIMS = Kind(
    "asylum_claims",
    "the Home Office table of asylum claims (Asy_D01)",
    HOME_OFFICE,
    OGL,
    (
        Column("when", ("Quarter", "Date"), filled=True),
        Column("age", ("Age",)),
        Column("applicant", ("Applicant type",), filled=True),
        Column("unaccompanied", ("UASC",)),
        Column("place", ("Location of application", "Location of claim")),
        _people("Applications", "Claims"),
    ),
    sift=undated,
    unit="count of claims",
)
DECISIONS = Kind(
    "asylum_decisions",
    "the Home Office table of asylum decisions and resettlement (Asy_D02)",
    HOME_OFFICE,
    OGL,
    (
        Column("when", ("Quarter", "Date"), filled=True),
        Column("case", ("Case type",)),
        Column("group", ("Case outcome group",), filled=True),
        Column("outcome", ("Case outcome",)),
        Column("applicant", ("Applicant type",), filled=True),
        _people("Decisions"),
    ),
    sift=undated,
    unit="count of decisions",
)
AWAITING = Kind(
    "asylum_awaiting",
    "the Home Office table of claims awaiting a decision (Asy_D03)",
    HOME_OFFICE,
    OGL,
    (
        _when(),
        Column("applicant", ("Applicant type",), filled=True),
        Column("stage", ("Application stage",), filled=True),
        Column("duration", ("Duration",)),
        _people("Applications", "Claims"),
    ),
    without=("Location of application", "UASC"),
    sift=undated,
    unit="count of claims awaiting a decision",
)
GRANT_RATES = Kind(
    "grant_rates",
    "initial decisions by nationality and quarter",
    HOME_OFFICE,
    OGL,
    (
        Column("when", ("Quarter", "Date"), filled=True),
        Column("nationality", ("Nationality",), filled=True),
        Column("granted", ("Grant",), "number", low=0),
        Column("refused", ("Refused",), "number", low=0),
        Column("rate", ("Initial grant rate",), "number", low=0, high=1, share=True),
    ),
    sift=undated,
    unit="nationality and quarter",
)
COHORTS = Kind(
    "asylum_cohorts",
    "the Home Office table of outcomes by year of claim (Asy_D04)",
    HOME_OFFICE,
    OGL,
    (
        Column("year", ("Year of Application", "Year of claim"), "number", low=1990),
        Column("claims", ("Applications", "Claims"), "number", low=0),
        *(
            Column(f"{stage}_{name}", (f"{stage}: {words}",), "number", low=0)
            for stage in ("initial", "latest")
            for name, words in {
                "granted": "Grants of Protection",
                "other_leave": "Grants of Other Leave",
                "refused": "Refusals",
                "withdrawn": "Withdrawn Applications",
                "not_known": "Not Yet Known",
            }.items()
        ),
    ),
    unit="nationality and year of claim",
)
SUPPORT_APPLICATIONS = Kind(
    "support_applications",
    "the Home Office table of applications granted asylum support",
    HOME_OFFICE,
    OGL,
    (
        Column("year", ("Year",), "number", low=1990),
        Column("support", ("Support type granted",), filled=True),
        Column("group", ("Group type",), filled=True),
        Column("applications", ("Applications",), "number", low=0),
    ),
    unit="count of applications for support",
)
FAMILY_REUNION = Kind(
    "family_reunion",
    "the Home Office table of family reunion visas",
    HOME_OFFICE,
    OGL,
    (_when(), Column("age", ("Age",)), _people("Visas granted")),
    sift=undated,
    unit="count of visas",
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
        Column("borough_code", ("lad_code",), filled=True),
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
