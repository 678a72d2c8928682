"""What a person may change about home fire safety visits, and the scenarios that a meeting asks for."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.boroughs import NAMES
from lbdp_core.fire.scenario.effect import CHOICES, PRIOR, TRIAL
from lbdp_core.focus import borough_lever
from lbdp_core.levers import Levers, choice, cost, number
from lbdp_core.places import LONDON
from lbdp_core.unit_costs import unit_cost

VISIT, FIRE = unit_cost("fire_visit"), unit_cost("dwelling_fire")
BOROUGHS = tuple(sorted(NAMES))
RULES = {
    "model": "Fires the model expects",
    "last_year": "Last year's fires",
    "imd": "Deprivation",
    "uniform": "Evenly, by number of homes",
}
FIRES, HARM = "fires", "harm"
AIMS = {FIRES: "Fires", HARM: "Harm to people"}
ANYWHERE, FOCUS = "anywhere", "focus"
WITHIN = {ANYWHERE: "Anywhere in London", FOCUS: "Only in this borough"}
VISITS, EFFECT, FAIRNESS, MONEY, LOOK = "Visits", "Effect of a visit", "Fair shares", "Money", "Look at"


@dataclass(frozen=True, kw_only=True)
class FireLevers(Levers):
    """One year's extra visits: how many, where, what they do and what they cost. `FireLevers()` adds none."""

    visits: float = number(
        0, "Extra home visits in one year", unit="visits", range=(0, 200_000, 500), group=VISITS,
        why="Home fire safety visits in one year, on top of those already made. London Fire Brigade made 84,887 in "
        "2016/17 (Inside Housing, from a freedom of information answer). It now makes fewer visits, to people at very "
        "high risk. We found no newer count.",
    )  # fmt: skip
    rule: str = choice(
        "model", "Choose areas by", RULES, group=VISITS,
        why="The visits that you can direct go first to the areas where this is highest for each home. All four rules "
        "are scored on the same expected fires.",
    )  # fmt: skip
    aim: str = choice(
        FIRES, "Aim to reduce", AIMS, group=VISITS,
        why="“Harm to people” gives a fire more weight where more residents are aged 65 or over, 75 or over, or "
        "disabled. Published profiles find these groups more likely to die in a fire. The weights are our judgement: "
        "see Harm in Explain. If you choose areas by deprivation or spread visits evenly, this changes nothing.",
    )  # fmt: skip
    within: str = choice(
        ANYWHERE, "Where visits can take place", WITHIN, group=VISITS,
        why="If a borough has its own visits, choose that borough and “Only in this borough”. For London as a whole "
        "both "
        "choices are the same.",
    )  # fmt: skip
    steer: float = number(
        50, "Share of visits you can direct", unit="%", range=(0, 100, 5), group=VISITS, swing=(25, 75),
        why="London Fire Brigade assesses each referral individually, and visits people at very high risk within four "
        "hours. That does not change. Areas guide only outreach and the search for referrals. The other visits follow "
        "referrals, and the model spreads them in proportion to homes. Half, with a range of a quarter to three "
        "quarters, is our judgement: we found no published figure.",
    )  # fmt: skip
    reach: float = number(
        10, "Homes that a visit can reach", unit="%", range=(1, 100, 1), group=VISITS, swing=(5, 20), assumed=True,
        why="The largest share of an area's homes that one year's extra visits can enter. People are out, refuse, or "
        "had a visit before. London Fire Brigade judged about 700,000 homes, one in five, to be at higher risk (2013). "
        "That half of them let a visitor in is our judgement, with a range of a quarter to all.",
    )  # fmt: skip
    effect: str = choice(
        PRIOR, "Evidence for the effect", CHOICES, group=EFFECT, assumed=True,
        why="How much a visit lowers the chance of a fire in that home. Published findings run from 18 times fewer "
        "fires to no effect. The evidence table below gives the design and source of each.",
    )  # fmt: skip
    own_rr: float = number(
        0.7, "Own value: fires compared with before", unit="times", range=(0.3, 1.3, 0.05), group=EFFECT,
        swing=(0.45, 1.05), assumed=True,
        why="Used only when the evidence is “Own value”. 0.7 prevents three fires in ten, and 1 prevents none. The "
        "range "
        "of 0.45 to 1.05 is our judgement, as for the recommended value.",
    )  # fmt: skip
    years: float = number(
        5, "Years to count a visit for", unit="years", range=(1, 10, 1), group=EFFECT, swing=(3, 10), assumed=True,
        why="How many years of prevented fires and of money to add up. Five years, with a range of three to ten, is "
        "our "
        "judgement. Visitors fit alarms that last ten years.",
    )  # fmt: skip
    half_life: float = number(
        3, "Years until half the effect is gone", unit="years", range=(1, 6, 0.5), group=EFFECT, swing=(1, 6),
        assumed=True,
        why="People move, old habits return and alarms fail. East Sussex found that about 30% of alarms did not "
        "work at a "
        "first visit (2008 to 2011). Three years, with a range of one to six, is our judgement.",
    )  # fmt: skip
    floor: float = number(
        0, "Minimum share for each borough", unit="% of share by homes", range=(0, 100, 5), group=FAIRNESS,
        swing=(0, 100),
        why="Each borough gets at least this part of its share, by homes, of the visits that you direct.",
    )  # fmt: skip
    cost_per_visit: float = cost(
        VISIT, "Cost of a visit", range=(0, 500, 5), group=MONEY,
        more="A crew's visit may cost more. Merseyside found £2.75 saved for each £1 (Waring and others, 2024); its "
        "cost was not found.",
    )  # fmt: skip
    value_per_fire: float = cost(
        FIRE, "Value of preventing a fire", range=(0, 200_000, 100), group=MONEY,
        more="Prices have risen since, so the true value is higher.",
    )  # fmt: skip
    borough: str = borough_lever(
        LOOK, "Show one borough. Visits are placed across London unless you limit them to this borough."
    )


OPENING = "As today"
PRESETS = {
    OPENING: FireLevers(),
    "1,000 more visits": FireLevers(visits=1_000),
    "20,000 more, half share at least": FireLevers(visits=20_000, floor=50),
    "20,000 more, full shares": FireLevers(visits=20_000, floor=100),
    "20,000 more, last year's fires": FireLevers(visits=20_000, rule="last_year"),
    "1,000 more, London trial result": FireLevers(visits=1_000, effect=TRIAL),
    "1,000 more, to reduce harm": FireLevers(visits=1_000, aim=HARM),
    "500 more, only in this borough": FireLevers(visits=500, within=FOCUS),
    "20,000 more, a quarter directed": FireLevers(visits=20_000, steer=25),
}

__all__ = ["AIMS", "BOROUGHS", "FIRES", "FOCUS", "HARM", "LONDON", "OPENING", "PRESETS", "RULES", "FireLevers"]
