"""Contract: what one party asks of another, field by field, with the law that it rests on.

A frozen record that cannot be wrong: whatever makes one (file, form, code) meets the same checks, each refusal one
sentence. The file has the shape of the Open Data Contract Standard 3.1 (`document`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal, get_args

from lbdp_core.agreements.contract.terms import terms
from lbdp_core.door import called
from lbdp_core.sources import DataError

Classification = Literal["direct_identifier", "quasi_identifier", "special_category", "ordinary"]
CLASSIFICATIONS: tuple[str, ...] = get_args(Classification)
# how far a field tells who it is about, and whether it is sensitive: neither may grow when a field is coarsened
GRAVITY: Mapping[str, tuple[int, int]] = {
    "direct_identifier": (2, 0),
    "quasi_identifier": (1, 0),
    "special_category": (1, 1),
    "ordinary": (0, 0),
}
TYPES = ("string", "date", "timestamp", "time", "number", "integer", "boolean")  # logicalType of ODCS for one value
STATUSES = ("proposed", "draft", "active", "deprecated", "retired")
ROLES = ("controller", "joint controller", "processor")
ROWS = ("person", "home", "area")  # what a row is about; "area" rows are counts
# coarsenings that several fields of several contracts share, finest first: a lever sets one for all of them
LADDERS: Mapping[str, tuple[str, ...]] = {"place": ("uprn", "postcode", "lsoa", "ward"), "age": ("years", "band")}
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
MOST_FIELDS, LONGEST = 40, 2_000  # of a contract; of one text, in characters


@dataclass(frozen=True)
class Step:
    """What a field may be coarsened to: a name, and what it then is.

    rows: "area" where rows about homes or people then become counts by area, after disclosure control, if nothing
        else names somebody; else empty. Only a place can be coarsened so.
    """

    name: str
    classification: Classification
    rows: str = ""


@dataclass(frozen=True)
class Field:
    """One field that is asked for.

    category:   of a special category field, which (an id of `terms("categories")`).
    ladder:     the one of `LADDERS` whose rungs its steps are, so that a lever coarsens it; else empty.
    coarsening: what it may become, finest first.
    """

    name: str
    classification: Classification
    description: str = ""
    type: str = "string"
    required: bool = False
    category: str = ""
    ladder: str = ""
    coarsening: tuple[Step, ...] = ()

    def at(self, steps: int) -> Field | Step:
        """What it is after some steps of coarsening; itself after none."""
        return self.coarsening[steps - 1] if steps else self


@dataclass(frozen=True, kw_only=True)
class Contract:
    """A dataset that is asked for. Empty text means that nobody has said: "not answered".

    rows:          what a row is about: a person, a home, or an area (then the figures are counts).
    controller:    who holds the data now, and its role; recipients: who would get them.
    lawful_basis, article_9, schedule_1: ids of `terms`. legal_power: the power to do it, which is another matter.
    compatibility: why the new purpose is compatible with the one they were collected for.
    subjects, people: whom the data are about, and about how many (None: not said).
    linked_with:   other data that they would be matched to. retention_months: None where nobody has said.
    """

    id: str
    name: str
    version: str
    table: str
    fields: tuple[Field, ...]
    status: str = "draft"
    rows: str = "home"
    purpose: str = ""
    usage: str = ""
    limitations: str = ""
    controller: str = ""
    role: str = "controller"
    recipients: tuple[str, ...] = ()
    lawful_basis: str = ""
    legal_power: str = ""
    article_9: str = ""
    schedule_1: str = ""
    compatibility: str = ""
    privacy_notice: str = ""
    objections: str = ""
    retention_months: int | None = None
    geography: str = ""
    since: date | None = None
    until: date | None = None
    subjects: str = ""
    people: int | None = None
    linked_with: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _texts(self)
        for name, options in (("status", STATUSES), ("role", ROLES), ("rows", ROWS)):
            _one_of(name, getattr(self, name), options)
        for name, kind in (("lawful_basis", "lawful_bases"), ("article_9", "article_9"), ("schedule_1", "schedule_1")):
            _one_of(name, getattr(self, name), ("", *terms(kind)))
        _whole("retention_months", self.retention_months, 1_200)
        _whole("people", self.people, 100_000_000)
        if self.since and self.until and self.until < self.since:
            raise DataError(f"The period ends on {self.until}, before it begins on {self.since}; swap the two.")
        _fields(self.fields)

    def field(self, name: str) -> Field:
        """The field of a name.

        Raises:
            DataError: there is none.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise DataError(f"The contract has no field {called(name)}; it has {', '.join(f.name for f in self.fields)}.")

    def reduced(self, kept: frozenset[str], coarsening: Mapping[str, str] | None = None) -> Contract:
        """The contract with only some fields, some of them coarsened to one of their steps, and no further steps then.

        Rows about homes or people become counts by area with their place, unless a field still names somebody. What was
        said of the use of rows is then said of nothing, and goes; so do conditions for special categories that are not
        kept.

        Args:
            kept: names of fields. The place of a row is kept with them: figures without one help nobody.
            coarsening: a field or a ladder -> how far (its own name: as it is); see `rungs`.

        Raises:
            DataError: a field or step is not there, or none is kept.
        """
        steps = self.rungs(coarsening or {})
        for name in kept:
            self.field(name)
        held = [f for f in self.fields if f.name in kept or (kept and f.ladder == "place")]
        fewer = tuple(_coarsened(f, steps.get(f.name, 0)) for f in held)
        rows = self.about([f.at(steps.get(f.name, 0)) for f in held])
        changed: dict[str, str] = {"rows": rows} | ({} if rows == self.rows else {"usage": ""})
        if not any(f.classification == "special_category" for f in fewer):
            changed |= {"article_9": "", "schedule_1": ""}
        return replace(self, fields=fewer, **changed)  # type: ignore[arg-type]

    def about(self, held: Iterable[Field | Step]) -> str:
        """What a row is about, once fields are held so: rows that name somebody are no counts."""
        kinds = [(each.classification, getattr(each, "rows", "")) for each in held]
        counted = any(rows for _, rows in kinds) and all(kind != "direct_identifier" for kind, _ in kinds)
        return "area" if counted else self.rows

    def askable(self, coarsening: Mapping[str, str]) -> tuple[str, ...]:
        """Names of the fields that can be shared at this coarseness; counts by area cannot include names."""
        steps = self.rungs(coarsening)
        held = {f.name: f.at(steps.get(f.name, 0)) for f in self.fields}
        if not any(getattr(each, "rows", "") for each in held.values()):
            return tuple(held)
        return tuple(name for name, each in held.items() if each.classification != "direct_identifier")

    def rungs(self, coarsening: Mapping[str, str]) -> dict[str, int]:
        """How many steps coarser each field becomes, by name; fields that stay as they are do not appear.

        Example: with {"place": "lsoa"} a field of postcodes whose steps are postcode, lsoa, ward gives 1.

        Args:
            coarsening: a field -> its step, or a ladder ("place", "age") -> its rung for each field on it. A field with
                fewer steps goes as far as it can. A field's own entry overrides its ladder's.

        Raises:
            DataError: there is no such field, ladder, step or rung.
        """
        found: dict[str, int] = {}
        for ladder in (name for name in coarsening if name in LADDERS):
            _one_of(ladder, coarsening[ladder], LADDERS[ladder])
            n = LADDERS[ladder].index(coarsening[ladder])
            found |= {f.name: min(n, len(f.coarsening)) for f in self.fields if f.ladder == ladder}
        for name in (name for name in coarsening if name not in LADDERS):
            found[name] = _steps(self.field(name), coarsening[name])
        return found


def plain(text: str) -> str:
    r"""Text in one line with single spaces, as it is compared and written.

    >>> plain("  Assisted\u00a0bin\n collection ")
    'Assisted bin collection'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def class_words(field: Field | Step) -> str:
    """A class as it is read, with which special category it is.

    >>> class_words(Field("a", "special_category", category="health")), class_words(Step("b", "quasi_identifier"))
    ('special category: data concerning health', 'quasi-identifier')
    """
    words = "quasi-identifier" if field.classification == "quasi_identifier" else field.classification.replace("_", " ")
    category = getattr(field, "category", "")
    return f"{words}: {terms('categories')[category].words}" if category else words


def _steps(field: Field, to: str) -> int:
    names = [field.name, *(step.name for step in field.coarsening)]
    if to not in names:
        ways = ", ".join(names[1:]) or "nothing"
        raise DataError(f"{field.name} cannot be coarsened to {called(to)}; it can be coarsened to {ways}.")
    return names.index(to)


def _coarsened(field: Field, steps: int) -> Field:
    if not steps:
        return field
    step = field.coarsening[steps - 1]
    what = f"In place of {field.name}, which is finer"
    kind = field.category if step.classification == "special_category" else ""
    return Field(step.name, step.classification, what, "string", field.required, kind)


def _texts(contract: Contract) -> None:
    for part in fields(contract):
        value = getattr(contract, part.name)
        held = value if isinstance(value, tuple) else (value,)
        for text in (t for t in held if isinstance(t, str)):
            _text(part.name, text, empty=part.name not in ("id", "name", "version") and held is not value)
            if held is value and ";" in text:
                raise DataError(f"{part.name} has a semicolon in {_quoted(text)}; the form parts entries by it.")
    if not NAME.fullmatch(contract.table):
        raise DataError(f"The table's name {_quoted(contract.table)} should be small letters, digits and underscores.")


def _text(name: str, text: str, empty: bool = True) -> None:
    if not text and not empty:
        raise DataError(f"The contract has no {name}; give one.")
    if len(text) > LONGEST:
        raise DataError(f"{name} has {len(text):,} characters; at most {LONGEST:,} are taken.")
    if not text.isprintable():
        raise DataError(f"{name} holds a character that cannot be printed ({_quoted(text)}); type it again as text.")
    if text != plain(text):
        raise DataError(f"{name} has spaces at its ends or more than one in a row ({_quoted(text)}); take them out.")


def _one_of(name: str, value: str, options: tuple[str, ...]) -> None:
    if value not in options:
        raise DataError(f"{name} is {_quoted(value)}; it may be {', '.join(o or 'empty' for o in options)}.")


def _whole(name: str, value: int | None, most: int) -> None:
    if value is not None and not 0 <= value <= most:
        raise DataError(f"{name} is {_quoted(value)}; it should be a whole number up to {most:,}, or left out.")


def _fields(asked: tuple[Field, ...]) -> None:
    if not 0 < len(asked) <= MOST_FIELDS:
        raise DataError(f"The contract has {len(asked)} fields; it should have from 1 to {MOST_FIELDS}.")
    seen: set[str] = set()
    for field in asked:
        named: tuple[Field | Step, ...] = (field, *field.coarsening)
        for step in named:
            if not step.name:
                raise DataError("A field or a step of coarsening has no name; give it one.")
            if not NAME.fullmatch(step.name):
                raise DataError(f"The field name {_quoted(step.name)} should be small letters, digits and underscores.")
            if step.name in seen:
                raise DataError(
                    f"The name {step.name} stands for two fields or steps of coarsening; rename one of them."
                )
            _one_of(f"The classification of {step.name}", step.classification, CLASSIFICATIONS)
            seen.add(step.name)
        _field(field)


def _field(field: Field) -> None:
    _text(f"The description of {field.name}", field.description)
    _one_of(f"The type of {field.name}", field.type, TYPES)
    _one_of(f"The category of {field.name}", field.category, ("", *terms("categories")))
    if (field.classification == "special_category") != bool(field.category):
        raise DataError(f"{field.name} is {field.classification}, so its category should be {_due(field)}.")
    _one_of(f"The ladder of {field.name}", field.ladder, ("", *LADDERS))
    held, counted = GRAVITY[field.classification], False
    for step in field.coarsening:
        _one_of(f"What a row is about once {field.name} is {step.name}", step.rows, ("", "area"))
        gravity = GRAVITY[step.classification]
        if any(new > old for new, old in zip(gravity, held, strict=True)):
            raise DataError(f"{field.name} coarsened to {step.name} would tell more than before; class it no higher.")
        if step.rows and field.ladder != "place":  # or adding a field would turn rows into counts, and lower the risk
            raise DataError(
                f"{field.name} is no place, so coarsening it to {step.name} cannot make counts; leave that out."
            )
        if counted and not step.rows:
            raise DataError(
                f"{field.name} is counted by area before it is {step.name}, and cannot be rows again; say so."
            )
        held, counted = gravity, bool(step.rows)


def _due(field: Field) -> str:
    return "given" if field.classification == "special_category" else "left out"


def _quoted(value: object) -> str:
    text = called(value)
    return f"“{text if len(text) <= 60 else text[:57] + '...'}”"
