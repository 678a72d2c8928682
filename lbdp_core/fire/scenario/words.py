"""The scenario in sentences: the answer, whom to ask for, and what it does not tell you."""

from __future__ import annotations

from datetime import date
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.doubt import luck
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario.allocate import Placed
from lbdp_core.fire.scenario.backdrop import ASK_FOR, Backdrop
from lbdp_core.fire.scenario.effect import CHOICES, OWN, rung
from lbdp_core.fire.scenario.levers import FIRE, FOCUS, HARM, LONDON, VISIT, FireLevers
from lbdp_core.formatting import LARGE, against_nothing, fewer_or_more, fine, likely, number
from lbdp_core.result import Answer, Headline

STANDS_OUT = 0.8  # a field is named where at most a fifth of London's areas have more of it
KINDS_NAMED = 3
LEAST = 0.01  # fires that are still worth a figure
PLACED_BY = {
    "model": "go where the model expects most fires",
    "last_year": "go where last year had most fires",
    "imd": "go to the most deprived areas",
    "uniform": "are spread evenly over homes",
}
FOR_HARM = {
    "model": "go where the model expects most harm",
    "last_year": "go where last year's fires did most harm",
}


def month(text: str) -> str:
    """A month such as 2021-12 as December 2021."""
    year, number = text.split("-")
    return date(int(year), int(number), 1).strftime("%B %Y")


def years(count: float) -> str:
    """A number of years with its noun."""
    return "1 year" if count == 1 else f"{count:g} years"


def answer(fitted: Fitted, levers: FireLevers, fires: Headline, prevented: tuple[float, float, float]) -> Answer:
    """What the visits prevent, or what to expect without any.

    prevented: (mean, low, high) over the years that a visit is counted.
    """
    where, inside = levers.borough, levers.borough != LONDON
    rests = f"The forecast uses fires up to {month(fitted.last_month)}."
    expected = [fires.scenario or 0.0, fires.low or 0.0, fires.high or 0.0]
    about, low, high = (number(value, -3 if expected[0] >= LARGE else 1) for value in expected)
    expect = f"{where} can expect about {about} dwelling fires in {fitted.forecast_year}"
    if levers.visits == 0:
        return Answer(f"{expect} {likely(low, high)}.", why=rests)
    kept = levers.within == FOCUS and inside
    visits = f"{levers.visits:,.10g} extra {'' if inside else 'home '}visits{f' in {where}' if kept else ''}"
    at = f" in {where}" if inside and not kept else ""
    across = f" The visits are spread across London, not only {where}." if at else ""
    why = " ".join(filter(None, (f"{expect}.{across}", _placed(levers), _set(levers), rests)))
    if not any(prevented):
        none = "because they reach no home or change nothing"
        return Answer(f"{visits} would prevent no dwelling fires{at}, {none}.", "The forecast stays as it is.", why)
    change, least, most = (value or 0.0 for value in (fires.change, fires.change_low, fires.change_high))
    after = against_nothing(change, least, most, partial(number, decimals=fine(1, change)), "fires")
    lead = f"{visits} {_effect(*prevented, f'dwelling fires{at} over {years(levers.years)}')}."
    return Answer(lead, f"In {fitted.forecast_year} alone {where} would have {after}.", why)


def _effect(mean: float, low: float, high: float, fires: str) -> str:
    """What visits do to the number of fires, with its range."""
    if max(abs(low), abs(high)) < LEAST:
        return f"would prevent almost no {fires} {likely('0', f'{LEAST:g}')}"
    say = partial(number, decimals=fine(1, mean))
    if low * high < 0:
        ends = likely(fewer_or_more(-low, say), fewer_or_more(-high, say))
    else:
        near, far = sorted((abs(low), abs(high)))
        ends = likely(say(near), say(far))
    does = f"prevent about {say(mean)}" if mean > 0 else f"mean about {say(-mean)} more"
    return f"would {does} {fires} {ends}"


def _placed(levers: FireLevers) -> str:
    """How the visits are placed: the directed part by the rule, the others by referrals."""
    rule = (PLACED_BY | FOR_HARM if levers.aim == HARM else PLACED_BY)[levers.rule]
    if levers.rule == "uniform" or levers.steer == 100:
        return f"The visits {rule}."
    part = {50: "Half", 25: "A quarter", 75: "Three quarters"}.get(int(levers.steer), f"{levers.steer:g}%")
    return (
        f"{part} of the visits {rule}. The others follow referrals." if levers.steer else "The visits follow referrals."
    )


def _set(levers: FireLevers) -> str:
    """The evidence and the minimum share, where they are not today's."""
    said = [f"Each borough gets at least {levers.floor:g}% of its share."] if levers.floor else []
    if levers.effect == OWN:
        said.append("The effect of a visit is your own value.")
    elif levers.effect != FireLevers().effect:
        said.append(f"Evidence used: {CHOICES[levers.effect]}.")
    return " ".join(said)


def who_to_ask_for(scene: Backdrop, area: int) -> str:
    """The groups of which an area has unusually many, at most three, each with its figure and London's."""
    found: dict[str, tuple[float, str]] = {}
    for column, name in enumerate(scene.ask):
        standing, (kind, words) = float(scene.standing[area, column]), ASK_FOR[name]
        if standing >= STANDS_OUT and standing > found.get(kind, (0.0, ""))[0]:
            here, usual = 100 * scene.held[area, column], 100 * scene.usual[column]
            found[kind] = (standing, f"{words} ({here:.0f}%, London {usual:.0f}%)")
    best = sorted(found.values(), reverse=True)[:KINDS_NAMED]
    return "; ".join(text for _, text in best) or "no group stands out in our data"


def caveats(
    fitted: Fitted,
    levers: FireLevers,
    placed: Placed,
    here: NDArray[np.bool_],
    fires: Headline,
    price: Headline,
    aims: pd.DataFrame,
) -> tuple[str, ...]:
    """What the answer does not tell you: what holds for these visits first, then what always holds."""
    expected = fires.today or 0.0
    evidence = (
        "You set the effect of a visit. No evidence supports it."
        if levers.effect == OWN
        else f"The evidence for the effect of a visit is not settled. It is {rung(levers.effect).caution}."
    )
    lines = [
        "Do not use an area's figure to decide about one home or one person.",
        evidence,
        "The drivers show where fires happen, not why. Changing one may not change the number of fires.",
        "Keep assessing every referral individually. Visit people at very high risk within hours. Use area figures "
        "only to plan outreach.",
        "The figures count every dwelling fire attended, accidental or deliberate. We apply the effect found for "
        "accidental fires to all of them, so they may overstate what visits do.",
        "The model treats a visited home as average for its area. Referrals find homes at higher risk, so visits may "
        "prevent more than shown.",
        f"Do not judge a plan by one year. By luck alone, eight years in ten fall within {luck(expected):,.0f} of the "
        f"expected {expected:,.0f} fires.",
        f"The figures use no data after {month(fitted.last_month)}.",
        *(f"The file also has {told}. That is part of a year, so no figure uses it." for told in fitted.part_years),
    ]
    first, last = _about_visits(fitted, levers, placed, here, price) if levers.visits else ([], [])
    return (*first, *_harm(levers, aims), *lines, *last)


def _harm(levers: FireLevers, aims: pd.DataFrame) -> list[str]:
    """What aiming to reduce harm costs in fires, and what a weight does not tell you."""
    if levers.aim != HARM or not levers.visits:
        return []
    if levers.rule not in FOR_HARM:
        return ["These visits do not follow fires, so “Aim to reduce” changes nothing."]
    (fires, weighted), (fewer, more) = aims[["fires_prevented", "harm_prevented"]].to_numpy()
    return [
        f"When you aim to reduce harm, the visits prevent {_figure(fewer)} fires. When you aim to reduce fires, they "
        f"prevent {_figure(fires)}. With fires weighted for harm, it is {_figure(more)} against {_figure(weighted)}.",
        "The harm weights are our judgement, from published risks of dying by age and disability. We have no deaths by "
        "area to check them. They say nothing about one person.",
    ]


def _figure(value: float) -> str:
    return f"{value:,.2f}".replace("-", "\u2212")


def _about_visits(
    fitted: Fitted, levers: FireLevers, placed: Placed, here: NDArray[np.bool_], price: Headline
) -> tuple[list[str], list[str]]:
    """What to say first and last about visits that are made."""
    first = []
    if levers.borough != LONDON and levers.within == FOCUS:
        first.append(f"All visits stay in {levers.borough}. Across London they could prevent more fires.")
    elif levers.borough != LONDON:
        inside = float(placed.visits[here].sum())
        homes = fitted.households[here].sum() / fitted.households.sum()
        first.append(
            f"{levers.borough} would get {number(inside, 1)} of London's {levers.visits:,.0f} visits. Its share by "
            f"homes is {number(levers.visits * homes, 1)}."
        )
        if (price.change or 0.0) < 0:
            first.append(f"The minimum share brings visits to {levers.borough}, so it prevents more fires there.")
    if placed.unplaced:
        first.append(
            f"{placed.unplaced:,.0f} of the {levers.visits:,.0f} visits are not made or paid for, because a visit can "
            "reach too few homes."
        )
    return first, [
        "The model makes all visits at the start of one year. Later years count what is left of their effect. Visits "
        "by area are averages, so they may not be whole numbers.",
        f"Costs are not discounted and come from different years (a fire {FIRE.price_year}, a visit "
        f"{VISIT.price_year}), so they understate what a fire costs. Enter your own figures.",
    ]
