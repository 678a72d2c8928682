"""The homelessness page's pictures, words and tables, on a made-up London."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lbdp_core import evaluation_page
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import fit, settings
from lbdp_core.homelessness.scenario import PRESETS, HomelessnessLevers, run
from lbdp_core.homelessness.views import PAGE as views
from lbdp_core.homelessness.views import course, definitions, effects, flow, forecasts, funnels, where
from lbdp_core.pipeline import scorecard
from lbdp_core.provenance import STATUSES
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


def test_the_board_names_every_lever_with_its_range_and_lag(model, result):
    table = effects.table(result)
    assert table["Lever"].iloc[0] in effects.SHORT.values()
    assert len(table) == 6
    shown = effects.board(model, result, {})
    headings = [heading for heading, _ in shown.sheets]
    assert "What studies found" in headings
    found = dict(shown.sheets)["What studies found"]
    assert (found["Effect (95% range)"].str.startswith("0 (")).sum() == 4  # no effect, in four of the six
    assert found["Source"].str.strip().ne("").all()


def test_funnels_of_a_borough_stand_beside_london(model):
    camden = run(model, replace(TODAY, borough="Camden"))
    shown = funnels.funnels(model, camden, {})
    assert list(shown.pictures[0].table.columns) == ["Stage", "Camden", "London"]
    assert shown.pictures[0].table["Camden"].iloc[2].endswith("(55%)")


def test_the_year_is_shown_season_by_season(model, result):
    shown = forecasts.pattern(model, result, {forecasts.SHOWN: "Relief duties owed"})
    assert list(shown.pictures[0].table.columns) == ["Year", "Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec"]
    assert list(shown.sheets[0][1].iloc[0]) == ["0.0%"] * 4


def test_a_borough_stands_among_those_like_it_with_how_they_were_found(model):
    camden = run(model, replace(TODAY, borough="Camden"))
    asked = where.choices(model, camden)
    picks = {words: options[0] for words, options in asked.items()}
    shown = where.boroughs(model, camden, picks)
    assert len(shown.pictures[0].table) == 6
    assert "private renting" in shown.notes[0]
    whole = where.boroughs(model, camden, picks | {where.WHO: where.ALL})
    assert len(whole.pictures[0].table) == 33


def test_definitions_tell_three_counts_apart(model, result):
    shown = definitions.definitions(model, result, {})
    assert [name.split()[0] for name in shown.sheets[0][1]["Name"]] == ["CHAIN", "Autumn", "H-CLIC"]


def test_evidence_stands_under_its_lever():
    said, _, table = effects.beside("evidence", "main")
    assert "no effect" in said
    assert len(table) == 12
    assert "42 days" in effects.beside("asylum_days", 42)[0]
    assert effects.beside("nsno", 20) is None


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


def test_measures_cover_every_borough_also_when_one_is_looked_at(model):
    camden = run(model, replace(CHANGED, borough="Camden"))
    for measure in views.measures(model, camden):
        assert measure.level == "borough"
        assert np.isfinite(measure.values).all()
        assert (measure.ranges[:, 0] <= measure.values).all()
    assert views.chosen(model, camden).sum() == 1


def test_no_table_of_a_preset_has_blanks_but_the_course(model):
    for levers in PRESETS.values():
        found = run(model, levers)
        for name, table in {**dict(found.extras), "places": found.places, "shortlist": found.shortlist}.items():
            assert isinstance(table, pd.DataFrame)
            blank = set(table.columns[table.isna().any()])
            assert blank <= ({"cost"} if name == "shortlist" else set()), name


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


def test_names_in_the_flow_are_moves_and_what_is_not_published_says_so(model, result):
    london = flow.street(model, result)
    drawn = json.dumps(london.spec, ensure_ascii=False)
    assert "Moves from living on the streets: " in drawn
    assert "Moves to added Housing First places: " in drawn
    assert "rest on our judgement" in london.note
    assert "rest on our judgement" in effects.picture(model, result).note
    assert "rest on our judgement" not in course.seen(model, result).note
    states = dict(flow.flow(model, result, {flow.WHICH: flow.PEOPLE}).sheets)["People in each state"]
    assert "At the start (our estimate)" in states
    assert "In added Housing First places" in set(states["State"])


def test_published_years_and_the_words_stand_under_counts(model, result):
    shown = definitions.definitions(model, result, {})
    sheets = dict(shown.sheets)
    assert {"13,231", "8,396", "11,993"} <= set(sheets[definitions.YEARS]["Count"])
    assert set(sheets[definitions.YEARS][definitions.KNOWN]) <= set(STATUSES)
    assert any("66% were new" in note and "14% were seen before" in note for note in shown.notes)
    assert any("8,474" in note and "8,396" in note for note in shown.notes)
    quarters = sheets["People seen in London by quarter: published totals"]
    assert quarters[definitions.KNOWN].tolist() == [q.status for q in cited.QUARTERS]
    nights = sheets[definitions.NIGHTS].set_index(["Area", "Autumn"])["People on one night"]
    assert (nights["London", "2025"], nights["Westminster", "2024"]) == ("1,277", "388")
    assert any("any return" in words for words in sheets["What the words mean"]["It means"])


def test_the_board_says_what_a_lever_costs(model, result):
    costs = effects.table(result).set_index("Lever")["Cost"]
    assert costs["Housing First"] == "£3.1 million, without rent"  # 125, 250, 375 and 500 places at £2,500 a quarter
    assert costs["Asylum move-on notice"] == "not known"
