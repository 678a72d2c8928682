"""Rows: the ten conditions and their rates by age and sex, each with its source and status.

Rates are percentages here, as their sources print them. A row's 80 % range is the rate times and over `within`: how far
surveys of the same thing differ (judgement, but for dementia: CFAS II found 6.5 % of people aged 65 and over where the
consensus of 2014 has 7.1 %, so 1.15 holds both). An open band ends at 120.
"""

from __future__ import annotations

from dataclasses import dataclass

PUBLISHED, ILLUSTRATIVE = "published", "illustrative (remembered)"
OPEN = 120


@dataclass(frozen=True)
class Rate:
    """Percent of people of a sex ("female", "male", "persons") and age (both ends included) with the condition."""

    sex: str
    low: int
    high: int
    percent: float
    status: str = ILLUSTRATIVE


@dataclass(frozen=True)
class Condition:
    """A condition: what is counted, and where its rates come from. `within`: the rates' 80 % range, as a factor."""

    key: str
    title: str
    noun: str
    what: str
    source: str
    year: int
    within: float
    rates: tuple[Rate, ...]


def _by_sex(bands: tuple[tuple[int, int], ...], female: tuple[float, ...], male: tuple[float, ...]) -> tuple[Rate, ...]:
    return tuple(
        Rate(sex, low, high, percent)
        for sex, percents in (("female", female), ("male", male))
        for (low, high), percent in zip(bands, percents, strict=True)
    )


def _persons(*rows: tuple[int, int, float, str]) -> tuple[Rate, ...]:
    return tuple(Rate("persons", *row) for row in rows)


_FIVE = ((65, 69), (70, 74), (75, 79), (80, 84), (85, 89), (90, OPEN))
_TEN = ((35, 44), (45, 54), (55, 64), (65, 74), (75, OPEN))
_ADULT = ((16, 24), (25, 34), *_TEN)

DEMENTIA = Condition(
    "dementia",
    "Dementia",
    "people living with dementia",
    "dementia of any severity, diagnosed or not, at 65 and over",
    "Dementia UK, second edition (Alzheimer's Society, 2014), expert consensus; 90 and over is its 90–94 and 95+ "
    "weighted by the population of England in 2013, as POPPI does",
    2014,
    1.15,
    # 90 and over: women 0.74 x 33.0 + 0.26 x 44.2, men 0.78 x 22.6 + 0.22 x 28.8
    _by_sex(_FIVE, (1.8, 3.0, 6.6, 11.7, 20.2, 35.9), (1.5, 3.1, 5.3, 10.3, 15.1, 24.0)),
)
FALLS = Condition(
    "falls",
    "Falls",
    "people who fall at least once in the year",
    "at least one fall in the last twelve months, at 65 and over",
    "Health Survey for England 2005, as used by POPPI",
    2005,
    1.2,
    _by_sex(
        ((65, 69), (70, 74), (75, 79), (80, 84), (85, OPEN)),
        (23.0, 27.0, 27.0, 34.0, 43.0),
        (18.0, 20.0, 19.0, 31.0, 43.0),
    ),
)
DIABETES = Condition(
    "diabetes",
    "Diabetes",
    "people with diagnosed diabetes",
    "diabetes diagnosed by a doctor, type 1 or 2, at 16 and over",
    "Health Survey for England 2021 part 2 (NHS England): 1 % under 35 and 16 % at 75 and over are in its summary",
    2021,
    1.15,
    _persons(
        (16, 34, 1.0, PUBLISHED),
        (35, 44, 3.0, ILLUSTRATIVE),
        (45, 54, 7.0, ILLUSTRATIVE),
        (55, 64, 11.0, ILLUSTRATIVE),
        (65, 74, 14.0, ILLUSTRATIVE),
        (75, OPEN, 16.0, PUBLISHED),
    ),
)
COPD = Condition(
    "copd",
    "COPD",
    "people with chronic obstructive pulmonary disease",
    "chronic obstructive pulmonary disease, diagnosed or not, at 35 and over",
    "Health Survey for England 2010 and GP registers, rounded",
    2010,
    1.3,
    _by_sex(_TEN, (0.8, 1.8, 4.0, 6.5, 7.5), (0.8, 2.0, 4.5, 8.0, 9.5)),
)
CHD = Condition(
    "chd",
    "Coronary heart disease",
    "people with coronary heart disease",
    "angina or a heart attack, ever diagnosed, at 35 and over",
    "Health Survey for England 2017 and earlier, rounded",
    2017,
    1.2,
    _by_sex(_TEN, (0.5, 1.2, 3.5, 7.0, 14.0), (1.0, 3.0, 8.0, 15.0, 23.0)),
)
STROKE = Condition(
    "stroke",
    "Stroke",
    "people who have had a stroke",
    "a stroke, ever diagnosed, at 35 and over",
    "Health Survey for England 2017 and earlier, rounded",
    2017,
    1.25,
    _by_sex(_TEN, (0.6, 1.2, 2.3, 4.5, 9.5), (0.6, 1.3, 3.2, 6.0, 11.0)),
)
HYPERTENSION = Condition(
    "hypertension",
    "High blood pressure",
    "people with high blood pressure",
    "high blood pressure measured or treated, so diagnosed or not, at 16 and over",
    "Health Survey for England 2021 part 2 (NHS England): 9 % at 16 to 44 and 60 % at 65 and over are in its summary",
    2021,
    1.1,
    _persons((16, 44, 9.0, PUBLISHED), (45, 64, 33.0, ILLUSTRATIVE), (65, OPEN, 60.0, PUBLISHED)),
)
DEPRESSION = Condition(
    "depression",
    "Depression",
    "people with depression recorded by their GP",
    "depression recorded by a GP, at 16 and over",
    "GP registers (Quality and Outcomes Framework) spread over ages as in the Adult Psychiatric Morbidity Survey 2014",
    2014,
    1.25,
    _by_sex(
        _ADULT,
        (10.0, 14.0, 17.0, 20.0, 19.0, 16.0, 15.0),
        (6.0, 8.0, 10.0, 12.0, 12.0, 10.0, 9.0),
    ),
)
FRAILTY = Condition(
    "frailty",
    "Frailty",
    "people living with frailty",
    "frailty by the criteria of Fried, at 60 and over, in private homes",
    "English Longitudinal Study of Ageing (Gale, Cooper and Sayer, Age and Ageing 2015): 6.5 % at 60 to 69 and 65 % at "
    "90 and over are in its abstract",
    2015,
    1.15,
    _persons(
        (60, 69, 6.5, PUBLISHED),
        (70, 74, 10.0, ILLUSTRATIVE),
        (75, 79, 17.0, ILLUSTRATIVE),
        (80, 84, 28.0, ILLUSTRATIVE),
        (85, 89, 45.0, ILLUSTRATIVE),
        (90, OPEN, 65.0, PUBLISHED),
    ),
)
LIMITING = Condition(
    "limiting_illness",
    "Limiting long-term illness",
    "people limited in daily life by a long-term illness",
    "daily life limited a little or a lot by an illness of a year or more (disabled under the Equality Act)",
    "Census 2021, disability by age and sex in England (ONS)",
    2021,
    1.05,
    _by_sex(
        ((0, 14), (15, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 74), (75, 79), (80, 84), (85, 89), (90, OPEN)),
        (5.0, 13.5, 13.0, 14.5, 19.5, 24.5, 27.0, 36.0, 46.0, 58.0, 70.0),
        (8.0, 9.5, 9.5, 11.5, 16.0, 21.5, 26.0, 33.0, 41.0, 51.0, 62.0),
    ),
)
CONDITIONS = (DEMENTIA, FALLS, DIABETES, COPD, CHD, STROKE, HYPERTENSION, DEPRESSION, FRAILTY, LIMITING)
