"""Skills: which of a short list of skills an advert's words name, and not what only looks like one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

TOKEN = re.compile(r"[a-z0-9+#.\-]*[a-z0-9+#]")


@cache
def listed() -> tuple[str, ...]:
    """The skills in the order of their numbers."""
    return tuple(str(row["name"]) for row in _rows())


@cache
def _rows() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = yaml.safe_load((Path(__file__).parent / "skills.yaml").read_text("utf-8"))
    return rows


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """First word -> phrases that begin with it, the longest first, each with its skill; -1 for what means none."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for n, row in enumerate(_rows()):
        for phrases, number in ((row["words"], n), (row.get("not", ()), -1)):
            for phrase in phrases:  # type: ignore[attr-defined]
                words = tuple(TOKEN.findall(str(phrase).casefold()))
                found[words[0]].append((words, number))
    return {first: sorted(each, key=lambda one: -len(one[0])) for first, each in found.items()}


def find(text: str) -> tuple[int, ...]:
    """Numbers of the skills that a text names, each once, in order; a longer phrase goes before one inside it.

    >>> [listed()[n] for n in find("Advanced Excel and SQL. You will excel at communication. Java code.")]
    ['Excel', 'SQL', 'Java']
    """
    words, phrases = TOKEN.findall(text.casefold()), _phrases()
    named, at = set(), 0
    while at < len(words):
        step = 1
        for phrase, number in phrases.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                named.add(number)
                step = len(phrase)
                break
        at += step
    return tuple(sorted(named - {-1}))


def names(numbers: Sequence[int]) -> list[str]:
    """Their names."""
    return [listed()[n] for n in numbers]
