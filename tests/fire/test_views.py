"""What only the fire page shows, on the model that the suite ships."""

import re
from dataclasses import replace

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


def test_the_sentence_says_the_numbers_of_the_waterfall_and_never_a_chance(model):
    area = views.one_area.as_it_is(model, 77)
    numbers = re.findall(r"\d+\.\d\d", area.sentence)
    assert area.picture.table.iloc[-1, 1] == numbers[0]
    assert area.picture.table.iloc[0, 1] == numbers[1]
    assert float(area.picture.table.iloc[1, 1]) < float(numbers[1]), "a typical area has less than London's mean"
    assert all(f"×{ratio}" in area.picture.table.iloc[:, 1].tolist() for ratio in numbers[3:])
    assert "chance" not in area.sentence
    assert "probab" not in area.sentence


def test_drivers_are_ratios_in_real_units(model):
    (picture,) = views.drivers(model)
    assert len(picture.table) == 10
    assert picture.table.filter(like="Times").map(lambda text: text.startswith("×")).all(axis=None)
    assert not picture.table["High value"].str.fullmatch(r"0\.\d+").any()


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


def test_every_figure_of_the_scorecard_is_there_by_year_and_by_borough(model, score):
    _, _, years = views.by_year(score)
    assert list(years.columns[1:]) == [str(o["origin"]) for o in score.origins]
    _, note, boroughs = views.by_borough(model, score)
    assert len(boroughs) == len(np.unique(model.borough))
    assert "should" in note
    assert not boroughs.isin(["–"]).any(axis=None)


def test_the_first_trials_are_owned_up_to(score):
    assert any("2020 and 2021 too" in line for line in views.remarks(score))


def test_years_on_which_no_choice_rests_and_what_was_added_are_told(score):
    said = " ".join(views.remarks(score))
    assert f"We made no choice on {' and '.join(score.more['never_seen'])}" in said
    assert f"the gain is {100 * score.skill:.2f}%. Without them" in said
    bare = replace(score, more=dict(score.more) | {"never_seen": [], "without_added": None})
    assert len(views.remarks(bare)) == len(views.remarks(score)) - 3


def test_a_part_of_a_year_stands_with_the_rows_used(shelf):
    part = {"year": 2024, "fires": 3215, "from": "2024-01-01", "to": "2024-08-31"}
    *_, told = views.rows_used(shelf.report["fire"] | {"part_years": [part]})
    assert told.startswith("The file also has 3,215 fires from 1 January to 31 August 2024.")


def test_people_living_alone_are_among_those_to_ask_for(model):
    listed = run(model, FireLevers(visits=20_000)).shortlist["who_to_ask_for"]
    assert listed.str.contains("people living alone").any()


def test_the_rows_add_up_in_a_sentence(shelf):
    first, *others = views.rows_used(shelf.report["fire"])
    rows, used, *aside = (int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", first))
    assert rows == used + sum(aside)
    assert len(others) == 3


def test_the_list_says_whom_to_ask_for_in_few_columns(model):
    first = views.first(run(model, FireLevers(visits=1_000)), 8)
    assert len(first) == 8
    assert len(first.columns) == 5
    for_harm = views.first(run(model, FireLevers(visits=1_000, aim="harm")), 8)
    assert for_harm["Rank: fires · harm"].str.fullmatch(r"[\d,]+ · [\d,]+").all()
    assert first["Who to ask for"].str.len().min() > 10


def test_under_the_evidence_stands_what_is_behind_it():
    for value in FireLevers.specs()["effect"].choices:
        said, _, ladder = views.under_lever("effect", value)
        assert len(said) > 20
        assert len(ladder) == 4
    assert views.under_lever("visits", 0) is None


def test_what_is_missing_is_named_with_its_source(model):
    said = " ".join(views.missing(model))
    assert "TS003" in said
    assert "London Fire Brigade" in said


def test_visits_that_are_held_are_not_missing(model):
    held = replace(model, visited=np.ones(len(model.code)))
    assert "London Datastore" not in " ".join(views.missing(held))
