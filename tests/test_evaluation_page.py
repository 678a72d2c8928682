"""How sure: what a scorecard's page has without a theme's words, and what a theme's words do to it."""

from __future__ import annotations

from lbdp_core import evaluation_page
from lbdp_core.backtest import entry
from lbdp_core.result import Scorecard

ORIGINS = tuple(
    entry({"model": model, "last_value": 4.0, "drift": 8.0}, "last_value", 0.8, origin=origin, horizon=horizon)
    for origin, horizon, model in (("2023", 1, 2.0), ("2024", 1, 3.0), ("2023", 2, 6.0))
)
CARD = Scorecard("toy", "falls", "mean error", "falls", "last_value", ORIGINS, 0.1, {})


def test_by_default_every_rule_stands_beside_the_method_by_horizon():
    (picture,) = evaluation_page.sure(CARD)
    assert picture.table.to_dict("records") == [
        {"Ahead": "1 ahead", "This model": "2.5", "Last value": "4", "Drift": "8"},
        {"Ahead": "2 ahead", "This model": "6", "Last value": "4", "Drift": "8"},
    ]
    drawn = {(row["group"], row["row"]): row["value"] for row in picture.spec["data"]["values"]}
    assert drawn[("1 ahead", "This model")] == 2.5 / 4  # as a share of the rule to beat
    assert drawn[("2 ahead", "Last value")] == 1.0


def test_every_past_forecast_is_a_row_and_the_facts_have_the_range_of_the_skill():
    heading, note, rows = evaluation_page.by_year(CARD)
    assert (heading, len(rows)) == ("Every past forecast", 3)
    assert rows.iloc[2].to_dict() == {"From": "2023", "Ahead": "2", "This model": "6", "Last value": "4", "Drift": "8"}
    assert note.startswith("mean error (falls)")
    skill, covered = evaluation_page.facts(CARD)
    assert skill[2].startswith("−50.0% to 50.0% over 3")
    assert covered[1] == "80%"


def test_a_theme_names_its_rungs_and_a_group_without_forecasts_is_left_out():
    rows = {"Against the count": ORIGINS[0], "Against none": {"model": None, "drift": None}}
    words = "Off by", "error", "Against"
    picture = evaluation_page.errors(
        rows, {"model": "Ours", "drift": "Drift"}, words, "alt", columns={"From": lambda row: row["origin"]}
    )
    assert picture.table.to_dict("records") == [
        {"Against": "the count", "Ours": "200.0%", "Drift": "800.0%", "From": "2023"}
    ]
    assert [row["value"] for row in picture.spec["data"]["values"]] == [2.0, 8.0]


def test_a_scorecard_without_forecasts_shows_no_picture():
    assert evaluation_page.sure(Scorecard("toy", "falls", "error", "falls", "none", (), 0.0, {})) == ()
