"""What is kept of the evidence: people in support by place, where each place's course goes, and national flows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fitted:
    """What scenarios and pages need: p places (boroughs, and London without a borough), t quarters seen, 8 ahead.

    place, place_code:  (p,) names and codes.
    residents, households, children: (p,) of the Census; nought where no borough is.
    quarters, seen:     (t,), (t, p) people in support since December 2022. before_quarters, before: the older series.
    ahead:              (8,) quarters ahead. centre: (8, p) the course. rule: what the course is, in words.
    london_error, own_error, error_origins: how far the rule was off before, a quarter ahead (log scale).
    copied:             whether the last count was read in a copy of the publisher's table.
    hotel, section4:    (p,) people in hotels or other contingency accommodation, and under Section 4, in the last
                        quarter seen; hotels as counted in `hotel_when`, the last quarter that tells them ("" if none).
    appeal_share, notice_share: shares of the other people in support who wait for an appeal, or have notice to leave.
    known:              how many of the quarters ahead have published national figures.
    claims_ahead, decisions_ahead: (8,) people a quarter in the United Kingdom: as published, then the run rate.
    granted_ahead:      (8,) share of decisions that grant. withdrawn_ahead: (8,) share of those in the queue that is
                        withdrawn or ended otherwise. residual_ahead: (8,) growth of the queue beyond these.
    claims, decisions, granted: the run rates. latest_decisions, most_decisions, least_granted, most_granted: of the
                        quarters behind them.
    queue:              people who await a decision at the last count.
    claims_sd, decisions_sd, granted_sd: how far such run rates were from what came (log scale; points).
    duty_lag:           part of those on the way to a council who are owed a duty in a quarter. duty_rate: duties for
                        each person granted since December 2022, England; nought if not known. on_the_way: people
                        granted in the country who were on the way at the last count.
    duty_sd, duty_own_sd: how duties for each grant vary over quarters, and places beside that (log scale).
    take_up:            share of claimants who are supported. country: people in support in the United Kingdom.
    decided_part:       people in support among those in the queue, as a share of it.
    under_18, single:   shares of claims, and of applications for support.
    run_rate:           the quarters that run rates are of, in words. flows_copied: whether the last of them was read in
                        a copy of the publisher's table.
    resettled, ukraine_rate: (p,) people resettled, and households of Ukrainians newly owed a duty, a quarter.
    ukraine_owed:       (p,) households owed a duty since February 2022. ukraine_when: as of.
    reunion, unaccompanied: visas and claims a quarter in the United Kingdom.
    duty_quarters, duties: (q,), (q, p) households owed a duty who had to leave asylum accommodation (H-CLIC);
                        duties_london: (q,) the publisher's own row. Below nought where not published.
    duty_factor:        (p,) duties here over what England's duties and the share of people in support would give, drawn
                        towards London's the fewer there were (empirical Bayes); ones where H-CLIC is not held.
    london_factor:      the same of London as a whole.
    nationality, granted_of, decided_of: (n,) people granted and decided in the last four quarters, most first.
    cohort, cohort_claims, cohort_initial, cohort_latest: (y,) year of claim, claims of main applicants, and the share
                        of known outcomes that grant: at first, and as it stands.
    break_quarter, break_series, break_words: (b,) where series change meaning.
    """

    place: np.ndarray
    place_code: np.ndarray
    residents: np.ndarray
    households: np.ndarray
    children: np.ndarray
    quarters: np.ndarray
    seen: np.ndarray
    before_quarters: np.ndarray
    before: np.ndarray
    ahead: np.ndarray
    centre: np.ndarray
    rule: str
    london_error: float
    own_error: float
    error_origins: int
    copied: bool
    hotel_when: str
    hotel: np.ndarray
    section4: np.ndarray
    appeal_share: float
    notice_share: float
    known: int
    claims_ahead: np.ndarray
    decisions_ahead: np.ndarray
    granted_ahead: np.ndarray
    withdrawn_ahead: np.ndarray
    residual_ahead: np.ndarray
    claims: float
    decisions: float
    latest_decisions: float
    most_decisions: float
    granted: float
    least_granted: float
    most_granted: float
    queue: float
    claims_sd: float
    decisions_sd: float
    granted_sd: float
    take_up: float
    country: float
    decided_part: float
    under_18: float
    single: float
    run_rate: str
    flows_copied: bool
    resettled: np.ndarray
    ukraine_rate: np.ndarray
    ukraine_owed: np.ndarray
    ukraine_when: str
    reunion: float
    unaccompanied: float
    duty_quarters: np.ndarray
    duties: np.ndarray
    duties_london: np.ndarray
    duty_factor: np.ndarray
    london_factor: float
    duty_lag: float
    duty_rate: float
    on_the_way: float
    duty_sd: float
    duty_own_sd: float
    nationality: np.ndarray
    granted_of: np.ndarray
    decided_of: np.ndarray
    cohort: np.ndarray
    cohort_claims: np.ndarray
    cohort_initial: np.ndarray
    cohort_latest: np.ndarray
    break_quarter: np.ndarray
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
