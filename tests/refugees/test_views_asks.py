"""Routes, rules, assumptions, how sure, and what is missing: each as the tables and the scorecard say."""

from __future__ import annotations

import pytest

from lbdp_core.refugees.evaluate import evaluate
from lbdp_core.refugees.views import PAGE as views
from lbdp_core.refugees.views import scenes
from tests.refugees import files


def test_routes_are_never_added_and_say_which_are_shared_out(model, result):
    (_, table), *_ = scenes.routes(model, result, {}).sheets
    assert not table["Route"].str.contains("otal|ogether").any()
    found = result.extras["routes"].set_index("route")
    assert found.loc["Resettlement", "expected"] == 8 * 8  # eight a quarter, for eight quarters
    share = files.london(5) / files.country(5)
    assert found.loc["Family reunion", "expected"] == pytest.approx(1_200 * share * 8)
    assert (found["low"] <= found["expected"]).all()
    assert (found["expected"] <= found["high"]).all()
    assert found.loc["Family reunion", "basis"].startswith("shared out")


def test_rules_that_are_over_say_so_beside_their_levers():
    words, title, table = scenes.beside("notice", 42)
    assert (
        "In force since 9 March 2026: 42 days for everybody, with at least 28 days from the letter that ends support"
        in words
    )
    assert table.loc[table["Status"] == "in force", "Days"].tolist() == ["42"]
    assert "£1,200" in set(scenes.beside("tariff", "2025")[2]["Pounds"])
    assert scenes.beside("claims", 0) is None
    assert title


def test_how_sure_says_the_scorecard_s_figures(evidence, model):
    card = evaluate(evidence)
    now, before = views.sure(card)
    assert now.table["Forecasts"].tolist() == ["5", "4", "2"]
    first = card.more["by_horizon"][0]
    assert now.table["The last count"][0] == f"{100 * first['last_value']:.1f}%"
    assert len(before.table) == 8
    _, _, table = views.by_year(card)
    assert len(table) == len(card.origins)
    _, _, broken = views.by_borough(model, card)
    assert broken["From"].tolist() == ["2022Q4", "2023Q2", "2023Q4", "2024Q1"]
    labels = [label for label, *_ in views.facts(card)]
    assert labels[1:3] == ["Error 1 quarter ahead", "Error 4 quarters ahead"]
