"""Register: a contract's risks, filled in from what it says; made again when a field is dropped or coarsened."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lbdp_core.agreements.contract import Contract, Facts, facts
from lbdp_core.agreements.contract.terms import rows

FIELD = re.compile(r"field (\w+) \((.+)\)")  # as `contract.facts` names one
EFFECTS = ("eliminated", "reduced", "accepted")  # of measures on a risk, in the sample's words


@dataclass(frozen=True)
class Line:
    """One risk: levels are 0 to 2, before measures and, as `left_*`, after all of them.

    evidence: the fields and terms that raise it above the lowest level. measures: what would lower it.
    """

    id: str
    words: str
    likelihood: int
    severity: int
    evidence: tuple[str, ...]
    measures: tuple[str, ...]
    left_likelihood: int
    left_severity: int

    @property
    def overall(self) -> int:
        return overall(self.likelihood, self.severity)

    @property
    def residual(self) -> int:
        return overall(self.left_likelihood, self.left_severity)

    @property
    def effect(self) -> str:
        """What the measures do to it."""
        if self.left_likelihood == self.likelihood and self.left_severity == self.severity:
            return "accepted"
        return "reduced"

    def in_words(self) -> dict[str, str]:
        """The line as the DPIA's steps 5 and 6 ask for it; who approves it is for a person."""
        return {
            "risk": self.words,
            "because": "; ".join(grouped(self.evidence)),
            "likelihood": LIKELIHOODS[self.likelihood],
            "severity": SEVERITIES[self.severity],
            "overall": OVERALL[self.overall],
            "measures": "; ".join(self.measures),
            "effect": self.effect,
            "residual": OVERALL[self.residual],
            "approved": "not answered",
        }


@dataclass(frozen=True)
class Register:
    """Every risk of the rule file, in its order."""

    lines: tuple[Line, ...]

    @property
    def score(self) -> int:
        """Likelihood times severity (ranks 1 to 3), added up before measures."""
        return sum((line.likelihood + 1) * (line.severity + 1) for line in self.lines)

    def count(self, level: str, residual: bool = False) -> int:
        """How many risks stand at an overall level, before measures or after."""
        return sum(OVERALL[line.residual if residual else line.overall] == level for line in self.lines)


def grouped(evidence: Sequence[str]) -> list[str]:
    """Evidence with the fields of one class told together.

    >>> grouped(["field name (direct identifier)", "retention: not answered", "field uprn (direct identifier)"])
    ['name, uprn (direct identifier)', 'retention: not answered']
    """
    found: dict[str, list[str]] = {}
    for line in evidence:
        field = FIELD.fullmatch(line)
        found.setdefault(field[2] if field else line, []).extend([field[1]] if field else [])
    return [f"{', '.join(names)} ({what})" if names else what for what, names in found.items()]


def register(contract: Contract) -> Register:
    """The risk register of a contract as it stands (give a reduced one to see what that saves)."""
    held = facts(contract)
    return Register(tuple(_line(row, held) for row in _rules()["risks"]))


@functools.cache
def _rules() -> dict[str, Any]:
    return rows(Path(__file__).resolve().parent / "risks.yaml")


def checked() -> date:
    """The day on which the risks were last gone through."""
    day = _rules()["checked"]
    assert isinstance(day, date)
    return day


def weights() -> Mapping[str, float]:
    """Points of a field by classification, as asked for."""
    held: Mapping[str, float] = _rules()["points"]
    return held


def _line(row: Mapping[str, Any], held: Facts) -> Line:
    likelihood, first = _level(row["likelihood"], LIKELIHOODS, held)
    severity, then = _level(row["severity"], SEVERITIES, held)
    measures = [m for m in row["measures"] if any(held[need] for need in m["needs"])]
    left = {"likelihood": likelihood, "severity": severity}
    for measure in measures:
        left[measure["lowers"]] = max(0, left[measure["lowers"]] - 1)
    because = tuple(dict.fromkeys((*first, *then)))
    taken = tuple(m["words"] for m in measures)
    return Line(row["id"], row["words"], likelihood, severity, because, taken, left["likelihood"], left["severity"])


def _level(rule: Mapping[str, Sequence[str]], names: Sequence[str], held: Facts) -> tuple[int, tuple[str, ...]]:
    """The highest level for which a fact holds, with its evidence."""
    for n in range(len(names) - 1, 0, -1):
        if found := tuple(line for fact in rule[names[n]] for line in held[fact]):
            return n, found
    return 0, ()


LIKELIHOODS = ("remote", "possible", "probable")
SEVERITIES = ("minimal", "significant", "severe")
OVERALL = ("low", "medium", "high")


def overall(likelihood: int, severity: int) -> int:
    """The overall level (0 to 2) of two levels (0 to 2).

    >>> [overall(0, 2), overall(1, 1), overall(2, 2)]
    [1, 1, 2]
    """
    product = (likelihood + 1) * (severity + 1)
    return 0 if product <= 2 else 1 if product <= 4 else 2
