"""One area, one driver, one borough: what the page says of them, on the model that the suite ships."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

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
    assert any("30%" in step for step in after.picture.table["What"])
    assert "gave way" in after.lines[0]
    assert light(after.picture)


def test_what_no_area_is_like_is_warned_of_with_the_nearest_real_one(model, highest):
    (warning,) = views.one_area.imagined(model, highest, {"social_rented": 0.0}).warnings
    assert "No area in London" in warning
    assert re.search(r"nearest real area is .+ ward, .+, which the model gives \d\.\d\d", warning)
    impossible = views.one_area.imagined(model, highest, {"social_rented": 0.9, "private_rented": 0.4}).warnings
    assert "130%" in impossible[0]


def test_the_curve_of_every_driver_is_drawn_and_says_its_ends(model, highest):
    for s in views.one_area.sliders(model):
        sentence, picture = views.one_area.curve(model, highest, s.name)
        assert f"has {1_000 * model.driver_rate[highest]:.2f} dwelling fires" in sentence
        assert light(picture, 15_000)
        assert len(picture.table) >= 10
        json.dumps(picture.spec, allow_nan=False)
