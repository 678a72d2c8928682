"""Evidence: what evaluations found of each lever, the null and the cautious findings beside the main one.

An effect is a share: of what a lever would do if it worked wholly, how much it does. Each says what it is a share of.

No finding is of London today, so the ranges allow, by judgement, that an effect may not carry over: that of a trial
abroad reaches down to nought, that of a finding that was not randomised a little below it (`HARM`). A cautious finding
of no effect is exactly that.
"""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.provenance import COPY, JUDGEMENT, PUBLISHED, Status

MAIN, CAUTIOUS = "main", "cautious"
HARM = -0.10  # the lower 95% end of findings that were not randomised; judgement
CHOICES = {MAIN: "The main finding of each lever", CAUTIOUS: "The most cautious one: no effect, or little"}


@dataclass(frozen=True)
class Finding:
    """An effect with the 95% range it is drawn from, what was found, where, and how the figure is known."""

    effect: float
    low: float
    high: float
    found: str
    source: str
    status: Status


@dataclass(frozen=True)
class Evidence:
    """What is known of one lever.

    lever:  its name in `HomelessnessLevers`.
    does:   what the effect is a share of.
    lag:    quarters until all of it shows, growing evenly from the quarter in which it starts.
    why_lag: what the lag rests on.
    caution: what speaks against it, as a clause.
    """

    lever: str
    label: str
    does: str
    lag: int
    why_lag: str
    main: Finding
    cautious: Finding
    caution: str


EVIDENCE = (
    Evidence(
        "prevention",
        "Emergency cash for prevention",
        "households helped that would have become homeless and do not",
        1,
        "a prevention duty runs 56 days",
        Finding(
            0.73,
            0.0,
            0.90,
            "emergency cash of about $2,000 cut homelessness by 81% within six months and by 73% within twelve (the "
            "73% was only seen quoted); the range is a judgement and reaches nought because the trial was abroad",
            "Santa Clara County randomised trial, Phillips and Sullivan, 2023, as reported by their university",
            COPY,
        ),
        Finding(
            0.20,
            0.0,
            0.40,
            "76% fewer callers entered a shelter within six months, and 88% fewer within three (4,448 callers); few "
            "would have entered one anyway, so cash is taken to work for a fifth of those helped, which is a judgement",
            "Chicago natural experiment, Evans, Sullivan and Wallskog, Science, 2016, and the authors' university",
            JUDGEMENT,
        ),
        "most of those helped would have kept their home anyway, and nobody knows beforehand who would not",
    ),
    Evidence(
        "nsno",
        "No Second Night Out reaches more",
        "new people reached at once who would have been seen again, and are not",
        1,
        "hub stays of days; the share of new people seen once is counted within the quarter",
        Finding(
            0.53,
            HARM,
            0.61,
            "16% of those who came to the hub were seen again, and 34% of those who did not (656 of 1,583 people give "
            "0.43 to 0.61); in 2016/17, 84% of 1,523 people were not seen again that year. The lower end is a "
            "judgement because people were not randomised",
            "Broadway and the University of York, 2011, as reported by Homeless Link; GLA decision MD2193",
            COPY,
        ),
        Finding(
            0.0,
            0.0,
            0.0,
            "no effect: people were not randomised, and those who came to the hub may be those who would not have been "
            "seen again anyway",
            "the same evaluation, read sceptically",
            JUDGEMENT,
        ),
        "people were not randomised, so those who came may have been easier to help",
    ),
    Evidence(
        "move_on",
        "Move-on homes",
        "homes that free a place which then takes somebody off the street",
        4,
        "homes are let over a year",
        Finding(
            0.50,
            HARM,
            0.80,
            "92% of people housed by the Clearing House never slept rough again; how far a freed place reaches the "
            "street is a judgement",
            "The Clearing House, 25 years, St Mungo's and GLA, 2016",
            JUDGEMENT,
        ),
        Finding(
            0.0,
            0.0,
            0.0,
            "no effect on the street: freed places are taken by people who were not on it; the tenants were never "
            "compared with others",
            "the same report, which had no comparison group",
            JUDGEMENT,
        ),
        "the 92% had no comparison group, and a freed place need not reach the street",
    ),
    Evidence(
        "housing_first",
        "Housing First",
        "places that keep off the street somebody who would otherwise be on it",
        4,
        "places fill over a year; in the Canadian trial people waited 23 days for a home in a small city and 73 in "
        "five larger ones",
        Finding(
            0.42,
            0.0,
            0.48,
            "71% against 29% in stable housing over two years, randomised; 73% against 31% after one (0.36 to 0.48). "
            "The lower end is a judgement because the trial was abroad",
            "At Home/Chez Soi, Aubry and others, Psychiatric Services, 2016 (one year: 2015)",
            PUBLISHED,
        ),
        Finding(
            0.24,
            0.0,
            0.38,
            "80% against 56% housed through the last half-year in a small city; 0.10 to 0.38 is worked out, and the "
            "lower end is a judgement because the trial was abroad",
            "Aubry and others, BMC Public Health, 2019",
            PUBLISHED,
        ),
        "drug and alcohol use did not improve within twelve months in the English pilots, and trials were abroad",
    ),
    Evidence(
        "lha",
        "Housing allowance gap closed",
        "the fall in ends of private tenancies that was estimated for a gap closed wholly",
        2,
        "new rates apply from April; tenancies end with two months' notice",
        Finding(
            1.0,
            HARM,
            1.5,
            "restoring rates to the cheapest third of rents would keep over 6,000 households in Great Britain from "
            "homelessness in three years; the range is a judgement",
            "Alma Economics for Crisis, Cover the Cost, 2019, as quoted",
            COPY,
        ),
        Finding(
            0.0,
            0.0,
            0.0,
            "rates were restored in April 2024, and duties owed after the end of a private tenancy did not fall in "
            "London that year; by April to June 2025 they were 9% lower than a year before",
            "H-CLIC, London's own row, 2024 and 2025",
            PUBLISHED,
        ),
        "rates were restored in April 2024 and London's duties did not fall that year",
    ),
    Evidence(
        "asylum_days",
        "Asylum move-on days",
        "people leaving asylum accommodation who would become homeless, for each 28 days more of notice",
        1,
        "notice itself is weeks long",
        Finding(
            0.30,
            HARM,
            0.50,
            "councils and charities reported that 56 days helped; no size of the effect was found, and this one is a "
            "judgement",
            "Homeless Link and NACCOM on the 56-day pilot, 2025",
            JUDGEMENT,
        ),
        Finding(
            0.0,
            0.0,
            0.0,
            "no effect: longer notice only puts the date off",
            "the pilot's evaluation (NatCen and RSM) was promised for spring 2026 and was not found here",
            JUDGEMENT,
        ),
        "longer notice may only put homelessness off, and the pilot's evaluation, promised for spring 2026, was not "
        "found",
    ),
)
BY_LEVER = {it.lever: it for it in EVIDENCE}
# What bears on the whole and on no lever alone.
CONTEXT = (
    (
        "All of it together",
        "Areas funded by the Rough Sleeping Initiative had 32% fewer people sleeping rough on one night of 2018 than "
        "they would have had without it.",
        "MHCLG impact evaluation of 2018, in its written answer 291592 of October 2019",
        PUBLISHED,
    ),
    (
        "Health of people in Housing First",
        "Randomised trials show no clear gain in mental health or substance use beside the gain in housing.",
        "Baxter and others, Journal of Epidemiology and Community Health, 2019",
        COPY,
    ),
)
