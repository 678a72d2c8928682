"""What a person may change about children's services, and the scenarios that a meeting asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lbdp_core.children.scenario import evidence
from lbdp_core.focus import borough_lever
from lbdp_core.levers import Levers, choice, cost, number
from lbdp_core.unit_costs import unit_cost

LOOK, DOOR, PROTECTION, CARE = "Look at", "Front door", "Child protection", "Care"
PLACEMENTS, STAFF, WORLD = "Placements", "Social workers", "What else may change"
AHEAD = {"1": "In one year", "2": "In two years", "3": "In three years"}
TARGET = 15  # cases each; England had 15.4 in September 2024
ARITHMETIC = "Arithmetic: it claims no effect of any service."


def _more(label: str, group: str, why: str, swing: tuple[float, float] = (-10, 10)) -> Any:
    """A share more or less of what happens today."""
    return number(
        0, label, unit="%", range=(-30, 30, 5), group=group, swing=swing,
        why=f"{why} {ARITHMETIC} Plausible range: {-swing[0]:g}% either way, our judgement.",
    )  # fmt: skip


def _share(label: str, unit: str, group: str, why: str, most: float, top: float = 50) -> Any:
    """A share of those it concerns, from nobody upwards."""
    return number(
        0, label, unit=unit, range=(0, top, 5), group=group, swing=(0, most),
        why=f"{why} Plausible range: up to {most:g}%, our judgement.",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ChildrenLevers(Levers):
    """A lever for each step from referral to care, for placements, staff and costs. The default changes nothing."""

    borough: str = borough_lever(LOOK, "Shows one borough. Levers still act on all of London.")
    years: str = choice(
        "3", "How far ahead", AHEAD, kind="view", group=LOOK,
        why="Counted from 31 March of the last published year. Levers act in full from the day after it.",
    )  # fmt: skip
    referrals: float = _more("Referrals", DOOR, "More or fewer referrals than the forecast.")
    early_help: float = _share(
        "Referrals that early help replaces", "% of referrals", DOOR,
        f"These children get early help and are not referred. The borough's published share of re-referrals comes back "
        f"as a referral anyway. {ARITHMETIC}", 10, 30,
    )  # fmt: skip
    assessed: float = _more(
        "Referrals that are assessed", DOOR, "A larger or smaller share of referrals goes on to an assessment."
    )
    enquiries: float = _more(
        "Section 47 enquiries for each assessment", PROTECTION, "Section 47 enquiries ask whether a child is at risk."
    )
    conferences: float = _more(
        "Enquiries that go to a conference", PROTECTION, "A larger or smaller share of section 47 enquiries leads to "
        "an initial child protection conference."
    )  # fmt: skip
    planned: float = _more(
        "Conferences that lead to a plan", PROTECTION, "In most boroughs over eight in ten do. No more than all can."
    )
    plan_length: float = number(
        0, "Length of protection plans", unit="%", range=(-50, 50, 5), group=PROTECTION, swing=(-20, 20),
        why=f"Plans last this much longer or shorter. As many children start care as before. {ARITHMETIC} Plausible "
        "range: 20% either way, our judgement.",
    )  # fmt: skip
    conferences_offered: float = _share(
        "Family group conferences before court", "% of families", CARE,
        "Families of children who would start care after a plan are offered a conference led by the family, on top of "
        "what is offered today. A trial in 21 English councils gives the effect.", 50, 100,
    )  # fmt: skip
    edge_of_care: float = _share(
        "Intensive support at the edge of care", "% of families", CARE,
        "Families of children in need who would start care without a plan get intensive support at home, on top of "
        "today's. A review of 33 studies gives the effect.", 25, 100,
    )  # fmt: skip
    reunification: float = _share(
        "More children who leave care and go home", "% more leavers", CARE,
        "This many more children leave care than today. Three in ten of them are back within five years, as in a "
        f"published follow-up. {ARITHMETIC}", 20,
    )  # fmt: skip
    evidence: str = choice(
        evidence.MAIN, "Evidence for conferences and support", evidence.CHOICES, group=CARE, assumed=True,
        why="On the most cautious evidence, neither family group conferences nor intensive support has any effect.",
    )  # fmt: skip
    to_foster: float = _share(
        "Children in homes who move to foster care", "% of them", PLACEMENTS,
        f"Moves children from children's homes to foster carers. {ARITHMETIC}", 20,
    )  # fmt: skip
    to_kinship: float = _share(
        "Foster children who live with relatives instead", "% of them", PLACEMENTS,
        f"Moves children from foster carers whom they did not know to relatives or friends. {ARITHMETIC}", 10,
    )  # fmt: skip
    residential_cost: float = cost(
        unit_cost("residential_care"), "Children's home, a week", range=(3_000, 15_000, 5), group=PLACEMENTS
    )
    foster_cost: float = cost(unit_cost("foster_care"), "Foster care, a week", range=(300, 2_000, 5), group=PLACEMENTS)
    kinship_cost: float = cost(
        unit_cost("kinship_care"), "Fostering by relatives, a week", range=(100, 1_000, 5), group=PLACEMENTS
    )
    help_cost: float = cost(unit_cost("early_help"), "Early help for a child", range=(0, 20_000, 250), group=DOOR)
    target: float = number(
        TARGET, "Cases for each social worker", unit="cases", range=(8, 25, 1), group=STAFF, swing=(12, 18),
        why="How many social workers would be needed if each held this many cases. There is no national rule. Each "
        "social worker in England held 15.4 in September 2024. Plausible range: 12 to 18, our judgement.",
    )  # fmt: skip
    more: float = number(
        0, "Change in the number of children", unit="%", range=(-20, 20, 1), group=WORLD, swing=(-5, 5), assumed=True,
        why="More or fewer residents aged 0 to 17 than in the last published year, at the same rates. Plausible range: "
        "5% either way, our judgement.",
    )  # fmt: skip


OPENING = "As today"
PRESETS = {
    OPENING: ChildrenLevers(),
    "10% more referrals": ChildrenLevers(referrals=10),
    "Early help for 10% of referrals": ChildrenLevers(early_help=10),
    "10% fewer enquiries": ChildrenLevers(enquiries=-10),
    "Plans 20% shorter": ChildrenLevers(plan_length=-20),
    "Family conferences for half": ChildrenLevers(conferences_offered=50),
    "Family conferences, cautious": ChildrenLevers(conferences_offered=50, evidence=evidence.CAUTIOUS),
    "Edge of care: a quarter helped": ChildrenLevers(edge_of_care=25),
    "20% more children go home": ChildrenLevers(reunification=20),
    "A fifth of homes to fostering": ChildrenLevers(to_foster=20),
    "12 cases a social worker": ChildrenLevers(target=12),
    "5% more children": ChildrenLevers(more=5),
    "Four levers of family help": ChildrenLevers(
        early_help=10, conferences_offered=50, edge_of_care=25, reunification=10
    ),
}
