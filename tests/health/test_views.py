"""The health page's pictures, words and tables, on a made-up London."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest

from lbdp_core.health.conditions import CONDITIONS
from lbdp_core.health.scenario import HealthLevers, by_borough, run
from lbdp_core.health.views import PAGE as views
from lbdp_core.health.views import ages, assumptions, boroughs, course, scope, split, where
from tests.health.engine import made_up

JUDGED = "some rates by age are our judgement"


@pytest.fixture(scope="module")
def model():
    return made_up()


@pytest.fixture(scope="module")
def result(model):
    return run(model, HealthLevers(healthy_years=2))


def said(shown) -> str:
    return " ".join(shown.sentences + shown.notes)


def test_the_bridge_leads_from_the_base_to_the_horizon_by_parts_that_add_up(model, result):
    rows = pd.DataFrame(split.picture(model, result).spec["data"]["values"])
    assert (rows["step"].iloc[0], rows["step"].iloc[-1]) == ("2021", "2031")
    assert rows["end"].iloc[0] == pytest.approx(result.places["base"].sum(), abs=0.01)
    assert rows["end"].iloc[-1] == pytest.approx(result.additive.scenario, abs=0.01)
    assert rows["end"].iloc[-2] == pytest.approx(rows["end"].iloc[-1], abs=0.02)
    steps = (rows["end"] - rows["start"]).iloc[1:-1]
    assert steps.sum() == pytest.approx(result.additive.scenario - result.places["base"].sum(), abs=0.05)
    assert (rows["low"].iloc[1:] <= rows["end"].iloc[1:]).all()


def test_the_bridge_is_redrawn_as_levers_move(model, result):
    other = run(model, HealthLevers(healthy_years=0))
    assert split.picture(model, result).spec != split.picture(model, other).spec


def test_a_part_that_falls_is_named_for_what_it_is(model):
    fewer = run(model, HealthLevers(growth=-20, horizon=17))
    steps = [row["step"] for row in split.picture(model, fewer).spec["data"]["values"]]
    assert "Fewer people" in steps


def test_why_says_where_the_width_comes_from_and_splits_every_borough(model, result):
    shown = split.why(model, result, {})
    assert [len(frame) for _, frame in shown.sheets] == [4, 3]
    inside = run(model, HealthLevers(borough="Camden"))
    assert len(split.why(model, inside, {}).sheets) == 1


def test_the_profile_holds_every_year_and_opens_on_the_horizon(model, result):
    picture = ages.picture(model, result)
    signals = {s["name"]: s for s in picture.spec["config"]["signals"]}
    assert signals["year"]["value"] == 2031
    assert (signals["year"]["bind"]["min"], signals["year"]["bind"]["max"]) == (2021, 2031)
    assert signals["playing"]["value"] is False
    bars = picture.spec["data"]["values"]
    assert {bar["sex"] for bar in bars} == {"Women", "Men"}
    assert all(len(bar["years"].split()) == 11 for bar in bars)
    women = [float(bar["years"].split()[0]) for bar in bars if bar["sex"] == "Women"]
    assert max(women) <= 0
    total = sum(abs(float(bar["years"].split()[-1])) for bar in bars)
    assert total == pytest.approx(result.additive.scenario, rel=0.01)


def test_the_profile_says_the_range_of_every_year(model):
    far = run(model, HealthLevers(horizon=17))
    text = ages.picture(model, far).spec["title"]["text"]["expr"]
    assert text.count("(8 chances in 10: ") == 18


def test_the_profile_of_residents_has_more_ages_than_that_of_a_condition_of_the_old(model, result):
    people, residents = (
        ages.ages(model, result, {ages.CHOICE: choice}).pictures[0].table for choice in (ages.WITH, ages.ALL)
    )
    assert people["Ages"].iloc[0] == "65 to 69"
    assert residents["Ages"].iloc[0] == "0 to 4"


def test_a_file_without_sexes_gives_bars_to_one_side(model, result):
    persons = dataclasses.replace(model, sex=np.full(len(model.sex), "persons"))
    alone = run(persons, HealthLevers())
    bars = ages.picture(persons, alone).spec["data"]["values"]
    assert {bar["sex"] for bar in bars} == {"Everybody"}
    assert min(float(v) for bar in bars for v in bar["years"].split()) >= 0


def test_the_fan_has_a_band_for_every_year_ahead_the_naive_line_and_the_error_of_the_past(model):
    picture = course.picture(model, run(model, HealthLevers(horizon=17)))
    rows = [row for row in picture.spec["data"]["values"] if row["year"] > 2021]
    assert len(rows) == 17
    assert all(row["low"] <= row["scenario"] <= row["high"] for row in rows)
    assert all("naive" in row and row["past_low"] <= row["past_high"] for row in rows)
    assert "ten years on" in json.dumps(picture.spec)


def test_the_fan_names_the_change_only_where_there_is_one(model, result):
    moved, still = (json.dumps(course.picture(model, r).spec) for r in (result, run(model, HealthLevers())))
    assert "Without the change" in moved
    assert "Without the change" not in still


def test_the_map_is_of_boroughs_and_shows_all_of_them_when_one_is_looked_at(model):
    inside = run(model, HealthLevers(borough="Camden"))
    for measure in where.measures(model, inside):
        assert measure.level == "borough"
        assert np.isfinite(measure.values).all()
        assert measure.edges == tuple(sorted(measure.edges))
    assert where.chosen(model, inside).tolist() == [False, True, False]
    people = where.measures(model, inside)[1]
    assert (people.ranges[:, 0] <= people.values).all()
    assert people.values[1] == pytest.approx(inside.additive.scenario)


def test_colours_keep_their_meaning_when_a_lever_moves(model, result):
    edges = [[m.edges for m in where.measures(model, r)] for r in (result, run(model, HealthLevers(trend=-3)))]
    assert edges[0] == edges[1]


@pytest.mark.parametrize("count", [boroughs.RATE, boroughs.PEOPLE, boroughs.RISE])
def test_boroughs_stand_side_by_side_with_their_ranges_and_words_on_which_differ(model, result, count):
    shown = boroughs.side_by_side(model, result, count)
    rows = shown.pictures[0].spec["data"]["values"]
    assert len(rows) == 3
    assert all(row["low"] <= row["value"] <= row["high"] for row in rows)
    assert "clearly higher" in said(shown)


def test_which_boroughs_differ_follows_from_the_draws_and_not_from_the_ranges():
    shared = np.linspace(0.5, 2.0, 101)[:, None]  # a doubt that all boroughs share makes ranges wide and cancels
    draws = shared * np.array([[10.0, 9.9, 2.0]])
    draws[:, 1] += np.where(np.arange(101) % 2, 0.3, -0.3)
    told = by_borough.surely(draws)
    np.testing.assert_allclose(told + told.T, 1)
    text = boroughs.told_apart(["A", "B", "C"], told)
    assert text.startswith("A is not clearly higher than B.")
    assert "67%" in text
    assert boroughs.told_apart(["A", "C"], told[np.ix_([0, 2], [0, 2])]).startswith(
        "A is clearly higher than all others."
    )


def test_at_the_same_ages_boroughs_differ_only_by_their_local_figures(model):
    alike, local = (
        boroughs.same_age(model, run(model, HealthLevers(measure=m))).pictures[0].table["With London's ages"]
        for m in ("expected", "diagnosed")
    )
    assert [len(set(found)) for found in (alike, local)] == [1, 3]
    shown = boroughs.same_age(model, run(model, HealthLevers()))
    assert "every difference here comes from age" in said(shown)
    assert "0.80 times the expected one in Barnet" in said(shown)
    table = shown.pictures[0].table.set_index("Borough")
    assert table["Local figure divided by expected"].loc[list(model.borough)].tolist() == ["0.80", "–", "1.30"]
    falls = boroughs.same_age(model, run(model, HealthLevers(condition="falls")))
    assert "We have no local figure" in said(falls)


def test_no_figure_beyond_ten_years_stands_without_its_range(model):
    far = run(model, HealthLevers(healthy_years=2, horizon=17))
    for name in ("split_by_borough", "same_age"):
        frame, middle = far.extras[name], "horizon" if name == "split_by_borough" else "per_1000"
        assert (frame["low"] < frame[middle]).all()
        assert (frame[middle] < frame["high"]).all()
    assert "80% range" in split.why(model, far, {}).sheets[1][1]
    (_, needs), *_ = assumptions.needs(model, far, {}).sheets
    assert needs["2038, without the change"].str.contains(r"\(.+ to .+\)").all()
    (_, near), *_ = assumptions.needs(model, run(model, HealthLevers(healthy_years=2)), {}).sheets
    assert not near["2031, without the change"].str.contains(" to ").any()


def test_needs_are_a_row_each_and_say_where_a_value_is_missing(model, result):
    (_, table), *_ = assumptions.needs(model, result, {}).sheets
    assert set(table["What"]) == {"Cost a year", "Care-home places", "Unpaid carers"}
    nothing = run(model, HealthLevers(condition="frailty"))
    assert "no published unit value" in said(assumptions.needs(model, nothing, {}))
    own = run(model, HealthLevers(condition="frailty", values="own"))
    assert len(assumptions.needs(model, own, {}).sheets[0][1]) == 5


def test_conditions_stand_alone_and_are_never_added(model, result):
    shown = assumptions.conditions(model, result, {})
    assert "Do not add these rows" in said(shown)
    assert len(shown.sheets[0][1]) == len(CONDITIONS)  # a second basis is no further condition
    assert not shown.sheets[0][1]["Condition"].str.contains("otal|ogether").any()


def test_the_assumption_log_follows_the_levers(model, result):
    (_, log), (_, found) = assumptions.assumptions(model, result, {}).sheets
    moved = log[log["Default"] != "same"]
    assert list(moved["Assumption"]) == [HealthLevers.specs()["healthy_years"].label]
    assert {"Value", "Default", "Source", "Quality"} <= set(log)
    assert found["Finding"].str.contains("no effect").any()


def test_the_evidence_beside_a_programme_has_the_null_results():
    text, _, table = assumptions.beside("programme", "falls")
    assert "PreFIT" in text
    assert len(table) == 8
    assert assumptions.beside("programme", "none") is None
    assert assumptions.beside("growth", 3) is None


def test_rates_that_are_judged_are_said_wherever_they_stand(model, result):
    judged = dataclasses.replace(model, status=np.full(len(model.status), "published, judgement"))
    shown = run(judged, HealthLevers(healthy_years=2))
    every = (views.stage(judged, shown, 16), *views.acts(judged, shown, 16))
    assert all(JUDGED in picture.note for picture in every)
    assert all(JUDGED in m.note for m in where.measures(judged, shown)[:2])
    assert not any(JUDGED in p.note for p in (views.stage(model, result, 16), *views.acts(model, result, 16)))
    assert "Rates are our judgement" in views.labels(judged)
    assert views.labels(model) == ()
    assert "Dementia" in views.missing(judged)[0]


def test_an_old_round_is_called_one(model):
    old = dataclasses.replace(model, growth_source="GLA 2014 round (its last estimate was of 2013)")
    new = dataclasses.replace(model, growth_source="ONS 2022-based (its last estimate was of 2022)")
    assert "Old projection" in views.labels(old)
    assert "Old projection" not in views.labels(new)


def test_no_figure_beyond_ten_years_stands_without_a_word_on_its_range(model):
    far = run(model, HealthLevers(horizon=15))
    for picture in (views.stage(model, far, 16), *views.acts(model, far, 16)):
        assert "Beyond ten years" in picture.note
    assert "Beyond ten years" not in views.stage(model, run(model, HealthLevers(horizon=10)), 16).note


def test_what_a_meeting_reads_leaves_out_what_the_bridge_shows(result):
    assert "older people" in result.answer.why
    assert "older people" not in f"{result.answer.lead} {result.answer.change}"


def test_the_first_rows_name_both_years_and_every_range(model, result):
    table = where.first(result, 2)
    assert {"2021", "2031", "80% range", "Chance of a rise"} <= set(table)
    assert len(table) == 2


def test_a_borough_among_the_others_is_the_same_scenario(model, result):
    inside = run(model, HealthLevers(healthy_years=2, borough="Camden"))
    assert scope.places(model, inside).equals(result.places)
    assert scope.places(model, result) is result.places
