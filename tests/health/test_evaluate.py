"""The old round scored: figures that can be worked out by hand, and the publishers' files."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from lbdp_core.health.evaluate import evaluate
from lbdp_core.health.evaluate.forecasts import at, common, constant_growth, grouped, horizon, no_change
from lbdp_core.health.evaluate.scores import bias, largest, ranges, score, wape
from lbdp_core.health.load import Evidence, Population, load
from lbdp_core.health.model import settings
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError, Workbench
from tests.health.tables import shelf

AGES = tuple(range(91))


def population(kind: str, years: tuple[int, ...], counts: np.ndarray, ages: tuple[int, ...] = AGES) -> Population:
    """counts: (b, a, t)."""
    return Population("one", "One", kind, years, ("persons",), ages, counts[None], years[0], "", "")


def steady(years: tuple[int, ...], growth: float = 1.0, boroughs: int = 33) -> Population:
    """A hundred residents of every age in 2013, growing evenly."""
    course = np.array([100.0 * growth ** (year - 2013) for year in years])
    past = population("projection", years, np.ones((boroughs, 91, 1)) * course)
    return Population(**{**past.__dict__, "last_observed": 2013})


def test_wape_and_bias_of_a_table_worked_by_hand() -> None:
    forecast, truth = np.array([[110.0, 90.0], [100.0, 130.0]]), np.array([[100.0, 100.0], [100.0, 100.0]])
    assert wape(forecast, truth) == pytest.approx((10 + 10 + 0 + 30) / 400)
    assert bias(forecast, truth) == pytest.approx(30 / 400)


def test_a_census_in_march_is_compared_with_the_day_between_two_mid_years() -> None:
    past = steady((2008, 2013, 2020, 2021), 1.01)
    census = population("census", (2021,), np.ones((33, 3, 1)), (0, 16, 65))
    assert at(past, census)[0, 0] == pytest.approx(0.28 * 100 * 1.01**7 + 0.72 * 100 * 1.01**8)
    assert horizon(past, census) == pytest.approx(7.72)
    mid = population("estimate", (2020,), np.ones((33, 91, 1)))
    assert horizon(past, mid) == 7.0 and at(past, mid)[0, 0] == pytest.approx(100 * 1.01**7)


def test_the_naive_rules_by_hand() -> None:
    past = steady((2008, 2013, 2020), 1.02)
    np.testing.assert_allclose(no_change(past), 100.0)
    np.testing.assert_allclose(constant_growth(past, 7.0, (0, 16, 65))[0], np.array([16, 49, 26]) * 100 * 1.02**7)


def test_bands_are_those_that_both_have() -> None:
    assert common(population("census", (2021,), np.ones((1, 3, 1)), (0, 16, 65))) == (0, 16, 65)
    assert common(population("estimate", (2020,), np.ones((1, 91, 1)))) == (0, 16, 25, 35, 50, 65, 75, 85)
    assert grouped(np.ones((2, 91)), AGES, (0, 16, 65)).tolist() == [[16, 49, 26]] * 2


def evidence_of(past: Population, truth: Population) -> Evidence:
    """Only what the scores look at."""
    names = np.array([f"Borough {i}" for i in range(len(past.persons))])
    return SimpleNamespace(names=names, rounds={"one": past}, truths=(truth,))  # type: ignore[return-value]


def test_a_perfect_round_has_no_error_and_all_of_it_in_range() -> None:
    past = steady((2008, 2013, 2020), 1.02)
    row = score(evidence_of(past, past), past, population("estimate", (2020,), past.year(2020)[..., None]))
    assert row["model"] == 0 and row["skill"] == 1
    assert row["coverage_80"] == row["coverage_80_by_age"] == row["coverage_80_at_65_and_over"] == 1
    assert row["outside"] == []
    assert [band["coverage_80"] for band in row["by_age"]] == [1] * 8


def test_the_range_is_as_wide_as_published_and_was_not_fitted_to_what_is_scored() -> None:
    """At ten years half of the draws lie within 7% either way, and a little more for the base."""
    said = np.full((20, 91), 100.0)
    past = population("projection", (2013, 2023), np.stack([said, said], axis=-1))
    low, high = ranges(past, said, (0,), settings.PUBLISHED_YEARS)
    assert np.median(high / (100 * 91)) > 1 + settings.PUBLISHED_MEDIAN
    near = ranges(past, said, (0,), 1.0)
    assert ((near[1] - near[0]) < (high - low)).all()


def test_coverage_of_a_band_is_the_share_of_boroughs_in_their_range() -> None:
    """Nine of 33 boroughs have twice the people of 50 to 64 that the round said; every other band is as it said."""
    past = steady((2008, 2013, 2020), 1.0)
    truth = past.year(2020).copy()
    truth[:9, 50:65] *= 2
    row = score(evidence_of(past, past), past, population("estimate", (2020,), truth[..., None]))
    held = {band["age_from"]: band["coverage_80"] for band in row["by_age"]}
    assert held.pop(50) == pytest.approx(24 / 33)
    assert set(held.values()) == {1.0}


def test_ages_that_are_hard_to_project_have_wider_ranges() -> None:
    past = steady((2008, 2013, 2020), 1.0)
    low, high = ranges(past, past.year(2020), (0, 16, 25, 40, 50, 65, 75, 85), 7.0)
    width = np.median((high - low) / np.add.reduceat(past.year(2020), (0, 16, 25, 40, 50, 65, 75, 85), axis=1), axis=0)
    assert width[[0, 1, 2, 7]].min() > 1.2 * width[[3, 6]].max() and width[[3, 6]].min() > 1.2 * width[[4, 5]].max()


def test_the_worst_borough_is_named_with_the_chance_that_the_range_gave_it() -> None:
    past = steady((2008, 2013, 2020), 1.0)
    truth = past.year(2020).copy()
    truth[4] *= 0.8
    told = largest(evidence_of(past, past), past, past.year(2020), truth.sum(axis=1), 7.0)
    assert told["borough"] == "Borough 4" and told["error"] == pytest.approx(0.25)
    assert 0 < told["chance_of_as_much"] < 0.1
    row = score(evidence_of(past, past), past, population("estimate", (2020,), truth[..., None]))
    assert [b["borough"] for b in row["outside"]] == ["Borough 4"]
    assert row["coverage_80"] == pytest.approx(32 / 33)


def test_skill_is_over_the_naive_rule_that_came_nearer() -> None:
    past = steady((2008, 2013, 2020), 1.02)
    truth = population("estimate", (2020,), np.full((33, 91, 1), 101.0))  # hardly anything changed
    row = score(evidence_of(past, past), past, truth)
    naive = row["baselines"]
    assert naive["no_change"] == naive["better_naive"] == pytest.approx(1 / 101) and naive["constant_growth"] > 0.1
    assert row["skill"] == pytest.approx(1 - row["model"] / (1 / 101)) and row["skill"] < 0


@pytest.fixture(scope="module")
def made(built: tuple[Evidence, Workbench]) -> Scorecard:
    return evaluate(built[0])


def test_both_truths_are_scored_and_their_disagreement_is_named(made: Scorecard) -> None:
    assert [(row["truth"], row["horizon"]) for row in made.origins] == [("ons_mid_2020", 7.0), ("census_2021", 7.72)]
    mid, census = made.origins
    assert mid["model"] == pytest.approx(1 - 1 / 1.1, abs=1e-3) and mid["bias"]["model"] < 0
    assert census["model"] == pytest.approx(1 - (0.28 / 1.01 + 0.72), abs=2e-3)
    apart = made.more["truths_apart"]
    assert len(apart) == 33 and apart[0]["difference"] == pytest.approx(1.1 / 1.01 - 1, abs=2e-3)
    assert [band["age_from"] for band in census["by_age"]] == [0, 16, 25, 35, 50, 65, 75]


def test_the_scorecard_goes_through_json_and_back(made: Scorecard) -> None:
    text = json.dumps(made.as_dict(), allow_nan=False)
    assert Scorecard.from_dict(json.loads(text)).as_dict() == json.loads(text)
    assert made.more["width"]["median_error_after_ten_years"] == 0.07
    assert [o["against"] for o in made.origins] == ["ONS mid-2020", "Census 2021"]


def test_without_an_older_round_there_is_nothing_to_score(tmp_path: Path) -> None:
    evidence = load(shelf(tmp_path))
    evidence.rounds.pop("old")
    with pytest.raises(DataError, match="add an older one"):
        evaluate(evidence)


@pytest.mark.raw
def test_the_2014_round_against_what_happened(published: Evidence) -> None:
    card = evaluate(published)
    mid, census, newest = card.origins
    assert mid["model"] == pytest.approx(0.0539, abs=0.001) and census["model"] == pytest.approx(0.0750, abs=0.001)
    assert newest["model"] == pytest.approx(0.0841, abs=0.001) and newest["horizon"] == 10.0
    assert card.more["width"]["untouched"] == ["ons_mid_2023"]
    held = {band["age_from"]: band["coverage_80"] for band in newest["by_age"]}
    assert all(0.7 <= held[age] <= 0.9 for age in (0, 35, 50, 65, 75, 85))
    assert held[16] > 0.9 and held[25] > 0.9  # too wide where people move; reported, and not changed
    apart = {row["borough"]: row["difference"] for row in card.more["truths_apart"]}
    assert len(apart) == 10
    assert apart["Camden"] == pytest.approx(0.33, abs=0.005) and apart["Westminster"] == pytest.approx(0.32, abs=0.005)
    for row in card.origins:  # the range admits the worst borough, and is not so wide that it says nothing
        assert row["largest_error"]["chance_of_as_much"] > 0
        assert row["skill"] > 0
