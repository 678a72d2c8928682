"""What is kept of the evidence: forecasts of the duties with their past errors, rates of both chains, the series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core.homelessness.model import duties, settings


@dataclass(frozen=True, eq=False)
class Fitted:
    """What scenarios and pages need. Targets k as in `settings.TARGETS`; boroughs (33), London's own row the 34th.

    borough, borough_code, households: (33,) names, codes and households in the area.
    quarters:   (t,) of H-CLIC; coming: (c,) the quarters after. The first `lead` of them are over, since CHAIN comes
                sooner than H-CLIC; both chains start at their end, and `ahead` (8,) are the rest.
    observed:   (k, t, 34) households, NaN where not published.
    measures, history: (m,) names and (m, t, 34) of further series, for funnels and pictures.
    centre:     (k, c, 33) expected figures; boroughs are scaled so that they add up to London's own forecast.
    sd_london, sd_borough: (k, c) and (k, c, 33) of errors on the log scale, from the back-test at each horizon.
    past_low, past_high, naive: (k, c, 34) the 80% range of the method's past errors, and the seasonal-naive figure.
    said, said_low, said_high: (k, 4, 34) what was said of the last quarter from one to four quarters before, and the
                80% range then; NaN where nothing could be said.
    leaving:    share of households in temporary accommodation that leaves in a quarter.
    prevented, still_homeless: (33,) shares of prevention duties that end with a home, and homeless.
    relieved, elapsed:         (33,) the same of relief duties that end with a home, and after 56 days.
    accepted:   (33,) main duties accepted for each relief duty that ended after 56 days.
    slept_rough: (33,) of households owed a relief duty, those who slept rough when they applied.
    asylum_prevention, asylum_relief, prs_prevention, prs_relief: (33,) shares of duties by their cause.
    rate_names, rates: (r,) of the street chain. places, standing: (c,) compartments and (c, 33) people there today.
    arrivals:   (8, 33) new people. street_quarters, street: (s,) and (3, s, 33) people seen by state.
    street_kind: "real" or "synthetic".
    snapshot_years, snapshot: (y,) and (y, 33) people on one autumn night, NaN where not given.
    peers:      (33, n) positions of the boroughs most like each. features: (f,) what they are compared by.
    """

    borough: np.ndarray
    borough_code: np.ndarray
    households: np.ndarray
    quarters: np.ndarray
    coming: np.ndarray
    observed: np.ndarray
    measures: np.ndarray
    history: np.ndarray
    centre: np.ndarray
    sd_london: np.ndarray
    sd_borough: np.ndarray
    past_low: np.ndarray
    past_high: np.ndarray
    naive: np.ndarray
    said: np.ndarray
    said_low: np.ndarray
    said_high: np.ndarray
    leaving: float
    prevented: np.ndarray
    still_homeless: np.ndarray
    relieved: np.ndarray
    elapsed: np.ndarray
    accepted: np.ndarray
    slept_rough: np.ndarray
    asylum_prevention: np.ndarray
    asylum_relief: np.ndarray
    prs_prevention: np.ndarray
    prs_relief: np.ndarray
    rate_names: np.ndarray
    rates: np.ndarray
    places: np.ndarray
    standing: np.ndarray
    arrivals: np.ndarray
    street_quarters: np.ndarray
    street: np.ndarray
    street_kind: str
    snapshot_years: np.ndarray
    snapshot: np.ndarray
    peers: np.ndarray
    features: np.ndarray

    @property
    def synthetic(self) -> bool:
        """Whether the borough figures of rough sleeping are made up."""
        return self.street_kind != "real"

    def series(self, measure: str) -> np.ndarray:
        """A further series (t, 34) by its name."""
        return np.asarray(self.history[list(self.measures).index(measure)])

    def of(self, target: str) -> np.ndarray:
        """A target as published (t, 34) by its name."""
        return np.asarray(self.observed[settings.TARGETS.index(target)])

    @property
    def lead(self) -> int:
        """Quarters that are over and have no H-CLIC so far: duties are forecast for them, and no lever acts in them."""
        return len(self.coming) - settings.STEPS

    @property
    def ahead(self) -> np.ndarray:
        """The quarters (8,) in which levers may act."""
        return self.coming[self.lead :]

    @property
    def newest(self) -> str:
        """The quarter that both chains start from: the newest of which anything is known."""
        return str(self.coming[self.lead - 1] if self.lead else self.quarters[-1])

    def level(self, target: str) -> np.ndarray:
        """A target's figure of each borough (33,) in the newest quarter: reported (`duties.standing`), or forecast."""
        forecast = self.centre[settings.TARGETS.index(target)]
        return forecast[self.lead - 1] if self.lead else duties.standing(self.of(target))
