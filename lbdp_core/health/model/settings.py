"""Settings: the widths and their sources, fixed from what others published before anything was scored."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

DRAWS, SEED = 1_000, 20141231

# How wrong populations have been. Simpson, Wilson and Shalley (2019), official forecasts in England since 1974: median
# absolute error after ten years 7% for London boroughs. The middle of the absolute value of a t with 4 degrees of
# freedom is 0.7407, so this scale has that median. The t is a judgement: the same authors find errors beyond 10% far
# oftener than a normal of that median would have them (14.5% of areas after ten years in Rees and Wilson, 2023).
PUBLISHED_MEDIAN, PUBLISHED_YEARS = 0.07, 10.0
DEGREES, MEDIAN_OF_T = 4, 0.7407
TAIL = 6.0  # draws further out than this many scales are held there: the mean of exp(t) has no end otherwise
# How hard an age is to project: its median error after ten years (docs/decisions/0019). The very young and the very old
# are missed most and ages of work least (Shaw, 2007); errors of migration have grown. Sizes are the larger of the 2014
# round's median errors against mid-2020 and Census 2021, to the whole percent, in three classes.
HARD, BETWEEN, SETTLED = 0.10, PUBLISHED_MEDIAN, 0.04
GROUPS = (0, 16, 25, 40, 50, 65, 75, 85)  # first age of the groups that errors, rates and lists go by
MEDIANS = (HARD, HARD, HARD, BETWEEN, SETTLED, SETTLED, BETWEEN, HARD)
FIXED_ON = ("ons_mid_2020", "census_2021")  # what was looked at to fix these sizes; any later estimate tests them
# The best current base is an estimate too: mid-2020 estimates and the Census of 2021 differ by 1.6% in the middle
# London borough and by a third in two. The same heavy tail serves both, and the same ages are hard.
BASE_MEDIAN = 0.016
# Parts of the variance of an age's error. All ages of a borough share so much that its residents of all ages err by the
# published 7%. All boroughs share a fifth: a tenth to a third in the 2014 round against the two older truths.
ALL_AGES, ALL_LONDON = 0.7, 0.2

# Drift of age-specific rates: dementia at 65 and over went from 8.3% to 6.5% in about twenty years (CFAS I and II,
# Matthews and others, 2013): |ln(6.5 / 8.3)| / sqrt(20) = 0.0547 a year as a random walk. For other conditions the
# same figure is a judgement.
DRIFT_SD = 0.0547

# Healthy ageing: the share of the years of life gained after 55 that are spent in good health, a split normal for 2035
# published by the Strategy Unit for its demand model from experts' answers (principal variant, mean of the sexes).
SHARE_MODE, SHARE_BELOW, SHARE_ABOVE = 0.06, 0.30, 0.78
SHARES = tuple(-1.5 + 0.5 * i for i in range(11))  # where rates are worked out; between them they are interpolated
FROM_AGE = 55
OPEN_WIDTH = 6.0  # an open last age band is taken to end this many years after its last single age begins
SAME_ERROR = 0.5  # part of the variance of a rate's error that its ages share (judgement)
OLDEST = 0.22  # of people of 90 and over, those of 95 and over (judgement), where rates tell them apart
UNKNOWN_SD = 0.15  # log standard deviation of a rate that was published without a range (judgement)


def band_names(first: Sequence[int]) -> tuple[str, ...]:
    """Age bands in words, by the first age of each; the last is open.

    >>> band_names((0, 16, 85))
    ('0 to 15', '16 to 84', '85 and over')
    """
    return (*(f"{a} to {b - 1}" for a, b in pairwise(first)), f"{first[-1]} and over")
