"""Studies: how well the model does on each kind of data that a council may have (`studies/falls/kinds_of_data.csv`).

Every row is made maps with a known truth: some of all London, and some of one borough's own counts as the page gives
them to the model, small counts hidden. The columns are explained in `lbdp_core/dictionary.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.falls.build import synthetic
from lbdp_core.falls.evaluate import error, guesses, held
from lbdp_core.falls.group import ends
from lbdp_core.falls.load import Array, Evidence
from lbdp_core.falls.model import Fitted
from lbdp_core.falls.model.fitting import risks
from lbdp_core.own import released

SURE = 0.8  # a chance from which the page says that a risk is above average
LONDON_MAPS = 3
# Planted in one borough's own counts.
OTHERS = {"hazard": 0.0, "frailty": 0.3, "both": 0.0, "spatial": 0.1, "own": 0.15}


@dataclass(frozen=True)
class Trial:
    """A kind of data: counts an area of all London (`mean`), or years of one borough's own counts; what is planted."""

    mean: float = 0.0
    years: int = 0
    planted: Mapping[str, float] = field(default_factory=lambda: synthetic.PLANTED)


ALONE = synthetic.PLANTED | {"spatial": 0.0, "own": 0.2}
TRIALS = {
    "few": Trial(mean=1.0),
    "some": Trial(mean=5.0),
    "many": Trial(mean=40.0),
    "neighbours differ": Trial(mean=15.0, planted=ALONE),
    "own, one year": Trial(years=1, planted=OTHERS),
    "own, three years": Trial(years=3, planted=OTHERS),
    "own, five years": Trial(years=5, planted=OTHERS),
}


def kinds_of_data(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """A row a kind of data."""
    rows = []
    for name, trial in TRIALS.items():
        maps = pd.DataFrame(
            list(_london(evidence, fitted, trial) if trial.mean else _boroughs(evidence, fitted, trial))
        )
        shares = maps.pop("held")
        rows.append({"data": name, "counts": maps.pop("counts").mean(), "maps": len(maps), "held": shares.mean(),
                     "least": shares.min(), "most": shares.max(), **maps.mean()})  # fmt: skip
    return pd.DataFrame(rows).round(3)


def _london(evidence: Evidence, fitted: Fitted, trial: Trial) -> Iterator[dict[str, float]]:
    expected = fitted.expected * trial.mean / fitted.expected.mean()
    for seed in range(LONDON_MAPS):
        rng = np.random.default_rng([71, seed])
        truth = synthetic.truth(evidence.areas, evidence.pairs, rng, trial.planted)
        counts = rng.poisson(expected * truth).astype(float)
        yield _scores(fitted, truth, counts, (counts, counts), expected, evidence.pairs, expected > 0)


def _boroughs(evidence: Evidence, fitted: Fitted, trial: Trial) -> Iterator[dict[str, float]]:
    """One borough at a time, fitted alone, as `own` does with a council's file."""
    rng = np.random.default_rng(73)
    truth = synthetic.truth(evidence.areas, evidence.pairs, rng, trial.planted)
    expected = trial.years * fitted.expected
    counts = rng.poisson(expected * truth).astype(float)
    nothing = np.zeros(len(counts))
    least, most = ends(released(counts, fitted.borough), nothing, nothing)
    for name in NAMES[1:]:  # the City of London has too few areas
        mine = fitted.borough == name
        if mine.any():
            yield _scores(fitted, truth, counts, (least, most), expected, evidence.pairs, mine)


def _scores(
    fitted: Fitted,
    truth: Array,
    counts: Array,
    seen: tuple[Array, Array],
    expected: Array,
    pairs: NDArray[np.int64],
    mine: NDArray[np.bool_],
) -> dict[str, float]:
    """Coverage and errors of the areas of `mine` (n,), fitted alone. seen: the least and the most that the model is
    told of each count; the simpler rules see every count.
    """
    inside, place = pairs[mine[pairs].all(axis=1)], np.cumsum(mine) - 1
    least, most, hazard, frailty = (values[mine] for values in (*seen, fitted.hazard, fitted.frailty))
    truth, counts, expected = truth[mine], counts[mine], expected[mine]
    found = risks(least, expected, hazard, frailty, place[inside], most)
    sure = found.exceedance() >= SURE
    return {
        "counts": float(counts.mean()),
        "held": held(found, truth),
        "sure": float((truth[sure] > 1).mean()) if sure.any() else np.nan,
        **{name: error(guess, truth, expected) for name, guess in guesses(found, counts, expected).items()},
    }


STUDIES: Mapping[str, Callable[[Evidence, Fitted], pd.DataFrame]] = MappingProxyType({"kinds_of_data": kinds_of_data})
