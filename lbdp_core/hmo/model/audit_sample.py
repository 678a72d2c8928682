"""Audit sample: homes without a licence inspected at random, as many that meet no officers' rule, one, and more.

Homes that meet two rules are one in twenty and far likelier to be HMOs. An audit that looks at them as often as at all
others finds twice as many HMOs, so it teaches more; each home then counts for as many as it was drawn from, so that the
share of HMOs stays right (Horvitz and Thompson 1952).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.hmo.model.design import rules_met
from lbdp_core.hmo.model.fitted import Array

MOST = 1_000  # homes of the audit
STRATA = ("no rule", "one rule", "two rules or more")  # of the officers' rules that a home meets
NEUTRAL = 1 / 3  # of the prior of each share: half of its draws are below what was found (Kerman 2011)
DRAWS, SEED = 200, 17
Z80 = 1.2816


@dataclass(frozen=True, eq=False)
class Share:
    """expected: share of homes without a licence that are HMOs. drawn: (DRAWS,) the same, as far as it is not known."""

    expected: float
    drawn: Array


def strata(x: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(n,) the stratum of each home, by the records (n, features) that were held when the audit was drawn."""
    return np.minimum(rules_met(x), len(STRATA) - 1).astype(np.uint8)


def draw(stratum: NDArray[np.uint8], licensed: NDArray[np.bool_], seed: int, size: int = MOST) -> NDArray[np.int64]:
    """Homes in the order of the draw, which takes from each stratum in turn: its beginning is a smaller audit.

    >>> stratum = np.array([0, 0, 1, 0, 1, 2], np.uint8)
    >>> stratum[draw(stratum, np.zeros(6, bool), seed=1, size=5)].tolist()
    [0, 1, 2, 0, 1]
    """
    pool = np.random.default_rng(seed).permutation(np.flatnonzero(~licensed))
    turn = pd.Series(pool).groupby(stratum[pool]).cumcount()
    return np.asarray(pool[np.lexsort((stratum[pool], turn))][:size])


def share(pool: NDArray[Any], audited: NDArray[Any], hmo: NDArray[np.bool_]) -> Share:
    """From the strata of all homes without a licence, those of the homes inspected, and which of these were HMOs.

    A stratum in which none was found is drawn a little towards the share of all.
    """
    homes, seen = (np.bincount(stratum, minlength=len(STRATA)) for stratum in (pool, audited))
    found = np.bincount(audited, hmo, len(STRATA))
    weight = homes / homes.sum()
    of_all = (len(hmo) * float(weight @ (found / np.maximum(seen, 1))) + 0.5) / (len(hmo) + 1)
    drawn = np.random.default_rng(SEED).beta(found + NEUTRAL, seen - found + NEUTRAL, (DRAWS, len(STRATA)))
    return Share(float(weight @ ((found + of_all) / (seen + 1))), drawn @ weight)


def two_lists(first: int, second: int, both: int) -> tuple[float, float]:
    """How many there are in all by two lists and what is on both, and its standard error (Chapman 1951; Seber 1970).

    It is right where being on one list tells nothing of being on the other.

    >>> [round(value, 1) for value in two_lists(200, 150, 30)]
    [978.1, 141.9]
    """
    product = (first + 1) * (second + 1)
    variance = product * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    return product / (both + 1) - 1, variance**0.5
