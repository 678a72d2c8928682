"""Results and scorecards: what they promise to whoever reads them as JSON."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from lbdp_core.result import Headline, Later, Result, Scorecard


def headline(**more) -> Headline:
    return Headline("Fires", "Fires", "fires a year", "down", 10.0, 9.0, 8.0, 9.5, -1.0, -2.0, -0.5, **more)


def test_an_undefined_headline_has_no_figure_and_says_why():
    row = Headline.undefined(
        "Fires per 1,000 visits", "Fires per 1,000 visits", "fires", "up", "There are no visits."
    ).as_dict()
    figures = ("today", "scenario", "low", "high", "change", "change_low", "change_high")
    assert all(row[name] is None for name in figures)
    assert row["reason"] == "There are no visits."


def test_the_additive_headline_is_found_wherever_it_stands():
    empty = pd.DataFrame()
    whole = headline(additive=True)
    result = Result("fire", {}, "", (headline(), whole), empty, empty, empty, empty, (), {})
    assert result.additive is whole
    with pytest.raises(StopIteration):
        _ = Result("fire", {}, "", (headline(),), empty, empty, empty, empty, (), {}).additive


def test_a_scorecard_comes_back_from_json_as_it_was():
    card = Scorecard(
        theme="fire",
        target="dwelling fires",
        metric="Poisson deviance",
        unit="per LSOA",
        baseline="empirical_bayes",
        origins=({"origin": "2019", "model": 1.2},),
        skill=0.042,
        more={"ceiling": {"capture_10": 0.21}},
    )
    assert Scorecard.from_dict(json.loads(json.dumps(card.as_dict()))) == card
    assert card.as_dict()["ceiling"] == {"capture_10": 0.21}


def test_a_table_is_made_when_looked_at_and_only_once():
    made = []
    tables = Later({"first": lambda: made.append(1) or pd.DataFrame({"a": [1]}), "second": pd.DataFrame})
    assert list(tables) == ["first", "second"]
    assert len(tables) == 2
    assert not made
    assert tables["first"] is tables["first"]
    assert made == [1]
    with pytest.raises(KeyError):
        _ = tables["third"]
