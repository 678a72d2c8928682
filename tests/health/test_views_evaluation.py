"""How sure the health page says it is: the figures of the stored scorecard, each against the estimate it is of."""

from __future__ import annotations

from importlib import import_module

import pytest

from lbdp_core.formatting import percent

facts, evaluation = (import_module(f"lbdp_core.health.views.{name}") for name in ("facts", "evaluation"))


@pytest.fixture(scope="module")
def score(stored):
    return stored("health")[2]


def test_the_projection_stands_beside_both_naive_rules_against_each_truth(score):
    picture = evaluation.ladder(score)
    rows = picture.spec["data"]["values"]
    assert {row["group"] for row in rows} == {f"Against {one['against']}" for one in score.origins}
    assert {row["row"] for row in rows} == {"The projection", "No change", "Constant growth"}
    assert list(picture.table["The projection"]) == [percent(one["model"]) for one in score.origins]


def test_coverage_is_said_by_age_against_each_truth_and_which_truth_tests_it(score):
    picture = evaluation.covered(score)
    for one in score.origins:
        shares = {band["ages"]: percent(band["coverage_80"], 0) for band in one["by_age"]}
        said = dict(zip(picture.table["Ages"], picture.table[one["against"]], strict=True))
        assert {ages: share for ages, share in said.items() if share != "–"} == shares
        if one["truth"] in score.more["width"]["untouched"]:
            assert f"Only {one['against']} tests the range" in picture.note


def test_every_figure_is_in_the_column_of_its_truth(score):
    table = evaluation.by_year(score)[2].set_index("Figure")
    assert not table.isna().any(axis=None)
    for one in score.origins:
        largest = one["largest_error"]
        said = f"{largest['borough']}, {percent(largest['error'], sign=True)}"
        assert table.loc["Largest error", one["against"]] == said
        assert table.loc["Better than the better rule by", one["against"]] == percent(one["skill"])


def test_boroughs_where_the_truths_disagree_are_named(score):
    apart = score.more["truths_apart"]
    picture = evaluation.disagree(score)
    assert picture.table.iloc[:, 0].tolist() == [one["borough"] for one in apart if abs(one["difference"]) > 0.05]
    assert picture.alt == f"Widest apart: {apart[0]['borough']}, {percent(apart[0]['difference'], sign=True)}"


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
