"""Series: each area's fires year by year, beside what was expected of it.

From the first year with five complete years before it the expectation is the forecast that the model would have made
when the year began, London's level included. For the years before, which have no forecast, it is the area's rate
evened out over those first five years (empirical Bayes) on London's own fall: that figure has seen the years.

Columns, one row an LSOA:
    code           LSOA.
    o2009 ...      dwelling fires recorded in the year.
    e2009 ...      expected.
    shape          gamma shape of the true rate around the expectation, the mean of the models'; with Poisson luck it
                   gives the range of counts (negative binomial of this size).
    forecast_from  the first year whose expectation is a forecast.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import counts
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import HISTORY_YEARS, Fitted, known_before
from lbdp_core.fire.studies.origins import origins


def series(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """Observed and expected fires of every area and year."""
    ks = origins(evidence, 0)
    said = {k: known_before(evidence, k) for k in ks}
    first = evidence.fires[:, : ks[0]].astype(float)
    rates = counts.empirical_bayes(first.sum(axis=1), HISTORY_YEARS * evidence.recorded)[0]
    evened = rates * evidence.recorded
    level = first.sum(axis=0) / evened.sum()
    expected = [said[k].expected if k in said else evened * level[k] for k in range(len(evidence.years))]
    table: dict[str, object] = {"code": evidence.areas["code"].to_numpy(str)}
    table |= {f"o{year}": evidence.fires[:, k] for k, year in enumerate(evidence.years)}
    table |= {f"e{year}": np.round(mu, 2) for year, mu in zip(evidence.years, expected, strict=True)}
    shape = round(float(np.mean([f.shape for f in said.values()])), 2)
    return pd.DataFrame(table | {"shape": shape, "forecast_from": evidence.years[ks[0]]})
