"""The split of a rise: a case worked by hand, all six orders, and what must hold for any people and rates."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lbdp_core.health.scenario.decomposition import FACTORS, shapley, split, worlds

# 100 people at a rate of 0.1 and 50 at 0.4 make 30; 120 at 0.08 and 90 at 0.5 make 54.6: a rise of 24.6.
# Sizes 150 and 210; mean rates 0.2 (both before), 1.6 / 7 (older), 0.22 (new rates), 0.26 (both): worlds of 30,
# 240 / 7, 33, 39 before and 42, 48, 46.2, 54.6 after. People: (2 x 12 + 96 / 7 + 13.2 + 2 x 15.6) / 6 = 479 / 35.
BEFORE, AFTER = np.array([[100.0, 50.0]]), np.array([[120.0, 90.0]])
LOW, HIGH = np.array([[0.1, 0.4]]), np.array([[0.08, 0.5]])


def test_the_case_worked_by_hand():
    parts = split((BEFORE, AFTER), (LOW, HIGH))[:, 0]
    assert parts == pytest.approx([479 / 35, 218 / 35, 164 / 35], rel=1e-15)
    assert parts.sum() == pytest.approx(24.6, abs=1e-12)
    assert FACTORS == ("More people", "Older people", "Changing rates")


def test_more_of_the_same_is_all_people_and_nothing_moved_is_nothing():
    assert split((BEFORE, 2 * BEFORE), (LOW, LOW))[:, 0] == pytest.approx([30, 0, 0], abs=1e-12)
    assert split((BEFORE, BEFORE), (LOW, 2 * LOW))[:, 0] == pytest.approx([0, 0, 30], abs=1e-12)
    assert not split((BEFORE, BEFORE), (LOW, LOW)).any()


def test_it_is_the_mean_over_the_six_orders():
    w = np.random.default_rng(0).uniform(0, 100, (2, 2, 2))
    parts = np.zeros(3)
    for order in permutations(range(3)):
        at = [0, 0, 0]
        for factor in order:
            before = w[tuple(at)]
            at[factor] = 1
            parts[factor] += (w[tuple(at)] - before) / 6
    assert shapley(w) == pytest.approx(parts, rel=1e-12)


people = arrays(float, (4, 6), elements=st.floats(0.1, 1e6))
rates = arrays(float, (4, 6), elements=st.floats(0, 1))


@given(people, people, rates, rates)
def test_the_parts_add_up_to_the_rise(before, after, low, high):
    rise = (after * high).sum(axis=1) - (before * low).sum(axis=1)
    size = np.maximum((after * high).sum(axis=1), (before * low).sum(axis=1))
    assert (np.abs(split((before, after), (low, high)).sum(axis=0) - rise) <= 1e-9 * np.maximum(size, 1)).all()


@given(people, people, rates, rates)
def test_going_back_is_the_opposite(before, after, low, high):
    there, back = split((before, after), (low, high)), split((after, before), (high, low))
    assert np.allclose(there, -back, rtol=1e-9, atol=1e-6)


def test_worlds_hold_the_two_ends():
    mixed = np.array([[30.0, 33.0], [48.0, 54.6]])
    w = worlds((np.array(150.0), np.array(210.0)), mixed)
    assert (w[0, 0, 0], w[1, 1, 1]) == pytest.approx((30, 54.6), rel=1e-15)
