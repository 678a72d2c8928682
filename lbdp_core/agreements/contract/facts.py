"""Facts: what a contract says, each with the fields or terms that say it.

Rules (`screening`, `register`) are data and know only these names. A fact is the evidence for it, in words; no evidence
means that it does not hold. Every fact here that rests on fields can only gain evidence when a field is added.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbdp_core.agreements.contract.record import GRAVITY, Contract, Field, class_words
from lbdp_core.agreements.contract.terms import terms

Facts = Mapping[str, tuple[str, ...]]
LONG_MONTHS = 24  # a judgement: beyond two years somebody should say why


def facts(contract: Contract) -> dict[str, tuple[str, ...]]:
    """Every fact of a contract by name, with its evidence."""
    direct = [f for f in contract.fields if f.classification == "direct_identifier"]
    counts = contract.rows == "area"
    about = contract.fields if direct or not counts else ()  # a row of counts is about no person, unless it names one
    quasi = [f for f in about if f.classification == "quasi_identifier"]
    special = [f for f in about if f.classification == "special_category"]
    telling = [*direct, *quasi, *special]
    held = {
        "direct_identifier": _said(direct),
        "quasi_identifier": _said(quasi),
        "special_category": _said(special),
        "two_indirect": _said([*quasi, *special]) if len(quasi) + len(special) >= 2 else (),
        "personal": _said(telling),
        "small_areas": _said([f for f in contract.fields if counts and GRAVITY[f.classification][0]]),
        "linked": tuple(f"field {f.name}, linked with {other}" for f in telling[:1] for other in contract.linked_with),
        "several_recipients": contract.recipients if telling and len(contract.recipients) > 1 else (),
    }
    for id in terms("categories"):
        held[id] = _said([f for f in special if f.category == id])
    personal = bool(telling)
    missing = {
        "no_privacy_notice": ("privacy notice: not answered",) if personal and not contract.privacy_notice else (),
        "no_compatibility": ("compatibility: not answered",) if personal and not contract.compatibility else (),
        "no_objections": ("objections: not answered",) if personal and not contract.objections else (),
        "no_basis": ("lawful basis: not answered",) if personal and not contract.lawful_basis else (),
        "no_power": ("legal power: not answered",) if personal and not contract.legal_power else (),
        "no_condition": ("Article 9 condition: not answered",) if special and not contract.article_9 else (),
    }
    return held | missing | _kept(contract, personal)


def _kept(contract: Contract, personal: bool) -> dict[str, tuple[str, ...]]:
    months = contract.retention_months
    long = months is not None and months > LONG_MONTHS
    return {
        "no_retention": ("retention: not answered",) if personal and months is None else (),
        "long_retention": (f"retention: {months} months",) if personal and long else (),
    }


def _said(held: list[Field]) -> tuple[str, ...]:
    return tuple(f"field {f.name} ({class_words(f)})" for f in held)


def evidence(condition: Any, facts: Facts) -> tuple[str, ...]:
    """The evidence under which a condition holds; empty where it does not.

    Args:
        condition: a fact's name, {"all": [...]} or {"any": [...]}, nested as needed.
        facts: name -> evidence.

    Raises:
        KeyError: the condition names a fact that there is not: a fault of our own rule file, and no reader's.

    >>> evidence({"all": ["a", {"any": ["b", "c"]}]}, {"a": ("field x",), "b": (), "c": ("answer y",)})
    ('field x', 'answer y')
    """
    if isinstance(condition, str):
        return facts[condition]
    ((how, parts),) = condition.items()
    found = [evidence(part, facts) for part in parts]
    if how == "all" and not all(found):
        return ()
    if how not in ("all", "any"):
        raise KeyError(how)
    return tuple(dict.fromkeys(line for lines in found for line in lines))


def named(condition: Any) -> set[str]:
    """The facts that a condition names.

    >>> sorted(named({"all": ["a", {"any": ["b"]}]}))
    ['a', 'b']
    """
    if isinstance(condition, str):
        return {condition}
    return {name for parts in condition.values() for part in parts for name in named(part)}
