"""Laws of a borough: one page with its line from every theme, and one choice that every page opens on."""

from __future__ import annotations

from itertools import cycle

import pytest
from streamlit.testing.v1 import AppTest

from apps.shell import find, my_borough, state
from lbdp_core.place_search import search
from lbdp_core.themes import THEMES
from tests.laws.test_every_page import MAIN, PATIENCE, each_theme, page, visit, whole

WITH = [theme for theme in THEMES if my_borough.has_lever(theme)]
TYPED = ("Enfield", "E01001549", "Edmonton Green", "E09000010", "Islngton", "Camden 001A")


def one_page(text: str) -> AppTest:
    at = AppTest.from_file(MAIN, default_timeout=PATIENCE)
    if text:
        at.query_params["borough"] = text
    return visit(at, "borough")


def said(at: AppTest) -> str:
    return " ".join(element.value for element in at.markdown).replace("\\", "")


@pytest.mark.parametrize("text", ["Enfield", "E09000010", "London Borough of Enfield"])
def test_a_borough_has_its_line_from_every_theme(text):
    at = one_page(text)
    whole(at)
    assert at.selectbox(key="borough").value == "Enfield"
    assert [h.value for h in at.header] == [theme.title for theme in WITH]
    for theme in WITH:
        opening = theme.presets[theme.opening]
        levers = type(opening)(**(opening.as_dict() | {"borough": "Enfield"}))
        assert state.public(theme.slug, levers).answer.lead in said(at)


def test_without_a_borough_no_theme_is_asked(monkeypatch):
    monkeypatch.setattr(state, "public", lambda *_: pytest.fail("a theme was asked"))
    whole(one_page(""))


@pytest.mark.parametrize("text", ["Atlantis", "<img src=http://example.org/x>", "![x](http://x)"])
def test_a_borough_that_is_not_there_is_said(text):
    at = one_page(text)
    whole(at)
    (warning,) = at.warning
    assert "There is no borough" in warning.value
    assert "](http" not in warning.value


@each_theme
def test_a_page_opens_on_the_borough_chosen_before_says_so_and_lets_go_of_it(theme):
    at = visit(one_page("Enfield"), theme.slug)
    whole(at)
    key = f"{theme.slug}.borough"
    if theme not in WITH:
        return
    assert at.get_by_key(key).value == "Enfield"
    assert any("opened on Enfield" in caption.value for caption in at.caption)
    at.button(key=f"{theme.slug}:london").click().run()
    assert at.get_by_key(key).value == theme.levers().borough
    other = next(one for one in WITH if one is not theme)
    assert visit(at, other.slug).get_by_key(f"{other.slug}.borough").value == other.levers().borough


@each_theme
def test_a_borough_chosen_on_one_page_is_the_one_of_the_next(theme):
    if theme not in WITH:
        return
    at = page(theme)
    at.selectbox(key=f"{theme.slug}.borough").set_value("Barnet").run()
    following = WITH[(WITH.index(theme) + 1) % len(WITH)]
    assert visit(at, following.slug).get_by_key(f"{following.slug}.borough").value == "Barnet"


@pytest.mark.parametrize(("theme", "text"), list(zip(WITH, cycle(TYPED))), ids=lambda v: getattr(v, "slug", v))
def test_a_place_that_was_found_opens_on_a_page_without_a_word(theme, text):
    """Every page, and every way to say a place, dealt out among them."""
    assert len(WITH) >= len(TYPED)
    found = search(text, state.ground().places, find.MOST)
    assert found
    link = find.link(theme, found[0])
    at = page(theme, **{name.replace(".", "__"): value for name, value in link.items()})
    whole(at)
    assert not at.warning
    assert at.get_by_key(f"{theme.slug}.borough").value == found[0].borough


def test_a_place_that_is_nowhere_is_not_found():
    assert search("Atlantis", state.ground().places, 5) == ()
    assert search("  ", state.ground().places, 5) == ()


def test_the_boroughs_like_one_are_others():
    for way in state.similar().values():
        for name, near in way.near.items():
            assert name not in near
            assert len(set(near)) == len(near) <= state.ALIKE
    ours = next(iter(state.similar().values()))
    assert {len(near) for near in ours.near.values()} == {state.ALIKE}
