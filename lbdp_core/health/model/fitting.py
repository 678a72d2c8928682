"""Fitting: from the evidence to what is kept of it. Nothing is estimated here: rates and widths are published ones.

A projection is a round that started from older estimates. Its growth between the base's year and a later one, in
five-year bands of age, is applied to the base's single years; what the round got wrong up to the base is corrected.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.health.conditions import by_age
from lbdp_core.health.load import Evidence, Population
from lbdp_core.health.model import settings
from lbdp_core.health.model.fitted import Fitted
from lbdp_core.health.model.intervals import Array
from lbdp_core.provenance import STATUSES
from lbdp_core.sources import DataError

EDGE = 1.2816  # standard normal at the ends of an 80% range
BAND = 5


def fit(evidence: Evidence) -> Fitted:
    """People by borough, sex, age and year from the best base on, and the rates that go with them.

    Raises:
        DataError: there is no projection that reaches past the base.
    """
    base = evidence.base
    if not evidence.rounds:
        raise DataError("The health data has no population projection; add one and build the folder again.")
    newest = next(iter(evidence.rounds.values()))
    people, years = grown(base, newest)
    sexes, boroughs, ages, span = people.shape
    cells = np.moveaxis(people, 0, 1).reshape(boroughs, sexes * ages, span)
    sex, age = np.repeat(np.array(base.sexes), ages), np.tile(np.array(base.ages), sexes)
    table, single = evidence.conditions, np.asarray(base.ages)
    keys = table.drop_duplicates("condition").set_index("condition")
    rate, sd = np.empty((len(keys), len(age))), np.empty((len(keys), len(settings.GROUPS)))
    for c, key in enumerate(keys.index):
        rate[c], low, high = (by_cell(table, str(key), single, name) for name in ("rate", "rate_low", "rate_high"))
        sd[c] = spread(low, high, age, rate[c] * cells[:, :, 0].sum(axis=0))
    factor, local = _local(evidence, keys.index)
    return Fitted(
        borough=evidence.names.astype(str),
        borough_code=evidence.codes.astype(str),
        years=np.asarray(years),
        sex=sex,
        age=age,
        people=cells,
        condition=keys.index.to_numpy(str),
        words=keys["title"].to_numpy(str),
        noun=keys["noun"].to_numpy(str),
        what=keys["what"].to_numpy(str),
        rate=rate,
        rate_sd=sd,
        status=evidence.conditions.groupby("condition")["status"].agg(marks).reindex(keys.index).to_numpy(str),
        source=keys["source"].to_numpy(str),
        factor=factor,
        factor_basis=local["basis"].to_numpy(str),
        factor_source=local["source"].to_numpy(str),
        gain=_gain(evidence.gains, sex, age, np.asarray(years)),
        past=_past(evidence, rate, cells[:, :, 0], sexes),
        past_years=np.asarray(evidence.observed.years),
        base_source=base.label,
        growth_source=f"{newest.label} (last estimate {newest.last_observed})",
    )


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


def marks(statuses: pd.Series) -> str:
    """The marks of a condition's rates, the surest first.

    >>> marks(pd.Series(["judgement", "published", "judgement"]))
    'published, judgement'
    """
    return ", ".join(mark for mark in STATUSES if mark in set(statuses))


def by_cell(table: pd.DataFrame, condition: str, ages: Array, column: str) -> Array:
    """A column of a condition's rows as (cells,), women's ages first; 90 and over is a mix with 95 and over."""
    rate, older = (by_age(table, condition, at.tolist(), column) for at in (ages, ages + 5))
    rate[:, -1] += settings.OLDEST * np.where(older[:, -1] > 0, older[:, -1] - rate[:, -1], 0.0)
    return rate.ravel()


def spread(low: Array, high: Array, age: Array, weight: Array) -> Array:
    """Log standard deviation of the rates of each age group (groups,), weighted by people with the condition."""
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where((low > 0) & (high > low), np.log(high / low) / (2 * EDGE), settings.UNKNOWN_SD)
    group = np.searchsorted(settings.GROUPS, age, side="right") - 1
    total = np.bincount(group, weight, len(settings.GROUPS))
    return np.asarray(np.bincount(group, weight * each, len(settings.GROUPS)) / np.where(total > 0, total, 1.0))


def _local(evidence: Evidence, conditions: pd.Index) -> tuple[Array, pd.DataFrame]:
    """Local over expected (b, c), one where nothing local is known, and the basis and source by condition."""
    factor = np.ones((len(evidence.codes), len(conditions)))
    rows = evidence.local
    borough = pd.Index(evidence.codes).get_indexer(pd.Index(rows["code"]))
    factor[borough, conditions.get_indexer(pd.Index(rows["condition"]))] = rows["factor"].to_numpy(float)
    known = rows.drop_duplicates("condition").set_index("condition")[["basis", "source"]].astype(object)
    return factor, known.reindex(conditions).fillna("")


def _gain(table: pd.DataFrame, sex: np.ndarray, age: Array, years: np.ndarray) -> Array:
    """Years of life expectancy gained since the base (cells, years); nought before 55, and where the table ends."""
    left = table.pivot_table(index=["sex", "age"], columns="year", values="years").reindex(columns=years)
    gained = left.sub(left[years[0]], axis=0).reindex(pd.MultiIndex.from_arrays([sex, age])).to_numpy(float)
    return np.where((age >= settings.FROM_AGE)[:, None], np.nan_to_num(gained), 0.0)


def _past(evidence: Evidence, rate: Array, base: Array, sexes: int) -> Array:
    """People expected in past years (c, b, p): residents of both sexes times the base's mean rate of an age."""
    people, rates = base.reshape(len(base), sexes, -1), rate.reshape(len(rate), sexes, -1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nan_to_num(np.einsum("bsa,csa->cba", people, rates) / people.sum(axis=1))
    return np.asarray(np.einsum("cba,bap->cbp", mean, evidence.observed.persons))
