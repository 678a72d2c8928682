"""Questions: the pack of a bundled contract as the page's levers have made it smaller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from lbdp_core.agreements.contract import Field, bundled
from lbdp_core.agreements.contract.record import LONGEST
from lbdp_core.agreements.pack.build import Answers, build
from lbdp_core.formatting import number

VERSIONS = ("sha256", "version", "data", "model", "date")  # names of facts that say what it was made with


def asked(
    key: str,
    kept: frozenset[str],
    coarsening: Mapping[str, str],
    facts: Mapping[str, object],
    form: Literal["docx", "json"],
    answers: Answers | None = None,
) -> bytes:
    """The pack of what is asked for, as a file.

    Args:
        key: of a bundled contract. kept, coarsening: as `Contract.reduced` reads them.
        facts: what the bench found, and with what: figures are said to four digits.

    Raises:
        DataError: a field, a step or an answer is not there.
    """
    told = {name: _said(value) for name, value in facts.items()}
    versions = {name: text for name, text in told.items() if any(word in name for word in VERSIONS)}
    findings = {name: text for name, text in told.items() if name not in versions}
    whole, told_by = bundled(key), dict(answers or {})
    smaller = whole.reduced(kept, coarsening)
    if left := [f for f in whole.fields if f.name not in kept and f.ladder != "place"]:
        told_by.setdefault("isp.not_asked", not_asked(left))
    pack = build(smaller, told_by, findings, versions)
    return pack.docx if form == "docx" else pack.json


def not_asked(left: Sequence[Field]) -> str:
    """What a protocol says of fields that are not asked for: with what they are, as far as there is room."""
    told = "; ".join(f"{f.name} ({f.description})" if f.description else f.name for f in left)
    names = ", ".join(f.name for f in left)
    room = LONGEST - 100
    what = told if len(told) <= room else names if len(names) <= room else f"{len(left)} fields"
    return f"In the contract, and not asked for: {what}."


def _said(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return number(value) if isinstance(value, int) else f"{value:.4g}".replace("-", "−")
