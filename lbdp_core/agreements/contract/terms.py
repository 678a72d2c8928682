"""Terms: what a contract may rest on in law, as dated rows and not as code."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Term:
    """One rule as it was read.

    since, until: in force from and to (inclusive; None where no end was read). condition: what must hold.
    read: "read" where the source was read, "read second-hand" where only others' account of it was.
    """

    id: str
    words: str
    source: str
    since: date
    until: date | None = None
    condition: str = ""
    read: str = "read"

    def on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def rows(path: Path) -> dict[str, Any]:
    """A rule file of our own, which the wheel ships: never a person's."""
    held = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(held, dict), path
    return held


@functools.cache
def _held() -> dict[str, Any]:
    return rows(HERE / "terms.yaml")


@functools.cache
def terms(kind: str) -> dict[str, Term]:
    """Terms of a kind by id: "lawful_bases", "article_9", "schedule_1", "categories" or "powers"."""
    return {row["id"]: Term(**row) for row in _held()[kind]}


def checked() -> date:
    """The day on which the terms were last gone through."""
    day = _held()["checked"]
    assert isinstance(day, date)
    return day


def bases(day: date, public_task: bool = True) -> dict[str, Term]:
    """The lawful bases in force on a day; a public authority in its tasks has fewer.

    >>> from datetime import date
    >>> "recognised_legitimate_interest" in bases(date(2025, 8, 1), public_task=False)
    False
    """
    barred = _held()["not_for_public_tasks"] if public_task else ()
    return {id: term for id, term in terms("lawful_bases").items() if term.on(day) and id not in barred}
