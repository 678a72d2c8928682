"""A made-up country in the published layouts: every figure by rule, so that answers can be worked out.

In each of the 33 boroughs, numbered n from 0, in quarter t after December 2022 (t from 0 to 5):
    hotels 20 + 3n + 2t (Section 98 at first, Section 95 from t = 2 on), dispersal 40 + n + t,
    subsistence only 5 (not given from t = 4 on), Section 4 2;
and before that, in quarter k of 17 from 2018Q3: dispersal 50 + n + k, subsistence 5.
In London, for no borough: 12 + t. In Hartlepool: dispersal 30,000 + 100t, hotels 5,000.
A quarter in the country from 2018Q1 (q = 0) to 2024Q2: 10,000 claims, 8,500 decisions of which 5,500 grant, 1,000
withdrawn, 500 ended otherwise, and 100,000 + 100q claims that await a decision.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lbdp_core import door, quarters
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.refugees import schema

BEFORE = tuple(quarters.label(n) for n in range(quarters.index("2018Q3"), quarters.index("2022Q4")))
AFTER = tuple(quarters.label(n) for n in range(quarters.index("2022Q4"), quarters.index("2024Q2")))
COUNTRY = tuple(quarters.label(n) for n in range(quarters.index("2018Q1"), quarters.index("2024Q3")))
MOVED, UNGIVEN = 2, 4  # t from which hotels are Section 95, and from which subsistence is not given by borough
S95, S98, S4 = "Section 95", "Section 98", "Section 4"
HOTEL, DISPERSAL = "Contingency Accommodation - Hotel", "Dispersal Accommodation"
UNKNOWN = "N/A - Subsistence Only (Dec 2023 - Sep 2024)"
SUPPORT_HEAD = (
    "Date", "Year", "Quarter", "Support Type", "UK Region", "Local Authority", "LAD Code", "Accommodation Type",
    "People",
)  # fmt: skip


def day(quarter: str) -> str:
    return quarters.last_day(quarter).isoformat()


def london(t: int) -> int:
    """People in support in London, t quarters after December 2022.

    33 x (20 + 40 + 5 + 2) + (3 + 1) x (0 + ... + 32) + 12 = 4,335 at first; 3 x 33 + 1 = 100 more a quarter; 33 x 5
    fewer once subsistence is not given.
    """
    return 4_335 + 100 * t - (165 if t >= UNGIVEN else 0)


def country(t: int) -> int:
    """London, Hartlepool, and (in the row of no region) the 165 on subsistence only whom no borough is given for."""
    return london(t) + 35_000 + 100 * t + (165 if t >= UNGIVEN else 0)


def support(moved: int = MOVED, ungiven: int = UNGIVEN, before: bool = True, after: bool = True) -> pd.DataFrame:
    """Asy_D11, with sections, regions and accommodation spelt in several ways, as releases have done."""
    rows: list[list[object]] = []

    def add(quarter: str, section: str, region: str, name: str, code: str, kind: str, people: int) -> None:
        rows.append([day(quarter), int(quarter[:4]), int(quarter[5]), section, region, name, code, kind, people])

    for k, quarter in enumerate(BEFORE if before else ()):
        for n, (code, name) in enumerate(zip(CODES, NAMES, strict=True)):
            add(quarter, S95, "London", name, code, DISPERSAL, 50 + n + k)
            add(quarter, S95, "London", name, code, "Subsistence only" if k % 2 else "Subsistence Only", 5)
        add(quarter, S95, "North East", "Hartlepool", "E06000001", DISPERSAL, 20_000)
        add(quarter, S98, "N/A - Section 98 (pre-Dec 2022)", "", "", "N/A - Section 98 (pre-2023)", 9_000)
    for t, quarter in enumerate(AFTER if after else ()):
        section = S98 if t < moved else S95
        for n, (code, name) in enumerate(zip(CODES, NAMES, strict=True)):
            spelt = name.replace(" and ", " & ") if t % 2 else name
            add(quarter, section, "London", spelt, code, HOTEL, 20 + 3 * n + 2 * t)
            add(quarter, "section 95 " if n == 1 else S95, "London", spelt, code, DISPERSAL, 40 + n + t)
            add(quarter, S4, "LONDON" if n == 2 else "London", spelt, code, DISPERSAL, 2)
            if t < ungiven:
                add(quarter, S95, "London", spelt, code, "Subsistence only" if n % 2 else "Subsistence Only", 5)
        if t >= ungiven:
            add(quarter, S95, UNKNOWN, "", "", "Subsistence Only", 165)
        add(quarter, S95, "London", "", "", "Other Accommodation", 12 + t)
        add(quarter, S95, "Yorkshire And The Humber" if t % 2 else "Yorkshire and The Humber", "Hull", "E06000010",
            DISPERSAL, 100 * t)  # fmt: skip
        add(quarter, S95, "North East", "Hartlepool", "E06000001", DISPERSAL, 30_000)
        add(quarter, section, "North East", "Hartlepool", "E06000001", HOTEL, 5_000)
    return pd.DataFrame(rows, columns=list(SUPPORT_HEAD))


def claims() -> pd.DataFrame:
    """Asy_D01: 8,000 main applicants and 2,000 dependants; 2,500 under 18, of whom 400 came alone."""
    each = [
        ("18-29", "Main applicant", "Non-UASC", 7_000),
        ("Under 18", "Main applicant", "UASC", 400),
        ("Under 18", "Main applicant", "Non-UASC", 600),
        ("under 18", "Dependant", "Non-UASC", 1_500),
        ("Unknown age", "Dependant", "Total (pre-2006)", 500),
    ]
    rows = [
        [day(q), int(q[:4]), f"{q[:4]} {q[4:]}", "Eritrea", age, who, alone, "At Port", n]
        for q in COUNTRY
        for age, who, alone, n in each
    ]
    head = ["Date", "Year", "Quarter", "Nationality", "Age", "Applicant type", "UASC", "Location of application"]
    return pd.DataFrame(rows, columns=[*head, "Applications"])


def decisions() -> pd.DataFrame:
    """Asy_D02: asylum cases, and 700 of resettlement, which nobody here decides."""
    each = [
        ("Asylum Case", "Grant of Protection", "Main applicant", 4_000),
        ("Asylum Case", "Grant of Protection", "Dependant", 1_000),
        ("Asylum case", "Grant of Other Leave", "Main applicant", 500),
        ("Asylum Case", "Refused", "Main applicant", 3_000),
        ("Asylum Case", "Withdrawn", "Main applicant", 1_000),
        ("Asylum Case", "Administrative Outcome", "Main applicant", 500),
        ("Resettlement Case", "Grant of Protection", "Main applicant", 700),
    ]
    rows = [[day(q), f"{q[:4]} {q[4:]}", case, group, group, who, n] for q in COUNTRY for case, group, who, n in each]
    head = ["Date", "Quarter", "Case type", "Case outcome group", "Case outcome", "Applicant type", "Decisions"]
    return pd.DataFrame(rows, columns=head)


def awaiting() -> pd.DataFrame:
    """Asy_D03: a fifth are dependants; 900 await a further review."""
    rows = [
        [day(q), who, stage, duration, n]
        for k, q in enumerate(COUNTRY)
        for who, stage, duration, n in [
            ("Main applicant", "Pending initial decision", "More than 6 months", 80_000 + 80 * k),
            ("Dependant", "Pending Initial decision", "6 months or less", 20_000 + 20 * k),
            ("Main applicant", "Pending further review", "N/A - Further review", 900),
        ]
    ]
    return pd.DataFrame(rows, columns=["Date", "Applicant type", "Application stage", "Duration", "Applications"])


def resettlement() -> pd.DataFrame:
    """Res_D01: in each quarter of the last year 8 people in Camden, by three schemes, and 50 elsewhere."""
    each = [
        ("London", "E09000007", "Camden", "Relocation - ARAP", 5),
        ("London", "E09000007", "Camden", "Resettlement - ACRS Pathway 1 - Community Sponsorship Scheme", 1),
        ("London", "E09000007", "Camden", "UK Resettlement Scheme - Community Sponsorship Scheme", 2),
        ("Yorkshire and The Humber", "E08000032", "Bradford", "Mandate Scheme", 50),
    ]
    rows = [[day(q), *parts] for q in AFTER for parts in each]
    head = ["Date", "UK Region", "LAD Code", "Local Authority", "Resettlement Scheme", "Persons"]
    return pd.DataFrame(rows, columns=head)


def grant_rates() -> pd.DataFrame:
    rows = [
        [day(q), f"{q[:4]} {q[4:]}", name, granted, refused, round(granted / (granted + refused), 3)]
        for q in COUNTRY
        for name, granted, refused in [("Eritrea", 90, 10), ("Albania", 20, 180)]
    ]
    return pd.DataFrame(rows, columns=["Date", "Quarter", "Nationality", "Grant", "Refused", "Initial grant rate"])


def cohorts() -> pd.DataFrame:
    """Asy_D04: two nationalities, 100 and 200 claims a year, of which half were granted at first."""
    ends = ["Grants of Protection", "Grants of Other Leave", "Refusals", "Withdrawn Applications", "Not Yet Known"]
    head = [
        "Year of Application",
        "Nationality",
        "Applications",
        *(f"{s}: {e}" for s in ("Initial", "Latest") for e in ends),
    ]
    rows = [
        [year, name, n, n // 2, 0, n // 4, 0, n // 4, n // 2, n // 4, n // 4, 0, 0]
        for year in range(2019, 2024)
        for name, n in (("Eritrea", 100), ("Albania", 200))
    ]
    return pd.DataFrame(rows, columns=head)


def applications() -> pd.DataFrame:
    """In 2023 half of 32,000 main applicants were granted support; three in four were single adults."""
    rows = [
        [year, kind, group, n]
        for year in (2022, 2023)
        for kind, group, n in [
            ("Accommodation", "Single adult", 11_000),
            ("Subsistence Only", "Single adult", 1_000),
            ("Accommodation", "Family", 4_000),
        ]
    ]
    return pd.DataFrame(rows, columns=["Year", "Support type granted", "Group type", "Applications"])


def family_reunion() -> pd.DataFrame:
    """1,200 visas a quarter, 800 of them of children."""
    rows = [[day(q), age, n] for q in COUNTRY for age, n in (("Under 18", 800), ("18-29", 400))]
    return pd.DataFrame(rows, columns=["Date", "Age", "Visas granted"])


def ukraine() -> pd.DataFrame:
    """Wide: no day has its year but the last; Camden had 10 households, then 40, then 70."""
    rows = [
        ["E09000007", "Camden", 10, 1, 40, 4, 70, 7],
        ["E09000033", "Westminster", 0, 0, 0, 0, 0, 0],
        ["E07000223", "Adur", 3, 0, 3, 0, 3, 0],
    ]
    days = ("3jun", "31aug", "31aug24")
    head = ["lad_code", "lad_name", *(f"{stem}_{d}" for d in days for stem in ("total", "temp"))]
    return pd.DataFrame(rows, columns=head)


def folder(root: Path, as_text: bool = False, **changed: pd.DataFrame | None) -> Path:
    """A folder of all the files above, some changed, added or (None) left out.

    Claims and decisions are Parquet, as they were given, or CSV.
    """
    tables: dict[str, pd.DataFrame | None] = {
        "support": support(),
        "claims": claims(),
        "decisions": decisions(),
        "awaiting": awaiting(),
        "resettlement": resettlement(),
        "grant_rates": grant_rates(),
        "cohorts": cohorts(),
        "applications": applications(),
        "family_reunion": family_reunion(),
        "ukraine": ukraine(),
    }
    root.mkdir(parents=True, exist_ok=True)
    for name, table in (tables | changed).items():
        if table is None:
            continue
        if name in ("claims", "decisions") and not as_text:
            table.assign(Date=pd.to_datetime(table["Date"]).dt.date).to_parquet(root / f"{name}.parquet", index=False)
        else:
            (root / f"{name}.csv").write_text(table.to_csv(index=False), "utf-8")
    return root


def inventory(root: Path) -> door.Inventory:
    """What the door makes of a folder."""
    return door.inventory(root, schema.KINDS)
