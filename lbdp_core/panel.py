"""Panel: counts by area and year beside what is known of the areas, as area-count models need them.

Shared by themes that count events by area.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
DECAY = 0.9  # weight of a year against the year after it, in an area's history
OWN_PRIOR, NEAR_PRIOR = 6.0, 3.0  # events as expected that are added to observed and expected alike before a ratio


def latest_run(years: Sequence[int]) -> tuple[int, ...]:
    """The last unbroken run of years: lags need every year before.

    >>> latest_run([2009, 2010, 2012, 2013])
    (2012, 2013)
    """
    ordered = sorted(years)
    breaks = [i for i in range(1, len(ordered)) if ordered[i] != ordered[i - 1] + 1]
    return tuple(ordered[breaks[-1] if breaks else 0 :])


def straight(values: Floats, unit: str) -> Floats:
    """A scale on which a log rate is nearer to a straight line: root of a share, log of a density."""
    if unit == "share":
        return np.sqrt(values)
    if unit == "people/ha":
        return np.log(values)
    return values


def rings(pairs: Counts, n: int) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """(n, n) 0/1 matrices of first, and of first and second, neighbours; pairs (pairs, 2) of areas that touch."""
    i, j = pairs[:, 0], pairs[:, 1]
    ones = np.ones(2 * len(pairs))
    near = sparse.coo_matrix((ones, (np.r_[i, j], np.r_[j, i])), shape=(n, n)).tocsr()
    wider = ((near @ near + near) > 0).astype(float).tolil()
    wider.setdiag(0)
    return near, wider.tocsr()


def history(exposure: Floats, near: sparse.csr_matrix, wider: sparse.csr_matrix, events: Floats) -> Floats:
    """Log ratios of observed to expected events (n, 3): the area's own, its neighbours', and the wider ring's.

    Args:
        exposure: (n,) homes where events are recorded. near, wider: `rings`.
        events: (n, t) counts of the years before the one to be predicted, oldest first; recent years count more.
    """
    weight = DECAY ** np.arange(events.shape[1])[::-1]
    observed = events @ weight
    expected = exposure * (observed.sum() / exposure.sum())
    own = np.log((observed + OWN_PRIOR) / (expected + OWN_PRIOR))
    around = ((ring @ observed, ring @ expected) for ring in (near, wider))
    return np.column_stack([own, *(np.log((o + NEAR_PRIOR) / (e + NEAR_PRIOR)) for o, e in around)])
