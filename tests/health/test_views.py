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
from lbdp_core.health.views import ages, assumptions, boroughs, course, split, where
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


def test_conditions_stand_alone_and_are_never_added(model, result):
    shown = assumptions.conditions(model, result, {})
    assert "Do not add these rows" in said(shown)
    assert len(shown.sheets[0][1]) == len(CONDITIONS)  # a second basis is no further condition
    assert not shown.sheets[0][1]["Condition"].str.contains("otal|ogether").any()


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
