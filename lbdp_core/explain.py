"""Explain: what a LightGBM model adds up for each area, on the log scale of a rate.

Contributions in the hot path are LightGBM's own exact TreeSHAP (`pred_contrib`). Interactions come from the `shap`
package, at build alone: it needs numba, whose import costs seconds and which Macs with an Intel processor lack.
Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.sources import DataError

Array = NDArray[np.float64]
CLOSE = 1e-5  # on the log scale: from exact contributions, what fast ones may differ by
SNIPPET = """\
import numpy as np, shap  # pip install shap matplotlib

with np.load("{file}") as f:
    e = shap.Explanation(f["values"], f["base_values"], f["data"], feature_names=[*f["feature_names"]])
shap.plots.bar(e)         # how much each driver matters
shap.plots.beeswarm(e)    # which way it goes
shap.plots.waterfall(e[0])  # one area; f["code"] names them"""


@dataclass(frozen=True)
class Explained:
    """A model's contributions, as `shap.Explanation` takes them.

    values: (n, k) log rate ratios. base: the log rate they start from. data: (n, k) the drivers in published units.
    names:  (k,) of the drivers. code: (n,) of the areas.
    """

    values: Array
    base: float
    data: Array
    names: tuple[str, ...]
    code: NDArray[np.str_]

    def as_npz(self) -> bytes:
        """A NumPy file without pickles: values, base_values, data, feature_names, code."""
        buffer = io.BytesIO()
        arrays = {
            "values": self.values,
            "base_values": np.full(len(self.values), self.base),
            "data": self.data,
            "feature_names": np.array(self.names),
            "code": self.code,
        }
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        return buffer.getvalue()


@functools.lru_cache(maxsize=8)
def booster(text: str) -> Any:
    """The LightGBM model that `text` holds. Only text whose SHA-256 was checked may come here (see store)."""
    import lightgbm

    return lightgbm.Booster(model_str=text)


def contributions(text: str, values: np.ndarray) -> tuple[np.ndarray, float]:
    """TreeSHAP of each row and feature (n, k) on the log-rate scale, and the base they start from.

    Row sums plus the base are the log rates; `exp` of a contribution is a rate ratio.
    """
    out = np.asarray(booster(text).predict(np.atleast_2d(values), pred_contrib=True, num_threads=1))
    return out[:, :-1], float(out[0, -1])


@functools.lru_cache(maxsize=8)
def _forest(text: str) -> Any:
    try:
        from woodelf import WoodelfExplainer
    except ImportError:
        raise DataError(
            'Fast contributions need woodelf; install it with `pip install "lbdp[fast]"`, or leave out --fast.'
        ) from None
    return WoodelfExplainer(booster(text))


def fast_contributions(text: str, values: Array) -> Array:
    """TreeSHAP of many rows at once (n, k), by the patterns of answers that the rows give to each tree's questions.

    A row whose contributions do not add up to LightGBM's own prediction within 1e-5 gets the exact ones. Nadel and
    Wettenstein (2025), From decision trees to Boolean logic: a fast and unified SHAP algorithm (WOODELF).

    Raises:
        DataError: this machine has no `woodelf`.
    """
    names = booster(text).feature_name()
    added = np.array(_forest(text).shap_values(pd.DataFrame(values, columns=names), verbose=False))
    base = contributions(text, values[:1])[1]
    wanted = booster(text).predict(values, raw_score=True, num_threads=1)
    wrong = ~(np.abs(base + added.sum(axis=1) - wanted) < CLOSE)
    if wrong.any():
        added[wrong] = contributions(text, values[wrong])[0]
    return added


def interactions(text: str, values: Array) -> Array:
    """SHAP interaction values (n, k, k) on the log-rate scale, symmetric; rows of a matrix add up to contributions.

    Off the diagonal stands half of what two features do together beyond what each does alone; on it, what a feature
    does alone. Takes seconds and 8 n k^2 bytes: for a build, never for a page.

    Raises:
        DataError: this machine has no `shap`.
    """
    try:
        import shap
    except ImportError:
        raise DataError(
            "Interactions of drivers need the package shap, which has no build for Macs with an Intel processor; "
            "build the data folder on another machine and copy it here."
        ) from None
    return np.asarray(shap.TreeExplainer(booster(text)).shap_interaction_values(np.atleast_2d(values)))


def against(contribution: np.ndarray, weight: np.ndarray, picked: np.ndarray) -> np.ndarray:
    """What is different about the picked areas: their weighted mean contribution less everybody's (k,), log scale."""
    everybody = np.average(contribution, axis=0, weights=weight)
    return np.average(contribution[picked], axis=0, weights=weight[picked]) - everybody


def importance(contribution: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Mean absolute contribution of each feature (k,), weighted, log scale."""
    return np.average(np.abs(contribution), axis=0, weights=weight)
