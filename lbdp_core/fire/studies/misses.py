"""Misses: where more fires happened than the model expected, or fewer, beyond what luck and its own doubt allow.

The last three origins' out-of-sample forecasts of recorded fires, each scaled to its year's total, are added up beside
the fires of those years. An area's true rate scatters around the forecast by the fitted gamma and is taken to stay the
same over the three years, so the sum is negative binomial. Nearly 5,000 areas are tested at once: a flag is given only
where the false-discovery rate is at most 10% (Benjamini and Hochberg 1995, JRSS B 57(1)). No flag does not say that
the model is right there: three years of one area hold few fires, and the doubt that the model admits to is allowed for.
The smallest p are where to ask officers first, flag or none.

Columns, one row an LSOA in the order of `areas/lsoa.csv`, whose names are to be joined by code:
    code
    observed       fires of the three years. expected: what the model had said they would be.
    ratio          observed / expected.
    p              two-sided mid-p of the negative binomial (Lancaster 1961, JASA 56).
    q              smallest false-discovery rate at which the area would be flagged.
    flag           "more than expected", "fewer", or blank (read from CSV with keep_default_na=False).
    years          the years added up, such as 2019-2021.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.studies.origins import recent

Array = NDArray[np.float64]
FALSE_DISCOVERY = 0.1
MORE, FEWER = "more than expected", "fewer"


def misses(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """Observed and expected fires of the last three years by area, flagged at a false-discovery rate of 10%."""
    last = recent(evidence)
    observed, expected = last.observed.sum(axis=1), last.expected.sum(axis=1)
    p = mid_p(observed, expected, last.shape)
    from scipy.stats import false_discovery_control  # slow to import

    q = false_discovery_control(p)
    return pd.DataFrame({"code": evidence.areas["code"].to_numpy()}).assign(
        observed=observed.astype(int),
        expected=expected.round(3),
        ratio=(observed / expected).round(3),
        p=p.round(5),
        q=q.round(4),
        flag=np.where(q > FALSE_DISCOVERY, "", np.where(observed > expected, MORE, FEWER)),
        years=f"{last.years[0]}-{last.years[-1]}",
    )


def mid_p(y: Array, mu: Array, shape: float) -> Array:
    """Two-sided mid-p (n,) of counts under negative binomials with mean mu and gamma shape `shape`.

    Half the chance of the count itself is added to the smaller tail, and that is doubled, at most 1.

    Example:
        >>> mid_p(np.array([0.0]), np.array([1.0]), 1.0).round(6).tolist()  # P(0) = 1/2: twice half of it
        [0.5]
    """
    from scipy import stats  # slow to import

    there = stats.nbinom(shape, shape / (shape + mu))
    half = there.pmf(y) / 2
    return np.asarray(np.minimum(1.0, 2 * np.minimum(there.cdf(y - 1) + half, there.sf(y) + half)))
