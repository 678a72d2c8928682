"""The health page as a person meets it; drawn once the theme is registered and its data are built."""

from __future__ import annotations

import pytest

from lbdp_core.health.views import PAGE
from lbdp_core.themes import THEMES
from tests.laws.test_every_page import page, whole

HEALTH = next((theme for theme in THEMES if theme.slug == "health"), None)
pytestmark = pytest.mark.skipif(HEALTH is None, reason="health is not registered")


def words(at) -> str:
    return " ".join(str(e.value) for kind in (at.markdown, at.caption, at.subheader) for e in kind)


def test_the_line_about_the_data_says_how_new_it_is_that_rates_are_judged_and_the_round_is_old():
    text = words(page(HEALTH)).replace("\\", "")
    assert "to June 2023" in text
    assert "Some rates are our judgement" in text
    assert "Old projection" in text


def scene(topic: str) -> dict[str, str]:
    """The link that opens Explain on a scene."""
    return {"health__part": PAGE.scenes[topic].part, "health__topic": topic}


@pytest.mark.parametrize("topic", list(PAGE.scenes))
def test_every_scene_follows_the_levers(topic):
    texts = []
    for years in (0, 3):
        at = page(HEALTH, view="Explain", health__healthy_years=str(years), **scene(topic))
        whole(at)
        texts.append(words(at))
    assert texts[0] != texts[1]


def test_a_choice_that_shows_nothing_is_not_offered():
    at = page(HEALTH, view="Explain", **scene("Boroughs"))
    assert any(box.label == "What is shown" for box in at.selectbox)
    at.selectbox(key="health:Boroughs:How they are shown").set_value("At the same ages").run()
    whole(at)
    assert not any(box.label == "What is shown" for box in at.selectbox)


def test_every_file_holds_the_log_of_assumptions():
    from apps.shell import downloads, state

    it = state.opened("health")
    levers = HEALTH.levers(trend=-1.2)
    about = downloads.about(it, levers, state.public("health", levers), "")
    assert "trend" in " ".join(name for name in about if name.startswith("Assumption: "))
    assert any("−1.2" in text and "default" in text for text in about.values())
