"""Ranking: the order in which homes are visited, by what an audit taught, by officers' rules or by licences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lbdp_core.hmo.build.source_records import SOURCES
from lbdp_core.hmo.model import audit_sample, fitting
from lbdp_core.hmo.model.audited import Learned, Posterior, Slopes, at_share, posterior, slopes
from lbdp_core.hmo.model.design import TERMS, Floats, design, kept, rules_met, source_of, with_sources
from lbdp_core.hmo.model.fitted import Array, Fitted
from lbdp_core.hmo.model.joining import WORLDS, Kinds, joined, world
from lbdp_core.model_cache import remembered

AUDITED, CHECKLIST, BAGGED, NAIVE = "audited", "checklist", "bagged", "naive"
Index = NDArray[np.int64]
DIGITS = 9  # of a score: homes alike are alike on every processor


def kinds(model: Fitted, level: int, how: str) -> Kinds:
    """Homes by what is found of them by address."""
    return _kinds(model, world(level, how))


@remembered(len(WORLDS))
def _kinds(model: Fitted, of: int) -> Kinds:
    return Kinds.alike(joined(model.held, model, *WORLDS[of]))


def seen(model: Fitted, level: int, how: str, at: NDArray[np.int64]) -> NDArray[np.uint8]:
    """(homes, features) records of the homes `at`, as they are found by address."""
    every = kinds(model, level, how)
    return every.records[every.of[at]]


@remembered(len(WORLDS))
def _standardised(model: Fitted, of: int) -> Floats:
    every = _kinds(model, of)
    return design(every.records, count=every.count)


@remembered(6)
def columns(model: Fitted, level: int, how: str, on: int) -> Floats:
    """(kinds, terms) the design at these errors and sources."""
    every = kinds(model, level, how)
    return with_sources(_standardised(model, world(level, how)), every.records, on, every.count)


def rows(model: Fitted, level: int, how: str, on: int, at: NDArray[np.int64]) -> Floats:
    """(homes, terms) the design of the homes `at`."""
    return columns(model, level, how, on)[kinds(model, level, how).of[at]]


@remembered(7)
def share(model: Fitted, size: int) -> audit_sample.Share:
    """The share of HMOs among homes without a licence, by the first `size` homes of the audit."""
    first = model.audited[:size]
    return audit_sample.share(model.stratum[~model.licensed], model.stratum[first], model.audit_hmo[:size])


@remembered(12)
def _posterior(model: Fitted, level: int, how: str, on: int, size: int) -> Posterior:
    at = kinds(model, level, how).of[model.audited[:size]]
    return posterior(columns(model, level, how, on), at, model.audit_hmo[:size])


@remembered(4)
def _slopes(model: Fitted, level: int, how: str, on: int, size: int) -> Slopes:
    pool = kinds(model, level, how).of[~model.licensed]
    taught = _posterior(model, level, how, on, size)
    return slopes(columns(model, level, how, on), pool, taught, share(model, size))


@remembered(12)
def learned(model: Fitted, level: int, how: str, on: int, size: int, times: float) -> Learned:
    """What the first `size` homes of the audit teach of each home."""
    got = at_share(_slopes(model, level, how, on, size), columns(model, level, how, on), times)
    return replace(got, chance=np.where(model.licensed, 0.0, got.chance[kinds(model, level, how).of]))


@remembered(3)
def _sums(model: Fitted, method: str, level: int, how: str, on: int, size: int) -> Array:
    """(1 + sources, kinds, or n where it is NAIVE) scores that add up: as they are, and without each source's part."""
    every, at = kinds(model, level, how), world(level, how)
    if method == AUDITED:
        mean = _posterior(model, level, how, on, size).mean
        source = np.array([-1 if (of := source_of(record)) is None else of for _, record in TERMS])
        adds = columns(model, level, how, on)
        weights = np.array([mean, *(np.where(source == one, 0.0, mean) for one in range(len(SOURCES)))])
    else:
        weights = np.array([kept(less) for less in (on, *(on & ~(1 << one) for one in range(len(SOURCES))))], float)
        if method == BAGGED:
            adds = fitting.added(model.bagged[at], every.records)
        else:
            adds = fitting.added_by_fold(model.naive[at], every.records[every.of], model.building)
    return np.round(weights @ adds.T.astype(float), DIGITS)


@remembered(1)
def _ties(model: Fitted) -> Array:
    """(n,) by which officers choose among homes that meet as many rules."""
    return np.random.default_rng(1).random(len(model.licensed))


def scores(
    model: Fitted, method: str, level: int, how: str, on: int, size: int, without: int | None = None
) -> tuple[Array, Index]:
    """Scores by which homes are chosen, the highest first, and the place of each home's score among them.

    without: the position of a source whose part of the score is left out, for what that source brings.
    """
    every, own = kinds(model, level, how), np.arange(len(model.licensed))
    if method == CHECKLIST:
        less = on if without is None else on & ~(1 << without)
        return rules_met(every.records, less)[every.of] + _ties(model), own
    of = own if method == NAIVE else every.of
    return _sums(model, method, level, how, on, size)[0 if without is None else 1 + without], of


@remembered(24)
def order(
    model: Fitted,
    method: str,
    level: int,
    how: str,
    on: int,
    size: int,
    first: int,
    floor: int = 0,
    without: int | None = None,
) -> Index:
    """The first homes in the order of visits, neither licensed nor in the audit, and the first `floor` of each ward."""
    taken = model.licensed | audited(model, size)
    score, of = scores(model, method, level, how, on, size, without)
    enough = first + np.count_nonzero(taken)  # the highest scores so many are those of `first` homes at least
    low = np.zeros(len(score), bool)
    if enough < len(score):
        low = score < np.partition(score, -enough)[-enough]
    among = ~taken & ~low[of]
    if floor:
        by_ward = (homes[~taken[homes]] for homes in _homes_by_ward(model))
        among[np.concatenate([_highest(homes, score[of[homes]], floor) for homes in by_ward])] = True
    left = np.flatnonzero(among)
    return left[np.argsort(-score[of[left]], kind="stable")][: None if floor else first]


def _highest(homes: Index, score: Array, first: int) -> Index:
    """The homes of the highest scores, and those that score as high as the last of them."""
    return homes[score >= np.partition(score, -first)[-first]] if first < len(homes) else homes


@remembered(1)
def wards(model: Fitted) -> tuple[NDArray[np.str_], Index]:
    """Names of the wards, and the ward of each home."""
    names, of_area = np.unique(model.wards, return_inverse=True)
    return names, of_area[model.area_at]


@remembered(1)
def _homes_by_ward(model: Fitted) -> list[Index]:
    names, ward = wards(model)
    return [np.flatnonzero(ward == at) for at in range(len(names))]


def audited(model: Fitted, size: int) -> NDArray[np.bool_]:
    """(n,) homes that the audit has seen."""
    mask = np.zeros(len(model.licensed), bool)
    mask[model.audited[:size]] = True
    return mask


def parts(model: Fitted, got: Learned, level: int, how: str, on: int, at: NDArray[np.int64]) -> Array:
    """(homes, terms) what each column adds to the log odds of the homes `at`, against the average home: exact, and
    what SHAP gives for a model that adds.
    """
    return np.asarray(rows(model, level, how, on, at) * got.mean, dtype=float)
