"""The children's page on made-up councils: gaps are seen, places can be left out, nothing hidden is told."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest

from lbdp_core.children.scenario import ChildrenLevers, run
from lbdp_core.children.views import forecasts
from lbdp_core.children.views import one_indicator as view
from lbdp_core.children.views.evaluation import by_group, by_year, facts, remarks, sure
from lbdp_core.scene import BETWEEN

TREND, FUNNEL, EVERYONE = view.PICTURES


@pytest.fixture(scope="module")
def hackney(fitted):
    return run(fitted, ChildrenLevers(borough="Hackney"))


def picks(model, result, figure="Referrals", show=TREND, without=()):
    chosen = {words: options[0] for words, options in view.choices(model, result).items()}
    chosen |= {view.INDICATOR: figure, view.SHOW: show}
    for words, options in view.then(model, result, chosen).items():
        chosen[words] = BETWEEN.join(name for name in options if name not in without)
    return chosen


def lost(model, year, reason="not available"):
    """The model without Hackney's referrals of a year."""
    k, t, c = model.at("referrals"), list(model.years).index(year), model.council("Hackney")
    value, why = model.value.copy(), model.why.copy()
    value[k, t, c], why[k, t, c] = np.nan, 1
    return dataclasses.replace(model, value=value, why=why, reasons=np.array(["", reason]))


def test_a_year_without_a_figure_is_open_in_the_picture_and_said_with_its_reason(fitted, hackney):
    year = int(fitted.years[-2])
    model = lost(fitted, year)
    shown = view.show(model, hackney, picks(model, hackney))
    assert any(f"{year}" in line and "(not available)" in line for line in shown.sentences)
    rows = pd.DataFrame(shown.pictures[0].spec["data"]["values"])
    (gone,) = rows[rows["kind"].eq("Hackney") & rows["period"].eq(str(year))]["value"]
    assert gone != gone
    assert shown.pictures[0].table.set_index("Year").loc[str(year), "Hackney"] == "no figure"


def test_a_suppressed_last_figure_stays_suppressed_in_every_picture(fitted, hackney):
    model = lost(fitted, int(fitted.years[-1]), "suppressed")
    for show in view.PICTURES:
        shown = view.show(model, hackney, picks(model, hackney, show=show))
        assert "suppressed" in shown.cards[0][2]
        assert len(shown.cards) == 1
        (picture,) = shown.pictures
        assert "no figure" in picture.alt
        if show != TREND:
            assert "Hackney" not in set(picture.table["Council"])


@pytest.mark.parametrize("show", view.PICTURES)
def test_a_place_that_is_left_out_is_in_no_picture(fitted, hackney, show):
    whole = picks(fitted, hackney, show=show)
    options = whole[view.PLACES].split(BETWEEN)
    near = options[2]
    all_in = view.show(fitted, hackney, whole)
    left = view.show(fitted, hackney, picks(fitted, hackney, show=show, without=("London", near)))
    assert all_in.pictures != left.pictures
    rows = pd.DataFrame(left.pictures[0].spec["data"]["values"])
    if show == TREND:
        assert "London" not in set(rows["kind"])
        assert f"Middle of {len(options) - 3} similar" in set(rows["kind"])
    else:
        assert rows.set_index("place").loc[near, "kind"] == "Other councils"
    for _, sheet in left.sheets:
        assert near not in set(sheet["Place"])
    none = view.show(fitted, hackney, whole | {view.PLACES: ""})
    json.dumps(none.pictures[0].spec, allow_nan=False)


def test_the_funnel_is_wider_with_how_councils_differ_and_holds_its_target(fitted):
    look = view.Look(fitted, fitted.at("rereferrals"), "Hackney", ())
    limits = view._limits(look, np.array([10.0, 1_000.0]))
    assert (limits["low"] <= limits["plain_low"]).all()
    assert (limits["high"] >= limits["plain_high"]).all()
    assert limits["plain_low"].iloc[-1] < fitted.target[look.k] < limits["plain_high"].iloc[-1]


def test_a_set_of_neighbours_that_no_borough_has_is_not_offered(fitted, hackney):
    assert set(view.choices(fitted, hackney)[view.NEAR]) <= {*view.SETS.values()}
    none = dataclasses.replace(fitted, near_by=np.full_like(fitted.near_by, -1))
    assert not view._sets(none)


def test_last_year_is_told_beside_what_was_forecast_for_it(fitted, hackney):
    shown = forecasts.before(fitted, hackney, {forecasts.AHEAD: "one year before"})
    ((_, table),) = shown.tables
    assert f"{table['In the range'].eq('yes').mean():.0%} of Hackney's {len(table)} figures" in shown.sentences[0]
    nothing = dataclasses.replace(fitted, before=np.full_like(fitted.before, np.nan))
    assert not forecasts.before(nothing, hackney, {forecasts.AHEAD: "one year before"}).tables


def test_inspections_are_newest_first_and_none_is_said(fitted):
    dfe = str(int(fitted.dfe[fitted.council("Hackney")]))
    held = pd.DataFrame(
        {"dfe": [dfe, dfe], "inspected": ["2019-11-04", "2024-07-01"], "overall": ["Requires improvement", "Good"]}
    )
    found = forecasts.inspected(fitted, {forecasts.INSPECTIONS: held}, {forecasts.COUNCIL: "Hackney"})
    assert found.sentences[0] == "Ofsted last judged Hackney on 1 July 2024: Good."
    assert not forecasts.inspected(fitted, {}, {forecasts.COUNCIL: "Hackney"}).sheets


@pytest.fixture(scope="module")
def score(evidence):
    from lbdp_core.children.evaluate import evaluate

    return evaluate(evidence)


def test_how_sure_is_said_over_all_by_figure_and_by_kind_of_council(fitted, score):
    told = " ".join(remarks(score))
    for horizon in ("One year", "Three years"):
        assert f"{horizon} ahead, over " in told
        assert f"{horizon} ahead, 80% ranges held " in told
    _, _, table = by_year(score)
    assert len(table) == len(score.more["by_indicator"])
    assert table["Its error was"].str.contains("the last value's and .*a trend's").all()
    _, _, groups = by_group(fitted, score)
    assert set(groups["Councils"]) == {row["group"] for row in score.more["by_group"]}
    assert facts(score)
    assert all(len(picture.table) for picture in sure(score))
