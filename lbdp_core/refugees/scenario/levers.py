"""What a person may change: claims, decisions, notice, hotels, who needs what, and what is paid."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core import move_on
from lbdp_core.boroughs import NAMES
from lbdp_core.levers import Levers, choice, number
from lbdp_core.refugees.places import LONDON

LOOK, PIPELINE, HOUSING, HOTEL, NEEDS, MONEY = (
    "Look at",
    "Claims and decisions",
    "When support ends",
    "A hotel closes",
    "Who takes up what",
    "Money",
)
NONE = "none"
LATEST, BEFORE, NOTHING = "2025", "2024", "none"
TARIFFS = {
    LATEST: "2025/26: £1,200 a person and £100 a month for growth (expired; the latest read)",
    BEFORE: "2024/25: £750 a place and £3,500 for each net new one (expired)",
    NOTHING: "No grant",
}


@dataclass(frozen=True, kw_only=True)
class RefugeesLevers(Levers):
    """Asylum support in London and what it asks of boroughs. `RefugeesLevers()` changes nothing."""

    borough: str = choice(
        LONDON,
        "Borough",
        {LONDON: "All of London"} | {name: name for name in sorted(NAMES)},
        group=LOOK,
        why="Looks at one borough; the future is the same wherever it is looked at.",
        kind="view",
    )
    horizon: float = number(
        8,
        "Quarters ahead of the last count",
        unit="quarters",
        low=1,
        high=8,
        step=1,
        group=LOOK,
        why="Errors were measured up to eight quarters before December 2022 and up to four since; totals eight "
        "quarters "
        "ahead could not be scored yet.",
        kind="view",
    )
    decisions: float = number(
        0,
        "Decisions made on claims",
        unit="%",
        low=-60,
        high=100,
        step=5,
        group=PIPELINE,
        why="From the last count on, for the whole country. 0 % is what was published, and after it the mean of the "
        "last four published quarters; what these were is said below the answer. Plausible range: one standard "
        "deviation of how far such means were from the eight quarters after.",
        swing=(-40, 65),
    )
    claims: float = number(
        0,
        "New claims",
        unit="%",
        low=-60,
        high=60,
        step=5,
        group=PIPELINE,
        why="From the last count on, for the whole country. 0 % is what was published, and after it the mean of the "
        "last four published quarters. Plausible range: one standard deviation of how far such means were from the "
        "eight quarters after.",
        swing=(-30, 40),
        assumed=True,
    )
    grant_rate: float = number(
        0,
        "Share of decisions that grant, points",
        unit="points",
        low=-40,
        high=40,
        step=1,
        group=PIPELINE,
        why="Added to the published share, and after it to that of the last four published quarters. Initial grants "
        "were 46 to 76 % of decisions in published years since 2020, and 38 to 46 % in the quarters of 2025 (read "
        "second-hand). Plausible range: one standard deviation of how far such shares were from the eight quarters "
        "after.",
        swing=(-11, 11),
        assumed=True,
    )
    appeals: float = number(
        75,
        "People refused who appeal",
        unit="%",
        low=0,
        high=100,
        step=5,
        group=PIPELINE,
        why="Who appeals stays in support. 75 % and the range of 60 to 90 are a judgement: no current figure was read.",
        swing=(60, 90),
        assumed=True,
    )
    notice: float = number(
        move_on.TODAY,
        "Notice after a grant",
        unit="days",
        low=move_on.SHORTEST,
        high=move_on.LONGEST,
        step=7,
        group=HOUSING,
        why="Days from the decision until support ends: 42 for everyone granted since 9 March 2026 (read second-hand); "
        "28 and 56 before (the table under Rules has all). It is used for every quarter here. It moves the day; "
        "whether longer notice means fewer duties is not published, so none is claimed.",
        swing=(28, 56),
    )
    duties: float = number(
        0.33,
        "Homelessness duties for each person granted",
        unit="duties",
        low=0.1,
        high=0.5,
        step=0.01,
        group=HOUSING,
        why="Households owed a duty for each person granted in the country, once they have had time to reach a "
        "council. 0.33: England, since December 2022, by H-CLIC and the published grants. In single periods published "
        "figures gave 0.20 to 0.35, which is the plausible range. London has more: some are granted while not in "
        "support, and some come from elsewhere.",
        swing=(0.2, 0.35),
        assumed=True,
    )
    dispersal: float = number(
        0,
        "London's share of new places",
        unit="%",
        low=-50,
        high=50,
        step=5,
        group=HOUSING,
        why="Against its share of people in support now. Plausible range, a judgement: a quarter either way; the plan "
        "of "
        "2022 for full dispersal meant to lower it.",
        swing=(-25, 25),
    )
    hotel_borough: str = choice(
        NONE,
        "Borough where a hotel closes",
        {NONE: "None closes"} | {name: name for name in sorted(NAMES)},
        group=HOTEL,
        why="The borough's hotels together: no single hotel is known here. Those who move go to other places as new "
        "people "
        "do: London's part of them to its other boroughs, the rest elsewhere.",
    )
    hotel_quarter: float = number(
        2,
        "In which quarter ahead",
        unit="",
        low=1,
        high=8,
        step=1,
        group=HOTEL,
        why="A closure is a step on a date, not a trend. Plausible range, a judgement: the first to the eighth.",
        swing=(1, 8),
    )
    hotel_beds: float = number(
        200,
        "People who move out of it",
        unit="people",
        low=0,
        high=1_500,
        step=50,
        group=HOTEL,
        why="No more than the borough's last published count of people in hotels move, whatever is set. Plausible "
        "range, a "
        "judgement: 50 to 400.",
        swing=(50, 400),
    )
    school: float = number(
        95,
        "Children of school age who take a place",
        unit="%",
        low=50,
        high=100,
        step=5,
        group=NEEDS,
        why="Children of 4 to 15 are taken to be 65 % of people under 18. The take-up and its range are a judgement.",
        swing=(85, 100),
        assumed=True,
    )
    gp: float = number(
        90,
        "Newcomers who register with a GP",
        unit="%",
        low=30,
        high=100,
        step=5,
        group=NEEDS,
        why="One registration for each newcomer at most. The take-up and its range are a judgement.",
        swing=(70, 100),
        assumed=True,
    )
    esol: float = number(
        50,
        "Adults who learn English",
        unit="%",
        low=0,
        high=100,
        step=5,
        group=NEEDS,
        why="Of adults in support. The take-up and its range are a judgement.",
        swing=(30, 70),
        assumed=True,
    )
    tariff: str = choice(
        LATEST,
        "Asylum grant",
        TARIFFS,
        group=MONEY,
        why="What the Home Office paid councils, by financial year. The instruction for 2026/27 was not read, so the "
        "latest "
        "read is the default and is marked expired.",
        assumed=True,
    )
    duty_cost: float = number(
        3_800,
        "Cost of a homelessness duty",
        unit="£",
        low=0,
        high=20_000,
        step=100,
        group=MONEY,
        why="Gross and illustrative: four in ten households placed for six months (a judgement) at about £1,580 a "
        "month, "
        "which is London's published £114 m a month over its 72,000 households in temporary accommodation. Plausible "
        "range, a judgement: £2,000 to £8,000.",
        swing=(2_000, 8_000),
        assumed=True,
    )
    school_cost: float = number(
        4_500,
        "Cost of a school place a year",
        unit="£",
        low=0,
        high=12_000,
        step=100,
        group=MONEY,
        why="The published tariff for the education of a child of the Afghan schemes, used as a value. Plausible "
        "range, a "
        "judgement: nothing (schools are funded otherwise) to £7,000.",
        swing=(0, 7_000),
        assumed=True,
    )
    esol_cost: float = number(
        850,
        "Cost of a learner of English a year",
        unit="£",
        low=0,
        high=3_000,
        step=50,
        group=MONEY,
        why="The published tariff for an adult of the Afghan schemes, used as a value. Plausible range, a judgement: "
        "£400 "
        "to £1,500.",
        swing=(400, 1_500),
        assumed=True,
    )
