"""Unit values: what one person with a condition asks of carers, beds, hospitals and money, each with source and status.

"published" rows were read in the source named or in a report of it; "illustrative (remembered)" ones were not checked.
"""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.health.conditions import ILLUSTRATIVE, PUBLISHED

_COSTS = "Wittenberg and others, The costs of dementia in England (2019): £24.2 billion for 690,000 people in 2015"
_HES = "Hospital episode statistics, rounded"


@dataclass(frozen=True)
class Value:
    """A unit value and the ends between which it may lie."""

    title: str
    value: float
    low: float
    high: float
    unit: str
    year: int
    source: str
    status: str


ROWS: dict[str, Value] = {
    "dementia_cost": Value(
        "Cost of dementia in all, unpaid care included",
        35_072,
        24_400,
        46_050,
        "pounds a person a year",
        2015,
        f"{_COSTS}; the ends are mild and severe dementia",
        PUBLISHED,
    ),
    "dementia_care_home": Value(
        "Places in care homes",
        0.39,
        0.30,
        0.45,
        "places a person",
        2014,
        "Dementia UK (2014): share of people with dementia who live in care homes",
        ILLUSTRATIVE,
    ),
    "dementia_carers": Value(
        "Unpaid carers",
        670_000 / 850_000,
        0.6,
        1.0,
        "carers a person",
        2015,
        "Alzheimer's Society as quoted by Carers UK: 670,000 carers of 850,000 people; the ends are judgement",
        PUBLISHED,
    ),
    "falls_admissions": Value(
        "Emergency admissions after a fall",
        0.067,
        0.055,
        0.08,
        "admissions a person who falls, a year",
        2023,
        "209,989 admissions in England in 2022/23 (OHID) over three in ten of 10.5 million people of 65 and over",
        PUBLISHED,
    ),
    "falls_stay": Value(
        "Cost of a hospital stay after a fall",
        4_088,
        3_300,
        5_000,
        "pounds an admission",
        2023,
        "NHS figures as quoted in the North Tyneside needs assessment; the ends are judgement",
        PUBLISHED,
    ),
    "falls_bed_days": Value(
        "Days in hospital after a fall", 9.0, 6.0, 13.0, "bed days an admission", 2023, _HES, ILLUSTRATIVE
    ),
    "stroke_cost": Value(
        "Cost of a person after a stroke, unpaid care included",
        24_778,
        20_234,
        29_322,
        "pounds a person a year",
        2015,
        "Patel and others, Age and Ageing (2020), after the first year; 61 % of the total is unpaid care",
        PUBLISHED,
    ),
    "stroke_admissions": Value(
        "Emergency admissions for stroke",
        0.075,
        0.05,
        0.1,
        "admissions a person who has had a stroke, a year",
        2019,
        "about 85,000 admissions a year in England for 1.1 million people who have had a stroke",
        ILLUSTRATIVE,
    ),
    "stroke_bed_days": Value(
        "Days in hospital after a stroke",
        17.0,
        10.0,
        22.0,
        "bed days an admission",
        2019,
        "Sentinel Stroke National Audit Programme, rounded",
        ILLUSTRATIVE,
    ),
    "copd_cost": Value(
        "Health care for COPD",
        1.9e9 / 0.9e6,
        1_500,
        2_700,
        "pounds a person a year",
        2018,
        "£1.9 billion a year for 900,000 people diagnosed, as quoted in a professional journal; the ends are judgement",
        PUBLISHED,
    ),
    "copd_admissions": Value(
        "Emergency admissions for COPD",
        0.09,
        0.06,
        0.12,
        "admissions a person a year",
        2019,
        "about 115,000 admissions a year in England over people diagnosed",
        ILLUSTRATIVE,
    ),
    "copd_bed_days": Value(
        "Days in hospital for COPD", 5.0, 4.0, 7.0, "bed days an admission", 2019, _HES, ILLUSTRATIVE
    ),
    "chd_admissions": Value(
        "Emergency admissions for heart disease",
        0.06,
        0.04,
        0.08,
        "admissions a person a year",
        2019,
        f"{_HES}, over people diagnosed",
        ILLUSTRATIVE,
    ),
    "diabetes_cost": Value(
        "Health care for diabetes",
        10e9 / 4.9e6,
        1_600,
        2_900,
        "pounds a person a year",
        2022,
        "more than £10 billion a year for the NHS (York Health Economics Consortium, as reported) over more than 4.9 "
        "million people (Diabetes UK); the ends are judgement",
        PUBLISHED,
    ),
    "limiting_illness_carers": Value(
        "Unpaid carers",
        0.5,
        0.35,
        0.65,
        "carers a person",
        2021,
        "Census 2021: 4.7 million unpaid carers in England over 9.8 million disabled people",
        ILLUSTRATIVE,
    ),
    "beds_occupied": Value(
        "Share of days that a hospital bed is in use",
        0.92,
        0.85,
        0.95,
        "of days",
        2023,
        "NHS England, bed availability and occupancy, rounded",
        ILLUSTRATIVE,
    ),
}
