"""Files as people make them, through three doors: the right total, or one sentence, and the same at every door."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from apps.commands import data
from tests.corpus import Case, bad, good
from tests.doors import DOORS, through

GOOD, BAD = list(good()), list(bad())


@pytest.fixture(autouse=True)
def codes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The areas of the data folder are read once for all files."""
    monkeypatch.setattr(data, "known_codes", CODES)


CODES = cache(data.known_codes)


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len({case.name for case in (*GOOD, *BAD)}) == len(GOOD) + len(BAD) >= 200
    assert len(GOOD) >= 60


@pytest.mark.parametrize("case", [*GOOD, *BAD], ids=lambda case: case.name)
def test_a_file_has_one_verdict(case: Case, tmp_path: Path) -> None:
    for door in DOORS:
        verdict = through(door, case.raw, case.name, tmp_path)
        taken = case.total is not None and (case.plug or door != "plug")
        assert verdict.total == (pytest.approx(case.total) if taken else None), (door, verdict.said)
        if door != "plug":
            assert case.says in verdict.said, (door, verdict.said)
