"""The audit: quintiles and intervals by hand, and sums that must be London's."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from lbdp_core.fire import model
from lbdp_core.fire.studies.audit import ETHNICITY, audit
from lbdp_core.fire.studies.origins import bounds, dispersion, weighted_interval
from lbdp_core.fire.studies.trends import quintile
from tests.fire.evidence import made_up_evidence


@pytest.fixture(scope="module")
def evidence():
    plain = made_up_evidence()
    shares = np.random.default_rng(2).dirichlet(np.ones(5), len(plain.areas))
    table = pd.DataFrame(shares, columns=list(ETHNICITY))
    table.insert(0, "code", plain.areas["code"])
    return dataclasses.replace(plain, ethnicity=table.iloc[::-1])


@pytest.fixture(scope="module")
def table(evidence):
    return audit(evidence, model.fit(evidence))


def test_quintiles_hold_equal_homes_and_ties_stay_together():
    assert quintile(np.arange(5.0), np.ones(5)).tolist() == [0, 1, 2, 3, 4]
    assert quintile(np.arange(3.0), np.array([1.0, 8.0, 1.0])).tolist() == [0, 2, 4]
    assert len(set(quintile(np.zeros(9), np.ones(9)))) == 1


def test_the_exact_interval_of_a_count():
    """Garwood's 95% for 10 and for 0: 4.80 to 18.39, and 0 to 3.69; a tenth of each when each counts a tenth."""
    ten, none = np.array([10.0, 0.0]), np.ones(2)
    low, high = weighted_interval(ten, ten, none, 0.95)
    np.testing.assert_allclose([low, high], [[4.795, 0], [18.39, 3.689]], atol=0.001)
    low, high = weighted_interval(ten / 10, ten / 100, none / 10, 0.95)
    np.testing.assert_allclose([low, high], [[0.4795, 0], [1.839, 0.3689]], atol=0.0001)


def test_bounds_widen_with_overdispersion():
    poisson, wide = bounds(np.array([100.0]), 1.0), bounds(np.array([100.0]), 4.0)
    assert (poisson[0][0], poisson[1][0]) == (81, 120)
    assert wide[0][0] == pytest.approx(100 - 1.96 * 20, abs=5)  # a standard deviation of 20, and skewed to the right
    assert wide[1][0] == pytest.approx(100 + 1.96 * 20, abs=5)
    assert dispersion(np.array([8.0, 12.0]), np.array([10.0, 10.0]), 1) == 1  # 0.8 by Pearson, never under 1
    assert dispersion(np.array([0.0, 20.0]), np.array([10.0, 10.0]), 1) == 20


def test_every_dimension_adds_up_to_london(table, evidence):
    assert table["dimension"].nunique() == 5 + len(ETHNICITY)
    for _, groups in table.groupby("dimension"):
        assert groups["homes"].sum() == evidence.households.sum()
        assert groups["observed"].sum() == evidence.fires[:, -3:].sum()
        assert groups["visits"].sum() == pytest.approx(20_000, abs=0.1)
        for share in ("homes_share", "fires_share", "visits_share"):
            assert groups[share].sum() == pytest.approx(1, abs=0.001)


def test_a_row_follows_from_its_own_figures(table):
    np.testing.assert_allclose(table["ratio"], table["observed"] / table["expected"], atol=1e-4)
    per_100 = 100 * table["visits"] / table["expected_next"]
    np.testing.assert_allclose(table["visits_per_100_expected"], per_100, rtol=1e-4, atol=0.001)
    assert ((table["low"] < table["ratio"]) & (table["ratio"] < table["high"])).all()


def test_visits_go_where_the_planted_risk_is(table):
    visits = table[table["dimension"] == "social_rented"]["visits_per_100_expected"].to_numpy()
    assert visits[-1] > 5 * visits[0]


def test_ethnicity_is_joined_by_code_not_by_row(table, evidence):
    asian = evidence.ethnicity.set_index("code")["asian"].loc[evidence.areas["code"]].to_numpy()
    top = quintile(asian, evidence.households) == 4
    held = table[(table["dimension"] == "asian") & (table["group"] == "5 (highest share)")]["observed"].item()
    assert held == evidence.fires[top, -3:].sum()
