"""Streets: the chain from new to none, calibrated so that London's published totals hold from quarter to quarter.

States, in the order in which they are served: gone from sight; settled in a home; in Housing First; in accommodation;
new this quarter; on and off the street; living on the streets. So nobody who is new can come back within the quarter
and be counted twice. The rates that published totals pin down are worked out so that, with as many new people as in the
last year, every state keeps its size: the do-nothing future is level, and what is in doubt about it is drawn. The other
rates are judgements (`settings`), and are said to be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import settings
from lbdp_core.homelessness.schema import INTERMITTENT, LIVING, NEW, STATES
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
ARRIVING, AWAY, SETTLED, FIRST = "new", "away", "settled", "housing_first"
ACCOMMODATION, ON_AND_OFF, ON_STREET = "accommodation", "on_and_off", "living"
COMPARTMENTS = (AWAY, SETTLED, FIRST, ACCOMMODATION, ARRIVING, ON_AND_OFF, ON_STREET)
YEAR = 4  # quarters that new people are averaged over
SHRINK = 1.0  # years by which a seasonal factor is shrunk towards one


@dataclass(frozen=True, eq=False)
class Streets:
    """The chain as calibrated. Boroughs (33).

    arrivals: (steps, 33) new people in each quarter ahead.
    start:    compartment -> (33,) people at the end of the last quarter known.
    rates:    name -> share of the people in a state that moves in a quarter.
    """

    arrivals: Array
    start: dict[str, Array]
    rates: dict[str, float]


def calibrate(chain: Array, quarters: tuple[str, ...], base: str) -> Streets:
    """From people seen by state, quarter and borough (3, s, 33), as known at the end of quarter `base`.

    Raises:
        DataError: no quarter up to the base is held.
    """
    known = [i for i, q in enumerate(quarters) if q <= base][-YEAR:]
    if not known:
        raise DataError(f"CHAIN starts after {base}, a year after H-CLIC ends; add newer books of H-CLIC.")
    new, living, other = (chain[STATES.index(state)][known] for state in (NEW, LIVING, INTERMITTENT))
    arrive = new.mean(axis=0)
    total, rest = float(arrive.sum()), float(other.mean(axis=0).sum())
    back = min(cited.RETURNERS * cited.newest("seen") / YEAR, 0.9 * rest)  # returners of a quarter
    rates, size = balanced(total, float(living[-1].sum()), rest - back, back)
    share = {
        ON_STREET: _shares(living[-1]),
        ON_AND_OFF: _shares(other.sum(axis=0)),
        **{name: _shares((new + living + other).sum(axis=0)) for name in (AWAY, SETTLED, ACCOMMODATION)},
    }
    start = {name: size[name] * part for name, part in share.items()}
    factor = season(chain[STATES.index(NEW)].sum(axis=1), quarters, base)
    first = int(base[5])  # the season after the base, 0 is January to March
    arrivals = np.stack([arrive * factor[(first + n) % 4] for n in range(settings.STEPS)])
    return Streets(arrivals, start, rates)


def balanced(new: float, living: float, on_and_off: float, back: float) -> tuple[dict[str, float], dict[str, float]]:
    """Rates at which every state keeps its size, and the sizes that are not published, all of London.

    Args:
        new: new people a quarter. living, on_and_off: people at the start of a quarter. back: returners a quarter.

    Each state's inflow equals its outflow; the helped of all states add up to the published 4,379 a year.
    """
    s = settings
    again = 1 - cited.SEEN_ONCE - s.LIVE_OUT
    offered, held_off = s.OFFERED * new, on_and_off + again * new + back
    held_on = living + s.LIVE_OUT * new + s.SETTLE * held_off
    leave_on = (s.LIVE_OUT * new + s.SETTLE * held_off) / held_on
    living_helped = min(s.LIVING_HELPED, leave_on)
    helped = max(cited.HELPED / YEAR - offered - living_helped * held_on, 0.0) / held_off
    leave_off = (again * new + back) / held_off
    helped = min(helped, leave_off - s.SETTLE)
    drift = leave_off - s.SETTLE - helped
    out = s.MOVE_ON + s.LEAVE_HOSTEL + s.BACK
    hostel = (offered + helped * held_off + living_helped * held_on) / out
    homes = s.MOVE_ON * hostel / (s.LOSE_HOME + s.GRADUATE)
    gone = (1 - s.OFFERED - again - s.LIVE_OUT) * new
    into = gone + drift * held_off + (leave_on - living_helped) * held_on + s.LEAVE_HOSTEL * hostel
    need = max(back - s.BACK * hostel - s.LOSE_HOME * homes, 0.0)
    away = max(into - need, 1.0) / s.FORGET
    rates = {
        "offered": s.OFFERED, "again": again, "live_out": s.LIVE_OUT, "return": need / away, "forget": s.FORGET,
        "lose_home": s.LOSE_HOME, "graduate": s.GRADUATE, "leave_first": s.LEAVE_FIRST, "move_on": s.MOVE_ON,
        "back": s.BACK, "leave_hostel": s.LEAVE_HOSTEL, "helped": helped, "settle": s.SETTLE, "drift": drift,
        "living_helped": living_helped, "leave_living": leave_on - living_helped,
    }  # fmt: skip
    sizes = {ON_STREET: living, ON_AND_OFF: on_and_off, ACCOMMODATION: hostel, SETTLED: homes, AWAY: away}
    return rates, sizes


def season(new: Array, quarters: tuple[str, ...], base: str) -> Array:
    """How many new people each season has against the mean quarter (4,), shrunk towards one; season 0 is January on."""
    known = [(int(q[5]) - 1, n) for q, n in zip(quarters, new, strict=True) if q <= base]
    mean = float(np.mean([n for _, n in known])) or 1.0
    found = [[n / mean for at, n in known if at == one] for one in range(4)]
    factor = np.array([(sum(each) + SHRINK) / (len(each) + SHRINK) for each in found])
    return np.asarray(factor / factor.mean())


def _shares(people: Array) -> Array:
    total = people.sum()
    return np.asarray(people / total if total else np.full(len(people), 1 / len(people)))
