"""Laws that every page keeps: a theme that is registered is drawn, in three views, whatever the link says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from apps.shell import area, parts, scenes, state, wording
from lbdp_core.charts import Picture
from lbdp_core.themes import THEMES
from tests.attack import wire

MAIN = str(Path(__file__).parents[2] / "apps" / "main.py")
VIEWS = ("Present", "Explore", "Compare", "Explain")
PATIENCE = 600  # s that a page may take: the machine may be busy, and how long it takes is the bench's to say
LARGEST = 200_000  # characters of a chart that a page sends at once
ALONE = "could not be shown"
each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)


def page(theme, session: Mapping[str, Any] | None = None, **link: str) -> AppTest:
    """A theme's page as a link opens it, in a session that holds this already."""
    at = AppTest.from_file(MAIN, default_timeout=PATIENCE)
    for name, value in (session or {}).items():
        at.session_state[name] = value
    for name, value in link.items():
        at.query_params[name.replace("__", ".")] = value
    return visit(at, theme.slug)


def visit(at: AppTest, slug: str) -> AppTest:
    """The page of that address ("" for home): `AppTest.switch_page` knows pages that are files alone."""
    at._page_hash = calc_hash(slug)
    return at.run()


def whole(at: AppTest) -> None:
    """Nothing failed: neither the script nor a part that was replaced by a sentence."""
    assert not at.exception, at.exception[0].message
    assert not at.error, at.error[0].value


def pictures(at: AppTest) -> Iterator[tuple[str, Any]]:
    """Everything that a screen reader needs a name for."""
    for element in at.main:
        if element.type in ("vega_lite_chart", "deck_gl_json_chart", "dataframe", "table"):
            yield element.type, element.proto


@pytest.fixture
def drawn(monkeypatch) -> list[Picture]:
    """Every picture that the pages of a test draw."""
    found, draw = [], parts.chart
    monkeypatch.setattr(parts, "chart", lambda p, name: found.append(p) or draw(p, name))
    return found


def sound(at: AppTest, drawn: list[Picture]) -> None:
    """Every chart, map and table has a name; every picture words, a table of its own figures, and is plain JSON; and no
    column goes to the browser that nobody can see there.
    """
    assert wire.of_page(at) == {}
    assert all(proto.alt.strip() for _, proto in pictures(at))
    for picture in drawn:
        assert len(picture.alt.strip()) > 20, picture.title
        assert not re.search(r"\b(nan|inf|None)\b", f"{picture.title} {picture.alt} {picture.note}"), picture.title
        assert len(picture.table), picture.title
        assert picture.table.columns.is_unique, picture.title
        assert len(json.dumps(picture.spec, allow_nan=False)) < LARGEST, picture.title
    drawn.clear()


@each_theme
def test_the_opening_preset_draws_in_every_view_and_a_moved_lever_stays_from_view_to_view_and_back_from_home(
    theme, drawn
):
    at = page(theme, view=VIEWS[0])
    for view in VIEWS:
        at.get_by_key("view").set_value(view).run()
        whole(at)
        assert not at.warning, view
        assert at.title[0].value == theme.question
        for name in theme.levers.specs():
            assert at.get_by_key(f"{theme.slug}.{name}").value == getattr(theme.presets[theme.opening], name), name
        sound(at, drawn)
    name, spec = next((n, s) for n, s in theme.levers.specs().items() if not s.choices)
    key = f"{theme.slug}.{name}"
    moved = min(spec.low + 3 * spec.step, spec.high)
    at.get_by_key(key).set_value(type(at.get_by_key(key).value)(moved)).run()
    for view in ("Present", "Explore"):
        at.get_by_key("view").set_value(view).run()
        whole(at)
        assert at.get_by_key(key).value == moved, view
    visit(visit(at, ""), theme.slug)
    assert at.get_by_key(key).value == moved


@each_theme
def test_every_preset_draws_with_all_that_may_stand_beside_it_which_is_a_choice_in_the_link(theme, drawn):
    """Another thing beside each preset, until both have had their turn."""
    offered = [*theme.page().beside, "Map"] if theme.page().beside else [""]  # a theme of maps alone has no choice
    presets = list(theme.presets)
    for n in range(max(len(offered), len(presets))):
        beside, preset = offered[n % len(offered)], presets[n % len(presets)]
        at = page(theme, view="Explore", **({f"{theme.slug}__beside": beside} if beside else {}))
        at.selectbox(key=f"{theme.slug}:preset").set_value(preset).run()
        whole(at)
        assert at.selectbox(key=f"{theme.slug}:preset").value == preset
        assert not beside or at.get_by_key(f"{theme.slug}.beside").value == beside
        sound(at, drawn)


@each_theme
@pytest.mark.parametrize("in_words", [True, False], ids=["words", "codes"])
def test_a_link_of_every_lever_opens_the_scenario_without_a_word(theme, in_words):
    """As the page writes it, by the words of a choice; and as the command line has it, by its code."""
    other = {n: list(s.choices)[-1] if s.choices else s.low + s.step for n, s in theme.levers.specs().items()}
    specs = theme.levers.specs()
    link = {n: specs[n].choices[v] if specs[n].choices and in_words else str(v) for n, v in other.items()}
    at = page(theme, **{f"{theme.slug}__{name}": text for name, text in link.items()})
    whole(at)
    assert [w.value for w in at.warning] == []
    assert {name: at.get_by_key(f"{theme.slug}.{name}").value for name in specs} == other


BAD = ("", "-1e9", "1e309", "nan", "many", "=1+1", "<script>alert(1)</script>", "![x](http://example.org/x)", "9" * 400)


@each_theme
@pytest.mark.parametrize("first", range(0, len(BAD), 3))
def test_a_value_that_is_not_usable_falls_back_with_a_notice(theme, first):
    """Every lever has another of them, and others on the next page."""
    today, specs = theme.levers(), theme.levers.specs()
    at = page(theme, **{f"{theme.slug}__{name}": BAD[(first + n) % len(BAD)] for n, name in enumerate(specs)})
    whole(at)
    assert {name: at.get_by_key(f"{theme.slug}.{name}").value for name in specs} == today.as_dict()
    said = "\n".join(w.value for w in at.warning)
    assert all(wording.plain(spec.label) in said for spec in specs.values()), said
    assert "<script>" not in said
    assert "](http" not in said


@each_theme
def test_a_view_and_a_lever_that_are_not_there_are_said_and_left_out(theme):
    at = page(theme, view="Nope", **{f"{theme.slug}__of_an_older_link": "5"})
    whole(at)
    said = "\n".join(w.value for w in at.warning)
    assert "Nope" in said
    assert "of\\_an\\_older\\_link" in said
    assert at.get_by_key("view").value == "Explore"


@each_theme
def test_what_a_box_does_not_hold_is_said(theme):
    """A link to an area, a driver or a borough that is not there must not show another one without a word."""
    it = state.opened(theme.slug)
    names = (*scenes.ways(it), *(area.ways(it) if area.offered(it) else ()))
    at = page(theme, view="Explain", **{name.replace(".", "__"): f"<b>Nowhere {name}</b>" for name in names})
    whole(at)
    said = " ".join(warning.value for warning in at.warning).replace("\\", "")
    for name in names:
        assert f"Nowhere {name}" in said, name
        assert name not in at.query_params
    assert not any("<b>" in warning.value for warning in at.warning)


@each_theme
def test_a_part_that_fails_leaves_the_rest(theme, monkeypatch):
    def fails(*_):
        raise RuntimeError("made to fail")

    it = state.opened(theme.slug)
    broken = replace(it, page=replace(it.page, measures=fails))
    monkeypatch.setattr(state, "opened", lambda slug: broken)
    beside = {f"{theme.slug}__beside": "Map"} if it.page.beside else {}
    at = page(theme, **beside)
    assert not at.exception
    assert any(ALONE in e.value and "made to fail" not in e.value for e in at.error)
    assert at.title[0].value == theme.question
    assert len(at.metric) > 0


def test_home_asks_every_question():
    at = AppTest.from_file(MAIN, default_timeout=PATIENCE).run()
    whole(at)
    asked = [h.value for h in at.header]
    assert asked[: len(state.themes())] == [theme.question for theme in state.themes()]


def test_a_folder_that_is_not_data_is_one_sentence(tmp_path, monkeypatch):
    from apps.shell import state

    monkeypatch.setenv("LBDP_DATA", str(tmp_path))
    for cached in (state.shelf, state._opened, state.ground):
        cached.cache_clear()
    try:
        at = page(THEMES[0])
        assert not at.exception
        assert "manifest.json" in at.error[0].value
    finally:
        for cached in (state.shelf, state._opened, state.ground):
            cached.cache_clear()


@each_theme
def test_a_value_that_no_widget_could_send_does_not_reach_the_scenario(theme):
    from apps.shell import panel

    values = theme.levers().as_dict()
    name, spec = next((n, s) for n, s in theme.levers.specs().items() if not s.choices)
    assert getattr(panel.checked(theme, values | {name: spec.high + 1}), name) == getattr(theme.levers(), name)
