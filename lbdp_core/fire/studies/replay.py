"""Replay: had this been used in 2019, which of that year's fires would the visits have met?

Every year from 2014 on that has five years before it is planned with what was known then, by five rules, and scored on
the fires that happened. A visited home is taken to be an average home of its area, so the fires met there are visits /
homes x fires. The fires that score are as recorded, on the publisher's 100 m grid. Homes, Census 2021 and the Indices
of 2019 are later than most of the years, which flatters the model and IMD, not the two rules that know only fires.

Columns:
    year           "2014", ... as text; "all" pools the years.
    rule           model, last_year, imd (2019's where it is held), empirical_bayes (five years), uniform.
    visits         visits of the plan in London, a year.
    borough        a borough, or "London".
    visits_here    visits that the plan puts there (of all years where year is "all").
    fires_met      fires expected in the visited homes, by the fires that happened.
    fires_low, fires_high
                   whole numbers between which luck alone (which homes burn, and which are visited) puts the fires met
                   in 80% of years like that one: 10% and 90% points of a Poisson count with mean fires_met.
    per_1000       fires met per 1,000 visits there; blank without visits.
    ratio, ratio_low, ratio_high
                   fires_met over what as many visits in London, spread evenly, meet there; with an 80% interval for
                   the luck of where fires happened (weighted Poisson sum, Fay and Feuer 1997), averaged over which
                   homes of an area are visited. The even spread's own luck is left out, which errs on the wide side.
    model_more, model_more_low, model_more_high
                   fires that the model's plan met and this one did not, net, with an 80% interval of the *difference*:
                   both plans face the same fires, so this is narrower than two intervals beside each other suggest
                   (normal, variance the sum of (difference in visits a home)^2 x fires, of where fires happened).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from lbdp_core import counts
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario.allocate import Order, place
from lbdp_core.fire.studies.origins import REACH, borrowed_rates, known_before, origins, weighted_interval

Array = NDArray[np.float64]
FIRST = 2014
BUDGETS = (1_000, 5_000, 20_000, 80_000)
LEVEL = 0.8
ALL = "all"


def replay(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """Fires that visits planned in past years would have met, by year, rule, visits and borough.

    Raises:
        DataError: no year from 2014 on has five years before it.
    """
    ks = origins(evidence, FIRST)
    homes = evidence.households
    names, borough = np.unique(evidence.areas["borough"].to_numpy(str), return_inverse=True)
    scores = [rule_scores(evidence, k) for k in ks]
    fires = evidence.fires[:, list(ks)].astype(float)
    labels = [str(evidence.years[k]) for k in ks]
    pools = [*((label, [i]) for i, label in enumerate(labels)), (ALL, list(range(len(labels))))]
    rows = []
    for budget in BUDGETS:
        plans = {rule: np.column_stack([_placed(budget, s[rule], homes) / homes for s in scores]) for rule in scores[0]}
        for year, which in pools:
            parts = {rule: weight[:, which] for rule, weight in plans.items()}
            for rule in parts:
                met = _met(parts, rule, fires[:, which], homes, borough)
                rows += [{"year": year, "rule": rule, "visits": budget, **row} for row in _named(met, names)]
    return pd.DataFrame(rows).round(3)


def rule_scores(evidence: Evidence, k: int) -> dict[str, Array | None]:
    """How early each rule serves each area in year k, from the years before it: (n,) larger first; None is evenly."""
    return {
        "model": known_before(evidence, k).expected / evidence.households,
        "last_year": evidence.fires[:, k - 1] / evidence.households,
        "imd": -evidence.deprivation(),
        "empirical_bayes": borrowed_rates(evidence, k),
        "uniform": None,
    }


def _placed(budget: int, score: Array | None, homes: Array) -> Array:
    one = np.zeros(len(homes), dtype=np.intp)  # no borough has a floor, so all are one
    order = None if score is None else Order.of(score, one)
    placed = place(
        budget, steered_share=1.0, reach=REACH, floor=0.0, order=order, households=homes, borough=one, boroughs=1
    )
    return placed.visits


def _met(plans: dict[str, Array], rule: str, fires: Array, homes: Array, borough: NDArray[np.intp]) -> dict[str, Array]:
    """The figures of one plan, London first and then the boroughs (boroughs + 1,); weights and fires are (n, years)."""

    def added(values: Array) -> Array:
        by = np.bincount(borough, values.sum(axis=1))
        return np.concatenate([[by.sum()], by])

    weight = plans[rule]
    largest = np.zeros(borough.max() + 1)
    np.maximum.at(largest, borough, weight.max(axis=1))
    met = added(weight * fires)
    low, high = weighted_interval(met, added(weight**2 * fires), np.concatenate([[largest.max()], largest]), LEVEL)
    even, visits = added(plans["uniform"] * fires), added(weight * homes[:, None])
    more = plans["model"] - weight
    step = ndtri((1 + LEVEL) / 2) * np.sqrt(added(more**2 * fires))
    ahead = added(more * fires)
    fewest, most = counts.interval(met, LEVEL)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "visits_here": visits,
            "fires_met": met,
            "fires_low": fewest,
            "fires_high": most,
            "per_1000": np.where(visits > 0, 1000 * met / visits, np.nan),
            **{
                name: np.where(even > 0, figure / even, np.nan)
                for name, figure in (("ratio", met), ("ratio_low", low), ("ratio_high", high))
            },
            "model_more": ahead,
            "model_more_low": ahead - step,
            "model_more_high": ahead + step,
        }


def _named(met: dict[str, Array], names: NDArray[np.str_]) -> Iterator[dict[str, object]]:
    for i, borough in enumerate(["London", *names]):
        yield {"borough": borough, **{name: figure[i] for name, figure in met.items()}}
