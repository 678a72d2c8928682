"""Kinds: the layouts that the suite can use, as data, and how a header is recognised as one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import pandas as pd

from lbdp_core.door import letters


@dataclass(frozen=True)
class Column:
    """One column by its meaning.

    name:      what the suite calls it.
    spellings: headers that mean it, best first; capitals, spaces, `_` and punctuation make no difference.
    holds:     "date" columns become dates, and a value that is not one becomes missing (counted later);
               text in a "number" column is refused, a suppression symbol becomes missing with a reason;
               a "period" becomes a year (2020) or a month (2020-11), and what is neither stays as it is.
    filled:    a missing value is refused.
    share:     numbers become 0 to 1, whether they are written as shares or as percentages.
    low, high, pattern: what a value may be (pattern: the whole of it); looks: an example of it, for a refusal.
    """

    name: str
    spellings: tuple[str, ...] = ()
    holds: Literal["text", "number", "date", "period"] = "text"
    needed: bool = True
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    filled: bool = False
    share: bool = False
    looks: str = ""

    @cached_property
    def plainly(self) -> tuple[str, ...]:
        """Its spellings and its name as headers compare; kept with the column, and gone with it."""
        return tuple(plain(spelling) for spelling in (*self.spellings, self.name))


@dataclass(frozen=True)
class Pages:
    """A workbook of report tables as it is handed to a kind that reads it: its visible sheets, and the rows of each.

    names: of the visible sheets, in order.
    rows:  name -> its rows that have a value, each {column: text}; a column is counted from 0.
    """

    label: str
    names: tuple[str, ...]
    rows: Callable[[str], list[dict[int, str]]]


@dataclass(frozen=True)
class Kind:
    """One layout.

    columns: those that the suite uses; others in the file are left alone.
    without: headers that rule this kind out.
    one_of:  groups of optional columns, of which one group must be whole.
    rest:    every other column is read too, as text and under its own header, for a kind whose measures are known by
             the meaning of their headers and not by their spelling.
    sift:    for each row why it cannot be used, in words, or "" when it can.
    unit:    what a usable row is called.
    summed:  rows of the same area are added up, so that an area may be there more than once.
    own:     a borough's own records: refused when a header tells addresses or people (see `private`).
    signs:   for a "book" (report tables under titles, with headers of several rows): patterns of titles, each of which
             heads a sheet.
    take:    for a "book": its pages to the frame that `read` gives, with `attrs` repaired and missing.
    """

    name: str
    what: str
    publisher: str
    licence: str
    columns: tuple[Column, ...]
    form: Literal["csv", "geojson", "book"] = "csv"
    without: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    rest: bool = False
    sift: Callable[[pd.DataFrame], pd.Series] | None = None
    unit: str = "usable row"
    summed: bool = False
    own: bool = False
    signs: tuple[str, ...] = ()
    take: Callable[[Pages], pd.DataFrame] | None = None

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @cached_property
    def barred(self) -> frozenset[str]:
        """The headers that rule it out, as headers compare."""
        return frozenset(map(plain, self.without))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every header that means a column of it, as headers compare."""
        return frozenset(word for column in self.columns for word in column.plainly)

    @property
    def template(self) -> str:
        """An empty CSV file of this kind: the header alone, of what it needs, and of the first of its groups."""
        first = self.one_of[0] if self.one_of else ()
        needed = (column for column in self.columns if column.needed or column.name in first)
        return ",".join(_asked(column) for column in needed) + "\r\n"

    @property
    def needs(self) -> int:
        """How many columns a header must have, of those needed and of the groups of which one must be whole."""
        return max(sum(c.needed for c in self.columns) + bool(self.one_of), 1)

    def may_be(self, words: frozenset[str]) -> bool:
        """Whether words of a header, as they compare, hold every column that is needed."""
        return not any(c.needed and words.isdisjoint(c.plainly) for c in self.columns)


@dataclass(frozen=True)
class Limits:
    """The most that is read: bytes, bytes of an unpacked workbook, rows, characters of one value, columns, XML tags."""

    size: int = 1_000_000_000
    unpacked: int = 1_500_000_000
    rows: int = 3_000_000
    value: int = 32_767
    columns: int = 3_000
    tags: int = 1_000_000_000


FOLDER = Limits()
UPLOAD = Limits(size=20_000_000, unpacked=64_000_000, rows=300_000, value=10_000, columns=300, tags=1_500_000)


@dataclass(frozen=True)
class Match:
    """How a header answers a kind: where its columns stand, what is missing, there twice, or rules it out."""

    kind: Kind
    at: dict[str, int]
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    barred: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not self.missing and not self.barred

    @property
    def strength(self) -> tuple[int, int]:
        needs = sum(c.needed for c in self.kind.columns)
        return needs + len(self.kind.one_of), len(self.at)


LONGEST = 200  # characters of a header that are compared
# Marks beside a name: "Total [note 1]", "People [p]", "Visits²", "Fires (note 3)".
BESIDE = re.compile(r"\[(foot)?notes?\b[^\]]*\]|\[[a-z]{1,2}\]|\((foot)?notes? [^)]*\)|[⁰¹²³⁴⁵⁶⁷⁸⁹]+$", re.IGNORECASE)


def plain(header: str) -> str:
    """A header without capitals, spaces, punctuation, marks of notes and letters that only look Latin.

    `Total_rounded [note 1]` is `totalrounded`.

    In no cache: the first row of a file that has no header may be somebody's.
    """
    header = header[:LONGEST]
    if header.isascii() and header.isalnum():
        return header.casefold()
    return re.sub(r"[\W_]+", "", letters.latin(BESIDE.sub("", header))).casefold()


def match(kind: Kind, headers: Sequence[str]) -> Match:
    """Where the columns of `kind` stand among `headers`."""
    return _match(kind, headers, [plain(h) for h in headers])


def _match(kind: Kind, headers: Sequence[str], shown: Sequence[str]) -> Match:
    """shown: the headers as they compare, worked out once for many kinds."""
    first = {key: n for n, key in reversed(list(enumerate(shown)))}
    at: dict[str, int] = {}
    twice = []
    for column in kind.columns:
        key = next((key for key in column.plainly if key in first), None)
        if key is not None:
            at[column.name] = first[key]
            if shown.count(key) > 1:
                twice.append(headers[first[key]].strip())
    missing = [_asked(c) for c in kind.columns if c.needed and c.name not in at]
    if kind.one_of and not any(all(name in at for name in group) for group in kind.one_of):
        missing += [_asked(kind.column(name)) for name in kind.one_of[0] if name not in at]
    barred = [h.strip() for h, key in zip(headers, shown, strict=True) if key in kind.barred]
    return Match(kind, at, tuple(missing), tuple(twice), tuple(barred))


def _matches(headers: Sequence[str], kinds: Sequence[Kind], whole: bool = True) -> list[Match]:
    """whole: only of kinds that have every column they need; otherwise of those that have two at least."""
    shown = [plain(h) for h in headers]
    words = frozenset(shown)
    likely = (kind.may_be(words) if whole else len(kind.words & words) > 1 for kind in kinds)
    return [_match(kind, headers, shown) for kind, may in zip(kinds, likely, strict=True) if may]


def book_of(tables: Sequence[Sequence[str]], kinds: Sequence[Kind]) -> Kind | None:
    """The kind of book whose titles head the sheets of a workbook; None when there is none."""
    titles = [" ".join(next((cell for cell in table if cell.strip()), "").split()) for table in tables]
    for kind in kinds:
        if kind.form == "book" and all(any(re.search(sign, t, re.I) for t in titles) for sign in kind.signs):
            return kind
    return None


def recognise(headers: Sequence[str], kinds: Sequence[Kind]) -> Match | None:
    """The kind that needs most among those that the header satisfies; None when there is none."""
    fitting = [m for m in _matches(headers, kinds) if m.fits]
    return max(fitting, key=lambda m: m.strength, default=None)


def ties(headers: Sequence[str], kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds of own records that answer a header equally well; more than one when only a person can tell."""
    fitting = [m for m in _matches(headers, [kind for kind in kinds if kind.own]) if m.fits]
    most = max((m.strength for m in fitting), default=(0, 0))
    return tuple(m.kind for m in fitting if m.strength == most)


def nearest(headers: Sequence[str], kinds: Sequence[Kind]) -> Match | None:
    """The kind that the header all but satisfies (half of its needs or more); None when there is none."""
    near = [m for m in _matches(headers, kinds, whole=False) if m.missing and len(m.at) >= 2]
    near = [m for m in near if len(m.missing) <= m.strength[0] / 2 and not m.barred]
    return min(near, key=lambda m: (len(m.missing), -len(m.at)), default=None)


def with_rest(found: Match, headers: Sequence[str]) -> Match:
    """A match of a kind that reads the rest of the columns too: those whose header stands once."""
    if not found.kind.rest:
        return found
    taken = {*found.at.values()}
    others = {h: i for i, h in enumerate(headers) if h and i not in taken and headers.count(h) == 1}
    others = {h: i for h, i in others.items() if h not in found.at}
    kind = replace(found.kind, columns=(*found.kind.columns, *(Column(h, (h,), needed=False) for h in others)))
    return replace(found, kind=kind, at={**found.at, **others})


def _asked(column: Column) -> str:
    return (column.spellings or (column.name,))[0]
