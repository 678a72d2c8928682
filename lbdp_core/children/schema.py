"""Schema: the layouts that the children's theme reads, as plain column specifications."""

from __future__ import annotations

import pandas as pd

from lbdp_core.children.releases import unused
from lbdp_core.door import Column, Kind

DFE, OFSTED, MHCLG, ONS, DWP, OGL = (
    "Department for Education",
    "Ofsted",
    "Ministry of Housing, Communities and Local Government",
    "Office for National Statistics",
    "Department for Work and Pensions",
    "OGL v3.0",
)
COUNCILS = r"E0[689]\d{6}|E10\d{6}"  # ONS codes of councils that may run children's services
NO_COUNCIL = "not a council that runs children's services"


def _number(name: str, *spellings: str, needed: bool = True) -> Column:
    return Column(name, spellings, "number", needed=needed)


def not_a_council(frame: pd.DataFrame) -> pd.Series:
    """For each row why it is of no council, or ""."""
    there = frame["ons"].fillna("").astype("str").str.fullmatch(COUNCILS)
    return pd.Series(NO_COUNCIL, index=frame.index, dtype="str").mask(there, "")


def not_a_number(frame: pd.DataFrame) -> pd.Series:
    """For each row why it has no council's number, or ""."""
    there = pd.to_numeric(frame["dfe"], errors="coerce").between(100, 999)
    return pd.Series("without a council's number", index=frame.index, dtype="str").mask(there, "")


def not_poverty(frame: pd.DataFrame) -> pd.Series:
    """As `not_a_council`, for the two measures of children in low-income families."""
    why = not_a_council(frame)
    poor = frame["indicator"].fillna("").astype("str").str.casefold().str.contains("children in relative poverty")
    return why.mask(why.eq("") & ~poor, "another indicator of local statistics")


def not_overall(frame: pd.DataFrame) -> pd.Series:
    """As `not_a_council`, for the whole index of deprivation."""
    why = not_a_council(frame).mask(frame["ons"].fillna("").astype("str").str.startswith("E07"), NO_COUNCIL)
    whole = frame["domain"].fillna("").astype("str").str.casefold().str.contains("multiple deprivation|affecting child")
    return why.mask(why.eq("") & ~whole, "a domain of the index, not the whole")


def not_dictionary(frame: pd.DataFrame) -> pd.Series:
    """For each row of the tool's dictionary why it is not used, or ""."""
    topics = ("children in need", "child protection", "children looked after", "children's services workforce")
    mine = frame["topic"].fillna("").astype("str").str.casefold().isin(topics)
    return pd.Series("an indicator of another topic", index=frame.index, dtype="str").mask(mine, "")


STATISTICS = Kind(
    "children_statistics",
    "a table of children's social care in the layout of Explore Education Statistics",
    DFE,
    OGL,
    (
        Column("time_period", ("time_period",), filled=True),
        Column("identifier", ("time_identifier",)),
        Column("level", ("geographic_level",), filled=True),
        Column("country_code", ("country_code",)),
        Column("region_code", ("region_code",), needed=False),
        Column("region", ("region_name",), needed=False),
        Column("dfe", ("old_la_code",), needed=False),
        Column("ons", ("new_la_code",), needed=False),
        Column("name", ("la_name",), needed=False),
    ),
    rest=True,
    sift=unused,
    unit="figure of an indicator",
)
NEIGHBOURS = Kind(
    "statistical_neighbours",
    "the Department for Education's table of statistical neighbours",
    DFE,
    OGL,
    (
        Column("dfe", ("old_la_code", "LA num", "LA number", "LA.number"), filled=False),
        *(Column(f"near_{n}", (f"SN_{n}", f"SN{n}")) for n in range(1, 11)),
    ),
    sift=not_a_number,
    unit="council",
)
ONS_NEIGHBOURS = Kind(
    "ons_neighbours",
    "the ONS table of statistically nearest local authorities",
    ONS,
    OGL,
    (Column("ons", ("AREACD",), filled=True), *(Column(f"near_{n}", (f"{n}",)) for n in range(1, 21))),
    unit="council",
)
LOCAL_STATISTICS = Kind(
    "ons_local_statistics",
    "a table of ONS local statistics, such as children in relative poverty",
    DWP,
    OGL,
    (
        Column("ons", ("areacd",), filled=True),
        Column("indicator", ("indicator",), filled=True),
        Column("period", ("period",), filled=True),
        _number("value", "observation", "value"),
        Column("measure", ("measure",)),
    ),
    sift=not_poverty,
    unit="council and year",
)
DEPRIVATION = Kind(
    "deprivation_by_authority",
    "the summaries by authority of the Indices of Deprivation",
    MHCLG,
    OGL,
    (
        Column("ons", ("area_code", "Local Authority District code")),
        Column("domain", ("index_domain",), filled=True),
        Column("year", ("deprivation_data_year",), "number"),
        _number("score", "average_score"),
    ),
    sift=not_overall,
    unit="council",
)
INSPECTIONS = Kind(
    "ofsted_inspections",
    "Ofsted's history of inspections of children's services",
    OFSTED,
    OGL,
    (
        Column("ons", ("Local authority area code",), filled=True),
        Column("type", ("Inspection type",)),
        Column("inspected", ("Inspection date",), "date"),
        Column("overall", ("Overall effectiveness",)),
    ),
    sift=not_a_council,
    unit="inspection",
)
SPENDING = Kind(
    "revenue_outturn_social_care",
    "the revenue outturn of social care (RO3)",
    MHCLG,
    OGL,
    (
        Column("ons", ("ONS Code",), filled=False),
        Column("name", ("Local authority",)),
        Column("class", ("Class",)),
        *(
            Column(key, (f"{words} - Total Expenditure (C3 = C1 + C2)",))  # text: its last row repeats names of fields
            for key, words in {
                "looked_after": "Children's social care - Children Looked After",
                "residential": "Children's social care - Children Looked After of which residential care",
                "fostering": "Children's social care - Children Looked After of which fostering services",
                "family_support": "Children's social care - Family Support Services",
                "safeguarding": "Children's social care: Safeguarding children and young people’s services",
                "all": "TOTAL CHILDREN SOCIAL CARE",
            }.items()
        ),
    ),
    sift=not_a_council,
    unit="council",
)
DICTIONARY = Kind(
    "lait_dictionary",
    "the data dictionary of the Local Authority Interactive Tool",
    DFE,
    OGL,
    (
        Column("topic", ("Topic",), filled=True),
        Column("measure", ("Measure",), filled=True),
        Column("short", ("Measure_short",)),
        Column("better", ("Polarity",)),
        Column("decimals", ("dps",)),
        Column("clock", ("Year_Type",)),
    ),
    sift=not_dictionary,
    unit="indicator",
)
AGES = Kind(
    "mid_year",  # recognised as a kind of the health theme, and read here for all of England
    "the ONS mid-year population by local authority and single year of age",
    ONS,
    OGL,
    (Column("ons", ("code", "area code"), filled=True), *(_number(f"age_{n}", f"{n}", f"age {n}") for n in range(18))),
)
KINDS = (STATISTICS, NEIGHBOURS, LOCAL_STATISTICS, DEPRIVATION, INSPECTIONS, SPENDING, DICTIONARY)
READ = (*KINDS, ONS_NEIGHBOURS)  # the last is recognised as a kind of the shared areas
