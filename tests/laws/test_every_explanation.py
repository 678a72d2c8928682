"""Laws that every explanation keeps: the same few parts, something in each, and a command that says the same."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest

from apps import cli
from apps.shell import explain, state
from lbdp_core import scenarios
from lbdp_core.scene import PARTS
from lbdp_core.themes import THEMES
from tests.laws.test_every_page import drawn, page, sound, whole

__all__ = ["drawn"]  # a fixture
each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)


@each_theme
def test_parts_are_the_same_seven_in_one_order(theme):
    offered = tuple(explain.offered(state.opened(theme.slug)))
    assert offered == tuple(part for part in PARTS if part in offered)
    assert len(PARTS) == 7
    assert {"How sure", "Data", "Model"} <= set(offered)


@each_theme
def test_every_scene_stands_in_one_part(theme):
    it = state.opened(theme.slug)
    topics = [name for held in explain.offered(it).values() for name in held]
    for name in {**it.page.scenes, **it.page.why}:
        assert topics.count(name) == 1, name


@each_theme
def test_every_topic_of_every_part_draws_whatever_is_chosen_there(theme, drawn):
    walked = page(theme, view="Explain")
    for part, topics in explain.offered(state.opened(theme.slug)).items():
        for n, topic in enumerate(topics):
            if n:
                at = page(theme, view="Explain", **{f"{theme.slug}__part": part, f"{theme.slug}__topic": topic})
            else:  # another part opens on its first topic
                at = walked.get_by_key(f"{theme.slug}.part").set_value(part).run()
            whole(at)
            assert not at.warning or part == "What if", (part, topic)
            assert at.get_by_key(f"{theme.slug}.part").value == part
            assert len(topics) == 1 or at.get_by_key(f"{theme.slug}.topic").value == topic
            limits = "What this does not tell you" in [h.value for h in (*at.header, *at.subheader)]
            assert limits == (topic == "Limits"), "general limits stand in one place"
            for box in [b for b in at.selectbox if str(b.key).startswith(f"{theme.slug}:{topic}:")]:
                if box.key not in {b.key for b in at.selectbox}:
                    continue  # another choice has taken it away
                at.selectbox(key=box.key).set_value(box.options[-1]).run()
                whole(at)
            sound(at, drawn)


@each_theme
def test_a_topic_without_its_tables_is_not_offered(theme):
    it = state.opened(theme.slug)
    bare = replace(it, theme=replace(theme, studies={}))
    resting = {name for name, scene in {**it.page.scenes, **it.page.why}.items() if scene.tables}
    assert resting.isdisjoint(name for topics in explain.offered(bare).values() for name in topics)


@each_theme
def test_a_command_without_options_asks_for_what_the_page_opens_on(theme):
    from apps.commands.asking import chosen_levers

    assert chosen_levers(theme, None, [], None) == theme.presets[theme.opening]


@each_theme
def test_the_printed_command_asks_for_the_same_scenario(theme, monkeypatch):
    """Of every preset, and of a lever between them."""
    from apps.commands import run

    opening = theme.presets[theme.opening]
    name, spec = next((n, s) for n, s in theme.levers.specs().items() if not s.choices)
    moved = replace(opening, **{name: spec.low + spec.step})
    said = []
    monkeypatch.setattr(run, "_run", lambda options: said.append(options) or 0)
    from apps.commands.asking import chosen_levers

    for levers in (opening, moved, *theme.presets.values()):
        _, *words = shlex.split(scenarios.command(theme.slug, levers, theme.presets))
        cli.main(words)
        asked = said.pop()
        assert chosen_levers(theme, asked.preset, asked.settings, asked.borough) == levers
