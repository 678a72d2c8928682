"""The street chain: new, on and off the street or living there, in accommodation, settled, and back; people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lbdp_core.flows import OUT, Entry, Exit, History, simulate, sum_of
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.model.streets import (
    ACCOMMODATION,
    ARRIVING,
    AWAY,
    COMPARTMENTS,
    FIRST,
    ON_AND_OFF,
    ON_STREET,
    SETTLED,
)
from lbdp_core.homelessness.scenario import draws, statutory
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers
from lbdp_core.homelessness.scenario.statutory import Duties
from lbdp_core.model_cache import remembered
from lbdp_core.move_on import TODAY

Array = NDArray[np.float64]
ARRIVE, HOUSED = "new people", "housed by Housing First"
# Ways back to the street: from these states to "on and off".
BACK = (
    ("not seen for a time", AWAY),
    ("lost the home", SETTLED),
    ("left Housing First", FIRST),
    ("left accommodation", ACCOMMODATION),
)
ON_OFF_PART = 0.8  # of freed places that take somebody off the street: those on and off it; judgement


@dataclass(frozen=True, eq=False)
class Street:
    """What figures read of a course, so that the rest of its draws need not be kept. Each (steps, draws, 33).

    seen:   people seen rough sleeping in a quarter. new, returned: those of them who are new, and who came back.
    living: living on the streets at the end of a quarter.
    parts:  words -> (steps, 33) of those seen who are new, on the street already, or back, in the mean of the draws.
    mean:   every stock and move, (steps, 33), in the mean of the draws, worked out when it is asked for.
    """

    seen: Array
    new: Array
    returned: Array
    living: Array
    parts: Mapping[str, Array]
    mean: Callable[[], History]


@remembered(1)
def today(fitted: Fitted) -> Street:
    """The course without any change; what is kept of it holds no history."""
    street = read(history(fitted, HomelessnessLevers()))
    mean = street.mean()
    return replace(street, mean=lambda: mean)


def course(fitted: Fitted, levers: HomelessnessLevers, duties: Duties) -> Street:
    """What figures read of the course with these levers, beside that of the households."""
    return today(fitted) if levers == levers.unchanged() else read(history(fitted, levers, duties))


def read(made: History) -> Street:
    """What figures read of all that moved."""
    new, back = made.way(ARRIVE), {f"Back: {name}": made.way(name) for name, _ in BACK}
    there = {"On and off the street already": ON_AND_OFF, "Living on the streets already": ON_STREET}
    parts = {"New": new} | {words: made.stock[state][:-1] for words, state in there.items()} | back
    returned = sum_of([*back.values()])
    living = made.stock[ON_STREET][1:].copy()
    means = {words: flow.mean(axis=1) for words, flow in parts.items()}
    return Street(sum_of([*parts.values()]), new, returned, living, means, cache(made.mean))


def history(fitted: Fitted, levers: HomelessnessLevers, duties: Duties | None = None) -> History:
    """People in each state, (steps + 1, draws, 33), and every move between them.

    duties: the course of the households with these levers, where it is worked out already.
    """
    r = {name: draws.always(rate) for name, rate in draws.rates(fitted).items()}
    again, live_out, offered = first_offer(r, levers)
    freed = _placed(fitted, levers.move_on, ACCOMMODATION, "move_on", levers)
    first = _placed(fitted, levers.housing_first, ON_STREET, "housing_first", levers)
    entries = [Entry(ARRIVE, ARRIVING, arrivals(fitted, levers, duties))]
    exits = [
        Exit("seen again", ARRIVING, {ON_AND_OFF: 1.0}, share=again),
        Exit("came to live out", ARRIVING, {ON_STREET: 1.0}, share=live_out),
        Exit("offered a place", ARRIVING, {ACCOMMODATION: 1.0}, share=offered),
        Exit("seen once", ARRIVING, {AWAY: 1.0}, share=1 - again - live_out - offered),
        Exit(BACK[0][0], AWAY, {ON_AND_OFF: 1.0}, share=r["return"]),
        Exit("no longer followed", AWAY, {OUT: 1.0}, share=r["forget"]),
        Exit(BACK[1][0], SETTLED, {ON_AND_OFF: 1.0}, share=r["lose_home"]),
        Exit("settled for good", SETTLED, {OUT: 1.0}, share=r["graduate"]),
        Exit(BACK[2][0], FIRST, {ON_AND_OFF: 1.0}, share=r["leave_first"]),
        Exit("moved on", ACCOMMODATION, {SETTLED: 1.0}, share=r["move_on"]),
        Exit("moved on to an added home", ACCOMMODATION, {SETTLED: 1.0}, amount=freed),
        Exit(BACK[3][0], ACCOMMODATION, {ON_AND_OFF: 1.0}, share=r["back"]),
        Exit("went elsewhere", ACCOMMODATION, {AWAY: 1.0}, share=r["leave_hostel"]),
        Exit("helped off the street", ON_AND_OFF, {ACCOMMODATION: 1.0}, share=r["helped"]),
        Exit("took a freed place", ON_AND_OFF, {ACCOMMODATION: 1.0}, amount=ON_OFF_PART * freed),
        Exit("came to live out later", ON_AND_OFF, {ON_STREET: 1.0}, share=r["settle"]),
        Exit("not seen any more", ON_AND_OFF, {AWAY: 1.0}, share=r["drift"]),
        Exit("helped off the street after living there", ON_STREET, {ACCOMMODATION: 1.0}, share=r["living_helped"]),
        Exit(
            "took a freed place after living there", ON_STREET, {ACCOMMODATION: 1.0}, amount=(1 - ON_OFF_PART) * freed
        ),
        Exit(HOUSED, ON_STREET, {FIRST: 1.0}, amount=first),
        Exit("left the street", ON_STREET, {AWAY: 1.0}, share=r["leave_living"]),
    ]
    start = dict(zip(map(str, fitted.places), fitted.standing, strict=True))
    return simulate(COMPARTMENTS, entries, exits, start, settings.STEPS)


def arrivals(fitted: Fitted, levers: HomelessnessLevers, duties: Duties | None = None) -> Array:
    """New people in each quarter, (steps, draws, 33), as the world and the levers before the street have them."""
    people = draws.arrivals(fitted)
    if levers.arrivals:
        people = people * (1 + levers.arrivals / 100 * draws.ramp(settings.SEASON, 0)[:, None, None])
    if levers.winter:
        cold = np.array([str(q)[5] in "14" for q in fitted.ahead], float)[:, None, None]
        people = people * (1 + levers.winter / 100 * cold)
    if levers.asylum_days != TODAY:
        people = people * (1 - cited.ASYLUM * (1 - statutory.after_asylum(levers)))
    return np.maximum(people - spared(fitted, levers, duties), 0.0)


def spared(fitted: Fitted, levers: HomelessnessLevers, duties: Duties | None = None) -> Array | float:
    """New people that fewer relief duties keep from the street, (steps, draws, 33): those who slept rough on applying.

    Asylum notice acts on new people by itself (`arrivals`), and is left out here so that nobody is counted twice.
    """
    alone = replace(levers, asylum_days=TODAY)
    if not (alone.prevention or alone.lha):
        return 0.0
    relief = duties.relief if duties and alone == levers else statutory.relief_begun(fitted, alone)
    fewer = statutory.today(fitted).relief - relief
    return np.asarray(fewer * fitted.slept_rough)


def first_offer(r: dict[str, Array], levers: HomelessnessLevers) -> tuple[Array, Array, Array]:
    """Shares of new people who are seen again, live out, and are offered a place, (steps, draws, 1)."""
    if not levers.nsno:
        return r["again"], r["live_out"], np.minimum(r["offered"], 1 - r["again"] - r["live_out"])
    effect = draws.effect("nsno", levers.evidence)[None, :, None]
    cut = np.minimum(levers.nsno / 100 * effect * draws.phased_in("nsno", levers.delay), 1.0)
    again, live_out = r["again"] * (1 - cut), r["live_out"] * (1 - cut)
    offered = np.minimum(r["offered"], 1 - r["again"] - r["live_out"]) + (r["again"] + r["live_out"]) * cut
    return again, live_out, np.maximum(offered, 0.0)


def _placed(fitted: Fitted, places: float, state: str, lever: str, levers: HomelessnessLevers) -> Array:
    """Places filled in each quarter with somebody off the street, (steps, draws, 33), shared as people stand today.

    A place that takes nobody off the street changes nothing here: whoever has it leaves a place to somebody like them.
    So an effect below nought is none.
    """
    if not places:
        return np.zeros((settings.STEPS, 1, len(fitted.borough)))
    people = fitted.standing[list(map(str, fitted.places)).index(state)]
    part = people / people.sum() if people.sum() else np.full(len(people), 1 / len(people))
    effect = np.maximum(draws.effect(lever, levers.evidence), 0.0)[None, :, None]
    return np.asarray(places * effect * draws.filled(lever, levers.delay) * part)
