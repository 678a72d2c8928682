"""Record: what a brief says, in words and drawings, before it is written as a page, a document or a slide."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """One headline in words: what it is, its value and unit, its range, and what the change does to it, or ""."""

    label: str
    value: str
    unit: str
    range: str
    change: str


@dataclass(frozen=True)
class Drawing:
    """A picture: its title, what it shows for whoever cannot see it, how to read it, and the drawing as SVG."""

    title: str
    alt: str
    note: str
    svg: str


@dataclass(frozen=True)
class Sheet:
    """A small table of words. note: how to read it; empty: what stands in its place when it has no rows."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Brief:
    """Two pages for a meeting: one question, one place, one scenario.

    where:    the place in words. data: what the figures are made from, and how new they are. warnings: what must be
              read first (old data, a file of one's own). lead, change, why: the answer in its parts.
    numbers:  every headline. big: those that a meeting sees first.
    pictures: the map, and the course over time where the theme has one. first, reasons, sure, sources: the tables.
    scenario: its name. levers: label and value of every lever that differs from its default.
    link, command: what opens and what prints the same. here: whether the link works on this computer alone.
    made:     the day it was made on, in words.
    """

    theme: str
    question: str
    where: str
    made: str
    data: str
    warnings: tuple[str, ...]
    lead: str
    change: str
    why: str
    numbers: tuple[Number, ...]
    big: tuple[Number, ...]
    pictures: tuple[Drawing, ...]
    first: Sheet
    reasons: Sheet
    sure: Sheet
    caveats: tuple[str, ...]
    sources: Sheet
    scenario: str
    levers: tuple[tuple[str, str], ...]
    link: str
    here: bool
    command: str
