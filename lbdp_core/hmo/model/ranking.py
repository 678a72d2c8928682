"""Ranking: the order in which homes are visited, by what an audit taught, by officers' rules or by licences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.hmo.build.source_records import SOURCES
from lbdp_core.hmo.model import fitting
from lbdp_core.hmo.model.audited import Learned, learn
from lbdp_core.hmo.model.design import TERMS, design, kept, rules_met, source_of
from lbdp_core.hmo.model.fitted import Array, Fitted
from lbdp_core.hmo.model.joining import joined, world
from lbdp_core.model_cache import remembered

AUDITED, CHECKLIST, BAGGED, NAIVE = "audited", "checklist", "bagged", "naive"
Codes = NDArray[np.uint8]
DIGITS = 9  # of a score: homes alike are alike on every processor


@remembered(7)
def seen(model: Fitted, level: int, how: str) -> Codes:
    """(n, features) records as they are found by address."""
    return joined(model.held, model, level, how)


@remembered(6)
def columns(model: Fitted, level: int, how: str, on: int) -> NDArray[np.float32]:
    """(n, terms) the design at these errors and sources."""
    return design(seen(model, level, how), on)


@remembered(12)
def learned(model: Fitted, level: int, how: str, on: int, size: int, times: float) -> Learned:
    """What the first `size` homes of the audit teach."""
    x = columns(model, level, how, on)
    return learn(x, model.licensed, model.audited[:size], model.audit_hmo[:size], times)


@remembered(4)
def _added(model: Fitted, method: str, level: int, how: str) -> NDArray[np.float32]:
    """(n, features) what each record adds to the log odds of being licensed."""
    x, at = seen(model, level, how), world(level, how)
    if method == BAGGED:
        return fitting.added(model.bagged[at], x)
    return fitting.added_by_fold(model.naive[at], x, model.building)


@remembered(3)
def _audited(model: Fitted, level: int, how: str, on: int, size: int) -> Array:
    """(n, 1 + sources) scores by what the audit taught: as they are, and without each source's part."""
    mean = learned(model, level, how, on, size, 1.0).mean
    of = np.array([-1 if (at := source_of(record)) is None else at for _, record in TERMS])
    less = np.column_stack([mean, *(np.where(of == source, 0.0, mean) for source in range(len(SOURCES)))])
    return np.round(columns(model, level, how, on).astype(float) @ less, DIGITS)


def scores(model: Fitted, method: str, level: int, how: str, on: int, size: int, without: int | None = None) -> Array:
    """(n,) by which homes are chosen, the highest first.

    without: the position of a source whose part of the score is left out, for what that source brings.
    """
    less = on if without is None else on & ~(1 << without)
    if method == AUDITED:
        return _audited(model, level, how, on, size)[:, 0 if without is None else 1 + without]
    if method == CHECKLIST:
        return rules_met(seen(model, level, how), less) + np.random.default_rng(1).random(len(model.licensed))
    return np.round(_added(model, method, level, how).astype(float) @ kept(less), DIGITS)


@remembered(24)
def order(
    model: Fitted, method: str, level: int, how: str, on: int, size: int, first: int, without: int | None = None
) -> NDArray[np.int64]:
    """The first homes in the order of visits, neither licensed nor in the audit; all where `first` is nought."""
    left = np.flatnonzero(~model.licensed & ~audited(model, size))
    score = scores(model, method, level, how, on, size, without)[left]
    if 0 < first < len(left):
        at = score >= np.partition(score, -first)[-first]  # and those as high as the last of them
        left, score = left[at], score[at]
    return left[np.lexsort((left, -score))][: first or None]


def audited(model: Fitted, size: int) -> NDArray[np.bool_]:
    """(n,) homes that the audit has seen."""
    mask = np.zeros(len(model.licensed), bool)
    mask[model.audited[:size]] = True
    return mask


def parts(model: Fitted, got: Learned, level: int, how: str, on: int, at: NDArray[np.int64]) -> Array:
    """(homes, terms) what each column adds to the log odds of the homes `at`, against the average home: exact, and
    what SHAP gives for a model that adds.
    """
    return np.asarray(columns(model, level, how, on)[at] * got.mean, dtype=float)
