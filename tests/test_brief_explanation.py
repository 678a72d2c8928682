"""An explanation as a file: every scene of every theme, whole, with no address that a browser would fetch."""

from __future__ import annotations

import re

import pytest

from apps.shell import scenes, state
from lbdp_core.brief import explanation
from lbdp_core.themes import THEMES


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_every_scene_is_a_page_that_stands_alone(theme):
    it = state.opened(theme.slug)
    result = state.public(theme.slug, theme.levers())
    among = {**it.page.scenes, **it.page.why}
    for name in scenes.offered(it, among):
        scene = among[name]
        follows = scene.tables is None
        basis = result if follows else scenes._tables(theme.slug, scene)
        picks = {words: options[0] for words, options in scene.choices(it.model, basis).items()}
        picks |= {words: options[0] for words, options in scene.then(it.model, basis, picks).items()}
        shown = scene.show(it.model, basis, picks)
        made = explanation.write(it, scene.question, shown, theme.levers() if follows else None).decode()
        assert made.count("<figure>") == len(shown.pictures) + (shown.measure is not None), name
        assert made.count("<table>") <= len(shown.sheets) + len(shown.tables) + bool(shown.cards)
        assert not re.search(r'(src|href)="(?!#)|<script|url\((?!#)|@import', made), name
        assert ("lbdp run" in made) == follows
