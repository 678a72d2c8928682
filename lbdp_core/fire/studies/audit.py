"""Audit: whom the plan serves, and whether the forecast is as right for some as for others.

Fires and forecasts are the last three origins', out of sample, each year's forecast scaled to its total; the visits are
those of the coming year's plan: 20,000, all steered by the model's rate, at most a tenth of an area's homes, no borough
floor. Groups are boroughs, or quintiles of areas by a share of their residents or homes, about a fifth of London's
homes each: they describe areas, not people. Ethnicity is no predictor; it is read here to audit with and nowhere else.
Reported fires under-count where people put fires out themselves; neither forecast nor audit can see that.

Columns:
    dimension      borough, social_rented, private_rented, aged_75plus, imd, asian, black, mixed, white, other.
    group          the borough, or "1 (lowest share)" ... "5 (highest share)"; IMD "1 (most deprived)" ...
    homes          households.
    expected, observed
                   fires of the three years together.
    ratio, low, high
                   observed / expected with its exact 95% Poisson interval (Garwood 1936): luck only. Where few areas
                   make a group, true rates scatter more than this, and of 78 groups about four lie outside by luck.
    skill          1 - deviance of the model / deviance of empirical Bayes, in the group's areas: 0 is no gain.
    visits         visits of the plan. expected_next: fires expected in the year of the plan, by homes.
    visits_per_100_expected
                   visits per 100 of those fires.
    homes_share, fires_share, visits_share
                   share of London's homes, of the three years' fires, of the plan's visits (0..1).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import counts
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario.allocate import Order, place
from lbdp_core.fire.studies.origins import REACH, VISITS, recent, weighted_interval
from lbdp_core.fire.studies.trends import DEPRIVED, SHARE, quintile

SHARES = ("social_rented", "private_rented", "aged_75plus")
ETHNICITY = ("asian", "black", "mixed", "white", "other")


def audit(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """Calibration, skill and visits by borough, tenure, age, deprivation and ethnicity."""
    last, homes = recent(evidence), evidence.households
    per_area = {
        "homes": homes,
        "expected": last.expected.sum(axis=1),
        "observed": last.observed.sum(axis=1),
        "model": counts.deviance_terms(last.observed, last.expected).sum(axis=1),
        "baseline": counts.deviance_terms(last.observed, last.baseline).sum(axis=1),
        "visits": _visits(fitted),
        "expected_next": fitted.expected,
    }
    tables = []
    for dimension, group, labels in _groups(evidence):
        sums = pd.DataFrame({name: np.bincount(group, v, len(labels)) for name, v in per_area.items()})
        sums.insert(0, "dimension", dimension)
        sums.insert(1, "group", labels)
        tables.append(sums[sums["homes"] > 0])
    return _figures(pd.concat(tables, ignore_index=True), {name: v.sum() for name, v in per_area.items()})


def _figures(sums: pd.DataFrame, london: dict[str, float]) -> pd.DataFrame:
    observed, expected = sums["observed"].to_numpy(), sums["expected"].to_numpy()
    low, high = weighted_interval(observed, observed, np.ones(len(sums)), 0.95)
    table = sums.drop(columns=["model", "baseline"]).assign(
        ratio=observed / expected,
        low=low / expected,
        high=high / expected,
        skill=1 - sums["model"] / sums["baseline"],
        visits_per_100_expected=100 * sums["visits"] / sums["expected_next"],
        homes_share=sums["homes"] / london["homes"],
        fires_share=observed / london["observed"],
        visits_share=sums["visits"] / london["visits"],
    )
    return table.round(4)


def _visits(fitted: Fitted) -> NDArray[np.float64]:
    names, borough = np.unique(fitted.borough, return_inverse=True)
    placed = place(
        VISITS,
        steered_share=1.0,
        reach=REACH,
        floor=0.0,
        order=Order.of(fitted.expected / fitted.households, borough),
        households=np.asarray(fitted.households, dtype=np.float64),
        borough=borough,
        boroughs=len(names),
    )
    return placed.visits


def _groups(evidence: Evidence) -> Iterator[tuple[str, NDArray[np.intp], tuple[str, ...]]]:
    """Dimension, the group of each area (n,), and the groups' names."""
    table, homes = evidence.areas, evidence.households
    names, borough = np.unique(table["borough"].to_numpy(str), return_inverse=True)
    yield "borough", borough, tuple(str(name) for name in names)
    for name in SHARES:
        yield name, quintile(table[name].to_numpy(float), homes), SHARE
    yield "imd", quintile(evidence.deprivation(newest=True), homes), DEPRIVED
    for name in ETHNICITY:
        if name in evidence.ethnicity.columns:
            shares = evidence.ethnicity.set_index("code")[name].reindex(table["code"])
            yield name, quintile(shares.to_numpy(float), homes), SHARE
