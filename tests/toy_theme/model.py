"""Model: next year is the mean of the last three, as unsure as such means have been."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.toy.load import Evidence

DRAWS, SEED, MEMORY = 400, 7, 3


@dataclass(frozen=True)
class Fitted:
    """years: (t,). visits: (t, 33) as counted. expected: (33,) next year. sd: of its logarithm."""

    years: NDArray[np.int64]
    visits: NDArray[np.float64]
    expected: NDArray[np.float64]
    sd: float


def expected(visits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of the last years (boroughs,)."""
    return visits[-MEMORY:].mean(axis=0)


def spread(visits: NDArray[np.float64]) -> float:
    """How far such means were off, as the standard deviation of log ratios."""
    errors = [np.log(visits[t] / expected(visits[:t])) for t in range(MEMORY, len(visits))]
    return float(np.std(errors))


def fit(evidence: Evidence) -> Fitted:
    """Next year, and how unsure it is."""
    return Fitted(np.array(evidence.years), evidence.visits, expected(evidence.visits), spread(evidence.visits))
