"""Hazard rating: published weights and examples, scores that are cut, bands, and dates."""

from __future__ import annotations

import csv
import itertools
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from lbdp_core.falls.model.hazard_rating import edition, editions

OUTCOMES = [f"outcome_{name}_pct" for name in ("I", "II", "III", "IV")]


def test_a_score_is_the_published_sum_and_is_cut():
    now = edition()
    by_hand = (10_000 * 2.2 + 1_000 * 10 + 300 * 21.5 + 10 * 66.3) / 32
    assert now.score(32, (2.2, 10, 21.5)) == int(by_hand) == 1222
    assert now.score(180, (0, 0, 10, 90)) == 21  # 21.67
    assert now.score(10, (0, 10, 0, 90)) == 1090


@pytest.mark.parametrize(
    ("score", "band", "category"),
    [
        (5000, "A", 1),
        (4999, "B", 1),
        (1000, "C", 1),
        (999, "D", 2),
        (320, "E", 2),
        (27, "H", 2),
        (5, "J", 2),
        (0, "J", 2),
    ],
)
def test_bands_and_categories_begin_where_they_are_published(score, band, category):
    assert (edition().band(score), edition().category(score)) == (band, category)


def test_a_likelihood_stands_at_the_point_between_its_limits():
    now = edition()
    assert len(now.points) == len(now.limits) + 1
    for before, limit, after in zip(now.points, now.limits, now.points[1:], strict=False):
        assert before > limit > after
        assert (now.point(limit + 0.1), now.point(limit - 0.1)) == (before, after)


def test_no_choice_on_the_published_scales_is_off_by_one():
    """Against exact fractions, for every likelihood and every three outcomes that an inspector may choose."""
    now = edition()
    weights = [Fraction(weight) for weight in now.weights]
    shares = [Fraction(str(share)) for share in now.outcomes]
    points = [Fraction(str(point)) for point in now.points]
    for chosen in itertools.product(shares, repeat=3):
        if sum(chosen) <= 100:
            spread = (*chosen, 100 - sum(chosen))
            whole = sum(weight * share for weight, share in zip(weights, spread, strict=True))
            for point in points:
                assert now.score(float(point), tuple(map(float, chosen))) == whole // point
                assert now.score(float(point), tuple(map(float, spread))) == whole // point


def test_what_is_no_hazard_is_refused():
    with pytest.raises(ValueError, match="one in one"):
        edition().score(0.5, (0, 0, 0, 100))
    with pytest.raises(ValueError, match="make 100%"):
        edition().score(10, (50, 60, 10))


def test_a_new_edition_holds_from_its_day():
    assert edition(date(2010, 1, 1)) == editions()[0]
    assert edition() == editions()[-1]


@pytest.mark.raw
def test_published_examples_whose_outcomes_could_be_read(raw: Path):
    """Every row with likelihood, outcomes and score must come out exactly; today's file has none that is whole, so that
    only its likelihoods are held against the scale.
    """
    text = (raw / "falls/hhsrs_published_examples.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows
    for row in rows:
        shares = tuple(float(row[name]) for name in OUTCOMES if row[name])  # class IV may be left out
        if len(shares) >= 3 and row["published_score"]:
            likelihood = float(row["inspector_likelihood_1_in"])
            assert edition().score(likelihood, shares) == int(float(row["published_score"]))
        if row["inspector_likelihood_1_in"]:
            assert float(row["inspector_likelihood_1_in"]) in edition().points
