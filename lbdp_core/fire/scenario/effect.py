"""What a home visit does to the chance of a fire: the evidence in `effect.yaml` as a ladder, each rung as draws."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from lbdp_core.provenance import Status

PRIOR, CHESHIRE, RAW, TRIAL, OWN = "prior", "cheshire", "lfb_raw", "rct_null", "own"
SEED = 20170614


@dataclass(frozen=True)
class Rung:
    """One answer to "how many times as likely is a fire in a visited home?" (the rate ratio, RR; 1 = no
    effect).

    low, mid, high: the published figure and the ends of its `level` interval (a share); RR in an area or a
    home. coverage: range of the share of homes visited in the studied area, where the published figure is an
              area's and the home's must be worked out; (1, 1) where it is a home's already.
    mark:     how the figure is known (`provenance`); a person's own value has no rung.
    caution:  what to hold against it, as the end of a sentence.
    """

    key: str
    label: str
    design: str
    source: str
    year: str
    figure: str
    measures: str
    mark: Status
    caution: str
    low: float
    mid: float
    high: float
    level: float
    coverage: tuple[float, float] = (1.0, 1.0)


def _rung(key: str, row: dict[str, Any]) -> Rung:
    ends = {name: float(Fraction(str(row[name]))) for name in ("low", "mid", "high")}
    return Rung(key, **{**row, **ends, "coverage": tuple(row.get("coverage", (1.0, 1.0)))})


LADDER = tuple(_rung(*each) for each in yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8")).items())
SHOWN = ("label", "design", "source", "year", "figure", "measures", "mark")
_BY_KEY = {step.key: step for step in LADDER}
CHOICES = {
    PRIOR: "Recommended, 30% fewer fires",
    CHESHIRE: "Cheshire 2013, about 35% fewer",
    RAW: "London 2013 unadjusted, 94% fewer",
    TRIAL: "London trial 2002, no effect",
    OWN: "Own value",
}


def rung(key: str) -> Rung:
    """The rung of the ladder that a choice of evidence names ("own" has none)."""
    return _BY_KEY[key]


def _quantile(step: Rung, z: NDArray[np.float64]) -> NDArray[np.float64]:
    """A rung's published ratio at standard normal `z`: log-normal, each side with the spread published."""
    edge = float(ndtri(0.5 + step.level / 2))
    below, above = np.log(step.mid / step.low) / edge, np.log(step.high / step.mid) / edge
    return np.asarray(step.mid * np.exp(np.where(z < 0, below, above) * z))


@cache
def _seeded(draws: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Evenly spread normals and uniforms in seeded random order: every rung is drawn from the same ones."""
    rng = np.random.default_rng(SEED)
    even = (np.arange(draws) + 0.5) / draws
    return ndtri(rng.permutation(even)), rng.permutation(even)


@lru_cache(maxsize=64)  # bounded: a link may bring any own value
def rate_ratio_draws(key: str, own_rr: float, draws: int) -> NDArray[np.float64]:
    """Rate ratios (draws,) of a visited home; `own_rr` in every draw when `key` is "own"."""
    if key == OWN:
        ratios = np.full(draws, float(own_rr))
    else:
        step = _BY_KEY[key]
        z, u = _seeded(draws)
        low, high = step.coverage
        ratios = 1 - (1 - _quantile(step, z)) / (low + (high - low) * u)
    ratios.flags.writeable = False
    return ratios


def chance_not_positive(key: str, own_rr: float) -> float:
    """Probability that a visit prevents nothing or worse (RR >= 1). Exact: coverage moves none across 1."""
    if key == OWN:
        return float(own_rr >= 1)
    step = _BY_KEY[key]
    edge = float(ndtri(0.5 + step.level / 2))
    far = step.high if step.mid < 1 else step.low
    spread = abs(np.log(far / step.mid)) / edge
    return float(ndtr(np.log(step.mid) / spread))


def life(years: float, half_life: float) -> float:
    """How many first-year effects a visit has over `years`; see `weights`."""
    return float(weights(years, half_life).sum())


def weights(years: float, half_life: float) -> NDArray[np.float64]:
    """The effect of a visit in each year as a share of the first year's, 0.5 ** (t / half_life).

    The last year counts in part when `years` is not whole.

    Example:
        >>> weights(3, 1).tolist()
        [1.0, 0.5, 0.25]
    """
    t = np.arange(int(np.ceil(years)))
    return np.asarray(np.minimum(1.0, years - t) * 0.5 ** (t / half_life))


def table() -> pd.DataFrame:
    """The ladder as shown: a row a rung, with a visited home's ratio (80% interval) and no-gain chance."""
    return _table().copy()


@cache
def _table() -> pd.DataFrame:
    rows = []
    for step in LADDER:
        low, mid, high = np.quantile(rate_ratio_draws(step.key, 1.0, 400), (0.1, 0.5, 0.9))
        chance = round(chance_not_positive(step.key, 1.0), 4)
        figures = {"rate_ratio": mid, "low": low, "high": high, "chance_not_positive": chance}
        rows.append({name: getattr(step, name) for name in SHOWN} | figures)
    return pd.DataFrame(rows)
