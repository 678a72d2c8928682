"""Misses: the p by hand, and flags where a miss is planted and nowhere else."""

import dataclasses

import numpy as np
import pytest

from lbdp_core.fire.studies.misses import mid_p, misses
from lbdp_core.fire.studies.origins import recent
from tests.fire.evidence import made_up_evidence


@pytest.fixture(scope="module")
def evidence():
    return made_up_evidence()


def test_mid_p_of_a_geometric_by_hand():
    """Mean 1 and shape 1: P(y) = 1/2, 1/4, 1/8 ...; of 2: P(> 2) + P(2) / 2 = 1/8 + 1/16, doubled."""
    np.testing.assert_allclose(mid_p(np.array([0.0, 1.0, 2.0]), np.ones(3), 1.0), [0.5, 0.75, 0.375])


def test_mid_p_is_even_when_nothing_is_missed():
    rng = np.random.default_rng(3)
    mu = rng.uniform(20, 60, 20_000)
    p = mid_p(rng.poisson(mu * rng.gamma(12, 1 / 12, len(mu))).astype(float), mu, 12.0)
    assert np.mean(p < 0.05) == pytest.approx(0.05, abs=0.006)


def test_a_planted_miss_is_flagged_and_luck_is_not(evidence):
    fires = evidence.fires.copy()
    fires[17, -3:] += 100
    fires[40, -3:] = 0
    plain, planted = misses(evidence, None), misses(dataclasses.replace(evidence, fires=fires), None)
    assert (plain["flag"] != "").sum() <= 2
    assert planted["flag"].iloc[17] == "more than expected"
    assert (planted["flag"] != "").sum() <= 4
    assert (planted["flag"] == "fewer").equals((planted["q"] <= 0.1) & (planted["observed"] < planted["expected"]))


def test_three_years_out_of_sample_each_scaled_to_its_total(evidence):
    last = recent(evidence)
    assert last.years == (2017, 2018, 2019)
    np.testing.assert_allclose(last.expected.sum(axis=0), evidence.fires[:, -3:].sum(axis=0))
    table = misses(evidence, None)
    assert list(table["code"]) == list(evidence.areas["code"])
    assert table["expected"].sum() == pytest.approx(table["observed"].sum(), abs=0.2)
    assert table["years"].unique() == ["2017-2019"]
