"""What a person may change about homelessness in London, and the scenarios that a meeting asks for."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.focus import borough_lever
from lbdp_core.homelessness.scenario import evidence
from lbdp_core.levers import Levers, choice, number
from lbdp_core.move_on import LONGEST, SHORTEST, TODAY

LOOK, STREET, BEFORE, WORLD = "Look at", "Off the street", "Before the street", "How the world turns out"
FURTHEST = 8


@dataclass(frozen=True, kw_only=True)
class HomelessnessLevers(Levers):
    """Six levers with their lags, the evidence for them, and how the world may turn out. The default changes
    nothing.
    """

    borough: str = borough_lever(LOOK, "Looks at one borough; levers act on all of London wherever it is looked at.")
    horizon: float = number(
        4, "How far ahead", unit="quarters", range=(1, FURTHEST, 1), group=LOOK, kind="view",
        why="Counted from the newest published quarter. Forecasts of duties were tested up to four quarters after the "
        "last published duties, and not beyond.",
    )  # fmt: skip
    nsno: float = number(
        0, "No Second Night Out: more reached at once", unit="% of new people", range=(0, 50, 5), group=STREET,
        swing=(0, 20),
        why="How many more of the new people are offered a place within two nights. Of those who came to the London "
        "hub 16% were seen again, of those who did not 34% (2011, not randomised). Plausible: up to 20 more in a "
        "hundred, by judgement.",
    )  # fmt: skip
    move_on: float = number(
        0, "Move-on homes added", unit="homes", range=(0, 3_000, 100), group=STREET, swing=(0, 1_000),
        why="Homes for people in accommodation, let evenly over a year; each may free a place. The Mayor announced "
        "3,500 long-term homes kept for former rough sleepers in 2024. Plausible: up to 1,000 more, by judgement.",
    )  # fmt: skip
    housing_first: float = number(
        0, "Housing First places added", unit="places", range=(0, 2_000, 50), group=STREET, swing=(0, 500),
        why="Homes with intensive support for people living on the streets, filled over a year. The three English "
        "pilots housed 1,061 people in five years. Plausible: up to 500, by judgement.",
    )  # fmt: skip
    prevention: float = number(
        0, "Prevention: more of the duties helped with cash", unit="% of duties", range=(0, 50, 5), group=BEFORE,
        swing=(0, 20),
        why="Of every hundred prevention duties that end, this many more get emergency cash. About three in ten end "
        "homeless today; those helped are taken to be as likely to. Plausible: up to 20 more, by judgement.",
    )  # fmt: skip
    lha: float = number(
        0, "Gap between housing allowance and rents closed", unit="%", range=(0, 100, 10), group=BEFORE, swing=(0, 100),
        why="At 100 the allowance covers the cheapest third of rents. A published estimate says what that would save; "
        "London's own quarters after April 2024 say little changed. Plausible: anything up to all of it, by judgement.",
    )  # fmt: skip
    asylum_days: float = number(
        TODAY, "Asylum move-on notice", unit="days", range=(SHORTEST, LONGEST, 7), group=BEFORE, swing=(28, 56),
        why="Days that people granted asylum may stay in asylum accommodation; the rules stand on the page by date. It "
        "was 28, then 56 in a pilot, and 42 since March 2026. Plausible: 28 to 56, the published rules.",
    )  # fmt: skip
    delay: float = number(
        0, "Quarters until the levers start", unit="quarters", range=(0, 4, 1), group=WORLD, swing=(0, 2), assumed=True,
        why="Each lever's own delay begins then. Plausible: up to two quarters, by judgement.",
    )  # fmt: skip
    evidence: str = choice(
        evidence.MAIN, "Evidence for the levers", evidence.CHOICES, group=WORLD, assumed=True,
        why="The main finding of each lever, or the most cautious one, which for four of the six is no effect.",
    )  # fmt: skip
    arrivals: float = number(
        0, "New people, against as many as last year", unit="%", range=(-30, 30, 5), group=WORLD, swing=(-10, 10),
        assumed=True,
        why="Builds up evenly over a year. New people rose by 5% from 2023/24 to 2024/25 (CHAIN). Plausible: 10% "
        "either way, by judgement.",
    )  # fmt: skip
    winter: float = number(
        0, "Winter peak of new people", unit="%", range=(0, 50, 5), group=WORLD, swing=(0, 20), assumed=True,
        why="More new people in January to March and October to December than in the published quarters. In CHAIN "
        "summer and autumn are as high as winter. Plausible: up to 20%, by judgement.",
    )  # fmt: skip


OPENING = "500 Housing First places and a faster first offer"
PRESETS = {
    "As today": HomelessnessLevers(),
    OPENING: HomelessnessLevers(housing_first=500, nsno=20),
    "The same, if the cautious findings are right": HomelessnessLevers(
        housing_first=500, nsno=20, evidence=evidence.CAUTIOUS
    ),
    "A thousand move-on homes, two years on": HomelessnessLevers(move_on=1_000, horizon=8),
    "Prevention: cash for 10 more in a hundred": HomelessnessLevers(prevention=10),
    "Housing allowance gap closed": HomelessnessLevers(lha=100, horizon=8),
    "Asylum notice back to 28 days": HomelessnessLevers(asylum_days=28),
    "Asylum notice of 56 days": HomelessnessLevers(asylum_days=56),
    "Everything at once": HomelessnessLevers(
        housing_first=500, nsno=20, move_on=1_000, prevention=10, lha=100, asylum_days=56, horizon=8
    ),
    "A hard winter and nothing done": HomelessnessLevers(winter=20, arrivals=10),
}
