"""What a home visit does to the chance of a fire: the published evidence as a ladder, each rung as draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from lbdp_core.provenance import JUDGEMENT, PUBLISHED, WORKED_OUT, Status

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


LADDER = (
    Rung(
        PRIOR,
        "Recommended prior",
        "Judgement over the rungs below",
        "This suite, from the four rungs below",
        "2025",
        "RR 0.70 (90 % 0.45 to 1.05)",
        "Fires in a visited home, first year",
        JUDGEMENT,
        "a judgement between a raw comparison (18 times fewer fires after visits) and a London trial that found none",
        0.45,
        0.70,
        1.05,
        0.90,
    ),
    Rung(
        CHESHIRE,
        "Cheshire, before and after against 37 services",
        "Controlled before and after, Poisson; areas, not homes",
        "Arch and Thurston",
        "2013",
        "Area IRR 0.79 (95 % 0.74 to 0.83)",
        "Accidental dwelling fires in the whole area; per visited home it is worked out as 1 - (1 - IRR) / "
        "coverage, with 50 to 70 % of homes visited, which is an assumption",
        WORKED_OUT,
        "one county before and after, of areas and not of homes, with an assumed share of homes visited",
        0.74,
        0.79,
        0.83,
        0.95,
        (0.5, 0.7),
    ),
    Rung(
        RAW,
        "London Fire Brigade's raw comparison",
        "Visited against unvisited people at higher risk, 400,000 visits in six years; not adjusted, so confounded",
        "London Fire Brigade, 22 August 2013",
        "2013",
        "36 against 2 accidental fires per 10,000 people (an 18th)",
        "Accidental dwelling fires; its range here is only the rounding of the published figures",
        PUBLISHED,
        "a raw comparison of people who were visited with people who were not, who differ in other ways too",
        1.5 / 36.5,
        2 / 36,
        2.5 / 35.5,
        0.95,
    ),
    Rung(
        TRIAL,
        "Camden and Islington trial: no effect",
        "Cluster randomised trial, 40 wards, 147,444 households; alarms given away, fitted on request",
        "DiGuiseppi and others, BMJ",
        "2002",
        "RR 1.1 (95 % 0.96 to 1.3)",
        "Fires attended, all homes of the wards; alarms handed out, not a visit as made today",
        PUBLISHED,
        "a trial of alarms given away, after which no more homes had one that worked, and no trial of visits",
        0.96,
        1.1,
        1.3,
        0.95,
    ),
)
SHOWN = ("label", "design", "source", "year", "figure", "measures", "mark")
_BY_KEY = {step.key: step for step in LADDER}
CHOICES = {
    PRIOR: "Recommended prior: RR 0.70 (90 % 0.45 to 1.05)",
    CHESHIRE: "Cheshire 2013: RR about 0.65, worked out",
    RAW: "London raw comparison 2013: RR 0.06, confounded",
    TRIAL: "Camden and Islington trial 2002: RR 1.1, no effect",
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
    """The ladder as shown: a row a rung, with a visited home's ratio (80 % interval) and no-gain chance."""
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
