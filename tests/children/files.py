"""Made-up files in the published layouts: 33 boroughs and 30 councils elsewhere, twelve years, seeded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd

from lbdp_core import door
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.children.schema import AGES, READ
from tests import ods

YEARS = tuple(range(2013, 2025))
ELSEWHERE = 30
DFE = [*range(201, 214), *range(301, 321), *range(800, 800 + ELSEWHERE)]
ONS = [*CODES, *(f"E060000{n:02d}" for n in range(1, ELSEWHERE + 1))]
COUNCILS = [*NAMES, *(f"Council {n}" for n in range(1, ELSEWHERE + 1))]
HACKNEY = NAMES.index("Hackney")
PLACE = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code"]
PLACE += ["region_name", "old_la_code", "new_la_code", "la_name"]


def inventory(raw: Path) -> door.Inventory:
    return door.inventory(raw, (*READ, AGES))


def rows(year: int) -> pd.DataFrame:
    """A row for England, London, Inner London, the North East and each council, as every file begins."""
    wider = [
        ("National", "", "", "", "", ""),
        ("Regional", "E12000007", "London", "", "", ""),
        ("Regional", "E13000001", "Inner London", "", "", ""),
        ("Regional", "E12000001", "North East", "", "", ""),
    ]
    local = [
        (
            "Local authority",
            "E13000001" if n < 33 else "E12000001",
            "Inner London" if n < 33 else "North East",
            DFE[n],
            ONS[n],
            COUNCILS[n],
        )
        for n in range(len(DFE))
    ]
    facts = pd.DataFrame([*wider, *local], columns=["geographic_level", *PLACE[5:]])
    return facts.assign(
        time_period=year, time_identifier="Reporting year", country_code="E92000001", country_name="England"
    )[PLACE]


def rates(seed: int, level: float, spread: float) -> np.ndarray:
    """(years, councils): levels that last, and noise that does not."""
    rng = np.random.default_rng(seed)
    lasting = rng.normal(0, spread, len(DFE))
    return np.maximum(level * np.exp(lasting + rng.normal(0, spread / 2, (len(YEARS), len(DFE)))), 0)


CHILDREN = np.round(np.random.default_rng(1).uniform(20_000, 90_000, len(DFE)))


def wide(counts: Mapping[str, np.ndarray], years: tuple[int, ...] = YEARS) -> pd.DataFrame:
    """A file of counts in columns: councils as given, wider places their sums, without Hackney in 2021 and 2022."""
    parts = []
    for t, year in enumerate(years):
        frame = rows(year)
        for name, count in counts.items():
            whole = np.round(count[t])
            values = [whole.sum(), whole[:33].sum(), whole[:13].sum(), whole[33:].sum(), *whole]
            column = pd.Series(values).map(lambda v: f"{v:.0f}")
            gone = frame["la_name"].eq("Hackney") & (year in (2021, 2022))
            frame[name] = column.mask(gone, "x")
        parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def referrals(years: tuple[int, ...] = YEARS) -> pd.DataFrame:
    """The table c1: referrals and re-referrals, with rates and percentages beside."""
    first = rates(2, 500, 0.25) * CHILDREN / 10_000
    again = first * np.clip(rates(3, 0.2, 0.2), 0, 0.9)
    closed = first * np.clip(rates(4, 0.06, 0.5), 0, 0.9)
    frame = wide({"Referrals": first, "Re_referrals": again, "No_Further_Action": closed}, years)
    whole, part = (pd.to_numeric(frame[c], errors="coerce") for c in ("Referrals", "Re_referrals"))
    percent = (100 * part / whole).round(1).astype("object").where(whole.notna(), "x")
    return frame.assign(Re_referrals_percent=percent, category="Referrals and Re-referrals")


def protection() -> pd.DataFrame:
    plans = rates(5, 42, 0.25) * CHILDREN / 10_000
    return wide({"CPP_start": plans * 1.2, "CPP_At31": plans})


def pipeline() -> dict[str, pd.DataFrame]:
    """What else a child passes between a referral and care, by the table that has it, and who works there."""
    first = rates(2, 500, 0.25) * CHILDREN / 10_000
    plans = rates(5, 42, 0.25) * CHILDREN / 10_000
    need = first * 0.6
    return {
        "episodes": wide({"At31_episodes": need}),
        "closed": wide({"Referrals": first, "Not_in_Need": first * 0.3}),
        "assessed": wide({"Assessments_completed": first * 0.95}),
        "enquiries": wide({"Section47": first * 0.35, "ICPC": plans * 1.5}),
        "plan_ends": wide({"CPP_End": plans * 1.2, "2_years_or_more": plans * 0.05}),
        "workforce": wide({"cases": need * 0.8, "case_holders_fte": need / 18}, YEARS[-8:]),
    }


def population() -> pd.DataFrame:
    """Mid-year estimates: those of 2023 are what rates of 2024 are per."""
    frame = wide({"population_estimate": np.tile(CHILDREN, (len(YEARS), 1))})
    frame["time_period"] -= 1
    return frame.replace({"population_estimate": {"x": "54352"}}).assign(age_group="Children aged 0 to 17 years")


def looked_after(years: tuple[int, ...] = YEARS[-4:]) -> pd.DataFrame:
    """Categories in rows: the number at 31 March and those starting, each with residents beside."""
    count = rates(6, 60, 0.3) * CHILDREN / 10_000
    parts = []
    for words, share in (
        ("Children looked after on 31 March each year", 1.0),
        ("Children starting to be looked after each year", 0.4),
        ("Children ceasing to be looked after each year", 0.35),
    ):
        frame = wide({"children_count": count * share, "population_estimate": np.tile(CHILDREN, (12, 1))}, years)
        parts.append(frame.assign(population_type=words, rate_per_10000=_beside(frame, "children_count", "60")))
    return pd.concat(parts, ignore_index=True)


def _beside(frame: pd.DataFrame, count: str, text: str) -> pd.Series:
    """A published rate or percentage, where the count is there or only suppressed."""
    return pd.Series(text, index=frame.index).mask(frame[count].eq("x"), "x")


def care_leavers() -> pd.DataFrame:
    parts = []
    for age in ("17 to 18 years", "19 to 21 years"):
        for words, count in (
            ("Accommodation considered suitable", 80.0),
            ("No information", 5.0),
            ("Suitability total", 90.0),
        ):
            frame = wide({"care_leaver_count": np.full((4, len(DFE)), count)}, YEARS[-4:])
            frame.loc[frame["la_name"].eq("Camden") & (count == 80), "care_leaver_count"] = "c"
            percent = _beside(frame, "care_leaver_count", "88")
            parts.append(frame.assign(care_leaver_age=age, breakdown=words, care_leaver_percent=percent))
    return pd.concat(parts, ignore_index=True)


def neighbours() -> pd.DataFrame:
    table = pd.DataFrame({"old_la_code": DFE, "la_name": COUNCILS})
    for n in range(1, 11):
        table[f"SN_{n}"] = [DFE[(k + n) % len(DFE)] for k in range(len(DFE))]
        table[f"SN_{n}P"] = "Close "
    return table


def neighbours_book(path: Path, other: int = 0) -> None:
    """The workbook of the same sets, with two rows over its header; `other` shifts the sets of the last council."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["A", "B", "C", "D", "E", *range(3, 23)])
    sheet.append([*range(1, 26)])
    sheet.append(
        ["LA num", "LA Name", "LA number", "GOInd", "GOReg", *(c for n in range(1, 11) for c in (f"SN{n}", "SNP"))]
    )
    for k, dfe in enumerate(DFE):
        move = other if k == len(DFE) - 1 else 0
        near = [DFE[(k + n + move) % len(DFE)] for n in range(1, 11)]
        sheet.append([dfe, COUNCILS[k], dfe, 3, "London", *(c for each in near for c in (each, "Close"))])
    book.save(path)


def local_statistics() -> pd.DataFrame:
    need = np.random.default_rng(9).uniform(8, 40, len(DFE))
    parts = [
        pd.DataFrame(
            {
                "areacd": [*ONS, "K02000001"],
                "indicator": f"Children in relative poverty {when} housing costs",
                "period": "2023-04-01/P1Y",
                "observation": [*(need + more), 19.0],
                "measure": "Percentage",
            }
        )
        for when, more in (("before", 0.0), ("after", 10.0))
    ]
    other = parts[0].head(3).assign(indicator="Claimant count")
    return pd.concat([*parts, other], ignore_index=True)


def folder(raw: Path, **changed: pd.DataFrame | None) -> Path:
    """Every file; `changed` replaces one by name, or leaves it out."""
    raw.mkdir(parents=True)
    tables: dict[str, pd.DataFrame | None] = {
        "referrals": referrals(),
        "protection": protection(),
        **pipeline(),
        "population": population(),
        "looked_after": looked_after(),
        "care_leavers": care_leavers(),
        "sn_model": neighbours(),
        "poverty": local_statistics(),
        "imd": _deprivation(),
        "lait": _dictionary(),
        "els_global": _ons_neighbours(),
    } | changed
    for name, table in tables.items():
        if table is not None:
            table.to_csv(raw / f"{name}.csv", index=False, encoding="utf-8-sig")
    neighbours_book(raw / "sn_older.xlsx", other=1)
    inspections(raw / "ofsted.ods")
    spending(raw / "RO3_2024-25.ods")
    return raw


def _deprivation() -> pd.DataFrame:
    score = np.random.default_rng(10).uniform(10, 45, len(DFE))
    whole = pd.DataFrame(
        {
            "area_code": [*ONS, "E07000223"],
            "area_name": [*COUNCILS, "Adur"],
            "deprivation_data_year": 2025,
            "index_domain": "Index of Multiple Deprivation",
            "average_score": [*score, 12.0],
        }
    )
    return pd.concat([whole, whole.head(2).assign(index_domain="Income Deprivation")], ignore_index=True)


def _dictionary() -> pd.DataFrame:
    rows_ = [
        ("Child Protection", "Percentage of re-referrals", "ReReferral", "Low", "", "Financial Year"),
        ("Key Stage 2", "Expected standard", "KS2", "High", "", "Academic Year"),
    ]
    return pd.DataFrame(rows_, columns=["Topic", "Measure", "Measure_short", "Polarity", "dps", "Year_Type"])


def _ons_neighbours() -> pd.DataFrame:
    table = pd.DataFrame({"AREACD": [*ONS, "E07000223"]})
    for n in range(1, 21):
        table[f"{n}"] = [*(ONS[(k + n) % len(ONS)] for k in range(len(ONS))), ONS[0]]
    return table


def inspections(path: Path) -> None:
    head = [
        "Web link",
        "Local authority area code",
        "Local authority name",
        "Local authority status",
        "Ofsted region",
        "Inspection date",
        "Publication date",
        "Inspection type",
        "Overall effectiveness",
    ]
    body: list[list[Any]] = [
        ["link", code, name, "Current", "London", "2020-03-02", "2020-05-01", "ILACS Standard Inspection", "Good"]
        for code, name in zip(ONS, COUNCILS, strict=True)
    ]
    body.append(["link", "E07000223", "Adur", "Closed", "South East", "2019-03-02", "2019-05-01", "ILACS", "Good"])
    title = [["ILACS inspection history from 2018-2025"], ["This worksheet contains one table."]]
    ods.write(path, {"Cover": [["Inspections"]], "ILACS_inspection_history": [*title, head, *body]})


def spending(path: Path) -> None:
    services = [
        "Children's social care - Children Looked After",
        "Children's social care - Children Looked After of which residential care",
        "Children's social care - Children Looked After of which fostering services",
        "Children's social care - Family Support Services",
        "Children's social care: Safeguarding children and young people’s services",
        "TOTAL CHILDREN SOCIAL CARE",
    ]
    head = ["E-code", "ONS Code", "Local authority", "Notes", "Class"]
    head += [f"{name} - Total Expenditure (C3 = C1 + C2)" for name in services]
    body: list[list[Any]] = [
        ["E1", code, name, None, "L", 46833, 20000, 9000, 7000, 15000, 90000]
        for code, name in zip(ONS, COUNCILS, strict=True)
    ]
    body[0][5:] = ["[x]"] * 6
    body.append(["", "", "", "", "", *(f"RO3-{n}" for n in range(6))])
    ods.write(path, {"RO3": [["Worksheet 2: Revenue Outturn"], ["In £ thousand"], head, *body]})
