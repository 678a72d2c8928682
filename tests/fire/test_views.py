"""What only the fire page shows, on the model that the suite ships."""

import numpy as np
import pandas as pd
import pytest

from lbdp_core import places
from lbdp_core.fire.scenario import FireLevers, run
from lbdp_core.fire.views import PAGE as views
from lbdp_core.fire.views import where


@pytest.fixture(scope="module")
def opened(stored):
    return stored("fire")


@pytest.fixture(scope="module")
def model(opened):
    return opened[1]


@pytest.fixture(scope="module")
def score(opened):
    return opened[2]


def test_what_the_map_shows_adds_up_to_the_result(model):
    result = run(model, FireLevers(visits=1_000))
    by_key = {m.key: m for m in views.measures(model, result)}
    assert by_key["visits"].values.sum() == pytest.approx(1000)
    assert by_key["prevented"].values.sum() == pytest.approx(-result.additive.change)
    assert all(list(m.edges) == sorted(set(m.edges)) for m in by_key.values())


def test_outside_the_borough_looked_at_the_map_is_empty(model):
    result = run(model, FireLevers(visits=20_000, borough="Hackney"))
    for measure in views.measures(model, result):
        assert np.isfinite(measure.values).sum() == (model.borough == "Hackney").sum()


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
    result = run(model, FireLevers(visits=1_000))
    found = views.wards(model, result, ward_of, names.astype(object), names.astype(object))
    *wards, rest = found.first["Visits"].str.replace(",", "").astype(float)
    assert 0 < len(wards) <= 10
    assert found.chosen.sum() == len(wards)
    assert wards == sorted(wards, reverse=True)
    assert found.first["Ward"].iloc[-1].startswith("Other wards")
    assert (found.measure.level, len(found.measure.values)) == ("ward", len(names))  # drawn on the wards' shapes
    assert sum(wards) + rest == 1_000


def test_visits_kept_in_a_borough_leave_most_of_it_without_steered_ones(model):
    levers = FireLevers(visits=500, borough="Enfield", within="focus")
    picked = views.chosen(model, run(model, levers))
    assert 0 < picked.sum() < (model.borough == "Enfield").sum() / 2
    assert (model.borough[picked] == "Enfield").all()
    assert views.in_words(levers.as_dict()) == {"less_than_pro_rata": "All visits stay in Enfield."}
    assert not views.in_words(FireLevers(visits=500, borough="Enfield").as_dict())


def test_a_borough_that_steering_leaves_out_may_keep_the_visits(model):
    words, levers = views.offer(model, run(model, FireLevers(visits=500, borough="Enfield")))
    assert words == "Keep the visits in Enfield"
    assert levers == {"within": "focus"}
    assert views.offer(model, run(model, FireLevers(visits=500, borough="Enfield", within="focus"))) is None
    assert views.offer(model, run(model, FireLevers(visits=500))) is None
    assert views.offer(model, run(model, FireLevers(borough="Enfield"))) is None
    assert views.offer(model, run(model, FireLevers(visits=50_000, borough="Hackney"))) is None


@pytest.mark.parametrize(("borough", "told"), [("London", True), ("Kensington and Chelsea", True), ("Enfield", False)])
def test_grenfell_is_named_where_it_belongs(borough, told):
    marks, note = where.marks(FireLevers(borough=borough).as_dict())
    assert bool(marks) == bool(note) == told


def test_the_strong_colour_of_a_rank_is_the_deprived_end(model):
    (picture,) = views.drivers(model)
    dots = pd.DataFrame(picture.spec["layer"][1]["data"]["values"])
    ranks = dots[dots["words"].str.startswith("rank ")]
    assert len(ranks)
    for _, driver in ranks.groupby("driver"):
        figures = driver["words"].str.removeprefix("rank ").str.replace(",", "").astype(float)
        assert figures.corr(driver["level"]) < -0.9


def test_how_sure_shows_every_rung_and_the_ceiling(score):
    ladder, skill, capture, calibration = views.sure(score)
    assert len(ladder.table) == len(score.origins[0]["baselines"]) + 1
    assert not ladder.table["Method"].str.contains("_").any()
    assert "true rate" in capture.note
    assert len(calibration.table) == 10
    assert len(skill.table) == len(score.origins)
    assert ladder.table.filter(like="Unscaled").shape[1] == len(score.origins)
    assert len(capture.table) == len(ladder.table)
    assert not any("`" in line for line in views.remarks(score))
    assert len(views.facts(score)) == 5
