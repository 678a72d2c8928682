"""The best split: against an integer programme, within its money and room, and never worse than any other rule."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.falls.scenario.plan import alike, best


@pytest.mark.parametrize("seed", range(5))
def test_it_is_as_good_as_an_integer_programme(seed):
    from scipy.optimize import LinearConstraint, milp

    rng = np.random.default_rng(seed)
    value, cost = rng.uniform(-0.2, 1, (12, 4)), rng.uniform(20, 300, 4)
    room = rng.integers(0, 9, (12, 4)).astype(float)
    budget = 0.3 * float((room * cost).sum())
    people = best(value, cost, room, budget)
    prices = np.broadcast_to(cost, value.shape).ravel()
    whole = milp(-value.ravel(), constraints=LinearConstraint(prices, ub=budget), integrality=np.ones(48),
                 bounds=(0, room.ravel()))  # fmt: skip
    assert (people * cost).sum() <= budget + 1e-6
    assert (people <= room + 1e-9).all()
    assert (people[value <= 0] == 0).all()
    assert -whole.fun <= (value * people).sum() + 1e-9  # whole people can do no better
    assert (value * people).sum() <= -whole.fun + value.max()  # and lose less than one person's worth


def test_more_money_never_avoids_less_and_the_room_is_a_limit():
    rng = np.random.default_rng(2)
    value, cost, room = rng.uniform(0, 1, (30, 4)), rng.uniform(20, 300, 4), rng.uniform(0, 9, (30, 4))
    gains = [float((value * best(value, cost, room, budget)).sum()) for budget in np.linspace(0, 1e6, 20)]
    assert (np.diff(gains) >= -1e-9).all()
    assert gains[0] == 0
    assert gains[-1] == pytest.approx(float((value * room).sum()))


def test_everywhere_alike_is_the_same_share_of_everybody():
    room, cost = np.array([[10.0, 4.0], [30.0, 6.0]]), np.array([5.0, 10.0])
    people = alike(room, cost, np.array([100.0, 1e6]))
    assert people.tolist() == [[5.0, 4.0], [15.0, 6.0]]
