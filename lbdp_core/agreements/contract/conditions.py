"""Conditions: what a rule asks of the facts, written as data with `all` and `any`."""

from __future__ import annotations

from typing import Any

from lbdp_core.agreements.contract.facts import Facts


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
