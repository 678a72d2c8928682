"""The replay: known figures by hand, and nothing from the year that is replayed."""

import dataclasses

import numpy as np
import pytest

from lbdp_core.fire.studies.replay import BUDGETS, _met, _placed, replay, rule_scores
from lbdp_core.sources import DataError
from tests.fire.evidence import made_up_evidence

HOMES = np.array([1000.0, 1000.0, 2000.0])


@pytest.fixture(scope="module")
def evidence():
    return made_up_evidence()


@pytest.fixture(scope="module")
def table(evidence):
    return replay(evidence, None)


def test_a_plan_worked_by_hand():
    """150 visits: the best area takes 100 (a tenth of its homes), the next 50; evenly it is 3.75% of every home."""
    best_first = _placed(150, np.array([1.0, 3.0, 2.0]), HOMES)
    np.testing.assert_allclose(best_first, [0, 100, 50])
    plans = {"model": (best_first / HOMES)[:, None], "uniform": (_placed(150, None, HOMES) / HOMES)[:, None]}
    fires = np.array([[5.0], [10.0], [8.0]])
    met = _met(plans, "model", fires, HOMES, np.array([0, 0, 1]))
    np.testing.assert_allclose(met["fires_met"], [1.2, 1.0, 0.2])  # 10 x 100/1000, and 8 x 50/2000
    np.testing.assert_allclose(met["visits_here"], [150, 100, 50])
    np.testing.assert_allclose(met["per_1000"], [8, 10, 4])
    np.testing.assert_allclose(met["ratio"], [1.2 / 0.8625, 1.0 / 0.5625, 0.2 / 0.3])  # 3.75% of 23, 15 and 8 fires
    # A Poisson count of mean 1.2: P(0) = 0.30, P(<= 2) = 0.88, P(<= 3) = 0.97.
    assert (met["fires_low"][0], met["fires_high"][0]) == (0, 3)
    even = _met(plans, "uniform", fires, HOMES, np.array([0, 0, 1]))
    np.testing.assert_allclose(even["model_more"], [0.3375, 0.4375, -0.1])


def test_rules_know_only_the_years_before(evidence):
    """The replayed year and all after it are replaced: not one score of any rule may move."""
    k = 7
    future = evidence.fires.copy()
    future[:, k:] = 1000 - future[:, k:]
    past = evidence.fires.copy()
    past[:, k - 1] = past[::-1, k - 1]
    scores, same, moved = (
        rule_scores(dataclasses.replace(evidence, fires=fires), k) for fires in (evidence.fires, future, past)
    )
    for rule in ("model", "last_year", "imd", "empirical_bayes"):
        np.testing.assert_array_equal(scores[rule], same[rule])
        assert np.array_equal(scores[rule], moved[rule]) == (rule == "imd")


def test_every_year_from_2014_on_by_five_rules_and_seven_places(table):
    assert sorted(table["year"].unique()) == [*map(str, range(2014, 2020)), "all"]
    assert len(table) == 7 * len(BUDGETS) * 5 * (6 + 1)


def test_boroughs_add_up_to_london_and_years_to_all(table):
    by = ["year", "rule", "visits"]
    london = table[table["borough"] == "London"].set_index(by)
    boroughs = table[table["borough"] != "London"].groupby(by)[["visits_here", "fires_met"]].sum()
    np.testing.assert_allclose(boroughs.loc[london.index], london[["visits_here", "fires_met"]], atol=0.01)
    one = london.xs("model", level="rule").xs(5000, level="visits")["fires_met"]
    assert one.drop("all").sum() == pytest.approx(one["all"], abs=0.01)
    assert london.loc[("2019", "model", 5000), "visits_here"] == pytest.approx(5000)


def test_planted_risk_is_met_more_often_than_by_an_even_spread(table):
    pooled = table[(table["year"] == "all") & (table["borough"] == "London") & (table["visits"] == 5000)]
    ratio = pooled.set_index("rule")["ratio"]
    assert ratio["model"] > 1.3
    assert ratio["uniform"] == 1
    assert 0.7 < ratio["imd"] < 1.3  # ranks were dealt out by lot


def test_too_few_years_is_one_sentence(evidence):
    short = dataclasses.replace(evidence, years=(2016, 2017), fires=evidence.fires[:, :2])
    with pytest.raises(DataError, match="older incident files"):
        replay(short, None)
