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
    "imd": "Deprivation (IMD)",
    "uniform": "Everywhere alike, by homes",
}
FIRES, HARM = "fires", "harm"
AIMS = {FIRES: "Most fires", HARM: "Most harm to people"}
ANYWHERE, FOCUS = "anywhere", "focus"
WITHIN = {ANYWHERE: "Anywhere in London", FOCUS: "Only in this borough"}
VISITS, EFFECT, FAIRNESS, MONEY, LOOK = "Visits", "Effect of a visit", "Fair shares", "Money", "Look at"


@dataclass(frozen=True, kw_only=True)
class FireLevers(Levers):
    """One year's extra visits, where they go, what they do, what that is worth. `FireLevers()` adds none."""

    visits: float = number(
        0, "Extra home visits in one year", unit="visits", range=(0, 200_000, 500), group=VISITS,
        why="Home fire safety visits in one year on top of those already made. London Fire Brigade made 84,887 in "
        "2016/17 (Inside Housing, from a freedom of information answer). It now aims at fewer visits, to people at "
        "very high risk; no newer count was found.",
    )  # fmt: skip
    rule: str = choice(
        "model", "Steer them by", RULES, group=VISITS,
        why="How the visits that areas can steer are placed: first where this is highest, fires a home. All four rules "
        "are scored with the same expected fires.",
    )  # fmt: skip
    aim: str = choice(
        FIRES, "Steer them for", AIMS, group=VISITS,
        why="Whether a fire counts alike everywhere, or more where more residents are of the groups that published "
        "profiles find likelier to die in a fire (65 and over, 75 and over, disabled). A judgement, set out under Harm "
        "in Explain. Steering by deprivation or everywhere alike counts no fires, so it stays the same.",
    )  # fmt: skip
    within: str = choice(
        ANYWHERE, "They may go", WITHIN, group=VISITS,
        why="A borough with visits of its own keeps them at home: choose the borough and “only in this borough”. With "
        "all of London looked at, both are the same.",
    )  # fmt: skip
    steer: float = number(
        50, "Visits that areas can steer", unit="%", range=(0, 100, 5), group=VISITS, swing=(25, 75),
        why="London Fire Brigade triages referrals by person, very high risk within four hours, and that stays. Area "
        "targeting steers only outreach and the search for referrals; the other visits follow referrals and are spread "
        "here in proportion to homes. Half, with a quarter to three quarters as the range, is a judgement: no "
        "published figure was found.",
    )  # fmt: skip
    reach: float = number(
        10, "Homes that can be reached", unit="%", range=(1, 100, 1), group=VISITS, swing=(5, 20), assumed=True,
        why="Most homes in one area that a year's extra visits can enter: people are out, refuse, or were visited "
        "before. London Fire Brigade judged about 700,000 homes, one in five, to be at higher risk (2013); that half "
        "of them let a visitor in is a judgement, with a quarter to all of them as the range.",
    )  # fmt: skip
    effect: str = choice(
        PRIOR, "Evidence for the effect", CHOICES, group=EFFECT, assumed=True,
        why="How many times as likely a fire is in a visited home. Published findings run from an 18th to no effect; "
        "the ladder below names each one's design and source.",
    )  # fmt: skip
    own_rr: float = number(
        0.7, "Own value: fires in visited homes against before", unit="times", range=(0.3, 1.3, 0.05), group=EFFECT,
        swing=(0.45, 1.05), assumed=True,
        why="Used only when the evidence is “own value”. 0.7 means three fires in ten prevented; 1 means none. 0.45 to "
        "1.05, the range of the recommended prior, is a judgement.",
    )  # fmt: skip
    years: float = number(
        5, "Years that a visit is counted", unit="years", range=(1, 10, 1), group=EFFECT, swing=(3, 10), assumed=True,
        why="The horizon for fires prevented and for money. Five years is a judgement, near half the life of the "
        "ten-year alarms that visitors fit, with three to ten as the range.",
    )  # fmt: skip
    half_life: float = number(
        3, "Years until half the effect is gone", unit="years", range=(1, 6, 0.5), group=EFFECT, swing=(1, 6),
        assumed=True,
        why="People move, habits return and alarms fail: East Sussex found about 30% not working at a first visit "
        "(2008-11). Three years, with one to six as the range, is a judgement.",
    )  # fmt: skip
    floor: float = number(
        0, "Borough floor", unit="% of its share by homes", range=(0, 100, 5), group=FAIRNESS, swing=(0, 100),
        why="Every borough gets at least this part of its share, by homes, of the steered visits.",
    )  # fmt: skip
    cost_per_visit: float = cost(
        VISIT, "Cost of a visit", range=(0, 500, 5), group=MONEY,
        more="A crew's visit may cost more. Merseyside found £2.75 saved for each £1 (Waring and others, 2024); its "
        "cost was not found.",
    )  # fmt: skip
    value_per_fire: float = cost(
        FIRE, "Value of a dwelling fire prevented", range=(0, 200_000, 100), group=MONEY,
        more="Prices have only risen since, so this is the low end.",
    )  # fmt: skip
    borough: str = borough_lever(LOOK, "Looks at one borough. The visits stay London's unless they may go only there.")


OPENING = "1,000 more visits"
PRESETS = {
    "As today": FireLevers(),
    OPENING: FireLevers(visits=1_000),
    "20,000 more, floor at half": FireLevers(visits=20_000, floor=50),
    "20,000 more, full shares": FireLevers(visits=20_000, floor=100),
    "20,000 more, by last year's fires": FireLevers(visits=20_000, rule="last_year"),
    "1,000 more, if the London trial is right": FireLevers(visits=1_000, effect=TRIAL),
    "1,000 more, where most harm is expected": FireLevers(visits=1_000, aim=HARM),
    "500 more, kept in the borough": FireLevers(visits=500, within=FOCUS),
    "20,000 more, a quarter steered": FireLevers(visits=20_000, steer=25),
}

__all__ = ["AIMS", "BOROUGHS", "FIRES", "FOCUS", "HARM", "LONDON", "OPENING", "PRESETS", "RULES", "FireLevers"]
