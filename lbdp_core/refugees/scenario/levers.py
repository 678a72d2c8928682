"""What a person may change about asylum support and what it asks for, and the scenarios that a meeting asks for."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core import move_on
from lbdp_core.boroughs import NAMES
from lbdp_core.focus import borough_lever
from lbdp_core.levers import Levers, choice, cost, number
from lbdp_core.refugees.model import cited
from lbdp_core.refugees.tariffs import BY_KEY
from lbdp_core.unit_costs import unit_cost

LOOK, PIPELINE, HOUSING = "Look at", "Claims and decisions", "When support ends"
HOTEL, NEEDS, MONEY = "A hotel closes", "Who takes up what", "Money"
NONE = "none"
IN_FORCE = move_on.RULES[-1]
LATEST, BEFORE, NOTHING = "2025", "2024", "none"
TARIFFS = {
    LATEST: "2025/26 (ended): £{grant_2025} a person and £{growth_2025} a month for growth",
    BEFORE: "2024/25 (ended): £{grant_2024} a place, the same for net growth, and £{growth_2024} for each new place",
    NOTHING: "No grant",
}
TARIFFS = {key: words.format(**{k: f"{row.each:,.0f}" for k, row in BY_KEY.items()}) for key, words in TARIFFS.items()}
DUTY, SCHOOL, ENGLISH = (unit_cost(key) for key in ("homelessness_duty", "school_place", "english_lessons"))
PRICED = {"group": MONEY, "more": "Plausible range: {low} to {high}."}


@dataclass(frozen=True, kw_only=True)
class RefugeesLevers(Levers):
    """Asylum support in London and what it asks of boroughs. `RefugeesLevers()` changes nothing."""

    borough: str = borough_lever(LOOK)
    horizon: float = number(
        8, "How far ahead", unit="quarters", range=(1, 8, 1), group=LOOK, kind="view",
        why="Counted in quarters from the last count. “How sure” shows how wrong forecasts were one, two, four and "
        "eight quarters ahead.",
    )  # fmt: skip
    decisions: float = number(
        0, "Decisions on claims", unit="%", range=(-60, 100, 5), group=PIPELINE, swing=(-40, 65),
        why="For the whole country, from the last count. At 0%, decisions are as published, then stay at the "
        "average of the last four published quarters. Plausible range: how far such averages were from the "
        "next eight quarters (one standard deviation).",
    )  # fmt: skip
    claims: float = number(
        0, "New claims", unit="%", range=(-60, 60, 5), group=PIPELINE, swing=(-30, 40), assumed=True,
        why="For the whole country, from the last count. At 0%, claims are as published, then stay at the average "
        "of the last four published quarters. Plausible range: how far such averages were from the next eight "
        "quarters (one standard deviation).",
    )  # fmt: skip
    grant_rate: float = number(
        0, "Share of decisions that grant", unit="points", range=(-40, 40, 1), group=PIPELINE, swing=(-13, 13),
        assumed=True,
        why="Points added to the published share, and later to that of the last four published quarters. The "
        "assumption log gives the share and how it varied. Plausible range: how far such shares were from the "
        "next eight quarters (one standard deviation).",
    )  # fmt: skip
    appeals: float = number(
        round(100 * cited.APPEALED.value), "People refused who appeal", unit="%", range=(0, 100, 5), group=PIPELINE,
        swing=(round(100 * cited.APPEALED.low), round(100 * cited.APPEALED.high)), assumed=True,
        why=f"People who appeal stay in support. Worked out from published figures. {cited.APPEALED.source}.",
    )  # fmt: skip
    notice: float = number(
        move_on.TODAY, "Notice after a grant", unit="days", range=(move_on.SHORTEST, move_on.LONGEST, 7), group=HOUSING,
        swing=(28, 56),
        why=f"Days from the decision until support ends. In force since {IN_FORCE.since:%-d %B %Y}: "
        f"{IN_FORCE.days} days{IN_FORCE.floor} ({IN_FORCE.status}). The notice moves the day on which people leave. We "
        "did not find the evaluation of the 56-day pilot, so we claim no effect on the number of duties.",
    )  # fmt: skip
    duties: float = number(
        0.36, "Homelessness duties for each person granted", unit="duties", range=(0.1, 0.5, 0.01), group=HOUSING,
        swing=(0.27, 0.47), assumed=True,
        why="Households owed a duty for each person granted in the country. 0.36 is England since December 2022, "
        "from councils' returns (Homelessness Case Level Information Collection, H-CLIC) and published grants. Single "
        "quarters gave 0.27 to 0.47, the plausible range. London has more, because some people come from elsewhere.",
    )  # fmt: skip
    dispersal: float = number(
        0, "London's share of new places", unit="%", range=(-50, 50, 5), group=HOUSING, swing=(-25, 25),
        why="Compared with its share of people in support now. Plausible range: a quarter either way, our "
        "judgement. The 2022 plan for full dispersal meant to lower it.",
    )  # fmt: skip
    hotel_borough: str = choice(
        NONE, "Borough where a hotel closes", {NONE: "None closes"} | {name: name for name in sorted(NAMES)},
        group=HOTEL,
        why="This covers all of the borough's hotels together, because no single hotel is known here. People who "
        "move go to other places, as new people do.",
    )  # fmt: skip
    hotel_quarter: float = number(
        2, "Quarters until it closes", unit="", range=(1, 8, 1), group=HOTEL, swing=(1, 8),
        why="A closure happens in one quarter, not gradually. Plausible range: the first to the eighth, our "
        "judgement.",
    )  # fmt: skip
    hotel_beds: float = number(
        200, "People who move out of it", unit="people", range=(0, 1_500, 50), group=HOTEL, swing=(50, 400),
        why="At most the borough's last published count of people in hotels and other contingency accommodation. "
        "Plausible range: 50 to 400, our judgement.",
    )  # fmt: skip
    school: float = number(
        95, "Children of school age who take a place", unit="%", range=(50, 100, 5), group=NEEDS, swing=(85, 100),
        assumed=True,
        why="We assume that 65% of people under 18 are aged 4 to 15. The take-up and its range are our judgement.",
    )  # fmt: skip
    gp: float = number(
        90, "Newcomers who register with a GP", unit="%", range=(30, 100, 5), group=NEEDS, swing=(70, 100),
        assumed=True,
        why="At most one registration for each newcomer. The take-up and its range are our judgement.",
    )  # fmt: skip
    esol: float = number(
        50, "Adults who learn English", unit="%", range=(0, 100, 5), group=NEEDS, swing=(30, 70), assumed=True,
        why="Share of adults in support. The take-up and its range are our judgement.",
    )  # fmt: skip
    tariff: str = choice(
        LATEST, "Asylum grant", TARIFFS, group=MONEY, assumed=True,
        why="What the Home Office paid councils, by financial year, in that year's pounds. We did not find the "
        "instruction for 2026/27, so the default is the latest one found. It has ended.",
    )  # fmt: skip
    duty_cost: float = cost(DUTY, "Cost of a homelessness duty", range=(0, 20_000, 10), **PRICED)
    school_cost: float = cost(SCHOOL, "Cost of a school place a year", range=(0, 12_000, 10), **PRICED)
    esol_cost: float = cost(ENGLISH, "Cost of a learner of English a year", range=(0, 3_000, 10), **PRICED)


OPENING = "As today"
PRESETS = {
    OPENING: RefugeesLevers(),
    "35% more decisions": RefugeesLevers(decisions=35),
    "35% fewer decisions": RefugeesLevers(decisions=-35),
    "28 days of notice": RefugeesLevers(notice=28),
    "56 days of notice": RefugeesLevers(notice=56),
    "Hillingdon hotel for 400 closes": RefugeesLevers(hotel_borough="Hillingdon", hotel_beds=400),
    "20% more claims": RefugeesLevers(claims=20),
    "Grant share 10 points lower": RefugeesLevers(grant_rate=-10),
    "20% fewer new places in London": RefugeesLevers(dispersal=-20),
}
