"""Laws of the page that compares: both scenarios stand in the link, and a hostile one is one sentence."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import cycle

import pytest

from apps.shell import compare as page_of
from apps.shell import state
from lbdp_core import compare, scenarios
from lbdp_core.themes import THEMES
from tests.laws.test_every_page import each_theme, page, pictures, whole
from tests.laws.test_every_theme import what_if


def figures(at) -> list[str]:
    return [m.value for m in at.metric]


def first_number(theme) -> tuple[str, float]:
    changes = ((n, s) for n, s in theme.levers.specs().items() if s.kind == "change" and not s.choices)
    name, spec = next(changes)
    return name, min(spec.low + 3 * spec.step, spec.high)


@each_theme
def test_everything_that_the_view_offers_and_every_preset_draw_and_a_scenario_beside_itself_differs_by_nothing(theme):
    *others, last = page_of.looks(state.opened(theme.slug))
    at = page(theme, view="Compare", **{f"{theme.slug}__look": last})
    for look in (last, *others[::-1]):  # side by side, which is the first, comes last
        if look != last:
            at.get_by_key(f"{theme.slug}.look").set_value(look).run()
        whole(at)
        assert not at.warning
        assert at.get_by_key(f"{theme.slug}.look").value == look
        assert all(proto.alt.strip() for _, proto in pictures(at))
    for preset in theme.presets:
        at.selectbox(key=f"{theme.slug}:against").set_value(preset).run()
        whole(at)
        assert at.selectbox(key=f"{theme.slug}:against").value == preset
    at.selectbox(key=f"{theme.slug}:against").set_value(theme.opening).run()
    assert at.header[0].value == "The two scenarios are the same."
    assert not any(c in "123456789" for value in figures(at) for c in value)


@each_theme
def test_keeping_b_as_a_puts_it_in_the_link_and_the_link_brings_both_back(theme):
    name, value = first_number(theme)
    at = page(theme, view="Compare", **{f"{theme.slug}__{name}": f"{value:g}"})
    at.button(key=f"{theme.slug}:keep").click().run()
    whole(at)
    (kept,) = [held] if isinstance(held := at.query_params[f"{theme.slug}.against"], str) else held
    a = scenarios.read(kept, theme.levers, theme.presets)
    assert getattr(a, name) == value
    other = theme.presets[theme.opening]
    again = page(theme, view="Compare", **{f"{theme.slug}__against": kept})
    whole(again)
    assert again.header[0].value.replace("\\", "") == compare.sentence(
        next(iter(theme.goals), None),
        state.asked(theme.slug, a),
        state.asked(theme.slug, other),
        compare.apart(a, other),
        names=scenarios.names(a, other, theme.presets),
    )
    again.get_by_key("view").set_value("Explore").run()
    again.get_by_key("view").set_value("Compare").run()
    assert again.selectbox(key=f"{theme.slug}:against").value == kept


HOSTILE = ("nope", "<img src=http://example.org/x>", "a=b,c", "x" * 3_000, "![x](http://x)")


@pytest.mark.parametrize(
    ("theme", "text"), [*zip(THEMES, cycle(HOSTILE))], ids=lambda v: v[:9] if isinstance(v, str) else v.slug
)
def test_a_hostile_a_is_refused_in_one_sentence_and_today_stands_in(theme, text):
    """On every page, with the texts dealt out among them."""
    at = page(theme, view="Compare", **{f"{theme.slug}__against": text})
    whole(at)
    (warning,) = at.warning
    assert "so today stands in" in warning.value
    assert "](http" not in warning.value
    assert "<" not in warning.value.replace("\\<", "")
    assert f"{theme.slug}.against" not in at.query_params
    assert len(at.metric) > 0


@each_theme
def test_a_goal_is_answered_when_asked_and_kept_with_what_it_was_asked_for(theme):
    if not theme.goals:
        pytest.skip("the theme has no goal")
    at = page(theme, view="Compare", **{f"{theme.slug}__look": page_of.GOAL})
    assert not at.subheader or theme.goals[0].by not in at.subheader[0].value
    at.button(key=f"FormSubmitter:{theme.slug}:goal:{theme.goals[0].question}-Find it").click().run()
    whole(at)
    answer = at.subheader[0].value
    assert theme.goals[0].by in answer
    if set_it := [b for b in at.button if b.key == f"{theme.slug}:reach"]:
        set_it[0].click().run()
        moved = at.get_by_key(f"{theme.slug}.{theme.goals[0].lever}").value
        assert f"{moved:,g}" in answer or f"{moved:,}" in answer
    name, specs = theme.goals[0].lever, theme.levers.specs()
    own = at.get_by_key(f"{theme.slug}.{name}")
    own.set_value(type(own.value)(min(specs[name].low + 3 * specs[name].step, specs[name].high))).run()
    assert not any("have been moved since" in c.value for c in at.caption)  # the goal's own lever does not count
    for other in [n for n, s in specs.items() if s.swing and n != name][:1]:
        box = at.get_by_key(f"{theme.slug}.{other}")
        moved = specs[other].low if box.value != specs[other].low else specs[other].high
        box.set_value(type(box.value)(moved)).run()
        assert at.subheader[0].value == answer
        assert any("have been moved since" in c.value for c in at.caption)


@each_theme
def test_the_comparison_leaves_with_both_scenarios_and_where_it_came_from(theme):
    it = state.opened(theme.slug)
    a, b = theme.levers(), what_if(theme)
    results = state.asked(theme.slug, a), state.asked(theme.slug, b)
    files = {
        form: page_of.made(it, b, results[1], a, results[0], form, "http://127.0.0.1/x") for form in ("zip", "json")
    }
    found = json.loads(files["json"])
    assert {"theme", "answer", "figures", "levers", "boroughs", "about"} == set(found)
    assert found["answer"] in zipfile.ZipFile(io.BytesIO(files["zip"])).read("about.txt").decode("utf-8-sig")
    assert "view=Compare" in found["about"]["Link"]
    named = scenarios.names(a, b, theme.presets)
    assert {f"Scenario {name}" for name in named} <= set(found["about"])
    assert page_of.made(it, b, results[1], a, results[0], "xlsx", "")[:2] == b"PK"
