"""Fitting: counts by area to relative risks, once before the doors open, or again for a session's own counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.counts import empirical_bayes
from lbdp_core.falls.build.indices import indices
from lbdp_core.falls.load import Evidence
from lbdp_core.falls.model.fitted import THIRDS, Array, Fitted
from lbdp_core.falls.schema import BANDS
from lbdp_core.local_moran import clusters
from lbdp_core.small_area import Smoothed, smooth

DRAWS, SEED = 200, 22
TENURES = ("social_rented", "private_rented", "owned_outright", "mortgage")


def fit(evidence: Evidence) -> Fitted:
    """Risks from the counts of all years together."""
    areas = evidence.areas
    column = {name: areas[name].to_numpy(dtype=float) for name in ("people_65", "communal", "expected")}
    by_age = areas[[f"aged_{band}" for band in BANDS]].to_numpy(dtype=float)
    level = column["expected"].sum() / (by_age @ evidence.rates[0]).sum()  # the profile's rates to London's
    hazard, frailty = indices(areas).T
    counts = evidence.counts.sum(axis=0)
    smoothed = risks(counts, len(evidence.years) * column["expected"], hazard, frailty, evidence.pairs)
    borough = areas["borough"].to_numpy(dtype=str)
    return Fitted(
        code=areas["code"].to_numpy(dtype=str),
        name=areas["name"].to_numpy(dtype=str),
        borough=borough,
        borough_at=np.array([NAMES.index(one) for one in borough], dtype=np.int64),
        people=column["people_65"],
        communal=column["communal"],
        by_age=by_age,
        rates=(evidence.rates * level).round(7),
        expected=column["expected"],
        admissions=evidence.counts.mean(axis=0).round(3),
        hazard=hazard.round(4),
        frailty=frailty.round(4),
        third_hazard=thirds(hazard, column["people_65"]),
        third_frailty=thirds(frailty, column["people_65"]),
        tenure=areas[list(TENURES)].to_numpy(dtype=float),
        growth=evidence.growth.round(5),
        ahead=np.array(evidence.ahead, dtype=np.int64),
        years=np.array(evidence.years, dtype=np.int64),
        published=str(evidence.report["published"]),
        real=False,
        **_found(smoothed, counts, len(evidence.years) * column["expected"], evidence.pairs),
    )


def fit_counts(model: Fitted, counts: Array, years: int, pairs: NDArray[np.int64], **more: Any) -> Fitted:
    """The same areas with other counts (n,) over so many years; about a second. more: other fields that change."""
    smoothed = risks(counts, years * model.expected, model.hazard, model.frailty, pairs)
    return replace(model, admissions=counts / years, **more, **_found(smoothed, counts, years * model.expected, pairs))


def fit_part(
    model: Fitted, least: Array, most: Array, expected: Array, mine: NDArray[np.bool_], pairs: NDArray[np.int64]
) -> Fitted:
    """The same areas, where those of `mine` (n,) have somebody's own counts. They are fitted alone, so that nothing
    made up reaches them; the others keep their risk.

    least, most, expected: (n,) over all years, of those who are counted; a count that is hidden is between two numbers.
    The risk found is taken for everybody's.
    """
    inside, place = pairs[mine[pairs].all(axis=1)], np.cumsum(mine) - 1
    low, high, of_counted = least[mine], most[mine], expected[mine]
    smoothed = risks(low, of_counted, model.hazard[mine], model.frailty[mine], place[inside], high)
    counts = np.where(high > low, smoothed.risk * of_counted, low)
    found = _found(smoothed, counts, of_counted, place[inside])
    by_area: dict[str, Any] = {}
    for name in ("risk", "above", "cluster", "draws"):
        by_area[name] = getattr(model, name).copy()
        by_area[name][..., mine] = found.pop(name)
    admissions = model.admissions.copy()
    admissions[mine] = counts * model.expected[mine] / of_counted
    return replace(model, admissions=admissions, real=True, **by_area, **found)


def risks(
    counts: Array,
    expected: Array,
    hazard: Array,
    frailty: Array,
    pairs: NDArray[np.int64],
    most: Array | None = None,
) -> Smoothed:
    """Relative risks from hazard, frailty, both together, and neighbours. most: (n,) as in `smooth`."""
    x = np.column_stack([hazard, frailty, hazard * frailty])
    return smooth(counts, expected, pairs, x, most=most, draws=DRAWS, seed=SEED)


def _found(smoothed: Smoothed, counts: Array, expected: Array, pairs: NDArray[np.int64]) -> dict[str, Any]:
    """What a fit says; clusters are looked for in counts shrunk area by area, which no neighbour has moved."""
    return {
        "risk": smoothed.risk.round(4),
        "draws": smoothed.draws.astype(np.float16),
        "above": smoothed.exceedance().round(3),
        "beta": smoothed.beta.round(5),
        "spread": round(smoothed.spread, 3),
        "share": round(smoothed.share, 3),
        "cluster": clusters(np.log(empirical_bayes(counts, expected)[0]), pairs, SEED),
    }


def thirds(index: Array, people: Array) -> NDArray[np.int64]:
    """(n,) 0, 1 or 2: the third of older people that live where the index is lowest, middle, highest."""
    order = np.argsort(index, kind="stable")
    middle = np.cumsum(people[order]) - people[order] / 2
    found = np.empty(len(index), dtype=np.int64)
    found[order] = np.minimum((THIRDS * middle / people.sum()).astype(int), THIRDS - 1)
    return found
