"""Leaks: self-tests on the very data that is shown, each of which can fail.

Forecasts go through `origins.known_before`, the one way by which the studies forecast a past year: a slip there (a
year too many, a figure that nobody had) shows here.

Columns:
    test           a short name.
    passed         whether the test holds.
    figure         the number that decides, in the unit that the words name.
    words          what was done and what came out, in a sentence.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import columns, counts
from lbdp_core.fire.features import ground
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.studies import origins

Array = NDArray[np.float64]
SEED = 20211231
NO_SKILL = 0.005  # of the deviance; a real forecast gains many times as much
SAME = 1e-6  # relative; doubling moves the last digits of logs
COPY = 0.99  # a predictor that correlates so with a group's share would be that share


def leaks(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """The self-tests, one row each."""
    checks = (shuffled_target, future_fires, the_year_before, doubled_homes)
    rows = [check(evidence) for check in checks] + [ethnicity(evidence, fitted)]
    return pd.DataFrame(rows, columns=["test", "passed", "figure", "words"]).round({"figure": 6})


Row = tuple[str, bool, float, str]


def shuffled_target(evidence: Evidence) -> Row:
    """Every year's fires are dealt out anew among the areas, each year by itself: nothing is left to be learnt."""
    rng, k = np.random.default_rng(SEED), len(evidence.years) - 1
    dealt = np.column_stack([rng.permutation(year) for year in evidence.fires.T])
    skill = _skill(replace(evidence, fires=dealt), k)
    real = _skill(evidence, k)
    words = (
        f"With the fires of every year dealt out among the areas by lot, the forecast gains {_percent(skill)} of the "
        f"deviance of one figure everywhere (more than {_percent(NO_SKILL)} would fail); with the fires where they "
        f"were, it gains {_percent(real)}."
    )
    return "A shuffled target has no skill", bool(skill <= NO_SKILL < real), skill, words


def future_fires(evidence: Evidence) -> Row:
    """The fires of the year that is forecast, and of any later one, are replaced: the forecast must not move at all."""
    k = len(evidence.years) - 2
    moved = _moved(evidence, k, slice(k, None))
    words = (
        f"The fires of {evidence.years[k]} and later were dealt out by lot: the forecast of {evidence.years[k]} moved "
        f"by {moved:.3g} fires in the area where it moved most."
    )
    return "Next year's fires are not in the features", moved == 0, moved, words


def the_year_before(evidence: Evidence) -> Row:
    """The counterpart without which the test above could not fail: the last year known must move the forecast."""
    k = len(evidence.years) - 2
    moved = _moved(evidence, k, slice(k - 1, k))
    words = (
        f"The fires of {evidence.years[k - 1]} were dealt out by lot instead: the forecast of {evidence.years[k]} "
        f"moved by up to {moved:.3g} fires in an area, as it should."
    )
    return "The year before is in the features", moved > 0, moved, words


def doubled_homes(evidence: Evidence) -> Row:
    """Twice the homes with the same fires: as many fires expected, at half the rate a home."""
    k = len(evidence.years) - 1
    areas = evidence.areas.assign(households=2 * evidence.areas["households"])
    doubled = replace(evidence, areas=areas, recorded=2 * evidence.recorded)
    here, there = origins.known_before(evidence, k), origins.known_before(doubled, k)
    rate = (there.expected / doubled.households) / (here.expected / evidence.households)
    off = float(max(np.abs(2 * rate - 1).max(), np.abs(there.expected / here.expected - 1).max()))
    words = (
        "With twice the homes everywhere and the same fires, each area's fires expected stay the same and its rate a "
        f"home halves: the largest departure is {_small(off)} of the figure."
    )
    return "Homes are the exposure and nothing else", off <= SAME, off, words


def ethnicity(evidence: Evidence, fitted: Fitted) -> Row:
    """No group's share is among the predictors, by name or as a copy, and the features do not read the table."""
    used = ground(evidence)
    shares = evidence.ethnicity.drop(columns="code", errors="ignore")
    names = {*used.names, *fitted.features} & set(shares.columns)
    order = np.random.default_rng(SEED).permutation(len(evidence.areas))
    blind = ground(replace(evidence, ethnicity=evidence.ethnicity.iloc[order[: len(shares)]]))
    copies = _correlations(used.drivers, shares.to_numpy(float))
    most = float(copies.max(initial=0.0))
    same = np.array_equal(used.drivers, blind.drivers)
    passed = not names and most < COPY and same
    found = ", ".join(sorted(names))
    words = f"Among the predictors: {found}" if found else "No ethnic group's share is among the predictors"
    words += (
        f"; shuffling the table of ethnicity {'leaves the features as they are' if same else 'moves the features'}; "
    )
    if copies.size:
        p, s = (int(i) for i in np.unravel_index(copies.argmax(), copies.shape))
        words += (
            f"the closest predictor ({columns.BY_NAME[used.names[p]].better_words}) has a correlation of {most:.2f} "
            f"with the share in the group “{shares.columns[s]}”, so places may still differ by it."
        )
    else:
        words += "this data holds no table of ethnicity to compare them with."
    return "Ethnicity is not a predictor", bool(passed), most, words


def _skill(evidence: Evidence, k: int) -> float:
    """1 - deviance of the forecast of year k / deviance of the same figure in every area."""
    y = evidence.fires[:, k].astype(float)
    mu = counts.scaled(origins.known_before(evidence, k).expected, y.sum())
    return 1 - counts.poisson_deviance(y, mu) / counts.poisson_deviance(y, np.full(len(y), y.mean()))


def _moved(evidence: Evidence, k: int, years: slice) -> float:
    """How far the forecast of year k moves, at most, in fires of an area, when the fires of `years` change places."""
    fires = evidence.fires.copy()
    fires[:, years] = np.random.default_rng(SEED).permutation(fires[:, years], axis=0)
    here, there = origins.known_before(evidence, k), origins.known_before(replace(evidence, fires=fires), k)
    return float(np.abs(here.expected - there.expected).max())


def _correlations(drivers: Array, shares: Array) -> Array:
    """Absolute correlation of every predictor with every share (k, groups); shares may be empty."""
    if not shares.size:
        return np.zeros((drivers.shape[1], 0))
    both = np.corrcoef(drivers, shares, rowvar=False)
    return np.asarray(np.abs(both[: drivers.shape[1], drivers.shape[1] :]))


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%".replace("-", "\u2212")


def _small(share: float) -> str:
    """A share of a figure, or that it is no more than what rounding leaves."""
    return "less than a billionth" if share < 1e-9 else f"{share:.2g}"
