"""Projecting: the growth of a projection applied to the best base.

A projection is a round that started from older estimates. Its growth between the base's year and a later one, in
five-year bands of age, is applied to the base's single years; what the round got wrong up to the base is corrected.
"""

from __future__ import annotations

import numpy as np

from lbdp_core.health.load import Population
from lbdp_core.health.model.intervals import Array
from lbdp_core.sources import DataError

BAND = 5


def grown(base: Population, projection: Population) -> tuple[Array, tuple[int, ...]]:
    """Residents (sexes, b, ages, years) by the base's sexes and ages, and the years: the base's and the round's later.

    Raises:
        DataError: the projection does not reach past the base, lacks its year, or has other ages.
    """
    start = base.years[-1]
    years = tuple(year for year in projection.years if year >= start)
    if len(years) < 2 or years[0] != start or projection.ages != base.ages:
        raise DataError(
            f"{projection.label} cannot carry {base.label} forward: it needs {start}, later years and the same ages."
        )
    band = np.asarray(base.ages) // BAND
    in_band = (band == np.arange(band.max() + 1)[:, None]).astype(float)
    same = projection.counts if projection.sexes == base.sexes else projection.persons[None]
    kept = same[..., [projection.years.index(year) for year in years]]
    banded = in_band @ kept
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.nan_to_num(banded / banded[..., :1], nan=1.0, posinf=1.0)
    return base.counts[..., -1:] * growth[:, :, band], years
