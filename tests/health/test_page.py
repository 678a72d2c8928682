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


def scene(topic: str) -> dict[str, str]:
    """The link that opens Explain on a scene."""
    return {"health__part": PAGE.scenes[topic].part, "health__topic": topic}


@pytest.mark.parametrize("topic", list(PAGE.scenes)[::3])
def test_every_scene_follows_the_levers(topic):
    texts = []
    for years in (0, 3):
        at = page(HEALTH, view="Explain", health__healthy_years=str(years), **scene(topic))
        whole(at)
        texts.append(words(at))
    assert texts[0] != texts[1]
