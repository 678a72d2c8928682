"""How sure the health page says it is, from a made-up scorecard and a made-up report."""

from __future__ import annotations

from importlib import import_module

import pytest

from lbdp_core.result import Scorecard

facts, evaluation = (import_module(f"lbdp_core.health.views.{name}") for name in ("facts", "evaluation"))


def origin(truth: str, model: float, outside: list[dict]) -> dict:
    bands = [
        {
            "age_from": a,
            "ages": ("0 to 64", "65 and over")[n],
            "coverage_80": 0.95 - n / 5,
            "bias": 0.01,
            "model": model + n / 100,
            "no_change": 0.1,
            "constant_growth": 0.12,
        }
        for n, a in enumerate((0, 65))
    ]
    return {
        "origin": "2013",
        "horizon": 7.0,
        "target": f"GLA 2014 round against {truth}",
        "against": truth,
        "model": model,
        "baselines": {"no_change": 0.1, "constant_growth": 0.12, "better_naive": 0.1},
        "skill": 1 - model / 0.1,
        "borough_totals": {"model": 0.03},
        "median_borough_error": model / 2,
        "bias": {"model": -0.012},
        "by_age": bands,
        "coverage_80": 0.97,
        "coverage_80_by_age": 0.9,
        "coverage_80_at_65_and_over": 0.88,
        "outside": outside,
        "truth": truth,
        "largest_error": {"borough": "Westminster", "error": 0.21, "chance_of_as_much": 0.048},
    }


@pytest.fixture
def score():
    apart = [{"borough": "Camden", "difference": 0.33, "difference_65_and_over": -0.35}]
    more = {
        "coverage_80": 0.955,
        "coverage_80_by_age": 0.88,
        "truths_apart": apart,
        "width": {"median_error_after_ten_years": 0.07, "source": "Somebody, 2019", "fixed": "before scoring"}
        | {"untouched": ["Census 2021"]},
        "notes": ["A note."],
    }
    origins = (
        origin("ONS mid-2020", 0.05, []),
        origin("Census 2021", 0.07, [{"borough": "Westminster", "error": 0.2}]),
    )
    return Scorecard("health", "Residents", "WAPE", "share", "better_naive", origins, 0.4, more)


def test_the_old_round_stands_beside_both_naive_rules_against_both_truths(score):
    picture = evaluation.ladder(score)
    rows = picture.spec["data"]["values"]
    assert {row["group"] for row in rows} == {"Against ONS mid-2020", "Against Census 2021"}
    assert {row["row"] for row in rows} == {"The projection", "No change", "Constant growth"}
    assert "old projection" in picture.title
    assert list(picture.table["The projection"]) == ["5.0%", "7.0%"]


def test_every_picture_has_words_and_a_table(score):
    pictures = evaluation.sure(score)
    assert len(pictures) == 5
    for picture in pictures:
        assert picture.alt
        assert len(picture.table)
    assert "65 and over" in evaluation.by_age(score.origins[0]).alt


def test_boroughs_where_the_truths_disagree_are_named(score):
    picture = evaluation.disagree(score)
    assert picture.alt == "Widest apart: Camden, +33.0%"
    assert picture.table.iloc[0].tolist() == ["Camden", "+33.0%", "−35.0%"]
    assert facts.facts(score)[-1][1] == "1 of 33"


def test_coverage_is_reported_and_said_not_to_be_tuned_to(score):
    text = " ".join(" ".join(fact) for fact in facts.facts(score))
    assert "75% to 95%" in text and "95% at 0 to 64, 75% at 65 and over" in text
    assert "set the 80% range before scoring" in evaluation.by_year(score)[1]


def test_coverage_is_said_band_by_band_with_which_estimate_tests_it_and_which_bands_miss(score):
    picture = evaluation.covered(score)
    assert picture.table["Ages"].tolist() == ["0 to 64", "65 and over"]
    assert picture.table["Census 2021"].tolist() == ["95%", "75%"]
    assert "Only Census 2021 tests the range" in picture.note
    assert "Outside 70% to 90% there: 0 to 64 (95%)." in picture.note


def test_the_largest_error_is_told_with_the_chance_that_the_range_gave_it(score):
    table = evaluation.by_year(score)[2].set_index("Figure")
    assert table.loc["Largest error"].tolist() == ["Westminster, +21.0%"] * 2
    assert table.loc["Chance of an error this large, by our ranges"].tolist() == ["4.8%"] * 2
    assert "none" in table.loc["Boroughs outside their range"].tolist()
    assert facts.remarks(score)[-1] == "A note."


def test_every_figure_has_a_column_for_each_truth(score):
    _, _, frame = evaluation.by_year(score)
    assert list(frame.columns) == ["Figure", "ONS mid-2020", "Census 2021"]
    assert not frame.isna().any(axis=None)


def test_rows_used_say_what_was_set_aside_and_where_no_local_figure_is():
    report = {
        "files": [{"file": "a/b.csv", "rows": 10, "used": 8, "set_aside": {"a region": 2}}],
        "base": "Census 2021",
        "base_note": "In bands.",
        "notes": ["Put right."],
        "without_local_figure": [
            {"condition": c, "borough": "City of London", "reason": "no row"} for c in ("copd", "dementia")
        ],
    }
    lines = facts.rows_used(report)
    assert lines[0] == "b.csv: 10 rows, 8 used; 2 set aside: a region."
    assert lines[-1] == "No local figure in City of London (no row): COPD, Dementia."
