"""Files as people make them, through three doors: the right total, or one sentence, and the same at every door.

A table comes in up to four forms. Of four, every other is tried here, at a door each, and the others of the next
table; all forms at all doors with `LBDP_ATTACK=1`.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from apps.commands import data
from tests.attack.hostile import DEEP
from tests.corpus import Case, bad, good
from tests.doors import DOORS, through

GOOD, BAD = list(good()), list(bad())
NAMES = [case.name for case in (*GOOD, *BAD)]
TABLES = [name.rpartition(".")[0] for name in NAMES]
FORMS = Counter(TABLES)
TURN = {table: n for n, table in enumerate(FORMS)}


@pytest.fixture(autouse=True)
def codes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The areas of the data folder are read once for all files."""
    monkeypatch.setattr(data, "known_codes", CODES)


CODES = cache(data.known_codes)


def doors_of(case: Case) -> list[str]:
    """A table of few forms goes through all doors; each form of another through one, and every other form through none.

    So two tables that follow each other in the corpus are tried in all forms.
    """
    table = case.name.rpartition(".")[0]
    nth = NAMES.index(case.name) - TABLES.index(table)
    doors = list(DOORS)
    if DEEP or FORMS[table] < len(doors):
        return doors
    return doors[nth % len(doors) :][:1] if (nth + TURN[table]) % 2 == 0 else []


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len({case.name for case in (*GOOD, *BAD)}) == len(GOOD) + len(BAD) >= 200
    assert len(GOOD) >= 60


@pytest.mark.parametrize("case", [case for case in (*GOOD, *BAD) if doors_of(case)], ids=lambda case: case.name)
def test_a_file_has_one_verdict(case: Case, tmp_path: Path) -> None:
    for door in doors_of(case):
        verdict = through(door, case.raw, case.name, tmp_path)
        taken = case.total is not None and (case.plug or door != "plug")
        assert verdict.total == (pytest.approx(case.total) if taken else None), (door, verdict.said)
        if door != "plug":
            assert case.says in verdict.said, (door, verdict.said)
