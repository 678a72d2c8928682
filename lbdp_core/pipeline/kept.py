"""Kept: what a data folder holds of each theme, and opening it without fitting anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lbdp_core import store
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError, Entry, Origin, Shelf
from lbdp_core.theme import Theme
from lbdp_core.themes import THEMES, by_slug

AnyTheme = Theme[Any, Any, Any]
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")  # ISO: a year, a month or a day
YEAR = 365.25  # days


class LeftOut(DataError):
    """A theme that exists and that this data folder does not hold; the sentence says why and what to do."""


def model_path(slug: str) -> str:
    """Where a theme's fitted model is kept in a data folder."""
    return f"models/{slug}.npz"


def card_path(slug: str) -> str:
    """Where a theme's scorecard is kept in a data folder."""
    return f"models/{slug}.scorecard.json"


def study_path(slug: str, name: str) -> str:
    """Where the table of a study is kept in a data folder."""
    return f"studies/{slug}/{name}.csv"


def owner(path: str) -> str:
    """The slug of the theme that makes a file of the data folder; "" where themes share it.

    >>> owner("fire/fires.csv"), owner("models/fire.scorecard.json"), owner("studies/fire/audit.csv")
    ('fire', 'fire', 'fire')
    >>> owner("areas/lsoa.csv")
    ''
    """
    parts = re.split(r"[/.]", path)
    slug = parts[1] if parts[0] in ("models", "studies") else parts[0]
    return slug if slug in {theme.slug for theme in THEMES} else ""


def left_out(slug: str, shelf: Shelf) -> str:
    """Why the folder does not hold a theme, in one sentence that says what to do; "" where it does."""
    title, reason = by_slug(slug).title, shelf.report.get("left_out", {}).get(slug)
    for path in (model_path(slug), card_path(slug)):
        if not shelf.has(path):
            reason = reason or "The folder was made without it; make it again with `lbdp data build`."
        elif not shelf.place(path).is_file():
            reason = f"Its file {path} is missing; build it again with --theme {slug} and the same --raw and --out."
        else:
            continue
        return f"{title} is not in this data folder. {reason}"
    return ""


def themes_in(shelf: Shelf) -> tuple[AnyTheme, ...]:
    """The themes that a data folder holds, in the order in which they are shown."""
    return tuple(theme for theme in THEMES if not left_out(theme.slug, shelf))


def open_theme(slug: str, shelf: Shelf) -> tuple[AnyTheme, Any, Scorecard]:
    """A theme with its stored model and scorecard; nothing is fitted.

    Raises:
        LeftOut: the folder was built without the theme.
        DataError: there is no such theme, or a file is not the one that was made.
    """
    card = scorecard(slug, shelf)
    theme = by_slug(slug)
    return theme, store.restore(shelf, model_path(slug), theme.model), card


def scorecard(slug: str, shelf: Shelf) -> Scorecard:
    """A theme's stored scorecard, without its model; raises as `open_theme` does."""
    if why := left_out(slug, shelf):
        raise LeftOut(why)
    return Scorecard.from_dict(json.loads(shelf.bytes(card_path(slug))))


def findings(slug: str, shelf: Shelf, card: Scorecard) -> list[str]:
    """What a theme's methods page quotes of its scorecard and of the studies that are held, as Markdown."""
    theme = by_slug(slug)
    paths = {name: study_path(slug, name) for name in theme.studies}
    tables = {name: shelf.table(path) for name, path in paths.items() if shelf.has(path)}
    return theme.findings(card, tables) if theme.findings else []


def evaluate(slug: str, shelf: Shelf) -> Scorecard:
    """Score a theme afresh on whatever years the data folder holds; raises as `open_theme` does."""
    if why := left_out(slug, shelf):
        raise LeftOut(why)
    theme = by_slug(slug)
    return theme.evaluate(theme.load(shelf))


def newest(theme: AnyTheme, entries: Mapping[str, Entry], report: Mapping[str, Any]) -> str:
    """The date of a theme's newest figure (ISO, as exact as it is known); "" where no table of its own has one.

    It is what the theme's part of the report says under `newest`; otherwise the latest date of its own real tables.
    """
    if said := report.get(theme.slug, {}).get("newest"):
        return str(said)
    mine = (entries[path].origin for path in theme.tables if path in entries and owner(path) == theme.slug)
    return latest(origin for origin in mine if origin.kind == "real")


def latest(origins: Iterable[Origin]) -> str:
    """The latest ISO date that tables are as of; "" where none has one."""
    days = (origin.as_of for origin in origins)
    return max(filter(_DAY.fullmatch, days), key=lambda day: f"{day}-12-31"[:10], default="")


def how_old(day: str, today: date) -> str:
    """How old a figure of an ISO date is, once that is more than a year; a year or a month stands for its end.

    >>> how_old("2023-06-30", date(2026, 11, 26)), how_old("2025-06", date(2026, 11, 26)), how_old("", date(2026, 1, 1))
    ('3 years old', 'over a year old', '')
    """
    if not day:
        return ""
    end = {4: f"{day}-12-31", 7: f"{day}-28"}.get(len(day), day)
    years = (today - date.fromisoformat(end)).days / YEAR
    return "" if years <= 1 else f"{int(years)} years old" if years >= 2 else "over a year old"
