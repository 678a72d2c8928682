"""Design: what the sources say of each home as columns of a model, and the rules that officers go by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.hmo.build.source_records import FEATURES, SOURCES
from lbdp_core.hmo.model.fitted import MISSING, Array

Codes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Count = NDArray[np.int64] | None
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
OF_TYPE = ("house", "converted", "above_shop")  # the columns that are made from the type, in the order of its numbers
WORDS = {
    "house": "a house", "converted": "a flat in a conversion", "above_shop": "a flat above a shop",
    "flats_in_building": "{flats_in_building} flat{s} in the building",
    "liable_changes": "council tax payer changed {liable_changes} time{s} in five years",
    "owner_pays": "who pays the council tax", "single_discount": "single person's discount",
    "electors": "{electors} elector{s}", "surnames": "{surnames} surname{s} on the electoral roll",
    "claims": "{claims} housing benefit claim{s}", "noise": "{noise} noise complaint{s}",
    "waste": "{waste} waste complaint{s}",
    "rooms": "{rooms} habitable room{s}", "no_certificate": "whether there is an energy certificate",
    "let_by_certificate": "what the energy certificate was for", "deposits": "{deposits} deposit{s} protected",
    "agent": "whether an agent lets it", RULES_TERM: "{rules} of four officers' rules met",
}  # fmt: skip
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


def terms(x: Codes, on: int = ALL) -> dict[str, Array]:
    """The columns of the design (n,) by name, not yet standardised: square roots of counts."""
    column = {name: x[:, at].astype(float) for at, name in enumerate(FEATURES)}
    none = column["rooms"] == MISSING
    made = {name: np.sqrt(column[name]) for name in ("liable_changes", "claims", "noise", "waste", "deposits")}
    made |= {name: column[name] for name in ("owner_pays", "single_discount", "electors", "surnames", "agent")}
    made |= {name: column["type"] == at for at, name in enumerate(OF_TYPE)}
    made |= {"flats_in_building": np.log(column["flats_in_building"]), "no_certificate": none}
    made["rooms"] = np.where(none, ROOMS, np.minimum(column["rooms"], 8))
    made["let_by_certificate"] = np.where(column["let_by_certificate"] == MISSING, 0, column["let_by_certificate"])
    made[RULES_TERM] = rules_met(x, on)
    return {name: np.asarray(made[name], dtype=float) for name, _ in TERMS}


def scale(values: dict[str, Array], on: int = ALL, count: Count = None) -> tuple[Array, Array]:
    """Mean and spread (terms,) of columns; the spread of one whose source is off, or that does not vary, is endless.

    count: (n,) homes that each row stands for; one by default.
    """
    held = dict(zip(FEATURES, kept(on), strict=True))
    centre, spread = np.transpose([_moments(value, count) for value in values.values()])
    off = np.array([bool(record) and not held[record] for _, record in TERMS])
    return centre, np.where(off | (spread < 1e-6), np.inf, spread)


def standardised(values: dict[str, Array], centre: Array, spread: Array) -> Floats:
    """(n, terms) columns less their mean, over their spread."""
    whole = np.empty((len(values[RULES_TERM]), len(TERMS)), np.float32)
    for at, value in enumerate(values.values()):
        whole[:, at] = (value - centre[at]) / spread[at]
    return whole


def _moments(value: Array, count: Count) -> tuple[float, float]:
    centre = np.average(value, weights=count)
    return float(centre), float(np.sqrt(np.average((value - centre) ** 2, weights=count)))


def design(x: Codes, on: int = ALL, count: Count = None) -> Floats:
    """(n, terms) standardised: nought where a source is off."""
    values = terms(x, on)
    return standardised(values, *scale(values, on, count))


def with_sources(every: Floats, x: Codes, on: int, count: Count = None) -> Floats:
    """(n, terms) the design of all sources as it is with some of them: only the rules are made again."""
    held = dict(zip(FEATURES, kept(on), strict=True))
    whole = np.where([not record or held[record] for _, record in TERMS], every, np.float32(0))
    rules = rules_met(x, on)
    centre, spread = _moments(rules, count)
    whole[:, [name for name, _ in TERMS].index(RULES_TERM)] = (rules - centre) / (spread if spread >= 1e-6 else np.inf)
    return whole


def clause(term: str, value: float) -> str:
    """A column in officers' words. value: of the record that it is made from, or how many rules are met.

    >>> clause("surnames", 1), clause("noise", 0), clause("converted", 0)
    ('1 surname on the electoral roll', 'no noise complaints', 'not a flat in a conversion')
    >>> clause("rules", 2)
    "2 of four officers' rules met"
    """
    text = WORDS[term]
    if term in OF_TYPE:
        return text if value == OF_TYPE.index(term) else f"not {text}"
    none = "none" if term == RULES_TERM else "no"
    return text.format(**{term: none if value in (0, MISSING) else int(value)}, s="" if value == 1 else "s")
