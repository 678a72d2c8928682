"""Schema: the structure of SOC 2020 with tasks and job titles, and the ONS coding index of titles where it is there."""

from __future__ import annotations

import pandas as pd

from lbdp_core.door import Column, Kind

BLANK = "<blank>"
UNIT_GROUP = r"\s*\d{4}\s*"
BY_OCCUPATION = "areas/postings_by_occupation.csv"  # for other themes too
ADVERTS, PUBLISHED, GROUPS, REPORT = (
    "postings/adverts.csv.gz",
    "postings/published.csv.gz",
    "postings/groups.csv",
    "postings/report.json",
)


def no_unit(frame: pd.DataFrame) -> pd.Series:
    """For each row why it has no unit group, or ""."""
    there = frame["unit"].fillna("").astype("str").str.fullmatch(UNIT_GROUP)
    return pd.Series("no unit group of four digits", index=frame.index, dtype="str").mask(there, "")


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
SOC_INDEX = Kind(
    "soc_2020_coding_index",
    "SOC 2020 Volume 2: coding index of job titles",
    "Office for National Statistics",
    "OGL v3.0",
    (
        Column("title", ("INDEXOCC",)),
        Column("unit", ("SOC 2020",)),
        Column("more", ("ADD",), needed=False),
        Column("industry", ("IND",), needed=False),
    ),
    sift=no_unit,
    unit="title with a code",
)
KINDS = (SOC_2020, SOC_INDEX)
