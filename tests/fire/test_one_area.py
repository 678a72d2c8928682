"""One area, one driver, one borough: what the page says of them, on the model that the suite ships."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.counts import top_share
from lbdp_core.fire.studies.interactions import interactions
from lbdp_core.fire.views import PAGE as views
from lbdp_core.sources import DataError


@pytest.fixture(scope="module")
def model(stored):
    return stored("fire")[1]


@pytest.fixture(scope="module")
def tables(model):
    return {"interactions": interactions(None, model)}


@pytest.fixture(scope="module")
def highest(model):
    return int(np.argmax(model.driver_rate))


def light(picture, most=25_000):
    return len(json.dumps(picture.spec)) < most


def test_every_driver_and_partner_has_its_picture(model, tables):
    part = views.why["One driver"]
    (drivers,) = part.choices(model, tables).values()
    for driver in drivers:
        picks = {"Driver": driver}
        partners = part.then(model, tables, picks)["Coloured by"]
        assert len(partners) == 3
        for partner in partners[:2]:
            shown = part.show(model, tables, picks | {"Coloured by": partner})
            (picture,) = shown.pictures
            assert light(picture)
            assert "not an effect" in picture.note
            assert all("nan" not in line for line in shown.sentences)


def test_dots_are_ratios_to_a_typical_area(model, tables):
    part = views.why["One driver"]
    picks = {"Driver": "Socially rented homes"}
    picks["Coloured by"] = part.then(model, tables, picks)["Coloured by"][0]
    dots = part.show(model, tables, picks).pictures[0].spec["layer"][0]["data"]["values"]
    k = model.features.index("social_rented")
    usual = np.average(model.contributions[:, k], weights=model.households)
    all_of = set(np.exp(model.contributions[:, k] - usual).round(3).tolist())
    assert {d["ratio"] for d in dots} <= all_of
    assert 0 <= min(d["value"] for d in dots) < max(d["value"] for d in dots) <= 100


def test_a_boroughs_ratios_multiply_out_to_its_typical_area(model):
    part = views.why["One borough"]
    (boroughs,) = part.choices(model, {}).values()
    assert sorted(boroughs) == sorted(set(model.borough))
    for who in ("Enfield", "Kensington and Chelsea", "City of London"):
        shown = part.show(model, {}, {"Borough": who})
        (picture,) = shown.pictures
        here = model.borough == who
        typical = np.exp(np.average(np.log(model.driver_rate[here]), weights=model.households[here]))
        london = np.exp(np.average(np.log(model.driver_rate), weights=model.households))
        ratios = [float(text.removeprefix("×")) for text in picture.table.iloc[:, 3]]
        assert len(ratios) == len(model.features)
        assert np.prod(ratios) == pytest.approx(typical / london, rel=0.01)
        mean = 1_000 * np.average(model.driver_rate[here], weights=model.households[here])
        assert f"suggests {mean:.2f} dwelling fires" in shown.sentences[0]


def test_a_borough_without_areas_is_one_sentence(model):
    away = replace(model, borough=np.full(len(model.code), "Barnet"))
    with pytest.raises(DataError, match="no area in Enfield"):
        views.why["One borough"].show(away, {}, {"Borough": "Enfield"})


def test_sliders_span_london_and_start_where_the_area_stands(model):
    for s in views.one_area.sliders(model):
        column = model.values[:, model.features.index(s.name)]
        assert s.low <= s.scale * column.min() + 1e-9
        assert s.high >= s.scale * column.max() - 1e-9
        starts = [s.start(v) for v in column[:50]]
        assert all(s.low <= start <= s.high for start in starts)
        assert np.abs(np.array(starts) / s.scale - column[:50]).max() <= 0.51 * s.step / s.scale


def test_without_a_change_the_imagined_area_is_the_area(model, highest):
    shown = views.one_area.imagined(model, highest, {})
    assert shown.cards[0][1] == shown.cards[1][1]
    assert shown.cards[2][1] == "×1.00"
    assert not shown.warnings
    assert not shown.lines


def test_rate_and_waterfall_move_together(model, highest):
    before, after = (views.one_area.imagined(model, highest, w) for w in ({}, {"social_rented": 0.3}))
    assert float(after.cards[1][1]) < float(before.cards[1][1])
    assert after.picture.table.iloc[-1, 1] == after.cards[1][1]
    assert before.picture.table.iloc[-1, 1] == before.cards[1][1]
    assert any("30 %" in step for step in after.picture.table["What"])
    assert "gave way" in after.lines[0]
    assert light(after.picture)


def test_what_no_area_is_like_is_warned_of_with_the_nearest_real_one(model, highest):
    (warning,) = views.one_area.imagined(model, highest, {"social_rented": 0.0}).warnings
    assert "No area in London" in warning
    assert re.search(r"nearest real area is .+ ward, .+, which the model gives \d\.\d\d", warning)
    impossible = views.one_area.imagined(model, highest, {"social_rented": 0.9, "private_rented": 0.4}).warnings
    assert "130 %" in impossible[0]


def test_the_curve_of_every_driver_is_drawn_and_says_its_ends(model, highest):
    for s in views.one_area.sliders(model):
        sentence, picture = views.one_area.curve(model, highest, s.name)
        assert f"has {1_000 * model.driver_rate[highest]:.2f} dwelling fires" in sentence
        assert light(picture, 15_000)
        assert len(picture.table) >= 10
        json.dumps(picture.spec, allow_nan=False)


def test_locks_hold_every_driver_once_and_start_with_some_free(model):
    locks = views.one_area.locks(model)
    held = [name for names in locks.groups.values() for name in names]
    assert sorted(held) == sorted(model.features)
    assert set(locks.start) < set(locks.groups)


def test_the_least_change_is_said_as_a_table_that_brings_the_area_out(model):
    locks = views.one_area.locks(model)
    shut = [name for group in locks.start for name in locks.groups[group]]
    in_top = np.flatnonzero(top_share(model.driver_rate, model.households, 0.1))
    told = [views.one_area.least(model, int(i), shut) for i in in_top[:10]]
    assert any(t.found for t in told)
    for t in (t for t in told if t.found):
        said = re.findall(r"come from (\d\.\d+) to below (\d\.\d+),.*give it (\d\.\d+)", t.lines[0])[0]
        now, below, then = map(float, said)
        assert then < below <= now, "as printed"
        assert 1 <= len(t.table) <= 4
        assert any("not an effect" in line for line in t.warnings)


def test_an_area_is_not_told_to_be_like_itself(model):
    """A step so small that the real area most like it is the one that was stepped from."""
    locks = views.one_area.locks(model)
    shut = [name for group in locks.start for name in locks.groups[group]]
    near = np.flatnonzero(top_share(model.driver_rate, model.households, 0.1))
    near = near[np.argsort(model.driver_rate[near])][:12]
    told = {int(i): views.one_area.least(model, int(i), shut) for i in near}
    assert not any(f"nearest is {model.name[i]}" in line for i, t in told.items() for line in t.lines)
    assert any("this one as it is" in line for t in told.values() for line in t.lines)


def test_no_way_out_and_nothing_to_do_are_said(model, highest):
    stuck = views.one_area.least(model, highest, model.features)
    assert not stuck.found
    assert "no change of one or two things" in stuck.lines[0]
    fine = views.one_area.least(model, int(np.argmin(model.driver_rate)), [])
    assert "not in the top tenth" in fine.lines[0]
