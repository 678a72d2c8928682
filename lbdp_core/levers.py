"""Levers: what a person may change, declared once and used for everything.

One `number(...)` or `choice(...)` line is the default, the range check, the widget, the link and the test strategy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self

from lbdp_core import boroughs
from lbdp_core.unit_costs import UnitCost

Kind = Literal["change", "view"]
NAMED = 5  # choices that a sentence names


@dataclass(frozen=True)
class Lever:
    """What a person sees and may set for one field of a `Levers` class.

    kind:    "change" levers alter the future; "view" levers (focus, horizon) only choose what is looked at.
    choices: value -> words, for a choice; empty for a number, which runs from `low` to `high` in `step`.
    group:   heading under which the panel shows it; levers of a group stand together.
    swing:   the published or judged range in which the truth, or a sensible choice, lies; `why` says which. None for a
             number that a tornado should leave alone. A choice swings over all its choices.
    assumed: whether it says how the world is and not what somebody decides.
    """

    label: str
    unit: str
    kind: Kind
    group: str
    why: str
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    choices: Mapping[str, str] = field(default_factory=dict)
    swing: tuple[float, float] | None = None
    assumed: bool = False

    @property
    def ends(self) -> tuple[Any, ...]:
        """What a tornado moves it to: both ends of its swing, or all its choices; nothing where it is left alone."""
        return tuple(self.choices) or self.swing or ()

    def words(self, value: Any) -> str:
        """A value as it is said, with its unit."""
        if self.choices:
            return self.choices[value]
        unit = self.unit[:-1] if value == 1 and self.unit.endswith("s") and " " not in self.unit else self.unit
        said = f"{value:,.10g}".replace("-", "\u2212")
        return f"£{said}" if self.unit == "£" else _with_unit(said, unit)

    def fault(self, value: object) -> str:
        """Why `value` may not be set, in words; empty when it may."""
        if self.choices:
            if value in self.choices:
                return ""
            near = boroughs.nearest(str(value), self.choices)
            named = " or ".join(near) or ", ".join([*self.choices][:NAMED]) + ", …" * (len(self.choices) > NAMED)
            return f"it may be {named}"
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return "it must be a number"
        if not self.low <= value <= self.high:
            return f"it may run from {self.low:,g} to {_with_unit(f'{self.high:,g}', self.unit)}"
        return ""

    def read(self, text: str) -> float | str:
        """The value that a link or a command line spells as `text`: a choice by its value or its words in any case, a
        borough by its code or however its name is written.

        Raises:
            ValueError: the text is not a number where one is needed.
        """
        if not self.choices:
            return float(text)
        asked = text.strip().casefold()
        alike = (value for value, words in self.choices.items() if asked in (value.casefold(), words.casefold()))
        named = boroughs.name_of(text)
        return next(alike, named if named in self.choices else text)


def _with_unit(said: str, unit: str) -> str:
    """A number with its unit: no space before a percent sign.

    >>> _with_unit("20", "% of duties"), _with_unit("3", "years"), _with_unit("0.36", "")
    ('20% of duties', '3 years', '0.36')
    """
    return f"{said}{unit}" if unit.startswith("%") else f"{said} {unit}".strip()


def number(
    today: float,
    label: str,
    *,
    unit: str,
    range: tuple[float, float, float],
    group: str = "",
    why: str = "",
    kind: Kind = "change",
    swing: tuple[float, float] | None = None,
    assumed: bool = False,
) -> Any:
    """Declare a field whose default, `today`, is the world as it stands; `range` is its low and high end and its step.

    >>> number(0, "New claims", unit="%", range=(-60, 60, 5)).metadata["lever"].fault(75)
    'it may run from -60 to 60%'
    """
    low, high, step = range
    spec = Lever(label, unit, kind, group, why, low=low, high=high, step=step, swing=swing, assumed=assumed)
    return field(default=today, metadata={"lever": spec})


def choice(
    today: str,
    label: str,
    choices: Mapping[str, str],
    *,
    group: str = "",
    why: str = "",
    kind: Kind = "change",
    assumed: bool = False,
) -> Any:
    """Declare a field with named values; `choices` gives the words for each."""
    spec = Lever(label, "", kind, group, why, choices=choices, assumed=assumed)
    return field(default=today, metadata={"lever": spec})


def cost(row: UnitCost, label: str, *, range: tuple[float, float, float], group: str, more: str = "") -> Any:
    """Declare what a unit costs: `row` of the table gives its default, swing, price year, mark and source.

    more: what the theme says after the source; {low} and {high} stand for the ends of the swing.

    >>> from lbdp_core.unit_costs import unit_cost
    >>> cost(unit_cost("fire_visit"), "Cost of a visit", range=(0, 500, 5), group="Money").metadata["lever"].swing
    (30, 110)
    """
    ends = more.format(low=f"£{row.low:,.0f}", high=f"£{row.high:,.0f}")
    why = f"{row.in_words}, {row.status}. {row.source}. {ends}"
    return number(
        row.value, label, unit="£", range=range, group=group, why=why, swing=(row.low, row.high), assumed=True
    )


@dataclass(frozen=True, kw_only=True)
class Levers:
    """Base of every theme's levers. `Cls()` means: change nothing."""

    def __post_init__(self) -> None:
        for name, spec in self.specs().items():
            value = getattr(self, name)
            if fault := spec.fault(value):
                raise ValueError(f"{name} is {value!r}; {fault}.")

    @classmethod
    def specs(cls) -> dict[str, Lever]:
        """The levers by field name, in the order they are declared."""
        if cls not in _SPECS:
            _SPECS[cls] = {f.name: f.metadata["lever"] for f in fields(cls)}
        return _SPECS[cls]

    @classmethod
    def parse(cls, texts: Mapping[str, str]) -> tuple[Self, tuple[str, ...]]:
        """Levers from the words of a link, with one sentence for each value that was not usable.

        Unknown names are left to the caller; an unusable value falls back to today's.
        """
        values: dict[str, Any] = {}
        notices = []
        for name, spec in cls.specs().items():
            if name not in texts:
                continue
            try:
                value = spec.read(texts[name])
                fault = spec.fault(value)
            except ValueError:
                value, fault = texts[name], "it must be a number"
            if fault:
                shown = str(value)[:40]
                notices.append(f"{spec.label} cannot be “{shown}”: {fault}. Today's value is used instead.")
            else:
                values[name] = value
        return cls(**values), tuple(notices)

    def as_dict(self) -> dict[str, Any]:
        """Every lever with its value, in the order they are declared."""
        return {name: getattr(self, name) for name in self.specs()}

    def unchanged(self) -> Self:
        """The same look at the world (view levers) with every change lever back at today."""
        view = {name: getattr(self, name) for name, spec in self.specs().items() if spec.kind == "view"}
        return type(self)(**view)

    def moved(self) -> dict[str, Any]:
        """The levers that differ from today, with their values."""
        today = type(self)()
        return {name: value for name, value in self.as_dict().items() if value != getattr(today, name)}


_SPECS: dict[type[Levers], dict[str, Lever]] = {}  # a page asks for them hundreds of times
