"""Conclusions: what trials and evaluations of prevention programmes found, with the null results beside them."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.provenance import JUDGEMENT, PUBLISHED, Status


@dataclass(frozen=True)
class Finding:
    """A published relative risk with its 95 % interval, what it measures and where it was read."""

    risk: float
    low: float
    high: float
    measures: str
    source: str
    quality: Status


@dataclass(frozen=True)
class Programme:
    """A programme on offer.

    from_age:  first age it serves (an edge of the age groups).
    stays:     years that people stay in the count once they are in it: 1 where everybody is counted afresh each year
               (falls), more where people live on with a condition, so that fewer new cases are slow to show.
    """

    key: str
    label: str
    condition: str
    from_age: int
    stays: float
    main: Finding
    cautious: Finding
    caution: str


PROGRAMMES = (
    Programme(
        "falls",
        "Strength and balance classes, 65 and over",
        "falls",
        65,
        1.0,
        Finding(
            0.85,
            0.81,
            0.89,
            "people who fall at least once, 63 trials",
            "Sherrington and others, Cochrane review, 2019",
            PUBLISHED,
        ),
        Finding(
            1.0,
            0.85,
            1.15,
            "no effect: the trial in English practices found none on fractures (1.20, 0.91 to 1.59); its figure for "
            "people who fall was not read, so this range is a judgement",
            "PreFIT trial, Lamb and others, New England Journal of Medicine, 2020",
            JUDGEMENT,
        ),
        "a large English trial of screening and referral to such classes (PreFIT, 2020) found no fewer fractures",
    ),
    Programme(
        "diabetes",
        "Diabetes prevention programme, 40 and over",
        "diabetes",
        40,
        20.0,
        Finding(
            0.80,
            0.73,
            0.87,
            "new diabetes after referral, in matched cohorts that were not randomised; its interval was not found, so "
            "this range is a judgement",
            "Ravindrarajah and others, PLOS Medicine, 2023",
            PUBLISHED,
        ),
        Finding(
            0.938,
            0.905,
            0.972,
            "new diabetes among all patients of the first practices, which were not randomised",
            "McManus and others, Lancet Regional Health Europe, 2022",
            PUBLISHED,
        ),
        "no trial of the English programme has been read, and diabetes may be put off rather than prevented",
    ),
    Programme(
        "dementia",
        "Nurse-led care of heart and vessels, 65 and over",
        "dementia",
        65,
        5.0,
        Finding(
            0.92,
            0.71,
            1.19,
            "new dementia at 70 to 78, six years, cluster trial: no effect shown",
            "preDIVA, Moll van Charante and others, Lancet, 2016",
            PUBLISHED,
        ),
        Finding(
            1.0,
            0.90,
            1.10,
            "no effect after more than ten years; the range is a judgement",
            "preDIVA followed on, Hoevenaar-Blom and others, JAMA Neurology, 2021",
            JUDGEMENT,
        ),
        "the trial found no effect that can be told from none, and none after more than ten years",
    ),
    Programme(
        "stroke",
        "Blood pressure 10 mm Hg lower, 40 and over",
        "stroke",
        40,
        10.0,
        Finding(
            0.73,
            0.68,
            0.77,
            "new stroke for each 10 mm Hg, 123 trials of drugs",
            "Ettehad and others, Lancet, 2016",
            PUBLISHED,
        ),
        Finding(
            1.05,
            0.95,
            1.17,
            "stroke after general health checks, three trials",
            "Krogsbøll and others, Cochrane review, 2019",
            PUBLISHED,
        ),
        "drugs in trials lower risk, but inviting people to health checks has not been shown to",
    ),
)
