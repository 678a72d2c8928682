"""Layout: the eleven lists of Ofsted's Annex A (`layout.yaml`): their columns, and what is checked in each.

The names are those of the published child-level specification. A header means a column when it has the same letters
and digits, when it is one of the other names, or when it has all the words that tell this column from the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml

from lbdp_core import door
from lbdp_core.children.annex_a.codes import Codes

UNBORN = 280  # days: a referral, an assessment or a plan may come before a birth, and no earlier than this


@dataclass(frozen=True)
class Column:
    """One column of a list.

    key:    what we call it. name: what the specification calls it. also: other names of it.
    holds:  "id" is turned into a number that means nothing; of "filled" only whether there is a value is kept.
    needed: a row without it is a fault; "closed" is needed once the row has an end date.
    unborn: a date that may come before the birth.
    """

    key: str
    name: str
    holds: Literal["id", "date", "code", "number", "filled"] = "filled"
    needed: bool | Literal["closed"] = False
    codes: Codes = ()
    also: tuple[str, ...] = ()
    unborn: bool = False


@dataclass(frozen=True)
class Layout:
    """One list: its number, what its rows are, its columns, and what makes two rows the same.

    start, end: columns of the dates between which a row is open ("" where it has none); orders: further pairs of dates
    that must come in that order.
    """

    number: int
    title: str
    columns: tuple[Column, ...]
    same: tuple[str, ...]
    start: str = ""
    end: str = ""
    orders: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"List {self.number} ({self.title.lower()})"

    @cached_property
    def own(self) -> frozenset[str]:
        """Keys of columns that few other lists have, by which a list is known whatever its sheet is called."""
        return frozenset(column.key for column in self.columns) - SHARED

    @cached_property
    def kind(self) -> door.Kind:
        """The list as the door knows layouts, with no column that must be there."""
        columns = tuple(door.Column(col.key, (col.name, *col.also), needed=False) for col in self.columns)
        return door.Kind(f"annex_a_{self.number}", self.name, "a local authority", "its own", columns)


def _column(key: str, codes: str = "", also: Sequence[str] = (), **more: Any) -> Column:
    return Column(key, codes=CODES[codes] if codes else (), also=tuple(also), **more)


def _layout(columns: Sequence[Any], same: Sequence[str], orders: Sequence[Sequence[str]] = (), **more: Any) -> Layout:
    """columns: each a column, or a group of columns that several lists have."""
    flat = [one for part in columns for one in (part if isinstance(part, list) else [part])]
    pairs = tuple((first, then) for first, then in orders)
    return Layout(columns=tuple(_column(**one) for one in flat), same=tuple(same), orders=pairs, **more)


_DATA = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
CODES: Mapping[str, Codes] = {name: tuple(entries) for name, entries in _DATA["codes"].items()}
SHARED = frozenset(column["key"] for group in _DATA["shared"].values() for column in group) | {"family"}
LISTS: tuple[Layout, ...] = tuple(_layout(**one) for one in _DATA["lists"])
BY_NUMBER = {layout.number: layout for layout in LISTS}
