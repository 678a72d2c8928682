"""Points: one number for how much risk a set of fields adds, for the frontier of lift against risk.

Score of the register (likelihood times severity, added up) plus the weights of the fields: the register moves in steps,
and two fields of one kind would else cost what one does. The weights are judgements of the makers; they order what is
asked for, they do not measure harm. A law holds: a field more never lowers it, a coarser field never raises it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lbdp_core.agreements.contract import Contract, Field
from lbdp_core.agreements.register.register import register, weights
from lbdp_core.model_cache import remembered

Classes = tuple[tuple[str, str], ...]  # classification and category of each field


def risk_points(contract: Contract, kept: frozenset[str], coarsening: Mapping[str, str] | None = None) -> float:
    """Risk of sharing some fields of a contract beyond that of sharing none.

    Args:
        kept: names of fields; none gives 0. The place of a row is shared with any of them.
        coarsening: a field or a ladder -> how far, as `Contract.rungs` reads it.

    Returns:
        Points, from 0; a judgement in the units of `risks.yaml`.

    Raises:
        DataError: a field or a step is not in the contract.
    """
    for name in kept:
        contract.field(name)
    steps = contract.rungs(coarsening or {})
    heavy, held, classes = 0.0, [], []
    for field in contract.fields:
        if field.name in kept or (kept and field.ladder == "place"):
            n = steps.get(field.name, 0)
            held.append(field.at(n))
            kind = held[-1].classification
            classes.append((kind, field.category if kind == "special_category" else ""))
            heavy += weights()[kind] / (n + 1)
    rows = contract.about(held)
    return float(_score(contract, tuple(sorted(classes)), rows) - _score(contract, (), contract.rows) + heavy)


def own_points(contract: Contract) -> float:
    """Risk of all of a contract as it stands."""
    return risk_points(contract, frozenset(field.name for field in contract.fields))


@remembered(10_000)
def _score(contract: Contract, classes: Classes, rows: str) -> int:
    """Score of the register with fields of these classes, which is all that it knows of them."""
    fields = tuple(Field(f"f{n}", held, category=category) for n, (held, category) in enumerate(classes))  # type: ignore[arg-type]
    return register(replace(contract, fields=fields or (Field("nothing", "ordinary"),), rows=rows)).score
