"""Laws of names: whatever a person calls a file, a column, a note or a scenario, the page says what it says of others.

A page with a strange name is the page with a plain one, but for the name: no verdict is lost, no sentence is cut,
nothing acts as markup.
"""

from __future__ import annotations

import json
import re
from functools import cache

import numpy as np
import pandas as pd
import pytest

from apps.shell import downloads, state
from lbdp_core import door, own, scenarios
from lbdp_core.sources import DataError
from lbdp_core.themes import THEMES, by_slug
from tests.laws.test_every_page import page, whole
from tests.sharing.conftest import few_copies

__all__ = ["few_copies"]

PLAIN = "mine.csv"
NAMES = {
    "a sentence's own words": "adds; the same visits, had not seen are predicted (10), and “a”. b: with c.csv",
    "markup": '<img src=http://example.org/x>![x](http://example.org) $a$ :red[b] **c** `x` "d".csv',
    "very long, with new lines": f"one\ntwo\r\n{'x' * 3_000}.csv",
    "right to left, with emoji": "\u202etxt.lortnoc\u2069 עברית 🗑️👩‍👩‍👧.csv",
    "a formula": "=1+1",
}
each_name = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
OWNERS = [t for t in THEMES if t.own]
TRIED = [t for t in OWNERS if t.own.after]  # a file is what their levers then speak of
FILLED = [t for t in THEMES if t.page().papers]


def told(at) -> list[str]:
    """Every text of a page as a reader sees it: without the strokes that keep it from being markup."""
    kinds = (at.title, at.header, at.subheader, at.markdown, at.caption)
    texts = [str(e.value) for kind in kinds for e in kind]
    assert not any(re.search(r"(?<!\\)<\w|\](?<!\\\])\(http|[\u202a-\u202e\u2066-\u2069]", text) for text in texts)
    return [re.sub(r"\\(.)", r"\1", text) for text in texts]


@cache
def taken(slug: str, name: str):
    """A file of that name, whose counts are in a column of that name too, as a session keeps it after a trial."""
    it, mine = state.opened(slug), by_slug(slug).own
    codes = state.ground().places.code
    counts = pd.DataFrame({"LSOA": codes, door.called(name): 40 + 7 * (np.arange(len(codes)) % 4)})
    raw = counts.to_csv(index=False).encode()
    asked = mine.propose(raw, name, it.shelf).questions
    answers = {question.key: next(iter(question.options), question.first) for question in asked}
    return mine.take(it.model, it.shelf, raw, name, answers, own.silent)


@pytest.fixture(scope="module")
def plain() -> dict:
    """What each view says of a file with a plain name, once it was looked at."""
    return {}


def views_with(theme, name: str) -> dict[str, list[str]]:
    mine = taken(theme.slug, name)
    found = {}
    for view in ("Present", "Explore"):  # the answer in big type, and every other text that names the file
        key = state.own_key(theme.slug)
        at = page(theme, {key: mine, f"{key}:kept:after": dict(theme.own.after)}, view=view)
        whole(at)
        found[view] = told(at)
    return found


@pytest.mark.usefixtures("few_copies")
@each_name
@pytest.mark.parametrize("theme", TRIED, ids=lambda t: t.slug)
def test_a_file_under_any_name_is_told_as_under_a_plain_one(theme, name, plain):
    if theme.slug not in plain:
        plain[theme.slug] = views_with(theme, PLAIN)
    for view, texts in views_with(theme, name).items():
        said = [text.replace(PLAIN, door.called(name)) for text in plain[theme.slug][view]]
        assert [short(text, name) for text in texts] == [short(text, name) for text in said], view


def short(text: str, name: str) -> str:
    """A lead calls a file whose name is long "this data", and an address in a name is broken so that it is no link."""
    return text.replace("\u2060", "").replace(f"your file “{door.called(name)}”", "this data")


@each_name
@pytest.mark.parametrize("theme", OWNERS, ids=lambda t: t.slug)
def test_a_refusal_says_the_same_of_any_name(theme, name):
    said = []
    for called in (PLAIN, name):
        with pytest.raises(DataError) as refused:
            theme.own.propose(b"lsoa\nE01000001\n", called, state.shelf())
        said.append(str(refused.value))
    assert said[1] == said[0].replace(PLAIN, door.called(name))
    assert said[1].isprintable()


@each_name
def test_a_kept_scenario_says_what_it_said_whatever_that_was(name):
    theme = THEMES[0]  # the reader of such files knows no theme
    levers = theme.presets[theme.opening].as_dict()
    raw = json.dumps({"theme": theme.slug, "levers": levers, "answer": name}).encode()
    found, notices, answer = scenarios.kept(raw, theme.slug, theme.levers)
    assert (found.as_dict(), notices, answer) == (levers, (), name[:2_000])
    with pytest.raises(DataError) as refused:
        scenarios.kept(json.dumps({"theme": name, "levers": levers}).encode(), theme.slug, theme.levers)
    assert str(refused.value).isprintable()


@each_name
@pytest.mark.parametrize("theme", FILLED, ids=lambda t: t.slug)
def test_papers_take_any_text_or_refuse_it_in_one_sentence_and_can_be_made(theme, name):
    papers = theme.page().papers
    result = state.asked(theme.slug, theme.presets[theme.opening])
    held: dict[str, str] = {}
    for group in papers.boxes(result, held):
        for box in papers.boxes(result, held)[group]:
            if box.choices:
                continue
            try:
                held = dict(papers.filled(result, held, box.name, name[:2_000]))
            except DataError as refused:
                assert str(refused).isprintable(), box.name
    assert all(papers.made(result, held, {"date": "2026-11-26"}, {}, form) for form in papers.forms)


@each_name
@pytest.mark.parametrize("theme", TRIED, ids=lambda t: t.slug)
@pytest.mark.usefixtures("few_copies")
def test_no_cell_of_a_file_that_leaves_starts_a_formula(theme, name, monkeypatch):
    it = state.opened(theme.slug)
    mine = taken(theme.slug, name)
    monkeypatch.setattr(state, "mine", lambda slug: mine)
    levers = theme.levers(**theme.own.after)
    raw = downloads.made(it, levers, state.asked(theme.slug, levers), "first", "").decode("utf-8-sig")
    cells = pd.read_csv(pd.io.common.StringIO(raw), header=None, dtype=str).to_numpy().ravel()
    assert not [c for c in cells if isinstance(c, str) and re.match(r"[=@+]|-[^\d]", c)]
