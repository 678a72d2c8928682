"""The shell with a theme of boroughs: which levers stand first, what the line about the data says, the map's table."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd

from apps.shell import downloads, hover, panel, parts, scenes, state, where
from lbdp_core import fire, health, maps
from lbdp_core.maps import Measure
from lbdp_core.scene import Scene, Shown


def test_only_the_first_group_of_what_is_looked_at_stands_on_top():
    assert panel.looks(fire.THEME) == ["borough"]
    assert panel.looks(health.THEME)[:2] == ["condition", "borough"]
    assert not any(name.startswith("own_") for name in panel.looks(health.THEME))


def test_every_level_has_its_shapes():
    for level, name in (("lsoa", "lsoa.json"), ("ward", "wards.json"), ("borough", "boroughs.json")):
        assert Measure("m", "M", "u", np.zeros(1), (1.0,), level=level).shapes == f"app/static/{name}"


def test_the_table_of_a_map_of_boroughs_has_all_of_them_with_their_ranges():
    values = np.arange(33, dtype=float)
    measure = Measure(
        "m", "People", "people", values, (1.0,), level="borough", ranges=np.stack([values, values + 1], 1)
    )
    table = where._twin(hover.frame(state.opened("health"), measure, {}), measure, where.ALL)
    assert len(table) == 33
    assert table.iloc[0].tolist() == ["Westminster", 32.0, "32 to 33"]
    assert set(table["Borough"]) == set(state.ground().boroughs)
    assert "borough" in where._alt(measure)
    assert "Westminster" in where._alt(measure)


def test_a_chosen_borough_stands_out_above_its_neighbours():
    measure = Measure("m", "M", "u", np.arange(3.0), (1.0,), level="borough")
    look = maps.view((0, 51, 1, 52), 100, 100)
    chosen = np.array([False, True, False])
    outlines = json.loads(maps.deck(measure, "dark", shapes="s", chosen=chosen, look=look, hover="").to_json())
    line = outlines["layers"][1]
    assert "('4')" in line["getLineColor"]  # of each four areas the second is chosen
    assert "('4')" in line["getLineWidth"]
    bare = json.loads(maps.deck(measure, "dark", shapes="s", look=look, hover="").to_json())["layers"][1]
    assert bare["getLineWidth"] == 1


def test_boroughs_stand_in_the_order_of_their_shapes():
    assert state.ground().borough[0] == "City of London"
    assert len(state.ground().borough) == 33


def test_a_long_list_of_publishers_is_cut_and_a_short_one_is_not():
    assert parts._few(["A", "B", "A"], "other") == "A, B"
    assert parts._few(["A", "B", "C"], "other") == "A and 2 others"
    assert parts._few(["A", "B" * parts.SHORT], "other") == "A and 1 other"


def test_a_theme_may_say_more_of_its_data_beside_the_badge():
    it = state.opened("fire")
    more = replace(it, page=replace(it.page, labels=lambda model: ("Illustrative rates",)))
    plain, labelled = (parts.banner(opened, it.theme.levers()) for opened in (it, more))
    assert "Illustrative" not in plain
    assert ":orange-badge[Illustrative rates]" in labelled


def test_the_log_of_assumptions_goes_into_every_file():
    log = pd.DataFrame([["People", "1", "0", "yes", "a source", "published"]])
    log.columns = ["assumption", "value", "default", "changed", "source", "quality"]
    lines = downloads.assumed(SimpleNamespace(extras={"assumptions": log}))
    assert lines == {"Assumption: People": "1 (default: 0); a source; published"}
    assert downloads.assumed(SimpleNamespace(extras={})) == {}


def test_a_theme_without_scenes_offers_none():
    it, scene = state.opened("fire"), Scene("Why?", lambda model, result, picks: Shown(()))
    assert scenes.offered(it, {}) == ()
    assert scenes.offered(it, {"Why": scene, "Lost": replace(scene, tables=("lost",))}) == ("Why",)
    assert scene.choices(None, None) == scene.then(None, None, {}) == {}


def test_the_line_about_the_data_speaks_of_the_dataset_that_is_chosen():
    it = state.opened("sharing")
    real, planted, own = (
        parts.banner(it, it.theme.levers(dataset=key, ask="all")) for key in ("withheld", "bins", "own")
    )
    assert ":green-badge[Real data]" in real
    assert "ONS" in real
    assert re.search(r"· to December 20\d\d (\(.*old\) )?·", real)  # the fires that it is held against
    assert ":orange-badge[Part synthetic]" in planted
    assert "synthetic" in planted.partition("]")[2]
    assert ":green-badge[Real data]" in own
