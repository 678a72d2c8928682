"""The statutory chain: threatened, prevention, relief, main duty, temporary accommodation; households, by borough.

Today's course is the forecast that was scored: the duties owed come in as forecast, and what temporary accommodation
gains or loses beside accepted main duties is a way of its own ("other moves"), so that nothing is hidden in a rate.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.flows import Entry, Exit, History, either_way, simulate
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.model.duties import ended_a_quarter
from lbdp_core.homelessness.scenario import calibration, costs, draws, lags
from lbdp_core.homelessness.scenario.lags import always
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers
from lbdp_core.model_cache import remembered
from lbdp_core.move_on import TODAY

Array = NDArray[np.float64]
PREVENTION, RELIEF, DECIDING, TA = "prevention", "relief", "deciding", "temporary accommodation"
COMPARTMENTS = (PREVENTION, RELIEF, DECIDING, TA)
THREATENED, HOMELESS = "threatened with homelessness", "homeless on application"
PREVENTED, STILL, OTHERWISE_P = "home kept or found", "homeless after prevention", "prevention ended otherwise"
RELIEVED, ELAPSED, OTHERWISE_R = "home found", "56 days passed", "relief ended otherwise"
ACCEPTED, NOT_ACCEPTED, LEFT, OTHER = "main duty accepted", "no main duty", "left", "other moves"
NOTICE = 28.0  # days that the effect of asylum notice is told for
LHA_A_QUARTER = 6_000 / 12 * 0.275  # households in London: over 6,000 in Great Britain in three years, London's part


@remembered(2)
def today(fitted: Fitted) -> History:
    """The course without any change."""
    return _run(fitted, HomelessnessLevers())


def course(fitted: Fitted, levers: HomelessnessLevers) -> History:
    """Households in each duty and in temporary accommodation, (steps + 1, draws, 33), and every move between them."""
    return _run(fitted, levers) if moves(levers) else today(fitted)


def moves(levers: HomelessnessLevers) -> bool:
    """Whether the levers move this chain."""
    return bool(levers.prevention or levers.lha or levers.asylum_days != TODAY)


def _run(fitted: Fitted, levers: HomelessnessLevers) -> History:
    ended = ended_a_quarter()
    prevention, relief = (owed(fitted, levers, target) for target in settings.TARGETS[:2])
    start = {
        PREVENTION: fitted.level("owed_prevention") * settings.DUTY_DAYS / settings.QUARTER_DAYS,
        RELIEF: fitted.level("owed_relief") * settings.DUTY_DAYS / settings.QUARTER_DAYS,
        TA: fitted.level("ta_households"),
    }
    accepted = calibration.acceptance(fitted)
    ways_on = fitted.prevented + fitted.still_homeless
    still = np.clip(always(fitted.still_homeless)[:, None] * (1 - prevented_more(levers)), 0.0, ways_on)
    kept = ways_on - still
    ways = [
        Exit(PREVENTED, PREVENTION, share=ended * kept),
        Exit(STILL, PREVENTION, {RELIEF: 1.0}, share=ended * still),
        Exit(OTHERWISE_P, PREVENTION, share=always(ended * (1 - fitted.prevented - fitted.still_homeless))),
        Exit(RELIEVED, RELIEF, share=always(ended * fitted.relieved)),
        Exit(ELAPSED, RELIEF, {DECIDING: 1.0}, share=always(ended * fitted.elapsed)),
        Exit(OTHERWISE_R, RELIEF, share=always(ended * (1 - fitted.relieved - fitted.elapsed))),
        Exit(ACCEPTED, DECIDING, {TA: 1.0}, share=accepted),
        Exit(NOT_ACCEPTED, DECIDING, share=1 - accepted),
        Exit(LEFT, TA, share=fitted.leaving),
    ]
    entries = [Entry(THREATENED, PREVENTION, prevention), Entry(HOMELESS, RELIEF, relief)]
    came, went = either_way(OTHER, TA, calibration.others(fitted))
    return simulate(COMPARTMENTS, [*entries, came], [*ways, went], start, settings.STEPS)


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
    return np.asarray(1 + lags.shown("asylum_days", levers.delay) * (factor[None, :, None] - 1))


def kept_tenancies(fitted: Fitted, levers: HomelessnessLevers, target: str) -> Array:
    """Households that a closed gap keeps from being owed a duty, (steps, draws, 33), shared by ended tenancies."""
    mine = tenancies(fitted)[settings.TARGETS.index(target)]
    effect = draws.effect("lha", levers.evidence)[None, :, None]
    return np.asarray(levers.lha / 100 * LHA_A_QUARTER * effect * lags.shown("lha", levers.delay) * mine)


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
    return np.asarray(levers.prevention / 100 * effect * lags.shown("prevention", levers.delay))


def cost(history: History, steps: int) -> Array:
    """What temporary accommodation costs over so many quarters, (draws, 33), in pounds."""
    return np.asarray(history.stock[TA][1 : steps + 1].sum(axis=0) * costs.UNITS[costs.HOMES].value)
