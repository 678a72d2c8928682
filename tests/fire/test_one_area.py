"""One area, one driver, one borough: what the page says of them, on the model that the suite ships."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.fire.views import PAGE as views
from lbdp_core.fire.views.cohorts import members
from lbdp_core.fire.views.observed import twentieths
from lbdp_core.pipeline import study_path
from lbdp_core.sources import DataError, Shelf, find


@pytest.fixture(scope="module")
def model(stored):
    return stored("fire")[1]


@pytest.fixture(scope="module")
def tables(model):
    kept = ("interactions", "misses", "permuted", "refitted")
    shelf = Shelf(find("sample_data"))
    return {name: shelf.table(study_path("fire", name)) for name in kept}


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


@pytest.mark.parametrize("who", ["Enfield", "City of London", "The tenth of homes with the highest forecast"])
def test_a_cohorts_ratios_multiply_out_to_its_typical_forecast(model, tables, who):
    shown = views.why["Chosen areas"].show(model, tables, {"Areas": who})
    here = members(model, who)
    rate = np.log(model.expected / model.households)
    typical, london = (np.average(rate[w], weights=model.households[w]) for w in (here, np.full(len(here), True)))
    ratios = shown.tables[0][1]["Times London's typical forecast"]
    assert len(ratios) == len(model.features) + 3
    assert np.prod(ratios) == pytest.approx(np.exp(typical - london), rel=0.02)
    mean = 1_000 * model.expected[here].sum() / model.households[here].sum()
    assert f"expects {mean:.2f} dwelling fires" in shown.sentences[0]


def test_the_error_of_a_cohort_is_that_of_its_areas(model, tables):
    of = tables["misses"].set_index("code").loc[model.code[model.borough == "Enfield"]]
    said = views.why["Chosen areas"].show(model, tables, {"Areas": "Enfield"}).sentences[1]
    assert f"had {of['observed'].sum():,} fires" in said
    assert f"the {of['expected'].sum():,.0f} forecast" in said


def test_a_tenth_by_a_driver_is_its_lowest_or_highest(model):
    k = model.features.index("social_rented")
    low, high = (
        members(model, f"The tenth of areas with the {end}: Socially rented homes") for end in ("lowest", "highest")
    )
    assert model.values[low, k].max() <= model.values[~low, k].min()
    assert model.values[high, k].min() >= model.values[~high, k].max()
    assert 0.1 <= low.mean() < 0.13
    assert 0.1 <= high.mean() < 0.13


def test_a_borough_without_areas_is_one_sentence(model, tables):
    away = replace(model, borough=np.full(len(model.code), "Barnet"))
    with pytest.raises(DataError, match="no area in Enfield"):
        views.why["Chosen areas"].show(away, tables, {"Areas": "Enfield"})


def test_the_split_adds_up_to_the_forecast_that_places_visits(model):
    rate = np.exp(model.steering_base + model.steering.sum(axis=1))
    assert rate * model.households == pytest.approx(model.expected, rel=1e-4)


@pytest.mark.parametrize("i", [0, 2500, 4993])
def test_the_waterfall_of_an_area_multiplies_out_to_its_forecast_from_an_axis_of_zero(model, i):
    shown = views.one_area.as_it_is(model, i)
    steps = dict(shown.picture.table.itertuples(index=False))
    ratios = [float(text.removeprefix("×")) for text in steps.values() if text.startswith("×")]
    forecast = 1_000 * model.expected[i] / model.households[i]
    assert float(steps["A typical area"]) * np.prod(ratios) == pytest.approx(forecast, rel=0.05)
    assert steps[f"Forecast for {model.forecast_year}"] == f"{forecast:.2f}"
    assert f"expects {forecast:.2f} dwelling fires per 1,000 homes" in shown.sentence
    bars = shown.picture.spec["data"]["values"]
    assert all(bar["start"] == 0 for bar in bars if bar["kind"] in ("beside", "from", "to"))
    assert shown.picture.spec["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == 0


def test_twentieths_hold_every_area_and_fire(model, tables):
    misses = tables["misses"]
    bins = twentieths(misses["expected"].to_numpy(), misses["observed"].to_numpy())
    assert bins["areas"].sum() == len(model.code)
    assert bins["observed"].sum() == misses["observed"].sum()
    assert bins["x"].is_monotonic_increasing
    shown = views.scenes["Forecast and fires"].show(model, tables, {})
    assert light(shown.pictures[0], 80_000)
    assert len(shown.file) == len(model.code)


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
    assert "so that they still add up" in after.lines[0]
    assert light(after.picture)


def test_what_no_area_is_like_is_warned_of_with_the_nearest_real_one(model, highest):
    (warning,) = views.one_area.imagined(model, highest, {"social_rented": 0.0}).warnings
    assert "No area in London" in warning
    assert re.search(r"nearest real area is .+ ward, .+, with \d\.\d\d", warning)
    impossible = views.one_area.imagined(model, highest, {"social_rented": 0.9, "private_rented": 0.4}).warnings
    assert "130%" in impossible[0]


def test_the_curve_of_every_driver_is_drawn_and_says_its_ends(model, highest):
    for s in views.one_area.sliders(model):
        sentence, picture = views.one_area.curve(model, highest, s.name)
        assert f"has {1_000 * model.driver_rate[highest]:.2f} dwelling fires" in sentence
        assert light(picture, 15_000)
        assert len(picture.table) >= 10
        json.dumps(picture.spec, allow_nan=False)
