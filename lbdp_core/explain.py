"""Explain: what a LightGBM model adds up for each area, on the log scale of a rate.

TreeSHAP is exact and comes with LightGBM (`pred_contrib`); the `shap` package is the oracle in the tests.
Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np


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


def against(contribution: np.ndarray, weight: np.ndarray, picked: np.ndarray) -> np.ndarray:
    """What is different about the picked areas: their weighted mean contribution less everybody's (k,), log scale."""
    everybody = np.average(contribution, axis=0, weights=weight)
    return np.average(contribution[picked], axis=0, weights=weight[picked]) - everybody


def importance(contribution: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Mean absolute contribution of each feature (k,), weighted, log scale."""
    return np.average(np.abs(contribution), axis=0, weights=weight)
