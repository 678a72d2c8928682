"""What a person may change about homelessness in London, and the scenarios that a meeting asks for."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.focus import borough_lever
from lbdp_core.homelessness.scenario import evidence
from lbdp_core.levers import Levers, choice, number
from lbdp_core.move_on import LONGEST, SHORTEST, TODAY

LOOK, STREET, BEFORE, WORLD = "Look at", "Help off the street", "Prevention", "What else may change"
FURTHEST = 8


@dataclass(frozen=True, kw_only=True)
class HomelessnessLevers(Levers):
    """Six levers with their lags, the evidence for them, and how the world may turn out. The default changes
    nothing.
    """

    borough: str = borough_lever(LOOK, "Shows one borough. Levers still act on all of London.")
    horizon: float = number(
        4, "How far ahead", unit="quarters", range=(1, FURTHEST, 1), group=LOOK, kind="view",
        why="Counted in quarters from the newest published quarter. Forecasts of duties were tested up to four "
        "quarters after the last published duties, and not beyond.",
    )  # fmt: skip
    nsno: float = number(
        0, "No Second Night Out: more people reached", unit="% of new people", range=(0, 50, 5), group=STREET,
        swing=(0, 20),
        why="How many more of the new people get the offer of a place within two nights. In London in 2011, 16% of "
        "those who came to the hub were seen again, and 34% of those who did not. They were not randomised. "
        "Plausible range: up to 20% more, our judgement.",
    )  # fmt: skip
    move_on: float = number(
        0, "Move-on homes added", unit="homes", range=(0, 3_000, 100), group=STREET, swing=(0, 1_000),
        why="Homes for people in accommodation, let evenly over a year. Each may free a place. In 2024 the Mayor "
        "announced 3,500 long-term homes for former rough sleepers. Plausible range: up to 1,000 more, our "
        "judgement.",
    )  # fmt: skip
    housing_first: float = number(
        0, "Housing First places added", unit="places", range=(0, 2_000, 50), group=STREET, swing=(0, 500),
        why="Homes with intensive support for people living on the streets, filled over a year. The three English "
        "pilots housed 1,061 people in five years. Plausible range: up to 500, our judgement.",
    )  # fmt: skip
    prevention: float = number(
        0, "Emergency cash: more prevention duties", unit="% of duties", range=(0, 50, 5), group=BEFORE,
        swing=(0, 20),
        why="This share more of the prevention duties that end get emergency cash. About three in ten end in "
        "homelessness today. We assume that those helped face the same risk. Plausible range: up to 20% more, "
        "our judgement.",
    )  # fmt: skip
    lha: float = number(
        0, "Local Housing Allowance: gap to rents closed", unit="%", range=(0, 100, 10), group=BEFORE, swing=(0, 100),
        why="At 100% the allowance (LHA) covers the cheapest third of rents. A published estimate gives the "
        "effect. After April 2024, when rates rose, London's own figures changed little. Plausible range: 0 to "
        "100%, our judgement.",
    )  # fmt: skip
    asylum_days: float = number(
        TODAY, "Asylum move-on notice", unit="days", range=(SHORTEST, LONGEST, 7), group=BEFORE, swing=(28, 56),
        why="How many days people granted asylum may stay in asylum accommodation. It was 28 days, then 56 in a "
        "pilot, and is 42 since March 2026. Plausible range: 28 to 56 days, the published rules.",
    )  # fmt: skip
    delay: float = number(
        0, "Quarters until the levers start", unit="quarters", range=(0, 4, 1), group=WORLD, swing=(0, 2), assumed=True,
        why="Each lever's own delay starts after this. Plausible range: up to two quarters, our judgement.",
    )  # fmt: skip
    evidence: str = choice(
        evidence.MAIN, "Evidence for the levers", evidence.CHOICES, group=WORLD, assumed=True,
        why="Choose the main finding for every lever, or the most cautious one. On the most cautious evidence, "
        "four of the six levers have no effect.",
    )  # fmt: skip
    arrivals: float = number(
        0, "New people, compared with last year", unit="%", range=(-30, 30, 5), group=WORLD, swing=(-10, 10),
        assumed=True,
        why="Builds up evenly over a year. New people rose by 5% from 2023/24 to 2024/25 (CHAIN). Plausible range: "
        "10% either way, our judgement.",
    )  # fmt: skip
    winter: float = number(
        0, "Winter peak of new people", unit="%", range=(0, 50, 5), group=WORLD, swing=(0, 20), assumed=True,
        why="More new people from October to March than in the published quarters. In CHAIN, summer and autumn are "
        "as high as winter. Plausible range: up to 20%, our judgement.",
    )  # fmt: skip


OPENING = "As today"
PRESETS = {
    OPENING: HomelessnessLevers(),
    "500 Housing First places": HomelessnessLevers(housing_first=500),
    "500 Housing First, cautious": HomelessnessLevers(housing_first=500, evidence=evidence.CAUTIOUS),
    "No Second Night Out for 20% more": HomelessnessLevers(nsno=20),
    "1,000 move-on homes in two years": HomelessnessLevers(move_on=1_000, horizon=8),
    "Emergency cash for 10% more": HomelessnessLevers(prevention=10),
    "Housing allowance gap closed": HomelessnessLevers(lha=100, horizon=8),
    "28 days of asylum notice": HomelessnessLevers(asylum_days=28),
    "56 days of asylum notice": HomelessnessLevers(asylum_days=56),
    "All six levers in two years": HomelessnessLevers(
        housing_first=500, nsno=20, move_on=1_000, prevention=10, lha=100, asylum_days=56, horizon=8
    ),
    "Hard winter and more new people": HomelessnessLevers(winter=20, arrivals=10),
}
