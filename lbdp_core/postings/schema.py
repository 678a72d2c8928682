"""Schema: the structure of SOC 2020 with tasks and job titles, and the ONS coding index of titles where it is there."""

from __future__ import annotations

import pandas as pd

from lbdp_core.door import Column, Kind

HEADING = "a heading of groups, not a unit group"
BLANK = "<blank>"
BY_OCCUPATION = "areas/postings_by_occupation.csv"  # for other themes too
ADVERTS, PUBLISHED, GROUPS, REPORT = (
    "postings/adverts.csv.gz",
    "postings/published.csv.gz",
    "postings/groups.csv",
    "postings/report.json",
)


def no_unit(frame: pd.DataFrame) -> pd.Series:
    """For each row why it is no unit group, or ""."""
    there = frame["unit"].fillna("").astype("str").str.fullmatch(r"\s*\d{4}\s*")
    return pd.Series(HEADING, index=frame.index, dtype="str").mask(there, "")


SOC_2020 = Kind(
    "soc_2020_structure",
    "SOC 2020 Volume 1: structure, tasks and related job titles",
    "Office for National Statistics",
    "OGL v3.0",
    (
        Column("submajor", ("SOC 2020 Sub-Major Group",)),
        Column("minor", ("SOC 2020 Minor Group",)),
        Column("unit", ("SOC 2020 Unit Group",)),
        Column("title", ("SOC 2020 Group Title",)),
        Column("description", ("Group Description",)),
        Column("entry", ("Typical Entry Routes And Associated Qualifications",)),
        Column("tasks", ("Tasks",)),
        Column("titles", ("Related Job Titles",)),
    ),
    sift=no_unit,
    unit="unit group",
)


def no_code(frame: pd.DataFrame) -> pd.Series:
    """For each row of the coding index why it cannot be used, or ""."""
    there = index_code(frame).ne("") & frame["title"].fillna("").astype("str").str.strip().ne("")
    return pd.Series("a title without one code", index=frame.index, dtype="str").mask(there, "")


def index_code(frame: pd.DataFrame) -> pd.Series:
    """The unit group of each row of the coding index, of SOC 2020 where it is there, else of SOC 2010; or ""."""
    column = "soc2020" if "soc2020" in frame else "soc2010"
    found = frame[column].fillna("").astype("str").str.extract(r"^\s*(\d{4})(?:\.0)?\s*$")[0]
    return found.fillna("")


SOC_INDEX = Kind(
    "soc_coding_index",
    "SOC Volume 2: coding index of job titles",
    "Office for National Statistics",
    "OGL v3.0",
    (
        Column("title", ("INDEXOCC",)),
        Column("soc2020", ("SOC 2020",), needed=False),
        Column("soc2010", ("SOC 2010",), needed=False),
        Column("more", ("ADD",), needed=False),
        Column("industry", ("IND",), needed=False),
    ),
    one_of=(("soc2020",), ("soc2010",)),
    sift=no_code,
    unit="title with a code",
)
KINDS = (SOC_2020, SOC_INDEX)
