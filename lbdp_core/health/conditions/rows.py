"""Rows: the ten conditions and their rates by age and sex, each with its source, year and mark.

Rates are percentages here, as their sources print them. A row's 80% range is the rate times and over `within`: how far
surveys of the same thing differ (a judgement, but for dementia: CFAS II found 6.5% of people aged 65 and over where the
consensus of 2014 has 7.1%, so 1.15 holds both), unless its source gives one. Bands go up to the next; the last is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat

from lbdp_core.provenance import COPY, JUDGEMENT, PUBLISHED, WORKED_OUT, Status

OPEN = 120
EDGES = 1.2816 / 1.96  # from 95% limits to the ends of an 80% range, on the log scale


@dataclass(frozen=True)
class Rate:
    """Percent of people of a sex ("female", "male", "persons") and age (both ends included) with the condition.

    limits: the 95% limits that the source prints, where it prints any.
    """

    sex: str
    low: int
    high: int
    percent: float
    status: Status
    limits: tuple[float, float] | None = None

    def ends(self, within: float) -> tuple[float, float]:
        """The 80% range in percent, never above 100."""
        if self.limits is None:
            return self.percent / within, min(self.percent * within, 100.0)
        low, high = (self.percent * (end / self.percent) ** EDGES for end in self.limits)
        return low, min(high, 100.0)


@dataclass(frozen=True)
class Recorded:
    """A published London figure of a condition, in percent of people from an age on, which is not the expected one."""

    percent: float
    age: int
    who: str
    source: str


@dataclass(frozen=True)
class Condition:
    """A condition: what is counted, and where its rates come from. `within`: the rates' 80% range, as a factor.

    of: the condition of which this is a second basis; empty for the ten themselves.
    """

    key: str
    title: str
    noun: str
    what: str
    source: str
    year: int
    within: float
    rates: tuple[Rate, ...]
    recorded: Recorded | None = None
    of: str = ""


def _bands(
    sex: str, first: tuple[int, ...], percents: tuple[float, ...], *status: Status, limits: tuple[float, ...] = ()
) -> tuple[Rate, ...]:
    """One sex's rows from the first age of each band; one mark for all, or one each; limits are low, high by turns."""
    marks = status * (len(first) // len(status))
    pairs = zip(limits[::2], limits[1::2], strict=True) if limits else repeat(None, len(first))
    lasts = (*(age - 1 for age in first[1:]), OPEN)
    return tuple(Rate(sex, *row) for row in zip(first, lasts, percents, marks, pairs, strict=True))


def _by_sex(
    first: tuple[int, ...], female: tuple[float, ...], male: tuple[float, ...], *status: Status
) -> tuple[Rate, ...]:
    return (*_bands("female", first, female, *status), *_bands("male", first, male, *status))


_FIVE = (65, 70, 75, 80, 85, 90)
_TEN = (35, 45, 55, 65, 75)
_ADULT = (16, 25, *_TEN)
_HEART = (35, 45, 55, 65, 75, 80)
_FRAIL = (60, *_FIVE[1:])

DEMENTIA = Condition(
    "dementia",
    "Dementia",
    "people living with dementia",
    "dementia of any severity, diagnosed or not, at 65 and over",
    "Dementia UK, second edition (Alzheimer's Society, 2014), expert consensus. 90 and over is worked out from its "
    "90–94 and 95+ by England's population of 2013. No copy of women's rates at 80 to 89 was found: with them people "
    "of 65 and over come to 7.1%, as it publishes. The copy has 3.0 for men at 70 to 74",
    2014,
    1.15,
    (
        # 90 and over: women 0.74 x 33.0 + 0.26 x 44.2, men 0.78 x 22.6 + 0.22 x 28.8
        *_bands(
            "female", _FIVE, (1.8, 3.0, 6.6, 11.7, 20.2, 35.9), *(COPY, COPY, COPY, JUDGEMENT, JUDGEMENT, WORKED_OUT)
        ),
        *_bands("male", _FIVE, (1.5, 3.1, 5.3, 10.3, 15.1, 24.0), COPY, COPY, COPY, COPY, COPY, WORKED_OUT),
    ),
)
DEMENTIA_CFAS2 = Condition(
    "dementia_cfas2",
    DEMENTIA.title,
    DEMENTIA.noun,
    DEMENTIA.what,
    "Cognitive Function and Ageing Study II (Matthews and others, Lancet 382, 2013), with its 95% limits, as NHS "
    "England uses it for the diagnosis rate",
    2013,
    1.15,
    (
        *_bands(
            "female",
            _FIVE,
            (1.8, 2.5, 6.2, 9.5, 18.1, 35.0),
            COPY,
            limits=(0.9, 3.6, 1.6, 3.9, 4.5, 8.4, 7.3, 12.3, 14.5, 22.2, 28.4, 42.3),
        ),
        *_bands(
            "male",
            _FIVE,
            (1.2, 3.0, 5.2, 10.6, 12.8, 17.1),
            COPY,
            limits=(0.6, 2.3, 2.0, 4.4, 3.8, 7.0, 8.2, 13.7, 9.0, 18.0, 10.6, 26.4),
        ),
    ),
    of=DEMENTIA.key,
)
FALLS = Condition(
    "falls",
    "Falls",
    "people who fall at least once in the year",
    "at least one fall in the last twelve months, at 65 and over",
    "Health Survey for England 2005, as used by POPPI. Its rates by age were not found: totals agree with those that "
    "POPPI gave for West Sussex and Knowsley (27.6% of people of 65 and over)",
    2005,
    1.2,
    _by_sex((65, 70, 75, 80, 85), (23.0, 27.0, 27.0, 34.0, 43.0), (18.0, 20.0, 19.0, 31.0, 43.0), JUDGEMENT),
)
DIABETES = Condition(
    "diabetes",
    "Diabetes",
    "people with diagnosed diabetes",
    "diabetes diagnosed by a doctor, type 1 or 2, at 16 and over",
    "Health Survey for England 2019, Adults' health, table 2 (NHS Digital), whole percent. Its 6% of women of 75 and "
    "over is of few people and looks low; the surveys of 2016 to 2018 have 13% at 65 to 74 where it has 18%",
    2019,
    1.3,
    (
        *_bands("female", _ADULT, (0.0, 1.0, 3.0, 4.0, 9.0, 15.0, 6.0), COPY),
        *_bands("male", _ADULT, (1.0, 1.0, 3.0, 9.0, 13.0, 21.0, 18.0), COPY),
    ),
    Recorded(7.9, 17, "GP registers record", "Quality and Outcomes Framework, London, 2023"),
)
COPD = Condition(
    "copd",
    "COPD",
    "people with chronic obstructive pulmonary disease",
    "chronic obstructive pulmonary disease, diagnosed or not, at 15 and over",
    "Nacul and others, Population Health Metrics (2007), as in Public Health England's model for small areas",
    2007,
    1.3,
    _by_sex((15, *_TEN[1:]), (0.89, 2.0, 4.11, 4.81, 5.55), (1.3, 2.38, 6.9, 10.03, 11.65), COPY),
)
CHD = Condition(
    "chd",
    "Coronary heart disease",
    "people with coronary heart disease",
    "angina or a heart attack, ever diagnosed, at 35 and over",
    "Rates by age are our judgement. In England they give 5.6% of men and 3.3% of women of 16 and over (Health Survey "
    "for England 2017: 6% and 3%) and 8.0% at 55 to 79 (Imperial College model, Fingertips, 2015: 7.9%)",
    2017,
    1.2,
    _by_sex(_HEART, (0.5, 1.2, 3.1, 6.2, 11.5, 17.0), (1.0, 3.0, 6.6, 12.0, 20.0, 29.0), JUDGEMENT),
)
STROKE = Condition(
    "stroke",
    "Stroke",
    "people who have had a stroke",
    "a stroke, ever diagnosed, at 35 and over",
    "Rates by age are our judgement. In England they give 2.5% of men and 2.3% of women of 16 and over (Health Survey "
    "for England 2017: 3% and 2%) and 3.7% at 55 to 79 (Imperial College model, Fingertips, 2015: 3.7%)",
    2017,
    1.25,
    _by_sex(_HEART, (0.6, 1.2, 1.8, 3.5, 7.0, 13.0), (0.6, 1.3, 2.5, 4.8, 8.5, 16.0), JUDGEMENT),
)
HYPERTENSION = Condition(
    "hypertension",
    "High blood pressure",
    "people with high blood pressure",
    "high blood pressure measured or treated, so diagnosed or not, at 16 and over",
    "Health Survey for England 2021 part 2 (NHS England): 9% at 16 to 44, 60% at 65 and over and 30% of all adults, "
    "from which 38% at 45 to 64 is worked out (36.7 to 39.9 by rounding)",
    2021,
    1.1,
    _bands("persons", (16, 45, 65), (9.0, 38.0, 60.0), PUBLISHED, WORKED_OUT, PUBLISHED),
)
DEPRESSION = Condition(
    "depression",
    "Depression",
    "people with depression recorded by their GP",
    "depression recorded by a GP, at 16 and over",
    "Rates by age are our judgement. In England they give 13% of adults, as GP registers do (Quality and Outcomes "
    "Framework); the Adult Psychiatric Morbidity Survey 2023/4 finds most common mental disorder at 16 to 24",
    2023,
    1.25,
    _by_sex(_ADULT, (10.0, 14.0, 17.0, 20.0, 19.0, 16.0, 15.0), (6.0, 8.0, 10.0, 12.0, 12.0, 10.0, 9.0), JUDGEMENT),
)
FRAILTY = Condition(
    "frailty",
    "Frailty",
    "people living with frailty",
    "frailty by the criteria of Fried, at 60 and over, in private homes",
    "English Longitudinal Study of Ageing (Gale, Cooper and Sayer, Age and Ageing, 2015): 6.5% at 60 to 69 and 65% at "
    "90 and over, parted by its totals (women 16%, men 12%). Rates between are our judgement; all give its 14%",
    2015,
    1.15,
    _by_sex(
        _FRAIL,
        (6.7, 9.1, 15.4, 25.4, 40.8, 67.0),
        (5.8, 7.8, 13.3, 21.9, 35.2, 57.9),
        *(WORKED_OUT, JUDGEMENT, JUDGEMENT, JUDGEMENT, JUDGEMENT, WORKED_OUT),
    ),
)
LIMITING = Condition(
    "limiting_illness",
    "Limiting long-term illness",
    "people limited in daily life by a long-term illness",
    "daily life limited a little or a lot by an illness of a year or more (disabled under the Equality Act)",
    "Census 2021 (ONS): 18.7% of women and 16.5% of men in England. Its table by age was not found, so rates by age "
    "are our judgement brought to these totals; each borough's total is the census's own count",
    2021,
    1.05,
    _by_sex(
        (0, 15, 25, 35, 45, 55, 65, 75, 80, 85, 90),
        (4.9, 13.3, 12.8, 14.3, 19.2, 24.1, 26.6, 35.5, 45.3, 57.1, 69.0),
        (8.3, 9.9, 9.9, 12.0, 16.6, 22.4, 27.0, 34.3, 42.6, 53.0, 64.5),
        JUDGEMENT,
    ),
)
CONDITIONS = (DEMENTIA, FALLS, DIABETES, COPD, CHD, STROKE, HYPERTENSION, DEPRESSION, FRAILTY, LIMITING)
SECOND_BASES = (DEMENTIA_CFAS2,)
