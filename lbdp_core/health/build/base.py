"""The base: single years of age and sex that agree with the census, from an older estimate's shape within its bands."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.health.build.census import Census
from lbdp_core.health.schema import AGES, OLDEST

Array = NDArray[np.float64]
FROM = 55  # below this age men and women survive alike enough
OPEN_MEAN = 3.0  # years past 90 of the mean person of the open band
ROUNDS = 200


def base(shape: Array, census: Census, women_per_man: Array) -> Array:
    """Women and men (2, b, 91) that add up to the census in its bands, by age and by sex.

    Args:
        shape: (b, 91) residents by single age of an estimate; only its shape within a band of the census is kept.
        women_per_man: (91,) how many women there are to a man at each age, but for a factor that the census sets.

    Proportional fitting by turns to ages (as scaled) and to sexes in the census's bands; both margins hold at the end.
    """
    persons = shape * spread(census.persons / grouped(shape, census.ages), census.ages)
    women = women_per_man / (1 + women_per_man)
    both = np.stack([persons * women, persons * (1 - women)])
    target = census.sexed * (grouped(persons, census.sexed_ages) / census.sexed.sum(axis=0))[None]
    for _ in range(ROUNDS):
        both = both * spread(target / grouped(both, census.sexed_ages), census.sexed_ages)
        both = both * (persons / both.sum(axis=0))
    return np.asarray(both)


def grouped(ages: Array, edges: tuple[int, ...]) -> Array:
    """Sums over single ages (..., 91) into bands that begin at `edges` (..., bands).

    >>> grouped(np.ones(91), (0, 16, 65)).tolist()
    [16.0, 49.0, 26.0]
    """
    return np.asarray(np.add.reduceat(ages, edges, axis=-1))


def spread(bands: Array, edges: tuple[int, ...]) -> Array:
    """A figure of each band (..., bands) at each single age of it (..., 91)."""
    band = np.searchsorted(edges, AGES, side="right") - 1
    return np.asarray(bands[..., band])


def women_per_man(life: pd.DataFrame | None, year: int) -> Array:
    """How the number of women to a man changes with age (91,), one until 55, by survival in a period life table.

    life: year, sex ("female", "male"), age, years (expected years left); None gives ones. From expected years e, the
    chance to live from one birthday to the next is (e(x) - 1/2) / (e(x + 1) + 1/2), if those who die do so half-way.
    """
    ratio = np.ones(len(AGES))
    if life is None:
        return ratio
    at = life["year"].iloc[int(life["year"].sub(year).abs().argmin())]
    left = life[life["year"] == at].pivot_table(index="age", columns="sex", values="years").loc[FROM:OLDEST]
    survive = (left.iloc[:-1] - 0.5).to_numpy() / (left.iloc[1:] + 0.5).to_numpy()
    columns = list(left.columns)
    yearly = survive[:, columns.index("female")] / survive[:, columns.index("male")]
    first = int(left.index[0])
    ratio[first + 1 : first + 1 + len(yearly)] = np.cumprod(yearly)
    ratio[OLDEST] *= yearly[-1] ** OPEN_MEAN
    return ratio
