"""The scenario in sentences: the answer, whom to ask for, and what not to conclude."""

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
from lbdp_core.fire.scenario.effect import OWN, rung
from lbdp_core.fire.scenario.levers import FIRE, FOCUS, HARM, LONDON, VISIT, FireLevers
from lbdp_core.formatting import LARGE, against_nothing, fewer_or_more, fine, likely, number
from lbdp_core.result import Answer, Headline

STANDS_OUT = 0.8  # a field is named where at most a fifth of London's areas have more of it
KINDS_NAMED = 3
LEAST = 0.01  # fires that are still worth a figure
PLACED_BY = {
    "model": "placed by the model",
    "last_year": "placed by last year's fires",
    "imd": "placed by deprivation",
    "uniform": "spread alike over homes",
}
FOR_HARM = {"model": "placed by the model for harm", "last_year": "placed by last year's fires, weighted for harm"}


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
    rests = f"This rests on fires up to {month(fitted.last_month)}."
    expected = [fires.scenario or 0.0, fires.low or 0.0, fires.high or 0.0]
    about, low, high = (number(value, -3 if expected[0] >= LARGE else 1) for value in expected)
    expect = f"{where} can expect about {about} dwelling fires in {fitted.forecast_year}"
    if levers.visits == 0:
        return Answer(f"{expect} {likely(low, high)}.", why=rests)
    kept = levers.within == FOCUS and inside
    visits = f"{levers.visits:,.10g} extra {'' if inside else 'home '}visits{f' in {where}' if kept else ''}"
    at = f" in {where}" if inside and not kept else ""
    across = f" The visits are spread across London, not only {where}." if at else ""
    why = f"{expect}.{across} {_placed(levers)} {rests}"
    if not any(prevented):
        none = "because at these levers they reach no home or change nothing"
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
    """How the visits are placed: the steered part by the rule, the others by referrals."""
    rule = (PLACED_BY | FOR_HARM if levers.aim == HARM else PLACED_BY)[levers.rule]
    if levers.rule == "uniform" or levers.steer == 100:
        return f"The visits are {rule}."
    part = {50: "Half", 25: "A quarter", 75: "Three quarters"}.get(int(levers.steer), f"{levers.steer:g}%")
    return (
        f"{part} of the visits are {rule}; the others follow referrals."
        if levers.steer
        else "The visits follow referrals."
    )


def who_to_ask_for(scene: Backdrop, area: int) -> str:
    """What stands out in an area among the fields held, at most three kinds, with the figure and London's."""
    found: dict[str, tuple[float, str]] = {}
    for column, name in enumerate(scene.ask):
        standing, (kind, words) = float(scene.standing[area, column]), ASK_FOR[name]
        if standing >= STANDS_OUT and standing > found.get(kind, (0.0, ""))[0]:
            here, usual = 100 * scene.held[area, column], 100 * scene.usual[column]
            found[kind] = (standing, f"{words} ({here:.0f}%, London {usual:.0f}%)")
    best = sorted(found.values(), reverse=True)[:KINDS_NAMED]
    return "; ".join(text for _, text in best) or "nothing stands out among the fields held"


def caveats(
    fitted: Fitted,
    levers: FireLevers,
    placed: Placed,
    here: NDArray[np.bool_],
    fires: Headline,
    price: Headline,
    aims: pd.DataFrame,
) -> tuple[str, ...]:
    """What not to conclude at these levers: what holds for these visits first, then what always holds."""
    expected = fires.today or 0.0
    evidence = (
        "The effect of a visit is the value you set; no evidence stands behind it."
        if levers.effect == OWN
        else f"The effect of a visit rests on evidence that is not settled: {rung(levers.effect).caution}."
    )
    lines = [
        "An area's expected fires say nothing about one home or one person.",
        evidence,
        "Where fires happen is not why they happen: the drivers are associations, and changing one need not "
        "change fires.",
        "Referrals stay triaged by person, very high risk within hours; areas guide only outreach and the "
        "search for referrals.",
        "Fires are all primary and secondary dwelling fires attended, accidental or not: the file does not "
        "tell them apart, and effects found for accidental fires are applied to all, which may flatter visits.",
        "Homes visited are taken as average for their area, which is cautious where referrals find those at "
        "higher risk.",
        f"Luck alone keeps a year's count within about \u00b1{luck(expected):,.0f} of the expected "
        f"{expected:,.0f} in eight years of ten, so one lower count proves nothing.",
        f"Nothing after {month(fitted.last_month)} is in these figures.",
        *(f"The file also has {told}, a part of a year: no figure uses it." for told in fitted.part_years),
    ]
    first, last = _about_visits(fitted, levers, placed, here, price) if levers.visits else ([], [])
    return (*first, *_harm(levers, aims), *lines, *last)


def _harm(levers: FireLevers, aims: pd.DataFrame) -> list[str]:
    """What steering for harm costs in fires, and what a weight is not."""
    if levers.aim != HARM or not levers.visits:
        return []
    if levers.rule not in FOR_HARM:
        return ["These visits are not steered by fires, so steering for harm or for fires is the same."]
    (fires, weighted), (fewer, more) = aims[["fires_prevented", "harm_prevented"]].to_numpy()
    return [
        f"Steered for harm, the visits prevent {_figure(fewer)} fires where steered for fires they prevent "
        f"{_figure(fires)}; with fires weighted for harm {_figure(more)} against {_figure(weighted)}.",
        "A harm weight is a judgement on published risks of dying, by age and disability of an area's residents; "
        "no deaths by area stand behind it, and it says nothing about one person.",
    ]


def _figure(value: float) -> str:
    return f"{value:,.2f}".replace("-", "\u2212")


def _about_visits(
    fitted: Fitted, levers: FireLevers, placed: Placed, here: NDArray[np.bool_], price: Headline
) -> tuple[list[str], list[str]]:
    """What to say first and last about visits that are made."""
    first = []
    if levers.borough != LONDON and levers.within == FOCUS:
        first.append(f"All visits stay in {levers.borough}: placed anywhere in London they could meet more fires.")
    elif levers.borough != LONDON:
        inside = float(placed.visits[here].sum())
        homes = fitted.households[here].sum() / fitted.households.sum()
        first.append(
            f"Of London's {levers.visits:,.0f} visits {number(inside, 1)} would fall in {levers.borough}; its "
            f"share by homes is {number(levers.visits * homes, 1)}."
        )
        if (price.change or 0.0) < 0:
            first.append(f"The price of equity is below zero because the floor brings visits to {levers.borough}.")
    if placed.unplaced:
        first.append(
            f"{placed.unplaced:,.0f} of the {levers.visits:,.0f} visits find no home, because too few can be "
            "reached; they are not made here, and not paid for."
        )
    return first, [
        "Visits are one year's, made at its start; later years count what is left of their effect while "
        "expected fires stay as they are. Visits by area are expectations, so they need not be whole.",
        f"Money is not discounted. It starts from figures in prices of different years (a fire's of {FIRE.price_year}, "
        f"a visit's of {VISIT.price_year}), which makes a fire look cheap: enter your own.",
    ]
