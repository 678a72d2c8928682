"""Audit sample: strata in turn, a share that is right on average, and a range that holds as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.hmo.model.audit_sample import STRATA, draw, share, two_lists

HOMES = np.array([8_000, 1_700, 300])
RATES = np.array([0.02, 0.06, 0.3])


@pytest.fixture(scope="module")
def town() -> tuple[np.ndarray, np.ndarray]:
    stratum = np.repeat(np.arange(len(STRATA), dtype=np.uint8), HOMES)
    return stratum, np.random.default_rng(1).random(len(stratum)) < RATES[stratum]


def test_every_beginning_of_the_draw_has_as_many_of_each_stratum(town):
    stratum, _ = town
    licensed = np.zeros(len(stratum), bool)
    licensed[::7] = True
    drawn = draw(stratum, licensed, 3)
    assert len(set(drawn)) == len(drawn) == 1_000
    assert not licensed[drawn].any()
    for size in (30, 300, 600):
        assert set(np.bincount(stratum[drawn[:size]])) == {size // 3}
    assert np.bincount(stratum[drawn])[2] < 300  # the smallest stratum is used up, and the others go on


def test_the_share_is_right_on_average_and_its_range_holds(town):
    stratum, hmo = town
    truth, none = hmo.mean(), np.zeros(len(stratum), bool)
    expected, held = [], []
    for seed in range(400):
        at = draw(stratum, none, seed, 300)
        got = share(stratum, stratum[at], hmo[at])
        low, high = np.quantile(got.drawn, [0.1, 0.9])
        expected.append(got.expected)
        held.append(low <= truth <= high)
    assert np.mean(expected) == pytest.approx(truth, rel=0.05)
    assert np.mean(held) == pytest.approx(0.8, abs=0.07)


def test_an_audit_that_finds_none_says_little_and_not_nought(town):
    stratum, _ = town
    at = draw(stratum, np.zeros(len(stratum), bool), 1, 300)
    got = share(stratum, stratum[at], np.zeros(300, bool))
    assert 0 < got.expected < 0.005
    assert np.quantile(got.drawn, 0.9) > got.expected


def test_two_lists_without_overlap_tell_of_many():
    few, many = two_lists(100, 100, 50)[0], two_lists(100, 100, 1)[0]
    assert few == pytest.approx(199, abs=2)
    assert many > 10 * few
