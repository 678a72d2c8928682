# ruff: noqa: D101 (what a shape is of, its name says)
"""Shape: a contract from the values of its file: keys and kinds checked by pydantic, which only this module imports.

The keys are those of the Open Data Contract Standard (`document`). What a contract may say is for the record to check.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, create_model
from pydantic import Field as Key

from lbdp_core.agreements.contract.record import Contract, Field, Step, plain
from lbdp_core.door import called
from lbdp_core.sources import DataError


def _day(value: Any) -> date:
    return value if type(value) is date else date.fromisoformat(str(value))


Text = Annotated[str, AfterValidator(plain)]
KINDS: Mapping[Any, Any] = {  # of a field of the record -> of its key in the file
    str: Text,
    tuple[str, ...]: Annotated[list[Text], AfterValidator(tuple)],
    date | None: Annotated[date, BeforeValidator(_day)],
    int | None: int,
}
HINTS = get_type_hints(Contract)


class Shape(BaseModel):
    """Keys with values: no other keys, and no value turned into another kind."""

    model_config = ConfigDict(strict=True, extra="forbid")


class PairShape(Shape):
    property: Text
    value: Any


class StepShape(Shape):
    name: Text
    classification: Text
    rows: Text = Key("", alias="rowsAbout")


class FieldShape(Shape):
    name: Text
    classification: Text
    description: Text = ""
    type: Text = Key("string", alias="logicalType")
    required: bool = False
    custom: list[PairShape] = Key([], alias="customProperties")


class FieldCustom(Shape):
    category: Text = ""
    ladder: Text = ""
    coarsening: list[StepShape] = []


class TableShape(Shape):
    name: Text
    kind: Literal["object"] = Key("object", alias="logicalType")
    asked: list[dict[str, Any]] = Key(alias="properties")  # checked one by one, so that a refusal names the field


class RetentionShape(Shape):
    property: Literal["retention"]
    value: int
    unit: Literal["months"]


class DescriptionShape(Shape):
    purpose: Text = ""
    usage: Text = ""
    limitations: Text = ""


class DocumentShape(Shape):
    apiVersion: Literal["v3.1.0"]
    kind: Literal["DataContract"]
    id: Text
    name: Text
    version: Text
    status: Text = "draft"
    description: DescriptionShape = DescriptionShape()
    tables: list[TableShape] = Key(alias="schema", min_length=1, max_length=1)
    retention: list[RetentionShape] = Key([], alias="slaProperties", min_length=1, max_length=1)
    custom: list[PairShape] = Key([], alias="customProperties")


FIRST = ("literal_error", "extra_forbidden", "invalid_key")  # a wrong version and an unknown key explain other faults
DUE = {  # kind of fault, as pydantic calls it -> what the value should be
    "string_type": ", which is not text; put it in quotes",
    "bool_type": "; it should be true or false",
    "int_type": "; it should be a whole number",
    "value_error": "; it should be a day such as 2026-04-01",  # `_day` alone raises it
    "model_type": "; it should be keys with values",
    "dict_type": "; it should be keys with values",
}


def contract(held: Mapping[str, Any], label: str, custom: Mapping[str, str]) -> Contract:
    """A contract from the values of a file.

    Args:
        held: as YAML or JSON gives them. label: what the file is called.
        custom: a field of the record -> its name among the file's custom properties.

    Raises:
        DataError: a key is missing, unknown or of the wrong kind; or the record refuses what it says.
    """
    document: DocumentShape = _checked(DocumentShape, held, label)
    (table,) = document.tables
    more = _checked(_custom(tuple(custom.items())), _by_name(document.custom, label), label)
    return Contract(
        **{name: getattr(document, name) for name in ("id", "name", "version", "status")},
        **document.description.model_dump(),
        table=table.name,
        fields=tuple(_field(n, each, label) for n, each in enumerate(table.asked, start=1)),
        retention_months=document.retention[0].value if document.retention else None,
        **{name: getattr(more, name) for name in more.model_fields_set},
    )


@functools.cache
def _custom(names: tuple[tuple[str, str], ...]) -> type[Shape]:
    keys: dict[str, Any] = {name: (KINDS[HINTS[name]], Key(None, alias=key)) for name, key in names}
    return create_model("Custom", __base__=Shape, **keys)


def _field(n: int, held: Mapping[str, Any], label: str) -> Field:
    of = f" in field {n} ({called(held['name'])})" if held.get("name") else f" in field {n}"
    field: FieldShape = _checked(FieldShape, held, label, of)
    more = _checked(FieldCustom, _by_name(field.custom, label), label, of)
    steps = tuple(Step(**step.model_dump()) for step in more.coarsening)
    return Field(**field.model_dump(exclude={"custom"}), category=more.category, ladder=more.ladder, coarsening=steps)


def _by_name(pairs: list[Any], label: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in pairs:
        if pair.property in found:
            raise DataError(f"{label} has the custom property {called(pair.property)} twice; keep one.")
        found[pair.property] = pair.value
    return found


def _checked(shape: Any, value: Any, label: str, of: str = "") -> Any:
    """The value in its shape; `of` says which field it is in, where it is in one."""
    try:
        return shape.model_validate(value)
    except ValidationError as refused:
        faults = refused.errors(include_url=False)
    raise DataError(_sentence(min(faults, key=lambda fault: fault["type"] not in FIRST), label, of))


def _sentence(fault: Mapping[str, Any], label: str, of: str) -> str:
    """What is wrong in the file, where, and what to do."""
    kind, words = fault["type"], [part for part in fault["loc"] if isinstance(part, str)]
    key, where = called(fault["loc"][-1] if kind in FIRST else words[-1]), of
    if len(words) > 1:
        where = f" under {words[-2]}{of}"
    if kind == "missing":
        return f"{label} has no {key}{where}; give one."
    if kind in ("extra_forbidden", "invalid_key"):
        return f"{label} has a key {key}{where} that has no place in this contract; remove it."
    if kind == "list_type":
        return f"{label} has no list under {key}{of}; give one."
    if kind in ("too_short", "too_long"):
        return f"{label} has {len(fault['input'])} entries under {key}; give one."
    due = f"; it should be {fault['ctx']['expected']}" if kind == "literal_error" else DUE.get(kind, "; write it again")
    return f"{label} says {key}: {called(fault['input'])}{where}{due}.".replace("'", "")
