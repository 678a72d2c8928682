"""Shape: which keys a contract's file may have and what kind each is, checked by pydantic; only a contract imports it.

The names are those of the Open Data Contract Standard (`document`). What a contract may say is for the record to check.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_type_hints

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model

from lbdp_core.agreements.contract.record import Contract, plain
from lbdp_core.door import called
from lbdp_core.sources import DataError


def _day(value: Any) -> date:
    return value if type(value) is date else date.fromisoformat(str(value))


Text = Annotated[str, AfterValidator(plain)]
Texts = Annotated[list[Text], AfterValidator(tuple)]
KINDS: Mapping[Any, Any] = {  # of a field of the record -> of its key in the file
    str: Text,
    tuple[str, ...]: Texts,
    date | None: Annotated[date, BeforeValidator(_day)],
    int | None: int,
}


class Shape(BaseModel):
    """Keys with values: no other keys, and no value turned into another kind."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Pair(Shape):
    """A custom property."""

    property: Text
    value: Any


class Description(Shape):
    """What the data are for."""

    purpose: Text = ""
    usage: Text = ""
    limitations: Text = ""


class Step(Shape):
    """A step of coarsening."""

    name: Text
    classification: Text
    rowsAbout: Text = ""


class FieldCustom(Shape):
    """What the standard has no key for, of a field."""

    category: Text = ""
    ladder: Text = ""
    coarsening: list[Step] = []


class Property(Shape):
    """A field that is asked for."""

    name: Text
    classification: Text
    description: Text = ""
    logicalType: Text = "string"
    required: bool = False
    customProperties: list[Pair] = []


class Table(Shape):
    """The one table; its fields are checked one by one, as a refusal names the field."""

    name: Text
    logicalType: Literal["object"] = "object"
    properties: list[dict[str, Any]]


class Retention(Shape):
    """How long the data are kept."""

    property: Literal["retention"]
    value: int
    unit: Literal["months"]


class Document(Shape):
    """The file."""

    apiVersion: Literal["v3.1.0"]
    kind: Literal["DataContract"]
    id: Text
    name: Text
    version: Text
    status: Text = "draft"
    description: Description = Description()
    tables: Annotated[list[Table], Field(alias="schema", min_length=1, max_length=1)]
    slaProperties: Annotated[list[Retention], Field(min_length=1, max_length=1)] = []
    customProperties: list[Pair] = []


DUE = {  # kind of fault, as pydantic calls it -> what the value should be
    "string_type": ", which is not text; put it in quotes",
    "bool_type": "; it should be true or false",
    "int_type": "; it should be a whole number",
    "value_error": "; it should be a day such as 2026-04-01",  # `_day` alone raises it
    "model_type": "; it should be keys with values",
    "dict_type": "; it should be keys with values",
}
S = TypeVar("S", bound=Shape)


def custom_of(names: Mapping[str, str]) -> type[Shape]:
    """The shape of a contract's custom properties: a field of the record -> its name in the file."""
    hints = get_type_hints(Contract)
    keys: dict[str, Any] = {key: (KINDS[hints[name]], None) for name, key in names.items()}
    return create_model("Custom", __base__=Shape, **keys)


def checked(shape: type[S], value: Any, label: str, of: str = "") -> S:
    """The value in its shape.

    Args:
        shape: what it should be. value: as YAML or JSON gives it.
        label: what the file is called. of: which field it is in, where it is in one (" in field 2 (uprn)").

    Raises:
        DataError: it is not; one sentence about the first fault, a wrong version and an unknown key before others.
    """
    try:
        return shape.model_validate(value)
    except ValidationError as refused:
        faults = refused.errors(include_url=False)
    order = ("literal_error", "extra_forbidden", "invalid_key")
    fault = min(faults, key=lambda each: order.index(each["type"]) if each["type"] in order else len(order))
    raise DataError(_sentence(fault, label, of))


def pairs(lines: Sequence[Pair], label: str) -> dict[str, Any]:
    """Custom properties by name.

    Raises:
        DataError: one is there twice.
    """
    found = {line.property: line.value for line in lines}
    if len(found) < len(lines):
        names = [line.property for line in lines]
        twice = next(name for name in names if names.count(name) > 1)
        raise DataError(f"{label} has the custom property {called(twice)} twice; keep one.")
    return found


def _sentence(fault: Mapping[str, Any], label: str, of: str) -> str:
    """What is wrong in the file, where, and what to do."""
    words = [part for part in fault["loc"] if isinstance(part, str)]
    key, parents = called(words[-1] if words else "contract"), words[:-1]
    where = f"{f' under {parents[-1]}' if parents else ''}{of}"
    kind, value = fault["type"], called(fault["input"])
    if kind == "missing":
        return f"{label} has no {key}{where}; give one."
    if kind in ("extra_forbidden", "invalid_key"):
        key = called(fault["loc"][-1])  # YAML has keys that are numbers
        return f"{label} has a key {key}{where} that has no place in this contract; remove it."
    if kind in ("list_type", "too_short", "too_long"):
        count = f"{len(fault['input'])} entries" if isinstance(fault["input"], list) else "no list"
        return f"{label} has {count} under {key}{of}; give a list{'' if kind == 'list_type' else ' of one'}."
    if kind == "literal_error":
        return f"{label} says {key}: {value}{where}; it should be {called(fault['ctx']['expected'].strip(chr(39)))}."
    return f"{label} says {key}: {value}{where}{DUE.get(kind, '; write it again as plain text')}."
