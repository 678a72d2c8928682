"""The scorecard: its origins by hand, no look ahead, and how it came out on the published figures."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lbdp_core.labour.evaluate import evaluate
from lbdp_core.labour.findings import findings
from lbdp_core.labour.load import load


@pytest.fixture(scope="module")
def evidence(shelf):
    return load(shelf)


@pytest.fixture(scope="module")
def card(evidence):
    return evaluate(evidence)


def test_the_last_value_is_scored_by_hand(card, evidence):
    at = evidence.years.index(2018)
    by_hand = np.abs(evidence.rate[at] - evidence.rate[at + 1]).mean()
    origin = next(o for o in card.origins if (o["origin"], o["horizon"]) == ("2018", 1))
    assert origin["baselines"]["last_value"] == pytest.approx(by_hand, abs=1e-4)
    json.dumps(card.as_dict(), allow_nan=False)


def test_the_year_of_the_pandemic_is_named(card):
    named = {o["target"] for o in card.origins if o["horizon"] == 1 and o["upheaval"]}
    assert "2020" in named
    assert "2019" not in named


def test_one_year_ahead_it_is_no_worse_than_the_last_value_with_and_without_upheavals(card):
    rows = {(row["horizon"], row["without_upheaval"]): row for row in card.more["pooled"]}
    assert rows[1, False]["mase"] < 1
    assert rows[1, True]["mase"] < 1
    assert rows[1, False]["model"] < rows[1, False]["england_change"]


@pytest.mark.parametrize("horizon", [1, 2])
def test_ranges_hold_what_they_promise_upheavals_included(card, horizon):
    """Of boroughs and of London: with 15 past forecasts one more or less is 7 points."""
    row = next(r for r in card.more["pooled"] if r["horizon"] == horizon and not r["without_upheaval"])
    assert row["coverage_80"] == pytest.approx(0.8, abs=0.04)
    assert row["london_80"] == pytest.approx(0.8, abs=0.08)


def test_where_it_does_not_beat_the_last_value_the_last_value_is_shown(card, stored):
    fitted = stored("labour")[1]
    for n, horizon in enumerate((1, 2)):
        mase = next(r["mase"] for r in card.more["pooled"] if r["horizon"] == horizon and not r["without_upheaval"])
        assert not fitted.better[n] or mase < 1
        if not fitted.better[n]:
            assert fitted.ahead[n] == pytest.approx(fitted.rate[-1], abs=1e-3)


def test_most_openings_are_replacement(card):
    assert 0.84 < card.more["openings"]["share"] < 0.86


def test_the_methods_page_has_a_row_for_each(card):
    rows = [line for line in findings(card, {}) if line.startswith(("| 1 |", "| 2 |"))]
    assert len(rows) == len(card.more["pooled"])
