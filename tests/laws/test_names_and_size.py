"""The same step has the same file name in every theme, and a theme over its budget of lines says why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from lbdp_core.themes import THEMES

ROOT = Path(__file__).resolve().parents[2]
NAMES = ROOT / "docs/names.md"
LINES, FILES = 3_800, 45
ROW = re.compile(r"^\| (?P<name>[a-z_]+) \| (?P<words>.+) \|$", re.M)
SLUGS = [theme.slug for theme in THEMES]


def tables() -> tuple[dict[str, str], dict[str, str]]:
    """Shared name -> what it holds; old name -> the one to use."""
    shared, old = NAMES.read_text("utf-8").split("## Old names")
    rows = [[(m["name"], m["words"]) for m in ROW.finditer(part)] for part in (shared, old)]
    assert all(len(dict(part)) == len(part) > 20 for part in rows), "a name stands twice, or a table cannot be read"
    return dict(rows[0]), dict(rows[1])


def files(slug: str) -> list[Path]:
    return sorted((ROOT / "lbdp_core" / slug).rglob("*.py"))


def names(slug: str) -> set[str]:
    """What the files of a theme, and the folders that hold them, are called."""
    home = ROOT / "lbdp_core" / slug
    return {part.removesuffix(".py") for path in files(slug) for part in path.relative_to(home).parts} - {"__init__"}


def refused(found: Iterable[str], old: Mapping[str, str]) -> list[str]:
    return [f"{name}: call it {old[name]}" for name in sorted(found) if name in old]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_file_has_an_old_name(slug):
    assert refused(names(slug), tables()[1]) == []


def test_a_name_that_two_themes_use_means_one_thing():
    """Layers are named by their import contract; every other shared name has a line with its one meaning."""
    shared, old = tables()
    assert not set(shared) & set(old)
    users = defaultdict(set)
    for slug in SLUGS:
        for name in names(slug):
            users[name].add(slug)
    layers = {"studies", "views", "own"}
    twice = {name: sorted(who) for name, who in users.items() if len(who) > 1 and name not in {*shared, *layers}}
    assert twice == {}, f"give each a line in {NAMES.name}, or rename the file of one theme"


def test_the_law_of_names_can_fail():
    assert refused({"doubts", "levers"}, tables()[1]) == ["doubts: call it draws"]


def over(slug: str) -> str:
    """Lines and files of a theme, where they are more than its budget; else empty."""
    found = files(slug)
    lines = sum(len(path.read_text("utf-8").splitlines()) for path in found)
    rows = sum(len(path.read_text("utf-8").splitlines()) for path in (ROOT / "lbdp_core" / slug).rglob("*.yaml"))
    print(f"{slug:14} {lines:6,} lines of {LINES:,} {len(found):4} files of {FILES} {rows:5,} lines of YAML beside")
    return f"{slug} has {lines:,} lines in {len(found)} files" if lines > LINES or len(found) > FILES else ""


@pytest.mark.parametrize("slug", SLUGS)
def test_a_theme_over_its_budget_has_a_decision_that_says_why(slug, capsys):
    with capsys.disabled():
        print()
        told = over(slug)
    (record,) = (ROOT / "docs/decisions").glob("*-themes-over-budget.md")
    assert not told or f"- `{slug}`: " in record.read_text("utf-8"), f"{told}: say why in {record.name}, or cut"
