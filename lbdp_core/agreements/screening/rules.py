"""Rules: Article 35(3), the ICO's ten and WP248's nine, as dated rows of `rules.yaml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lbdp_core.agreements.contract.terms import rows

LISTS = ("article_35_3", "ico", "wp248")


@dataclass(frozen=True)
class Rule:
    """One rule as it was read.

    when:   its condition, as `contract.conditions` reads it.
    beyond: None, or: it counts only together with a criterion of WP248 that is not among these.
    """

    id: str
    list: str
    words: str
    source: str
    since: date
    read: str
    when: Any
    beyond: tuple[str, ...] | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@functools.cache
def _held() -> dict[str, Any]:
    return rows(Path(__file__).resolve().parent / "rules.yaml")


@functools.cache
def rules() -> tuple[Rule, ...]:
    """Every rule, list by list."""
    lined = [row | {"beyond": tuple(row["beyond"])} if "beyond" in row else row for row in _held()["rules"]]
    return tuple(Rule(**row) for row in lined)


def questions() -> dict[str, str]:
    """What a person answers with yes or no: id -> words."""
    return {row["id"]: row["words"] for row in _held()["questions"]}


def lists() -> dict[str, dict[str, str]]:
    """The three lists by id, each with words, source and how it was read."""
    held = _held()["lists"]
    return {name: held[name] for name in LISTS}


def checked() -> date:
    """The day on which the rules were last gone through."""
    day = _held()["checked"]
    assert isinstance(day, date)
    return day
