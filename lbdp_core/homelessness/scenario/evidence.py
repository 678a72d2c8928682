"""Evidence: what evaluations found of each lever, the null and the cautious findings beside the main one.

An effect is a share: of what a lever would do if it worked wholly, how much it does. Each says what it is a share of.
"read" means that the figure was read in an account of the source, "judgement" that nobody published it; nothing here is
taken from memory alone without saying so.

No finding is of London today, so a range holds doubt of transport, by judgement: of a trial abroad it reaches down to
nought, of what was not drawn by lot a little below it (`HARM`). A cautious finding of no effect is exactly that.
"""

from __future__ import annotations

from dataclasses import dataclass

MAIN, CAUTIOUS = "main", "cautious"
HARM = -0.10  # the lower 95 % end of findings that were not drawn by lot; judgement
CHOICES = {MAIN: "The main finding of each lever", CAUTIOUS: "The most cautious one: no effect, or little"}
PUBLISHED, READ, WORKED, JUDGED = "published", "read second-hand", "worked out from published figures", "judgement"


@dataclass(frozen=True)
class Finding:
    """An effect with the 95 % range it is drawn from, what was found, where it was read, and how surely it is known."""

    effect: float
    low: float
    high: float
    found: str
    source: str
    status: str


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
            "emergency cash of about $2,000 cut homelessness by 73 % within twelve months, by 81 % within six; the "
            "range is a judgement, down to nought as the trial was abroad",
            "Santa Clara County randomised trial, Phillips and Sullivan, 2023",
            READ,
        ),
        Finding(
            0.20,
            0.0,
            0.40,
            "88 % fewer entered a shelter among callers with low incomes, and no effect could be shown at higher ones; "
            "taken as if cash worked for somewhat under a quarter of those helped, which is a judgement",
            "Chicago natural experiment, Evans, Sullivan and Wallskog, Science, 2016",
            JUDGED,
        ),
        "most of those helped would have kept a home anyway, and whom to help is not known beforehand",
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
            "16 % of those who came to the hub were seen again, 34 % of those who did not; 656 of 1,583 people give "
            "0.43 to 0.61, and the lower end is a judgement, as nobody was drawn by lot",
            "Broadway, University of York and Crunch Consulting, 2011, as reported by Homeless Link",
            READ,
        ),
        Finding(
            0.0,
            0.0,
            0.0,
            "no effect: nobody was drawn by lot, and those who came to the hub may be those who would not have been "
            "seen again",
            "the same evaluation, read sceptically",
            JUDGED,
        ),
        "people were not drawn by lot, so those who came may have been easier to help",
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
            "92 % of people housed by the Clearing House never slept rough again; how far a freed place reaches the "
            "street is a judgement",
            "The Clearing House, 25 years, St Mungo's and GLA, 2016",
            JUDGED,
        ),
        Finding(
            0.0,
            0.0,
            0.0,
            "no effect on the street: freed places are taken by people who were not on it; the tenants were never "
            "compared with others",
            "the same report, which had no comparison group",
            JUDGED,
        ),
        "the 92 % had no comparison group, and a freed place need not reach the street",
    ),
    Evidence(
        "housing_first",
        "Housing First",
        "places that keep off the street somebody who would otherwise be on it",
        4,
        "places fill over a year; in a Canadian trial those housed entered a home after 23 days on average",
        Finding(
            0.42,
            0.0,
            0.48,
            "73 % against 31 % in stable housing after one year, randomised (0.36 to 0.48); the lower end is a "
            "judgement, as the trial was abroad",
            "At Home/Chez Soi, Aubry and others, Psychiatric Services, 2015",
            PUBLISHED,
        ),
        Finding(
            0.24,
            0.0,
            0.38,
            "79.6 % against 55.5 % housed through the last half-year in a small city; 0.10 to 0.38 is worked out, and "
            "the lower end is a judgement, as the trial was abroad",
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
            "Alma Economics for Crisis, Cover the Cost, 2019",
            READ,
        ),
        Finding(
            0.0,
            0.0,
            0.0,
            "rates were restored in April 2024, and duties owed after the end of a private tenancy did not fall in "
            "London in the three quarters after it",
            "H-CLIC, London's own row, 2024",
            PUBLISHED,
        ),
        "rates were restored in April 2024 and London's duties did not fall in the three quarters after",
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
            "local authorities and charities reported that 56 days helped; no effect size has been published, and "
            "this one is a judgement",
            "Homeless Link and NACCOM on the 56-day pilot, 2025; its evaluation is not published",
            JUDGED,
        ),
        Finding(
            0.0,
            0.0,
            0.0,
            "no effect: longer notice only puts the date off; the evaluation of the pilot has not been read",
            "no published evaluation was found",
            JUDGED,
        ),
        "longer notice may only put homelessness off, and the pilot's evaluation is not published; the quarters that "
        "today rests on were at 28 days but for their last three weeks, so that going back to 28 is counted partly "
        "twice",
    ),
)
BY_LEVER = {it.lever: it for it in EVIDENCE}
# What bears on the whole and on no lever alone.
CONTEXT = (
    (
        "All of it together",
        "Areas funded by the Rough Sleeping Initiative had 32 % fewer people sleeping rough on one night of 2018 than "
        "they would have had without it.",
        "MHCLG impact evaluation of the Rough Sleeping Initiative 2018, as stated in Parliament",
        READ,
    ),
    (
        "Health of people in Housing First",
        "Randomised trials show no clear gain in mental health or substance use beside the gain in housing.",
        "Baxter and others, Journal of Epidemiology and Community Health, 2019",
        READ,
    ),
)
