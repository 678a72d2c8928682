"""What a person may change about falls, and the scenarios that a meeting asks for."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.falls.scenario import evidence
from lbdp_core.focus import borough_lever
from lbdp_core.levers import Levers, choice, number

LOOK, MONEY, SPLIT, WORLD = "Look at", "Money", "How it is split", "What else may change"
BEST, OWN = "best", "own"
HIGH, ALIKE = "high", "alike"
EVERYWHERE, FOCUS = "london", "focus"
ALL, APART = "all", "apart"
MANY = 40  # residents of communal establishments of an area: about one care home
FIRST, LAST = 2027, 2040


@dataclass(frozen=True, kw_only=True)
class FallsLevers(Levers):
    """What may be changed. The default spends nothing."""

    borough: str = borough_lever(LOOK, "Shows one borough. It changes nothing else.")
    year: str = choice(
        str(FIRST), "Year", {str(year): str(year) for year in range(FIRST, LAST + 1)}, group=LOOK, kind="view",
        why="The year whose admissions are shown. The money is spent in 2027.",
    )  # fmt: skip
    budget: float = number(
        0, "Money to prevent falls, once", unit="£", range=(0, 5_000_000, 50_000), group=MONEY, swing=(0, 1_000_000),
        why="Spent in one year. Plausible range: up to £1 million, our judgement.",
    )  # fmt: skip
    target: str = choice(
        HIGH, "Where it goes first", {HIGH: "Areas with the highest risk", ALIKE: "Everywhere alike"}, group=MONEY,
        why="Going to high risk first prevents more for the money. Everywhere alike is the simplest rule to beat.",
    )  # fmt: skip
    within: str = choice(
        EVERYWHERE, "Where it may be spent", {EVERYWHERE: "All of London", FOCUS: "Only the borough looked at"},
        group=MONEY, why="A borough plans with its own money; a partnership may spend it wherever it does most.",
    )  # fmt: skip
    communal: str = choice(
        ALL, "Areas with care homes, hostels or halls", {ALL: "Like other areas", APART: "Leave them out"}, group=MONEY,
        why=f"Falls in a care home are prevented by its staff, not by these programmes. The census counts residents of "
        f"communal establishments of all ages. Left out: areas with {MANY} or more (a care home), our judgement.",
    )  # fmt: skip
    split: str = choice(
        BEST, "Split between programmes", {BEST: "The best split", OWN: "My own split"}, group=SPLIT,
        why="The best split spends each pound where it avoids most admissions, by the evidence chosen.",
    )  # fmt: skip
    repairs: float = number(
        40, "Handrails and repairs", unit="% of the money", range=(0, 100, 5), group=SPLIT, swing=(0, 100),
        why="Used with your own split. If the shares add up to over 100%, each is cut alike. "
        "If they add up to less, the rest is not spent. Plausible range: any, our judgement.",
    )  # fmt: skip
    home_visits: float = number(
        30, "Therapist's home visits", unit="% of the money", range=(0, 100, 5), group=SPLIT, swing=(0, 100),
        why="Used with your own split. Plausible range: any, our judgement.",
    )  # fmt: skip
    classes: float = number(
        30, "Strength and balance classes", unit="% of the money", range=(0, 100, 5), group=SPLIT, swing=(0, 100),
        why="Used with your own split. Plausible range: any, our judgement.",
    )  # fmt: skip
    medicines: float = number(
        0, "Reviews of medicines", unit="% of the money", range=(0, 100, 5), group=SPLIT, swing=(0, 100),
        why="Used with your own split. Plausible range: any, our judgement.",
    )  # fmt: skip
    evidence: str = choice(
        evidence.MAIN, "Evidence for the programmes", evidence.CHOICES, group=WORLD, assumed=True,
        why="Choose the main finding for each programme, or the most cautious one, by which hardly any works.",
    )  # fmt: skip
    uptake: float = number(
        100, "Uptake, beside trials'", unit="%", range=(20, 120, 10), group=WORLD, swing=(50, 100), assumed=True,
        why="How many take part of those who are offered a place, as a share of what trials reached. "
        "Plausible range: half to all of it, our judgement.",
    )  # fmt: skip
    lasting: float = number(
        100, "How long it works, beside trials", unit="%", range=(25, 150, 25), group=WORLD, swing=(50, 150),
        assumed=True, why="Trials rarely follow people for more than two or three years. "
        "Plausible range: half to one and a half times, our judgement.",
    )  # fmt: skip
    discount: float = number(
        3.5, "Discount rate", unit="% a year", range=(0, 6, 0.5), group=WORLD, swing=(1.5, 3.5), assumed=True,
        why="The Treasury's Green Book uses 3.5%, and 1.5% for health: the published range.",
    )  # fmt: skip


OPENING = "As today"
PRESETS = {
    OPENING: FallsLevers(),
    "£100,000, best split": FallsLevers(budget=100_000),
    "£1 million, best split": FallsLevers(budget=1_000_000),
    "£1 million, everywhere alike": FallsLevers(budget=1_000_000, target=ALIKE),
    "£1 million, cautious evidence": FallsLevers(budget=1_000_000, evidence=evidence.CAUTIOUS),
    "£1 million on handrails": FallsLevers(budget=1_000_000, split=OWN, repairs=100, home_visits=0, classes=0),
}
