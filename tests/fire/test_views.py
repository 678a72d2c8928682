"""What only the fire page shows, on the model that the suite ships."""

import re

import numpy as np
import pytest

from lbdp_core import pipeline, places, sources
from lbdp_core.fire import views
from lbdp_core.fire.scenario import OPENING, PRESETS, FireLevers, run
from lbdp_core.sources import Shelf


@pytest.fixture(scope="module")
def shelf():
    return Shelf(sources.find("sample_data"))


@pytest.fixture(scope="module")
def opened(shelf):
    return pipeline.open_theme("fire", shelf)


@pytest.fixture(scope="module")
def model(opened):
    return opened[1]


@pytest.fixture(scope="module")
def score(opened):
    return opened[2]


def test_what_the_map_shows_adds_up_to_the_result(model):
    result = run(model, PRESETS[OPENING])
    by_key = {m.key: m for m in views.measures(model, result)}
    assert by_key["visits"].values.sum() == pytest.approx(1000)
    assert by_key["prevented"].values.sum() == pytest.approx(-result.additive.change)
    assert all(list(m.edges) == sorted(set(m.edges)) for m in by_key.values())


def test_outside_the_borough_looked_at_the_map_is_empty(model):
    result = run(model, FireLevers(visits=20_000, borough="Hackney"))
    for measure in views.measures(model, result):
        assert np.isfinite(measure.values).sum() == (model.borough == "Hackney").sum()


def test_a_colour_keeps_its_meaning_when_a_lever_moves(model):
    one, two = (views.measures(model, run(model, FireLevers(visits=v))) for v in (1_000, 100_000))
    assert [m.edges for m in one] == [m.edges for m in two]


def test_only_steered_areas_are_picked_out(model):
    assert not views.chosen(model, run(model, FireLevers())).any()
    assert not views.chosen(model, run(model, FireLevers(visits=20_000, steer=0))).any()
    picked = views.chosen(model, run(model, FireLevers(visits=20_000)))
    rate = model.expected / model.households
    assert 0 < picked.mean() < 0.3
    assert rate[picked].min() > np.median(rate)


def test_wards_keep_the_visits_and_name_those_that_get_steered_ones(model, shelf):
    spots = places.read(shelf)
    names, ward_of = np.unique(spots.ward_code, return_inverse=True)
    result = run(model, PRESETS[OPENING])
    found = views.wards(model, result, ward_of, names.astype(object), names.astype(object))
    assert 0 < len(found.first) <= 10
    assert found.chosen.sum() == len(found.first)
    visits = found.first["Visits"].str.replace(",", "").astype(float)
    assert visits.is_monotonic_decreasing


def test_the_way_from_london_to_an_area_multiplies_out(model):
    for i in (0, 1234, 4993):
        table = views.area(model, i).picture.table
        said = table.iloc[:, 1].tolist()
        start, end = float(said[0]), float(said[-1])
        ratios = [float(text.removeprefix("×")) for text in said[1:-1]]
        assert start * np.prod(ratios) == pytest.approx(end, rel=0.05)  # what is said is rounded
        assert end == pytest.approx(1_000 * model.driver_rate[i], abs=0.01)


def test_the_sentence_says_the_numbers_of_the_waterfall_and_never_a_chance(model):
    area = views.area(model, 77)
    numbers = re.findall(r"\d+\.\d\d", area.sentence)
    assert area.picture.table.iloc[-1, 1] == numbers[0]
    assert area.picture.table.iloc[0, 1] == numbers[1]
    assert "chance" not in area.sentence
    assert "probab" not in area.sentence


def test_drivers_are_ratios_in_real_units(model):
    (picture,) = views.drivers(model)
    assert len(picture.table) == 10
    assert picture.table.filter(like="Times").map(lambda text: text.startswith("×")).all(axis=None)
    assert not picture.table["High value"].str.fullmatch(r"0\.\d+").any()


def test_how_sure_shows_every_rung_and_the_ceiling(score):
    ladder, capture, calibration = views.sure(score)
    assert len(ladder.table) == len(score.origins[0]["baselines"]) + 1
    assert not ladder.table["Method"].str.contains("_").any()
    assert "true rate" in capture.note
    assert len(calibration.table) == 10
    assert not any("`" in line for line in views.remarks(score))
    assert len(views.facts(score)) == 5


def test_what_is_missing_is_named_with_its_source(model):
    said = " ".join(views.missing(model))
    assert "TS003" in said
    assert "London Datastore" in said
