"""Document: a contract as the Open Data Contract Standard 3.1 writes it, and back without a loss.

Keys and their nesting are those of `odcs-json-schema-v3.1.0.json` in github.com/bitol-io/open-data-contract-standard,
read on 25 November 2026. What the standard has no key for (law, roles, coarsening) stands in its `customProperties`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from lbdp_core.agreements.contract.record import Contract, Field
from lbdp_core.agreements.contract.text import values
from lbdp_core.door import called

API, KIND = "v3.1.0", "DataContract"
DESCRIPTION = ("purpose", "usage", "limitations")
# our field -> its name among customProperties, which the standard writes in camel case
CUSTOM: Mapping[str, str] = {
    "rows": "rowsAbout",
    "controller": "controller",
    "role": "controllerRole",
    "recipients": "recipients",
    "lawful_basis": "lawfulBasis",
    "legal_power": "legalPower",
    "article_9": "article9Condition",
    "schedule_1": "schedule1Condition",
    "compatibility": "compatibility",
    "privacy_notice": "privacyNotice",
    "objections": "objections",
    "geography": "geography",
    "since": "periodFrom",
    "until": "periodTo",
    "subjects": "subjects",
    "people": "people",
    "linked_with": "linkedWith",
}


def read(raw: bytes, label: str = "The file") -> Contract:
    """A contract from a YAML (or JSON) file.

    Raises:
        DataError: it is not a contract of this shape; one sentence that names the key and what to do.
    """
    return from_document(values(raw, label), label)


def write(contract: Contract) -> bytes:
    """The contract as YAML, always the same bytes for the same contract."""
    text = yaml.safe_dump(as_document(contract), sort_keys=False, allow_unicode=True, width=110)
    return text.encode()


def as_document(contract: Contract) -> dict[str, Any]:
    """The contract as values that YAML and JSON can hold, in the order of the standard; empty ones are left out."""
    described = {name: getattr(contract, name) for name in DESCRIPTION if getattr(contract, name)}
    custom = [{"property": key, "value": _out(getattr(contract, name))} for name, key in CUSTOM.items()]
    months = contract.retention_months
    return {
        "apiVersion": API,
        "kind": KIND,
        "id": contract.id,
        "name": contract.name,
        "version": contract.version,
        "status": contract.status,
        **({"description": described} if described else {}),
        "schema": [{"name": contract.table, "logicalType": "object", "properties": [_of(f) for f in contract.fields]}],
        **(
            {"slaProperties": [{"property": "retention", "value": months, "unit": "months"}]}
            if months is not None
            else {}
        ),
        "customProperties": [line for line in custom if line["value"] not in ("", [], None)],
    }


def from_document(held: Mapping[str, Any], label: str = "The file") -> Contract:
    """A contract from the values of a file.

    Raises:
        DataError: a key is missing, unknown or of the wrong kind.
    """
    from lbdp_core.agreements.contract import shape  # pydantic, which only a file of a contract should pay for

    return shape.contract(held, called(label), CUSTOM)


def _of(field: Field) -> dict[str, Any]:
    steps = [
        {"name": s.name, "classification": s.classification, **({"rowsAbout": s.rows} if s.rows else {})}
        for s in field.coarsening
    ]
    custom = [("category", field.category), ("ladder", field.ladder), ("coarsening", steps)]
    held = [{"property": name, "value": value} for name, value in custom if value]
    return {
        "name": field.name,
        "logicalType": field.type,
        **({"description": field.description} if field.description else {}),
        "required": field.required,
        "classification": field.classification,
        **({"customProperties": held} if held else {}),
    }


def _out(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else value
