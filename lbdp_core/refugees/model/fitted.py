"""What is kept of the evidence: people in support by place, where each place's course goes, and national flows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fitted:
    """What scenarios and pages need: p places (boroughs, and London without a borough), t quarters seen, 8 ahead.

    Standard deviations (sd) are on the log scale, but that of the share granted, which is in points.
    """

    place: np.ndarray  # (p,) names
    place_code: np.ndarray  # (p,)
    residents: np.ndarray  # (p,) of the Census, as households and children; nought where no borough is
    households: np.ndarray
    children: np.ndarray
    quarters: np.ndarray  # (t,) since December 2022
    seen: np.ndarray  # (t, p) people in support
    before_quarters: np.ndarray  # of the older series
    before: np.ndarray
    ahead: np.ndarray  # (8,) quarters
    centre: np.ndarray  # (8, p) the course
    rule: str  # what the course is, in words
    london_error: float  # how far the rule was off before, a quarter ahead (log scale)
    own_error: float
    error_origins: int
    copied: bool  # whether the last count was read in a copy of the publisher's table
    hotel_when: str  # the last quarter that tells hotels apart; "" if none
    hotel: np.ndarray  # (p,) people in hotels or other contingency accommodation then
    section4: np.ndarray  # (p,) people under Section 4 in the last quarter seen
    appeal_share: float  # of the other people in support: who wait for an appeal
    notice_share: float  # and who have notice to leave
    known: int  # how many of the quarters ahead have published national figures
    claims_ahead: np.ndarray  # (8,) people a quarter in the United Kingdom: as published, then the run rate
    decisions_ahead: np.ndarray
    granted_ahead: np.ndarray  # (8,) share of decisions that grant
    withdrawn_ahead: np.ndarray  # (8,) share of those in the queue that is withdrawn or ended otherwise
    residual_ahead: np.ndarray  # (8,) growth of the queue beyond these
    claims: float  # run rates, and what they were at most, at least and at the end of the quarters behind them
    decisions: float
    latest_decisions: float
    most_decisions: float
    granted: float
    least_granted: float
    most_granted: float
    queue: float  # people who await a decision at the last count
    claims_sd: float  # how far such run rates were from what came
    decisions_sd: float
    granted_sd: float
    take_up: float  # share of claimants who are supported
    country: float  # people in support in the United Kingdom
    decided_part: float  # people in support among those in the queue, as a share of it
    under_18: float  # share of claims
    single: float  # share of applications for support
    run_rate: str  # the quarters that run rates are of, in words
    flows_copied: bool  # whether the last of them was read in a copy of the publisher's table
    resettled: np.ndarray  # (p,) people a quarter
    ukraine_rate: np.ndarray  # (p,) households of Ukrainians newly owed a duty, a quarter
    ukraine_owed: np.ndarray  # (p,) since February 2022, as of `ukraine_when`
    ukraine_when: str
    reunion: float  # visas, and claims of unaccompanied children, a quarter in the United Kingdom
    unaccompanied: float
    duty_quarters: np.ndarray  # (q,) of H-CLIC
    duties: (
        np.ndarray
    )  # (q, p) households owed a duty who had to leave asylum accommodation; below nought: not published
    duties_london: np.ndarray  # (q,) the publisher's own row
    duty_factor: (
        np.ndarray
    )  # (p,) duties over what England's and the share of people would give, drawn towards London's
    london_factor: float  # the same of London as a whole; ones where H-CLIC is not held
    duty_lag: float  # part of those on the way to a council who are owed a duty in a quarter
    duty_rate: float  # duties for each person granted since December 2022, England; nought if not known
    on_the_way: float  # people granted in the country who were on the way at the last count
    duty_sd: float  # how duties for each grant vary over quarters, and places beside that
    duty_own_sd: float
    nationality: np.ndarray  # (n,) most decided in the last four quarters first
    granted_of: np.ndarray
    decided_of: np.ndarray
    cohort: np.ndarray  # (y,) year of claim
    cohort_claims: np.ndarray  # of main applicants
    cohort_initial: np.ndarray  # share of known outcomes that grant: at first, and as it stands
    cohort_latest: np.ndarray
    break_quarter: np.ndarray  # (b,) where series change meaning
    break_series: np.ndarray
    break_words: np.ndarray

    @property
    def unsure(self) -> Array:
        """One for quarters ahead whose national figures are not published yet, nought for the others (8, 1)."""
        return np.asarray((np.arange(len(self.ahead)) >= self.known)[:, None], dtype=float)

    @property
    def base(self) -> str:
        """The last quarter seen."""
        return str(self.quarters[-1])
