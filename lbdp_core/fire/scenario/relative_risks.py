"""Profiles: how many times as likely the people of a group are to die when hurt in a fire, and who says so.

Read from casualties (who dies, of those hurt), so that a group's share of fires is not counted twice. The marks are
those of `provenance`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lbdp_core.provenance import COPY, PUBLISHED, WORKED_OUT, Status

OLDER, OLDEST, DISABLED, ALONE = "aged_65plus", "aged_75plus", "disabled", "one_person_65plus"


@dataclass(frozen=True)
class Group:
    """One group of residents, and how many times as likely one of them is to die when hurt in a fire.

    column: the column of `areas/lsoa.csv` that counts the group.
    """

    column: str
    label: str
    relative: float
    figure: str
    source: str
    year: str
    mark: Status
    caution: str


HARM = (
    Group(
        OLDER,
        "Aged 65 to 74",
        1.7,
        "41 % of people who died in fires were 65 or over, and 23 % of all casualties: 2.3 times as likely to die as a "
        "younger casualty. Shared between the ages by deaths per million residents: 7.9 at 65 to 79, 17.8 at 80 and "
        "over",
        "Home Office, Fire Statistics England 2014/15, key facts as reprinted",
        "2016",
        WORKED_OUT,
        "assumes that casualties per resident are alike from 65 on, with London's ages of mid-2020",
    ),
    Group(
        OLDEST,
        "Aged 75 and over",
        3.0,
        "The same figures: 1.7 times at 75 to 79 and 3.9 times at 80 and over; three in five Londoners of 75 and over "
        "are 80 or over",
        "Home Office, Fire Statistics England 2014/15, key facts as reprinted",
        "2016",
        WORKED_OUT,
        "all fires in England, not only in dwellings",
    ),
    Group(
        DISABLED,
        "Disabled",
        3.0,
        "A casualty is 3 times more likely to die if disabled",
        "Greenstreet Berman, Using data to help save the lives of those most at risk from fire",
        "2014",
        PUBLISHED,
        "not adjusted for age, and casualties' disability is not the census's own answer, which is wider",
    ),
    Group(
        ALONE,
        "Aged 66 and over and living alone",
        1.25,
        "Adjusted odds ratio 1.25 of a casualty or death where a dwelling has a single occupant, England 2010 to 2023",
        "Tang and others, Fire Safety Journal, abstract",
        "2024",
        PUBLISHED,
        "odds of any casualty at any age; multiplies the weight of the age, and is low beside the profile of deaths: "
        "45 % lone pensioners (Greenstreet Berman 2014)",
    ),
)
BESIDE: tuple[tuple[str, str, str, Status, str], ...] = (  # read, shown, and not a weight of its own
    (
        "41 % of deaths and 23 % of casualties aged 65 and over; deaths per million 4.8 at all ages, 7.9 at 65 to 79, "
        "17.8 at 80 and over",
        "Home Office, Fire Statistics England 2014/15, key facts as reprinted by a bookseller",
        "2016",
        COPY,
        "the weights of both ages are worked out from these",
    ),
    (
        "Adjusted odds ratio 1.54 of a casualty or death in a dwelling fire with somebody of pension age, England 2010 "
        "to 2023",
        "Tang and others, Fire Safety Journal, abstract",
        "2024",
        PUBLISHED,
        "any casualty, most of whom live; it is one of the readings tried below",
    ),
    (
        "73 % of people who died in fires lived alone: 45 % lone pensioners, 28 % lone adults",
        "Greenstreet Berman, Using data to help save the lives of those most at risk from fire",
        "2014",
        PUBLISHED,
        "a profile of deaths; how many people live so, and how old they are, is not taken apart",
    ),
    (
        "Deaths per million: men 10.6 and women 6.4 at 65 to 79; men 22.6 and women 13.1 at 80 and over",
        "Home Office, Detailed analysis of fires attended, England 2019/20",
        "2020",
        PUBLISHED,
        "deaths per resident, in which how often there is a fire is counted too",
    ),
    (
        "Risk of dying in a fire more than four times the average at 80 and over",
        "Fire Statistics: Great Britain, April 2013 to March 2014",
        "2015",
        PUBLISHED,
        "deaths per resident; agrees with the figure for England",
    ),
    (
        "Of 31 people who died in accidental fires in London, 10 received care, 8 of them at home",
        "London Fire Brigade, 21 May 2014",
        "2014",
        PUBLISHED,
        "nothing by area is published on people who receive care at home",
    ),
)


@dataclass(frozen=True)
class Reading:
    """One way to read the profiles.

    relative:   instead of `HARM`'s, by column; a column left out weighs 1.
    multiplied: someone in two groups has the product of their weights, else the larger.
    oldest:     disability falls on the oldest first, else alike on all ages.
    """

    words: str
    relative: Mapping[str, float] = field(default_factory=lambda: {g.column: g.relative for g in HARM})
    multiplied: bool = False
    oldest: bool = False


CENTRAL = "central"
READINGS: Mapping[str, Reading] = {
    CENTRAL: Reading("As used: the larger weight counts, disability alike at all ages"),
    "multiplied": Reading("Weights multiplied where somebody is older and disabled", multiplied=True),
    "oldest": Reading("Disability falls on the oldest first", oldest=True),
    "age": Reading("Age alone", {OLDER: 1.7, OLDEST: 3.0, ALONE: 1.25}),
    "disability": Reading("Disability alone", {DISABLED: 3.0}),
    "residents": Reading("Age by deaths per resident (2.3 and 4.0), not per casualty", {OLDER: 2.3, OLDEST: 4.0}),
    "odds": Reading(
        "Odds of any casualty, adjusted: 1.54 from 65 on, 1.25 alone", {OLDER: 1.54, OLDEST: 1.54, ALONE: 1.25}
    ),
    "double": Reading("Every weight twice as far from 1", {g.column: 2 * g.relative - 1 for g in HARM}),
}
