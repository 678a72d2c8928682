"""Ranking: the chance that a home is an unlicensed HMO, learned from a random audit, and the other ways of choosing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.hmo.build.matching import LEVELS
from lbdp_core.hmo.build.records import FEATURES, GAZETTEER, SOURCES
from lbdp_core.hmo.model import fitting
from lbdp_core.hmo.model.fitted import MISSING, Array, Fitted
from lbdp_core.hmo.model.joining import joined, world
from lbdp_core.model_cache import remembered

AUDITED, CHECKLIST, BAGGED, NAIVE = "audited", "checklist", "bagged", "naive"
PRIOR = 4.0  # precision of a coefficient of a standardised column: a standard deviation of one half
FLAT = 1e-3  # of the intercept
STEPS = 12  # of Newton
ROOMS = 3.0  # where no certificate is held
Codes = NDArray[np.uint8]
ALL = (1 << len(SOURCES)) - 1  # all sources on, as bits in the order of SOURCES
TERMS: tuple[tuple[str, str], ...] = (  # columns of the design, each with the record that it is made from
    ("house", "type"), ("converted", "type"), ("above_shop", "type"), ("flats_in_building", "flats_in_building"),
    ("liable_changes", "liable_changes"), ("owner_pays", "owner_pays"), ("single_discount", "single_discount"),
    ("electors", "electors"), ("surnames", "surnames"), ("claims", "claims"), ("noise", "noise"), ("waste", "waste"),
    ("rooms", "rooms"), ("no_certificate", "rooms"), ("let_by_certificate", "let_by_certificate"),
    ("deposits", "deposits"), ("agent", "agent"), ("rules", ""),
)  # fmt: skip
RULES = {
    "surnames": "three surnames or more on the electoral roll",
    "liable_changes": "three changes of who pays council tax or more in five years",
    "complaints": "two complaints or more",
    "dwelling": "a conversion, a flat above a shop, or five rooms or more",
}


@dataclass(frozen=True, eq=False)
class Learned:
    """What the audit taught, at these sources and errors.

    design: (n, terms) standardised. mean: (terms + 1,) coefficients, the intercept first; root: their covariance's
    lower triangle. chance: (n,) of being an unlicensed HMO, over the doubt of the coefficients; nought if licensed.
    """

    design: NDArray[np.float32]
    mean: Array
    root: Array
    chance: Array


def source_of(record: str) -> int | None:
    """The position of a record's source, None for the gazetteer, which is always held."""
    return next((at for at, names in enumerate(SOURCES.values()) if record in names), None)


def kept(on: int) -> NDArray[np.bool_]:
    """(features,) whether a record's source is on."""
    where = [source_of(name) for name in FEATURES]
    return np.array([at is None or bool(on >> at & 1) for at in where])


@remembered(7)
def seen(model: Fitted, level: int, how: str) -> Codes:
    """(n, features) records as they are found by address."""
    return joined(model.held, model, level, how)


def rules_met(x: Codes, on: int = ALL) -> Array:
    """(n,) how many of four officers' rules a home meets (`RULES`), by the sources that are on.

    Rules of this kind began the pilot: storeys, age, place and shops below (ASI and Nesta, 2017).
    """
    hold = dict(zip(FEATURES, kept(on), strict=True))

    def value(name: str) -> Array:
        column = x[:, FEATURES.index(name)]
        return np.where((column == MISSING) | (not hold[name]), 0, column).astype(float)

    dwelling = np.isin(x[:, FEATURES.index("type")], (1, 2)) | (value("rooms") >= 5)
    many = (value("surnames") >= 3, value("liable_changes") >= 3, value("noise") + value("waste") >= 2, dwelling)
    return np.sum(many, axis=0, dtype=float)


def terms(x: Codes, on: int = ALL) -> Array:
    """(n, terms) as they enter the model: square roots of counts, nought where a source is off."""
    column = {name: x[:, at].astype(float) for at, name in enumerate(FEATURES)}
    none = column["rooms"] == MISSING
    made = {name: np.sqrt(column[name]) for name in ("liable_changes", "claims", "noise", "waste", "deposits")}
    made |= {name: column[name] for name in ("owner_pays", "single_discount", "electors", "surnames", "agent")}
    made |= {"house": column["type"] == 0, "converted": column["type"] == 1, "above_shop": column["type"] == 2}
    made |= {"flats_in_building": np.log(column["flats_in_building"]), "no_certificate": none}
    made["rooms"] = np.where(none, ROOMS, np.minimum(column["rooms"], 8))
    made["let_by_certificate"] = np.where(column["let_by_certificate"] == MISSING, 0, column["let_by_certificate"])
    made["rules"] = rules_met(x, on)
    held = dict(zip(FEATURES, kept(on), strict=True))
    return np.column_stack([made[name] * float(not record or held[record]) for name, record in TERMS])


def logistic(design: Array, y: Array) -> tuple[Array, Array]:
    """Coefficients at their most likely, the intercept first, and the lower root of their covariance (Laplace)."""
    a = np.column_stack([np.ones(len(design)), design])
    precision = np.r_[FLAT, np.full(design.shape[1], PRIOR)]
    b = np.zeros(a.shape[1])
    b[0] = np.log((y.sum() + 0.5) / (len(y) - y.sum() + 0.5))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-a @ b))
        hessian = (a * (p * (1 - p))[:, None]).T @ a + np.diag(precision)
        b = b + np.linalg.solve(hessian, a.T @ (y - p) - precision * b)
    return b, np.linalg.cholesky(np.linalg.inv(hessian))


@remembered(16)
def learned(model: Fitted, level: int, how: str, on: int, size: int) -> Learned:
    """What the first `size` homes of the audit teach."""
    at = model.audited[:size]
    return learn(seen(model, level, how), model.licensed, at, model.audit_hmo[:size], on)


def learn(
    x: Codes, licensed: NDArray[np.bool_], at: NDArray[np.int64], hmo: NDArray[np.bool_], on: int = ALL
) -> Learned:
    """Ridge logistic regression on the audit: homes `at`, and which of them were HMOs."""
    design = terms(x, on)
    design = (design - design.mean(axis=0)) / np.maximum(design.std(axis=0), 1e-6)
    mean, root = logistic(design[at], hmo.astype(float))
    return Learned(design.astype(np.float32), mean, root, np.where(licensed, 0.0, chances(design, mean, root)))


def chances(design: Array, mean: Array, root: Array, shift: float = 0.0) -> Array:
    """(n,) mean of the chance over the doubt of the coefficients (MacKay 1992)."""
    logit = mean[0] + shift + design @ mean[1:]
    spread = root[0] + design @ root[1:]
    variance = np.einsum("ij,ij->i", spread, spread)
    return np.asarray(1 / (1 + np.exp(-logit / np.sqrt(1 + np.pi * variance / 8))))


def scores(model: Fitted, method: str, level: int, how: str, on: int, size: int) -> Array:
    """(n,) by which homes are chosen, highest first; licensed homes last. Ties of the checklist fall at random."""
    if method == AUDITED:
        return learned(model, level, how, on, size).chance
    x = seen(model, level, how)
    if method == CHECKLIST:
        score = rules_met(x, on) + np.random.default_rng(len(x)).random(len(x))
    elif method == BAGGED:
        score = fitting.added(model.bagged[world(level, how)], x) @ kept(on).astype(np.float32)
    else:
        score = fitting.added_by_fold(model.naive[world(level, how)], x, model.building) @ kept(on).astype(np.float32)
    return np.where(model.licensed, -np.inf, score)


