"""The homelessness page's pictures, words and tables, on a made-up London."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from lbdp_core import evaluation_page
from lbdp_core.homelessness.model import fit, settings
from lbdp_core.homelessness.scenario import HomelessnessLevers, run
from lbdp_core.homelessness.views import PAGE as views
from lbdp_core.homelessness.views import course, effects, flow, forecasts, where
from lbdp_core.pipeline import scorecard
from lbdp_core.quarters import months
from lbdp_core.sources import Shelf, find
from tests.homelessness.engine import LAST, NAMES, QUARTERS, made_up, series
from tests.homelessness.engine import evidence as known

TODAY = HomelessnessLevers()
CHANGED = HomelessnessLevers(housing_first=500, nsno=20)


@pytest.fixture(scope="module")
def model():
    return made_up()


@pytest.fixture(scope="module")
def result(model):
    return run(model, CHANGED)


@pytest.fixture(scope="module")
def card():
    return scorecard("homelessness", Shelf(find("sample_data")))


def test_wherever_boroughs_of_rough_sleeping_show_it_is_said_that_they_are_synthetic(model):
    camden = run(model, replace(CHANGED, borough="Camden"))
    for picture in (flow.street(model, camden), course.seen(model, camden), effects.picture(model, camden)):
        assert "ynthetic" in picture.note
    assert any("synthetic" in m.label for m in views.measures(model, camden))
    assert views.labels(model) == ("Synthetic: rough sleeping by borough",)
    assert "synthetic" in camden.caveats[0]
    assert not views.labels(replace(model, street_kind="real"))
    assert "CHAIN by borough" in views.missing(model)[0]
    assert "CHAIN by borough" not in views.missing(replace(model, street_kind="real"))[0]


def test_the_flow_is_the_model(model, result):
    moved = result.extras["street"]
    picture = flow.street(model, result)
    bands = picture.table
    assert len(bands) == len(moved[moved["source"] != "First time on the street"].groupby(["source", "target"]))
    new = float(moved.loc[moved["source"] == "New", "scenario"].sum())
    came = float(moved.loc[moved["target"] == "New", "scenario"].sum())
    assert new == pytest.approx(came)


def test_levers_change_the_flow_and_not_its_scale(model, result):
    one, two = flow.street(model, run(model, TODAY)), flow.street(model, result)
    assert one.spec != two.spec
    assert one.spec["layer"][0]["encoding"]["y"]["scale"] == two.spec["layer"][0]["encoding"]["y"]["scale"]


def test_a_borough_stands_among_those_like_it_with_how_they_were_found(model):
    camden = run(model, replace(TODAY, borough="Camden"))
    asked = where.choices(model, camden)
    picks = {words: options[0] for words, options in asked.items()}
    shown = where.boroughs(model, camden, picks)
    assert len(shown.pictures[0].table) == 6
    assert "private renting" in shown.notes[0]
    whole = where.boroughs(model, camden, picks | {where.WHO: where.ALL})
    assert len(whole.pictures[0].table) == 33


def test_the_button_offers_the_cautious_evidence_while_something_is_changed(model, result):
    words, levers = views.offer(model, result)
    assert levers == {"evidence": "cautious"}
    assert "cautious" in words
    assert views.offer(model, run(model, TODAY)) is None
    assert views.offer(model, run(model, replace(CHANGED, evidence="cautious"))) is None


def test_how_sure_says_where_the_rule_stands(card):
    told = " ".join(" ".join(fact) for fact in views.facts(card))
    assert "last year's quarter" in told
    short = [t for t, at in card.more["stands"].items() if set(at.values()) != {"model"}]
    assert sum("misses our goal" in line for line in views.remarks(card)) == len(short)
    for picture in views.sure(card):
        json.dumps(picture.spec, allow_nan=False)
        assert len(picture.table)
    assert len(views.by_borough(None, card)[2]) == 33
    assert len(views.by_year(card)[2]) == len({o["origin"] for o in card.origins})


def test_what_was_said_of_the_last_quarter_is_what_was_known_before_it(model):
    from lbdp_core.homelessness.scenario import World, published_series

    found = published_series.said_before(World.of(model, replace(TODAY, borough="Camden")), "owed_relief")
    assert found["after"].tolist() == list(QUARTERS[-2:-6:-1])
    assert found["said"].tolist() == pytest.approx([300.0] * 4)
    table = evaluation_page.table(found.itertuples(index=False), forecasts.SAID)
    assert table["Error"].tolist() == ["0.0%"] * 4
    assert set(table["In the range"]) == {"yes"}
    silent = replace(model, observed=np.where(np.arange(24)[None, :, None] == 23, np.nan, model.observed))
    shown = forecasts.forecasts(silent, run(silent, TODAY), {forecasts.FORECAST: "Relief duties owed"})
    assert not shown.sheets
    assert f"did not report {months(LAST)}" in shown.notes[0]


@pytest.fixture(scope="module")
def silent():
    """Camden reported neither homes nor relief duties in the last five quarters; Barnet all but the last quarter."""
    values = series()
    for measure in ("ta_households", "owed_relief"):
        values[measure][-5:, NAMES.index("Camden")] = np.nan
    values["ta_households"][-1, NAMES.index("Barnet")] = np.nan
    return fit(known(values=values))


def test_a_borough_without_a_return_for_a_year_has_no_colour_and_is_named(silent):
    homes = views.measures(silent, run(silent, TODAY))[0]
    at = NAMES.index("Camden")
    assert np.isnan(homes.values[at])
    assert np.isnan(homes.ranges[at]).all()
    assert np.isfinite(np.delete(homes.values, at)).all()
    assert "not reported for a year or more (Camden)" in homes.note


def test_a_figure_that_was_not_reported_is_called_an_estimate_first(silent):
    camden, barnet, london = (run(silent, replace(TODAY, borough=b)) for b in ("Camden", "Barnet", "London"))
    then = months(QUARTERS[-6])
    said = f"Camden last reported temporary accommodation in {then} (2,000 households). 2,000 is our"
    assert camden.caveats[0].startswith(said)
    assert f"Camden last reported duties owed in {then}" in camden.caveats[0]
    assert "duties owed" not in barnet.caveats[0]
    assert barnet.caveats[0].startswith(f"Barnet last reported temporary accommodation in {months(QUARTERS[-2])} (2,0")
    assert "synthetic" in london.caveats[0]
    assert "sharing out London's totals" in camden.caveats[1]
    assert "sharing out London's totals" not in london.caveats[0]
    row = london.places.set_index("place").loc["Camden"]
    assert (row["ta_last"], row["ta_reported"], row["kind"]) == (2_000, QUARTERS[-6], "synthetic")


def test_its_course_has_no_rule_and_no_past_error_beside_it(silent):
    camden, barnet = (run(silent, replace(TODAY, borough=b)) for b in ("Camden", "Barnet"))
    assert camden.over_time[["ta_naive", "ta_past_low", "ta_past_high"]].isna().all(axis=None)
    assert barnet.over_time["ta_naive"].notna().any()
    picture = course.held(silent, camden)
    assert "did not report the last quarter" in picture.note
    assert "last published" not in picture.alt
    assert "last published" in course.held(silent, barnet).alt
    for key in settings.TARGETS:
        json.dumps(course.target(silent, camden, key).spec, allow_nan=False)


def test_answers_say_that_a_borough_s_figures_are_made_up(silent):
    camden, london = (run(silent, replace(TODAY, borough=b)) for b in ("Camden", "London"))
    assert "Camden can expect" in camden.answer.lead and "(synthetic figures; 8 chances" in camden.answer.lead
    assert "synthetic" not in london.answer.text
