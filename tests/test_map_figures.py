"""What a map shows of each area: its table and the words for whoever points at it say the same figures."""

import json

import numpy as np
import pytest
from starlette.requests import Request
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from apps.shell import area, explain, explore, hover, state
from lbdp_core import change_map, map_figures
from lbdp_core.formatting import number
from lbdp_core.maps import Measure
from lbdp_core.themes import THEMES
from tests.laws import test_every_page as every_page

NAMES = {"Borough": np.array(["Brent", "Camden", "Barnet"])}
each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)


def measure(values=(12.0, np.nan, 1.25), unit="fires a year", decimals=1, **more):
    return Measure("m", "Fires", unit, np.array(values), (1.0,), decimals=decimals, level="borough", **more)


def told(of, beside=None, release="released"):
    table = map_figures.table(of, NAMES, beside or {}, release)
    return table, map_figures.words(of, beside or {}, table)


def test_a_figure_has_its_unit_and_its_range_and_a_missing_one_says_so():
    table, lines = told(measure(ranges=np.array([[10.0, 14.0], [0.0, 0.0], [1.0, 2.0]])))
    assert lines[:2] == ["12.0 fires a year (8 chances in 10: 10.0 to 14.0)", "No figure."]
    assert table.columns.tolist() == ["Borough", "Fires", map_figures.RANGE]
    assert table[map_figures.RANGE].tolist() == ["10.0 to 14.0", "–", "1.0 to 2.0"]


def test_today_and_the_change_stand_beside_a_figure_that_a_lever_moved():
    today = measure((12.0, np.nan, 1.5))
    table, lines = told(measure(), map_figures.changed(measure(), today))
    assert lines[2] == "1.2 fires a year\nIf nothing changes: 1.5. Change: −0.25."
    assert lines[0].endswith("If nothing changes: 12.0. Change: 0.00.")
    assert table[map_figures.CHANGE].tolist()[2] == -0.25
    assert map_figures.changed(measure(), measure()) == {}


def test_a_difference_is_said_in_words():
    lines = told(measure((-12.0, 3.0, 0.0), change_map.LONDON_UNIT, two_ended=True))[1]
    assert lines == ["12% below London", "3% above London", "As in London"]
    lines = told(measure((-12.0, 3.0, 0.0), two_ended=True))[1]
    assert lines == ["12.0 fewer fires a year", "3.0 more fires a year", "No change: fires a year"]
    assert told(measure((34.0, 1.0, 2.0), "% chance of a rise", 0))[1][0] == "34% chance of a rise"


def test_a_protected_small_count_is_hidden_in_both_with_its_range():
    counts = measure((3.0, 6.0, 41.0), "people", 0, ranges=np.array([[1.0, 5.0], [4.0, 9.0], [30.0, 50.0]]))
    table, lines = told(counts, release="protected")
    assert lines[:2] == ["Hidden: 7 or fewer.", "Hidden: 7 or fewer."]
    assert lines[2].startswith("40 people")
    assert table["Fires"].isna().tolist() == [True, True, False]
    assert table[map_figures.RANGE].tolist()[:2] == ["–", "–"]


def fetched(key):
    """What the browser gets for a key: status and lines."""
    answer = hover.figures(Request({"type": "http", "path_params": {"key": key}}))
    return answer.status_code, json.loads(answer.body or "[]")


def moved(theme):
    """The opening scenario with its first change lever moved by a few steps."""
    specs = theme.levers.specs()
    name, spec = next((n, s) for n, s in specs.items() if s.kind == "change" and not s.choices)
    start = getattr(theme.levers(), name)
    return theme.levers(**{name: start + 5 * spec.step if start + 5 * spec.step <= spec.high else spec.low})


@each_theme
@pytest.mark.parametrize("change", [False, True], ids=["opening", "moved"])
def test_every_map_of_every_theme_says_for_each_area_what_its_table_says(theme, change):
    """All measures, those against London and of the change too, as the browser fetches them."""
    it = state.opened(theme.slug)
    levers = moved(theme) if change else theme.presets[theme.opening]
    result = state.asked(theme.slug, levers)
    measures = it.page.measures(it.model, result)
    later = [make() for make in explore._further(it, levers, result, measures[0]).values()]
    assert bool(result.additive.change) == any(m is not None and m.key.startswith("change:") for m in later)
    assert change_map.is_rate(measures[0]) == any(m is not None and m.key.startswith("london:") for m in later)
    for one in filter(None, [*measures, *later]):

        def beside(one=one):
            return hover.since_today(it, it.model, result, one, lambda other: it.page.measures(it.model, other))

        text = hover.tooltip(it, one, beside, "test")
        key = text.rpartition(" ")[2].rstrip("]")
        status, lines = fetched(key)
        assert status == 200
        table = hover.frame(it, one, beside())
        assert len(lines) == len(table) == len(one.values)
        for i in (0, len(lines) // 2, len(lines) - 1):
            value = table[one.label].iloc[i]
            if value != value:
                assert lines[i] in ("No figure.", f"Hidden: {hover.map_figures.protect.HIDDEN}.")
                continue
            said = f"{abs(value):.0f}" if one.unit == change_map.LONDON_UNIT else number(abs(value), one.decimals)
            assert said in lines[i] or not value, (one.key, lines[i], value)
            for name in beside():
                assert name in lines[i]
                assert name in table


@each_theme
def test_a_colour_keeps_its_meaning_and_a_map_its_places_whatever_is_looked_at(theme):
    it = state.opened(theme.slug)
    opening = theme.presets[theme.opening]
    first = it.page.measures(it.model, state.asked(theme.slug, opening))
    for levers in (moved(theme), theme.levers(**(opening.as_dict() | {"borough": "Camden"}))):
        for one, other in zip(first, it.page.measures(it.model, state.asked(theme.slug, levers)), strict=True):
            assert one.key == other.key
            assert list(other.edges) == sorted(set(other.edges)), one.key
            assert one.edges == other.edges or levers.borough == "Camden", one.key
            if one.edges == other.edges and one.level == "borough":
                np.testing.assert_array_equal(np.isfinite(one.values), np.isfinite(other.values), one.key)
            if other.ranges is not None:
                there = np.isfinite(other.values)
                assert (other.ranges[there, 0] <= other.values[there] + 1e-9).all(), one.key


def test_only_a_key_that_was_offered_is_answered_and_old_ones_are_let_go():
    it = state.opened("health")
    keys = [hover.tooltip(it, measure(np.full(33, float(n))), dict, "")[-33:-1] for n in range(hover.KEPT + 1)]
    assert fetched(keys[-1])[0] == 200
    assert fetched(keys[0])[0] == 404
    assert fetched("nothing")[0] == 404


def chosen(theme, i):
    """The page after a click on area `i` of the map, as a browser tells it: its place among the features."""
    at = every_page.page(theme, view="Explore", **({f"{theme.slug}__beside": "Map"} if theme.page().beside else {}))
    (deck,) = [e.proto for e in at.main if e.type == "deck_gl_json_chart"]
    picked = {"indices": {"areas": [i]}, "objects": {"areas": [{"properties": {"i": i}}]}}
    state_of_map = WidgetState(id=deck.id, string_value=json.dumps({"selection": picked}))
    return at._run(WidgetStates(widgets=[state_of_map]))


@each_theme
def test_a_click_on_an_area_of_the_map_opens_why_it_is_where_it_is(theme):
    it, ground = state.opened(theme.slug), state.ground()
    level = it.page.measures(it.model, state.asked(theme.slug, theme.presets[theme.opening]))[0].level
    if explore._explainer(it, level) is None:
        assert "Why here" not in explain.offered(it), "the theme explains places and its map does not lead there"
        return
    at = chosen(theme, 7)
    every_page.whole(at)
    assert at.get_by_key("view").value == "Explain"
    assert at.get_by_key(f"{theme.slug}.part").value == "Why here"
    if area.offered(it):
        assert at.selectbox(key=f"{theme.slug}.area").value == area.label_of(str(ground.places.code[7]))
    else:
        borough = ground.borough[7] if level == "borough" else ground.places.borough[7]
        assert at.get_by_key(f"{theme.slug}.borough").value == borough
