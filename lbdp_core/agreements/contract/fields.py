"""Fields: what is asked for, field by field, as boxes that a person fills in; the same record as the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lbdp_core.agreements.contract.form import BETWEEN, Entry
from lbdp_core.agreements.contract.record import (
    CLASSIFICATIONS,
    LADDERS,
    Contract,
    Field,
    Step,
    class_words,
    plain,
)
from lbdp_core.agreements.contract.terms import terms
from lbdp_core.door import called
from lbdp_core.sources import DataError

COUNTED = "counts by area"  # of a step after which rows are counts
FIELD_ENTRIES = (
    Entry("name", "Name", "Small letters, digits and underscores."),
    Entry("description", "What it is", "In a few words, as a resident would understand it."),
    Entry("classification", "Class", "A special category is one of Article 9 or 10; say which."),
    Entry("type", "Kind of value"),
    Entry("required", "In every row", "Whether it may not be empty."),
    Entry("ladder", "Lever that makes it coarser", "For the bench: which of its levers takes the steps below."),
    Entry(
        "coarsening",
        "Could be made coarser to",
        "Finest first, parted by semicolons, each with its class: postcode (quasi-identifier); lsoa (ordinary, counts "
        "by area).",
    ),
)  # fmt: skip
TYPE_WORDS = {
    "string": "Text",
    "date": "Day",
    "timestamp": "Day and time",
    "time": "Time of day",
    "number": "Number",
    "integer": "Whole number",
    "boolean": "Yes or no",
}
_ENTRY = {entry.name: entry for entry in FIELD_ENTRIES}


def step_words(step: Step) -> str:
    """A step of coarsening as it is written in its box.

    >>> step_words(Step("lsoa", "ordinary", "area"))
    'lsoa (ordinary, counts by area)'
    """
    return f"{step.name} ({class_words(step)}{f', {COUNTED}' if step.rows else ''})"


def field_choices(entry: Entry) -> dict[str, str]:
    """Value -> words, for a box that chooses; empty for one to write in."""
    if entry.name == "classification":
        plain_ones = [Field("f", kind) for kind in CLASSIFICATIONS if kind != "special_category"]  # type: ignore[arg-type]
        special = [Field("f", "special_category", category=id) for id in terms("categories")]
        return {_class(field): class_words(field).capitalize() for field in (*plain_ones, *special)}
    if entry.name == "type":
        return TYPE_WORDS
    if entry.name == "required":
        return {"no": "No", "yes": "Yes"}
    if entry.name == "ladder":
        told = {name: f"{name.capitalize()} ({', '.join(rungs)})" for name, rungs in LADDERS.items()}
        return {"": "No lever"} | told
    return {}


def field_form(field: Field) -> dict[str, str]:
    """Every box of a field with its text."""
    told = {entry.name: getattr(field, entry.name) for entry in FIELD_ENTRIES}
    steps = f"{BETWEEN} ".join(step_words(step) for step in field.coarsening)
    return told | {
        "classification": _class(field),
        "required": "yes" if field.required else "no",
        "coarsening": steps,
    }


def field_filled(field: Field, texts: Mapping[str, str]) -> Field:
    """The field with the boxes that are given; whether a contract may hold it is for the contract to say.

    Raises:
        DataError: there is no such box, or it holds what cannot be read.
    """
    changed: dict[str, Any] = {}
    for name, text in texts.items():
        if name not in _ENTRY:
            raise DataError(f"A field has no box {called(name)}.")
        changed |= _meant(_ENTRY[name], plain(text))
    return replace(field, **changed)


def with_field(contract: Contract, at: int, texts: Mapping[str, str]) -> Contract:
    """The contract with boxes of its field at a place filled in.

    Raises:
        DataError: the field or the contract may not be so; one sentence.
    """
    fields = list(contract.fields)
    fields[at] = field_filled(fields[at], texts)
    return replace(contract, fields=tuple(fields))


def without_field(contract: Contract, at: int) -> Contract:
    """The contract without its field at a place.

    Raises:
        DataError: it is the last one.
    """
    if len(contract.fields) == 1:
        last = contract.fields[0].name
        raise DataError(f"{last} is the last field, and a contract asks for one at least; add another before.")
    return replace(contract, fields=contract.fields[:at] + contract.fields[at + 1 :])


def new_field(contract: Contract, name: str) -> Contract:
    """The contract with a field more, at its end: a direct identifier until somebody says otherwise.

    Raises:
        DataError: the name is no name of a field, or is taken, or there are too many.
    """
    return replace(contract, fields=(*contract.fields, Field(plain(name), "direct_identifier")))


def _class(field: Field) -> str:
    return f"{field.classification}:{field.category}" if field.category else field.classification


def _meant(entry: Entry, text: str) -> dict[str, Any]:
    choices = field_choices(entry)
    if choices and text not in choices:
        raise DataError(f"{entry.label} is {called(text)}; it may be {', '.join(choices.values())}.")
    if entry.name == "classification":
        kind, _, category = text.partition(":")
        return {"classification": kind, "category": category}
    if entry.name == "required":
        return {"required": text == "yes"}
    if entry.name == "coarsening":
        return {"coarsening": tuple(_read(part) for each in text.split(BETWEEN) if (part := plain(each)))}
    return {entry.name: text}


def _read(part: str) -> Step:
    """One step as it is written: a name, and in brackets its class and whether rows are then counts."""
    kinds = {class_words(Step("f", kind)): kind for kind in CLASSIFICATIONS}  # type: ignore[arg-type]
    name, found, told = part.partition("(")
    kind, _, rows = (plain(each) for each in told.removesuffix(")").partition(","))
    kind = kind.lower().replace("quasi identifier", "quasi-identifier")
    if not found or not told.endswith(")") or kind not in kinds or rows.lower() not in ("", COUNTED):
        raise DataError(
            f"{_ENTRY['coarsening'].label} holds {called(part)}; write each as a name with its class, such as "
            f"postcode (quasi-identifier) or lsoa (ordinary, {COUNTED})."
        )
    return Step(plain(name), kinds[kind], "area" if rows else "")  # type: ignore[arg-type]
