"""Skills: which of a short list of skills an advert's words name, and not what only looks like one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path

import yaml

TOKEN = re.compile(r"[a-z0-9+#.\-]*[a-z0-9+#]|[.,;:!?()\n]")  # words, and the marks at which a clause ends
MARKS = frozenset(".,;:!?()\n")
NEAR = 4  # words of the same clause, before and after
DENIED, NEEDED, GIVEN = (
    {"no", "not", "without"},
    {"required", "needed", "essential", "necessary"},
    {"given", "provided", "offered"},
)


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


def find(text: str, group: str | None = None) -> tuple[int, ...]:
    """Numbers of the skills that a text asks for, each once, in order; a longer phrase goes before one inside it.

    group: the minor group of the advert, "" where it has none: some skills count in some occupations alone.

    >>> [listed()[n] for n in find("Advanced Excel and SQL. You will excel at communication. Java code.")]
    ['Excel', 'SQL', 'Java']
    >>> [listed()[n] for n in find("No cold calling. A driving licence is not needed. Manual handling training given.")]
    []
    """
    words, phrases = TOKEN.findall(text.casefold().replace("&", " and ")), _phrases()
    named, at = set(), 0
    while at < len(words):
        step = 1
        for phrase, number in phrases.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                step = len(phrase)
                if number >= 0 and _asked(words, at, at + step):
                    named.add(number)
                break
        at += step
    return tuple(sorted(n for n in named if group is None or counts(n, group)))


def counts(number: int, group: str) -> bool:
    """Whether a skill counts in an advert of an occupation: where its words also stand in benefits, not in every one.

    >>> bar, sql = listed().index("Bar work"), listed().index("SQL")
    >>> counts(bar, "926"), counts(bar, "213"), counts(bar, ""), counts(sql, "")
    (True, False, False, True)
    """
    return group.startswith(_only()[number])


@cache
def _only() -> tuple[tuple[str, ...], ...]:
    """How the codes of the occupations begin in which each skill counts; "" is how all do."""
    return tuple(tuple(map(str, row.get("of", ("",)))) for row in _rows())  # type: ignore[call-overload]


def _asked(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the words of a clause around a phrase neither deny that it is needed nor promise to teach it."""
    before = list(takewhile(lambda word: word not in MARKS, reversed(words[max(start - NEAR, 0) : start])))
    after = list(takewhile(lambda word: word not in MARKS, words[end : end + NEAR]))
    if DENIED.intersection(before) or ("not" in after and NEEDED.intersection(after)):
        return False
    return not ("training" in after[:1] and GIVEN.intersection(after))


def names(numbers: Sequence[int]) -> list[str]:
    """Their names."""
    return [listed()[n] for n in numbers]
