"""Boroughs on the map, beside each other and in the list: the place that is no borough is in none of them."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pandas as pd

from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.refugees.views import PAGE as views
from lbdp_core.refugees.views import where
from tests.refugees.engine import CAMDEN, MOVED

PICKS = {where.COUNT: where.SUPPORT_RATE}


def test_standing_and_map_leave_out_the_place_that_is_no_borough(model, result):
    assert "Not given by borough" in set(result.places["place"])  # the table has it, so that it adds up
    for count in (where.SUPPORT_RATE, where.DUTY_RATE):
        shown = where.show(model, result, {where.COUNT: count})
        rows = shown.pictures[0].spec["data"]["values"]
        assert {row["place"] for row in rows} == set(model.place[:33])
        assert len(shown.pictures[0].table) == 33
    for measure in where.measures(model, result):
        assert len(measure.values) == 33
        assert np.isfinite(measure.values).all()
        assert measure.level == "borough"
    assert len(where.chosen(model, result)) == 33


def test_a_borough_stands_clear_only_with_its_whole_range(model, result):
    shown = where.show(model, run(model, dataclasses.replace(MOVED, borough="Camden")), PICKS)
    rows = pd.DataFrame(shown.pictures[0].spec["data"]["values"])
    placed = result.headlines[0].scenario - result.places["scenario"].iloc[-1]  # those of no borough are left out
    london = 10_000 * placed / model.residents.sum()
    (said,) = shown.sentences
    named = rows.loc[rows["low"] > london, "place"].tolist()
    assert all(name in said for name in named[:4])
    assert (not named) == ("no borough" in said.lower())
    assert re.search(rf"\b{int((rows['high'] < london).sum())} below\.", said)
    assert f" Camden: {result.places['per_10000'][CAMDEN]:.1f}." in said


def test_first_rows_say_the_quarter_or_the_borough_and_every_range(model, result):
    table = views.first(result, 3)
    assert list(table)[:3] == ["Borough", "Homelessness duties by March 2026", "80% range"]
    assert len(table) == 3
    assert "Not given by borough" not in set(views.first(result, 40)["Borough"])
    inside = views.first(run(model, RefugeesLevers(borough="Camden", horizon=3)), 8)
    assert inside["Quarter to"].tolist() == ["June 2024", "September 2024", "December 2024"]
