"""Design: what the sources say of each home as columns of a model, and the rules that officers go by."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.hmo.build.source_records import FEATURES, SOURCES
from lbdp_core.hmo.model.fitted import MISSING, Array

Codes = NDArray[np.uint8]
Floats = NDArray[np.float32]
ALL = (1 << len(SOURCES)) - 1  # all sources on, as bits in the order of SOURCES
ROOMS = 3.0  # where no certificate is held
RULES_TERM = "rules"
TERMS: tuple[tuple[str, str], ...] = (  # columns of the design, each with the record that it is made from
    ("house", "type"), ("converted", "type"), ("above_shop", "type"), ("flats_in_building", "flats_in_building"),
    ("liable_changes", "liable_changes"), ("owner_pays", "owner_pays"), ("single_discount", "single_discount"),
    ("electors", "electors"), ("surnames", "surnames"), ("claims", "claims"), ("noise", "noise"), ("waste", "waste"),
    ("rooms", "rooms"), ("no_certificate", "rooms"), ("let_by_certificate", "let_by_certificate"),
    ("deposits", "deposits"), ("agent", "agent"), (RULES_TERM, ""),
)  # fmt: skip
RULES = (
    "three surnames or more on the electoral roll",
    "three changes or more in five years of who pays council tax",
    "two complaints or more",
    "a conversion, a flat above a shop, or five rooms or more",
)


def source_of(record: str) -> int | None:
    """The position of a record's source; None for what the council's list of addresses holds of every home."""
    return next((at for at, names in enumerate(SOURCES.values()) if record in names), None)


def kept(on: int) -> NDArray[np.bool_]:
    """(features,) whether a record's source is on."""
    where = [source_of(name) for name in FEATURES]
    return np.array([at is None or bool(on >> at & 1) for at in where])


def rules_met(x: Codes, on: int = ALL) -> Array:
    """(n,) how many of four officers' rules a home meets (`RULES`), by the sources that are on.

    The London pilot began with rules of this kind: storeys, age, place and shops below (ASI and Nesta, 2017).
    """
    hold = dict(zip(FEATURES, kept(on), strict=True))

    def value(name: str) -> NDArray[np.int16]:
        column = x[:, FEATURES.index(name)].astype(np.int16)
        return np.where((column == MISSING) | (not hold[name]), 0, column)

    dwelling = np.isin(x[:, FEATURES.index("type")], (1, 2)) | (value("rooms") >= 5)
    many = (value("surnames") >= 3, value("liable_changes") >= 3, value("noise") + value("waste") >= 2, dwelling)
    return np.sum(many, axis=0, dtype=float)


def design(x: Codes, on: int = ALL, count: NDArray[np.int64] | None = None) -> Floats:
    """(n, terms) standardised: square roots of counts, nought where a source is off.

    count: (n,) homes that each row stands for; one by default.
    """
    return with_sources(standardised(x, count), x, on, count)


def standardised(x: Codes, count: NDArray[np.int64] | None = None) -> Floats:
    """(n, terms) the design with all sources; the rules, which need to know what is off, are nought."""
    column = {name: x[:, at].astype(float) for at, name in enumerate(FEATURES)}
    none = column["rooms"] == MISSING
    made = {name: np.sqrt(column[name]) for name in ("liable_changes", "claims", "noise", "waste", "deposits")}
    made |= {name: column[name] for name in ("owner_pays", "single_discount", "electors", "surnames", "agent")}
    made |= {"house": column["type"] == 0, "converted": column["type"] == 1, "above_shop": column["type"] == 2}
    made |= {"flats_in_building": np.log(column["flats_in_building"]), "no_certificate": none}
    made["rooms"] = np.where(none, ROOMS, np.minimum(column["rooms"], 8))
    made["let_by_certificate"] = np.where(column["let_by_certificate"] == MISSING, 0, column["let_by_certificate"])
    made[RULES_TERM] = np.zeros(len(x))
    return np.column_stack([_standard(made[name], count) for name, _ in TERMS])


def with_sources(every: Floats, x: Codes, on: int, count: NDArray[np.int64] | None = None) -> Floats:
    """(n, terms) a standardised design where only these sources are on, with the rules that they allow."""
    held = dict(zip(FEATURES, kept(on), strict=True))
    whole = np.where([not record or held[record] for _, record in TERMS], every, np.float32(0))
    whole[:, [name for name, _ in TERMS].index(RULES_TERM)] = _standard(rules_met(x, on), count)
    return whole


def _standard(value: NDArray[Any], count: NDArray[np.int64] | None) -> Floats:
    value = np.asarray(value, dtype=float)  # of single precision, sums differ from processor to processor
    value = value - np.average(value, weights=count)
    spread = float(np.sqrt(np.average(value**2, weights=count)))
    return (value / spread if spread > 1e-6 else np.zeros(len(value))).astype(np.float32)
