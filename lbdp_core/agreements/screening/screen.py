"""Screen: facts and answers to an outcome, with every rule that fired and what fired it.

The outcome is "required" or "not indicated". It is never "not required": Article 35(1) asks for a judgement that no
list replaces, and an answer may be wrong or missing.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lbdp_core.agreements.contract import Contract, facts
from lbdp_core.agreements.contract.facts import evidence
from lbdp_core.agreements.contract.terms import rows
from lbdp_core.door import called
from lbdp_core.sources import DataError

REQUIRED, NOT_INDICATED = "required", "not indicated"
ENOUGH = 2  # criteria of WP248 from which the guidance takes a DPIA to be needed


@dataclass(frozen=True)
class Fired:
    """A rule that holds, and the fields, terms or answers by which it does."""

    rule: Rule
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Screening:
    """What the screening says.

    outcome: "required" or "not indicated". criteria: how many of WP248's nine hold.
    advised: whether two or more of them do, which is guidance and not statute.
    open:    questions that nobody has answered, by id.
    """

    outcome: str
    fired: tuple[Fired, ...]
    criteria: int
    advised: bool
    open: tuple[str, ...]
    day: date

    def of(self, name: str) -> tuple[Fired, ...]:
        """What fired of one list."""
        return tuple(f for f in self.fired if f.rule.list == name)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The outcome in words."""
        ruled = len(self.fired) - self.criteria
        if ruled:
            first = f"You need a DPIA: {_count(ruled, 'rule')} of Article 35(3) or the ICO's list {_apply(ruled)}."
        elif self.advised:
            first = (
                f"You need a DPIA under the guidance: {self.criteria} of WP248's nine criteria apply, and two "
                "are enough."
            )
        else:
            first = (
                "These fields and answers do not call for a DPIA. You may still need one: ask your data "
                "protection officer."
            )
        lines = [first]
        if ruled:
            lines.append(
                f"{self.criteria} of WP248's nine criteria {_apply(self.criteria)}{' (two are enough)' * self.advised}."
            )
        if self.open:
            lines.append(
                f"Answer the other {_count(len(self.open), 'question')} of {len(questions())}: each could make a "
                "rule apply."
            )
        return tuple(lines)


def screen(contract: Contract, answers: Mapping[str, bool], day: date | None = None) -> Screening:
    """Whether a DPIA is called for.

    Args:
        answers: question -> yes or no; a question that is left out is open. Only a yes fires anything.
        day: the rules as they stood then; the day of their last check when not given.

    Raises:
        DataError: an answer is to no question, or is neither yes nor no.
    """
    day = day or checked()
    held = facts(contract) | _answered(answers)
    on = [rule for rule in rules() if rule.on(day)]
    found = {rule.id: evidence(rule.when, held) for rule in on}
    criteria = [rule.id for rule in on if rule.list == "wp248" and found[rule.id]]
    fired = []
    for rule in on:
        others = [id for id in criteria if rule.beyond is not None and id not in rule.beyond]
        if found[rule.id] and (rule.beyond is None or others):
            fired.append(Fired(rule, found[rule.id]))
    advised = len(criteria) >= ENOUGH
    outcome = REQUIRED if advised or len(fired) > len(criteria) else NOT_INDICATED
    open_ = tuple(id for id in questions() if id not in answers)
    return Screening(outcome, tuple(fired), len(criteria), advised, open_, day)


def _answered(answers: Mapping[str, bool]) -> dict[str, tuple[str, ...]]:
    asked = questions()
    for id, value in answers.items():
        if id not in asked:
            raise DataError(f"There is no screening question {called(id)}; there are {', '.join(asked)}.")
        if not isinstance(value, bool):
            raise DataError(f"The answer to {id} is {called(value)}; it should be yes or no.")
    return {id: (f"answer: {id.replace('_', ' ')}",) if answers.get(id) else () for id in asked}


def _apply(n: int) -> str:
    return "applies" if n == 1 else "apply"


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' * (n != 1)}"


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
