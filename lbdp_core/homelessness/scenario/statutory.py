"""The statutory chain: threatened, prevention, relief, main duty, temporary accommodation; households, by borough.

Today's course is the forecast that was scored, in the mean of the draws for main duties and in every draw for temporary
accommodation: the duties owed come in as forecast, and what temporary accommodation gains or loses beside accepted main
duties is a way of its own ("other moves"), so that nothing is hidden in a rate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lbdp_core.flows import Entry, Exit, History, either_way, simulate
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.model.duties import ended_a_quarter
from lbdp_core.homelessness.scenario import draws
from lbdp_core.homelessness.scenario.draws import always
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers
from lbdp_core.model_cache import remembered
from lbdp_core.move_on import TODAY
from lbdp_core.unit_costs import unit_cost

Array = NDArray[np.float64]
PREVENTION, RELIEF, DECIDING, TA = "prevention", "relief", "deciding", "temporary accommodation"
COMPARTMENTS = (PREVENTION, RELIEF, DECIDING, TA)
THREATENED, HOMELESS = "threatened with homelessness", "homeless on application"
PREVENTED, STILL, OTHERWISE_P = "home kept or found", "homeless after prevention", "prevention ended otherwise"
RELIEVED, ELAPSED, OTHERWISE_R = "home found", "56 days passed", "relief ended otherwise"
ACCEPTED, NOT_ACCEPTED, LEFT, OTHER = "main duty accepted", "no main duty", "left", "other moves"
NOTICE = 28.0  # days that the effect of asylum notice is told for
LHA_A_QUARTER = 6_000 / 12 * 0.275  # households in London: over 6,000 in Great Britain in three years, London's part


@dataclass(frozen=True, eq=False)
class Duties:
    """What figures read of a course, so that the rest of its draws need not be kept. Each (steps, draws, 33).

    owed:   households owed a duty on application, as H-CLIC sums them: a prevention duty that turns into one of relief
            is not counted again. held: in temporary accommodation at the end of a quarter.
    relief: relief duties that begin, after a prevention duty or at once. ended: prevention duties that end.
    mean:   every stock and move, (steps, 33), in the mean of the draws, worked out when it is asked for.
    """

    owed: Array
    held: Array
    relief: Array
    ended: Array
    mean: Callable[[], History]

    def cost(self, steps: int) -> Array:
        """What temporary accommodation costs over so many quarters, (draws, 33), in pounds."""
        return np.asarray(self.held[:steps].sum(axis=0) * unit_cost("temporary_accommodation").value)


@remembered(1)
def today(fitted: Fitted) -> Duties:
    """The course without any change; what is kept of it holds no history."""
    duties = _read(history(fitted, HomelessnessLevers()))
    mean = duties.mean()
    return replace(duties, mean=lambda: mean)


def course(fitted: Fitted, levers: HomelessnessLevers) -> Duties:
    """What figures read of the course with these levers; today's where none of them moves this chain."""
    moves = levers.prevention or levers.lha or levers.asylum_days != TODAY
    return _read(history(fitted, levers)) if moves else today(fitted)


def _read(made: History) -> Duties:
    way = made.way
    ended = way(PREVENTED) + way(STILL) + way(OTHERWISE_P)
    owed = way(THREATENED) + way(HOMELESS)
    return Duties(owed, made.stock[TA][1:].copy(), way(HOMELESS) + way(STILL), ended, cache(made.mean))


def history(fitted: Fitted, levers: HomelessnessLevers) -> History:
    """Households in each duty and in temporary accommodation, (steps + 1, draws, 33), and every move between them."""
    ended, accepted = ended_a_quarter(), acceptance(fitted)
    entries, ways, start = _to_relief(fitted, levers)
    ways += [
        Exit(RELIEVED, RELIEF, share=always(ended * fitted.relieved)),
        Exit(ELAPSED, RELIEF, {DECIDING: 1.0}, share=always(ended * fitted.elapsed)),
        Exit(OTHERWISE_R, RELIEF, share=always(ended * (1 - fitted.relieved - fitted.elapsed))),
        Exit(ACCEPTED, DECIDING, {TA: 1.0}, share=accepted),
        Exit(NOT_ACCEPTED, DECIDING, share=1 - accepted),
        Exit(LEFT, TA, share=fitted.leaving),
    ]
    came, went = either_way(OTHER, TA, others(fitted))
    start[TA] = fitted.level("ta_households")
    return simulate(COMPARTMENTS, [*entries, came], [*ways, went], start, settings.STEPS)


def relief_begun(fitted: Fitted, levers: HomelessnessLevers) -> Array:
    """Relief duties that begin, (steps, draws, 33), as `Duties.relief`, without what becomes of them."""
    made = simulate((PREVENTION, RELIEF), *_to_relief(fitted, levers), settings.STEPS, kept=())
    return made.way(HOMELESS) + made.way(STILL)


def _to_relief(fitted: Fitted, levers: HomelessnessLevers) -> tuple[list[Entry], list[Exit], dict[str, Array]]:
    """The chain as far as relief: who comes, how prevention ends, and who is there at the beginning."""
    ended = ended_a_quarter()
    prevention, relief = (owed(fitted, levers, target) for target in settings.TARGETS[:2])
    start = {
        PREVENTION: fitted.level("owed_prevention") * settings.DUTY_DAYS / settings.QUARTER_DAYS,
        RELIEF: fitted.level("owed_relief") * settings.DUTY_DAYS / settings.QUARTER_DAYS,
    }
    ways_on = fitted.prevented + fitted.still_homeless
    still = np.clip(always(fitted.still_homeless)[:, None] * (1 - prevented_more(levers)), 0.0, ways_on)
    kept = ways_on - still
    ways = [
        Exit(PREVENTED, PREVENTION, share=ended * kept),
        Exit(STILL, PREVENTION, {RELIEF: 1.0}, share=ended * still),
        Exit(OTHERWISE_P, PREVENTION, share=always(ended * (1 - fitted.prevented - fitted.still_homeless))),
    ]
    return [Entry(THREATENED, PREVENTION, prevention), Entry(HOMELESS, RELIEF, relief)], ways, start


def owed(fitted: Fitted, levers: HomelessnessLevers, target: str) -> Array:
    """Households owed a duty in each quarter, (steps, draws, 33), less what the levers keep from being owed it."""
    figures = draws.owed(fitted, target)
    asylum = fitted.asylum_prevention if target == "owed_prevention" else fitted.asylum_relief
    if levers.asylum_days != TODAY:
        figures = figures * (1 - asylum * (1 - after_asylum(levers)))
    if levers.lha:
        figures = np.maximum(figures - kept_tenancies(fitted, levers, target), 0.0)
    return figures


def after_asylum(levers: HomelessnessLevers) -> Array:
    """What multiplies homelessness after asylum accommodation, (steps, draws, 1); one at the notice in force.

    It falls evenly with the days, so that an effect of nought in the mean does nothing in the mean.
    """
    effect = draws.effect("asylum_days", levers.evidence)
    factor = np.maximum(1 - effect * (levers.asylum_days - TODAY) / NOTICE, 0.0)
    return np.asarray(1 + draws.phased_in("asylum_days", levers.delay) * (factor[None, :, None] - 1))


def kept_tenancies(fitted: Fitted, levers: HomelessnessLevers, target: str) -> Array:
    """Households that a closed gap keeps from being owed a duty, (steps, draws, 33), shared by ended tenancies."""
    mine = tenancies(fitted)[settings.TARGETS.index(target)]
    effect = draws.effect("lha", levers.evidence)[None, :, None]
    return np.asarray(levers.lha / 100 * LHA_A_QUARTER * effect * draws.phased_in("lha", levers.delay) * mine)


def tenancies(fitted: Fitted) -> tuple[Array, Array]:
    """Parts of London's duties owed after a private tenancy, (33,) of prevention and of relief; one in all."""
    ahead = fitted.centre[:, fitted.lead :].mean(axis=1)
    both = [ahead[k] * share for k, share in enumerate((fitted.prs_prevention, fitted.prs_relief))]
    whole = max(float(sum(b.sum() for b in both)), 1.0)
    return both[0] / whole, both[1] / whole


def prevented_more(levers: HomelessnessLevers) -> Array | float:
    """The part of homelessness after a prevention duty that more help prevents, (steps, draws, 1); nought by default.

    The effect is a part of the homelessness of those helped, and they are as likely as others to become homeless.
    """
    if not levers.prevention:
        return 0.0
    effect = draws.effect("prevention", levers.evidence)[None, :, None]
    return np.asarray(levers.prevention / 100 * effect * draws.phased_in("prevention", levers.delay))


@remembered(1)
def others(fitted: Fitted) -> Array:
    """Moves to and from temporary accommodation beside accepted duties, (steps, draws, 33), so that today's course is
    the forecast: what the published flows do not explain.
    """
    ahead = draws.owed(fitted, "ta_households")
    target = np.concatenate([np.broadcast_to(fitted.level("ta_households"), ahead[:1].shape), ahead])
    accepted, leave = _elapsed(fitted) * acceptance(fitted), fitted.leaving
    return np.asarray(target[1:] - (target[:-1] + accepted) * (1 - leave))


@remembered(1)
def acceptance(fitted: Fitted) -> Array:
    """Main duties accepted for each relief duty that ended after 56 days, (steps, 1, 33).

    Each borough's own share, moved evenly towards all or none, so that London's main duties are those forecast.
    """
    ended = _elapsed(fitted).mean(axis=1)
    whole, flow = ended.sum(axis=-1), (ended * fitted.accepted).sum(axis=-1)
    forecast = fitted.centre[settings.TARGETS.index("main_accepted"), fitted.lead :].sum(axis=-1)
    up = np.clip((forecast - flow) / np.maximum(whole - flow, 1.0), 0.0, 1.0)[:, None]
    down = np.minimum(forecast / np.maximum(flow, 1.0), 1.0)[:, None]
    return np.asarray(((fitted.accepted + (1 - fitted.accepted) * up) * down)[:, None, :])


def _elapsed(fitted: Fitted) -> Array:
    """Relief duties that end after 56 days in each quarter of today's course, (steps, draws, 33)."""
    ended, open_ = ended_a_quarter(), settings.DUTY_DAYS / settings.QUARTER_DAYS
    prevention, relief = (draws.owed(fitted, target) for target in settings.TARGETS[:2])
    in_prevention, in_relief = (np.array(fitted.level(t) * open_) for t in settings.TARGETS[:2])
    out = np.empty_like(relief)
    for t in range(settings.STEPS):
        in_prevention = in_prevention + prevention[t]
        in_relief = in_relief + relief[t] + in_prevention * ended * fitted.still_homeless
        in_prevention = in_prevention * (1 - ended)
        out[t] = in_relief * ended * fitted.elapsed
        in_relief = in_relief * (1 - ended)
    return out
