import json

import numpy as np
import pytest

from lbdp_core import maps, palette
from lbdp_core.maps import Measure

LONDON = (-0.51, 51.28, 0.33, 51.69)


def measure(values, edges=(1.0, 10.0, 20.0), decimals=0):
    return Measure("m", "Measure", "things", np.array(values, dtype=float), edges, decimals=decimals)


def drawn(m, chosen=None, mode="light"):
    look = maps.view(LONDON, 400, 400)
    return json.loads(
        maps.deck(m, mode, shapes="app/static/x.json", chosen=chosen, look=look, hover="{name}").to_json()
    )


def test_a_digit_says_how_many_edges_a_value_has_reached():
    assert measure([0, 0.99, 1, 9.99, 10, 25]).digits().tolist() == [0, 0, 1, 1, 2, 3]


def test_a_missing_value_is_its_own_class_and_is_not_coloured():
    assert measure([np.nan, 0]).digits().tolist() == [maps.NO_DATA, 0]
    fill = drawn(measure([np.nan, 0]))["layers"][0]["getFillColor"]
    table = json.loads(fill[fill.index("[[") : fill.index("]]") + 2])
    assert table[maps.NO_DATA] == [0, 0, 0, 0]


def test_words_and_colours_go_with_the_classes():
    m = measure([0], decimals=0)
    assert m.words() == ("none", "1–10", "10–20", "20+")
    assert m.colours("light")[0] == palette.NOTHING["light"]
    m = measure([0], edges=(5.0, 10.0))
    assert m.words() == ("under 5", "5–10", "10+")
    assert len(m.colours("dark")) == 3


def test_there_are_never_more_than_ten_classes():
    edges = maps.quantile_edges(np.random.default_rng(0).gamma(2, size=5000))
    assert len(edges) + 1 <= palette.CLASSES
    assert set(measure(np.linspace(0, 9, 500), edges).digits()) <= set(range(10))


def test_edges_are_rising_even_where_values_repeat():
    assert maps.quantile_edges(np.zeros(50)) == (0.0,)
    edges = maps.quantile_edges(np.repeat([1.0, 2.0], 50), 7)
    assert list(edges) == sorted(set(edges))


def test_a_change_of_values_changes_fill_and_trigger_and_little_else():
    one, two = drawn(measure([0, 5, 15] * 1000)), drawn(measure([0, 5, 25] * 1000))
    assert one["layers"][0]["getFillColor"] != two["layers"][0]["getFillColor"]
    assert one["layers"][0]["updateTriggers"] != two["layers"][0]["updateTriggers"]
    assert one["layers"][1] == two["layers"][1]
    assert one["initialViewState"] == two["initialViewState"]


def test_4994_areas_cost_less_than_9_kb():
    m = measure(np.arange(4994))
    look = maps.view(LONDON, 400, 400)
    deck = maps.deck(m, "light", shapes="x", chosen=np.arange(4994) % 2 == 0, look=look, hover="{name}")
    assert len(deck.to_json()) < 9_000


def test_expressions_keep_to_what_deck_gl_accepts():
    """Parentheses around the table, no calls, no @@= twice: anything else gives black areas or a stack trace."""
    layer = drawn(measure([0, 5]), np.array([True, False]))["layers"][0]
    for name in ("getFillColor", "getLineColor"):
        assert layer[name].startswith("@@=([")
        assert layer[name].count("@@=") == 1
    assert layer["getFillColor"].endswith("[properties.i]]")
    assert layer["lineWidthUnits"] == "pixels"


def test_no_basemap_is_asked_for_and_geometry_is_a_relative_link():
    spec = drawn(measure([0]))
    assert not spec.get("mapProvider")
    assert all(not layer["data"].startswith(("http", "/")) for layer in spec["layers"])


def test_chosen_areas_are_outlined_only_when_there_are_some():
    assert isinstance(drawn(measure([0, 1]), np.array([False, False]))["layers"][0]["getLineColor"], list)
    assert "('8')" in drawn(measure([0, 1]), np.array([True, False]))["layers"][0]["getLineColor"]


@pytest.mark.parametrize("size", [(400, 360), (620, 430), (200, 900)])
@pytest.mark.parametrize("box", [LONDON, (-0.13, 51.52, -0.11, 51.53)])
def test_the_view_holds_the_whole_box(box, size):
    width, height = size
    look = maps.view(box, width, height)
    scale = 512 * 2**look.zoom / 360
    assert (box[2] - box[0]) * scale <= width
    assert (box[3] - box[1]) * scale / np.cos(np.radians(look.latitude)) <= height
    assert box[1] < look.latitude < box[3]


def test_sums_by_group_keep_the_total():
    values = np.arange(10.0)
    found = maps.aggregate(values, np.array([0, 1] * 5), 3)
    assert found.tolist() == [20.0, 25.0, 0.0]
