"""Document: a contract as the Open Data Contract Standard 3.1 writes it, and back without a loss.

Keys and their nesting are those of `odcs-json-schema-v3.1.0.json` in github.com/bitol-io/open-data-contract-standard,
read on 25 November 2026. What the standard has no key for (law, roles, coarsening) stands in its `customProperties`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from lbdp_core.agreements.contract.record import Contract, Field, Step, plain
from lbdp_core.agreements.contract.text import values
from lbdp_core.door import called
from lbdp_core.sources import DataError

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
LISTS, DATES, NUMBERS = ("recipients", "linked_with"), ("since", "until"), ("people", "retention_months")


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
    label = called(label)
    known = {"apiVersion", "kind", "id", "name", "version", "status", "description", "schema", "slaProperties"}
    _known(held, known | {"customProperties"}, label)
    for key, value in (("apiVersion", API), ("kind", KIND)):
        if held.get(key) != value:
            raise DataError(f"{label} says {key}: {called(held.get(key))}; a contract of {KIND} {API} is read.")
    described = _mapping(held.get("description", {}), "description", label)
    _known(described, set(DESCRIPTION), label)
    table = _only(held.get("schema"), "schema", label)
    _known(table, {"name", "logicalType", "properties"}, label)
    if table.get("logicalType", "object") != "object":
        raise DataError(f"{label} says logicalType: {called(table['logicalType'])} of its schema; it should be object.")
    told = {name: text for name in ("id", "name", "version", "status") if (text := _text(held, name, label))}
    told |= {name: text for name in DESCRIPTION if (text := _text(described, name, label))}
    listed = _list(table.get("properties"), "properties", label)
    return Contract(
        **{"id": "", "name": "", "version": ""} | told,  # type: ignore[arg-type]
        table=_text(table, "name", label),
        fields=tuple(_field(each, label) for each in listed),
        retention_months=_retention(held.get("slaProperties"), label),
        **_custom(held.get("customProperties", []), CUSTOM, label),
    )


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


def _field(each: Any, label: str) -> Field:
    held = _mapping(each, "properties", label)
    _known(held, {"name", "logicalType", "description", "required", "classification", "customProperties"}, label)
    name = _text(held, "name", label)
    for key in ("name", "classification"):
        if not held.get(key):
            raise DataError(f"{label} has a field without a {key} ({called(name or 'no name')}); give it one.")
    required = held.get("required", False)
    if not isinstance(required, bool):
        raise DataError(f"{label} says required: {called(required)} of {called(name)}; it should be true or false.")
    custom: dict[str, Any] = {}
    for key, value in _pairs(held.get("customProperties", []), label):
        if key not in ("category", "ladder", "coarsening"):
            raise DataError(f"{label} gives {called(name)} a property {called(key)} that is not known; remove it.")
        custom[key] = value
    steps = _list(custom.get("coarsening", []), "coarsening", label)
    return Field(
        name,
        _text(held, "classification", label),  # type: ignore[arg-type]
        _text(held, "description", label),
        _text(held, "logicalType", label) or "string",
        required,
        _text(custom, "category", label),
        _text(custom, "ladder", label),
        tuple(_step(step, label) for step in steps),
    )


def _step(each: Any, label: str) -> Step:
    held = _mapping(each, "coarsening", label)
    _known(held, {"name", "classification", "rowsAbout"}, label)
    told = [_text(held, key, label) for key in ("name", "classification", "rowsAbout")]
    return Step(*told)  # type: ignore[arg-type]


def _custom(lines: Any, known: Mapping[str, str], label: str) -> dict[str, Any]:
    ours = {key: name for name, key in known.items()}
    found: dict[str, Any] = {}
    for key, value in _pairs(lines, label):
        if key not in ours:
            raise DataError(f"{label} has a custom property {called(key)} that is not known; remove it.")
        found[ours[key]] = _in(ours[key], value, key, label)
    return found


def _in(name: str, value: Any, key: str, label: str) -> Any:
    if name in LISTS:
        return tuple(_text({key: each}, key, label) for each in _list(value, key, label))
    if name in DATES:
        return _day(value, key, label)
    return _number(value, key, label) if name in NUMBERS else _text({key: value}, key, label)


def _out(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else value


def _day(value: Any, key: str, label: str) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise DataError(f"{label} says {key}: {called(value)}; it should be a day such as 2026-04-01.") from None


def _number(value: Any, key: str, label: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise DataError(f"{label} says {key}: {called(value)}; it should be a whole number.")
    return value


def _retention(lines: Any, label: str) -> int | None:
    if lines is None:
        return None
    line = _only(lines, "slaProperties", label)
    _known(line, {"property", "value", "unit"}, label)
    if line.get("property") != "retention" or line.get("unit") != "months":
        raise DataError(f"{label} has slaProperties other than retention in months; give only that.")
    return _number(line.get("value"), "retention", label)


def _pairs(lines: Any, label: str) -> list[tuple[str, Any]]:
    found: dict[str, Any] = {}
    for each in _list(lines, "customProperties", label):
        line = _mapping(each, "customProperties", label)
        _known(line, {"property", "value"}, label)
        key = _text(line, "property", label)
        if key in found:
            raise DataError(f"{label} has the custom property {called(key)} twice; keep one.")
        found[key] = line.get("value")
    return list(found.items())


def _known(held: Mapping[str, Any], known: set[str], label: str) -> None:
    if odd := [key for key in held if key not in known]:
        raise DataError(f"{label} has a key {called(odd[0])} that has no place in this contract; remove it.")


def _text(held: Mapping[str, Any], key: str, label: str) -> str:
    value = held.get(key, "")
    if not isinstance(value, str):
        raise DataError(f"{label} says {key}: {called(value)}, which is not text; put it in quotes.")
    return plain(value)


def _mapping(value: Any, key: str, label: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise DataError(f"{label} gives {key} as {called(value)}; it should be keys with values.")
    return value


def _list(value: Any, key: str, label: str) -> list[Any]:
    if not isinstance(value, list):
        raise DataError(f"{label} has no list under {key}; give one.")
    return value


def _only(value: Any, key: str, label: str) -> Mapping[str, Any]:
    listed = _list(value, key, label)
    if len(listed) != 1:
        raise DataError(f"{label} has {len(listed)} entries under {key}; one is read.")
    return _mapping(listed[0], key, label)
