"""Placing visits: greedy after floors is what an exact solver finds, and every visit is accounted for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from lbdp_core.fire.scenario.allocate import Order, fill, place, steer


def solver(rate, room, borough, budget, floors, whole: bool) -> float:
    """Most fires met by any visits within rooms, budget and floors, by branch and bound."""
    limited = np.minimum(floors, np.bincount(borough, room, floors.size))
    per_borough = (borough[None, :] == np.arange(floors.size)[:, None]).astype(float)
    found = milp(
        -rate,
        integrality=np.full(rate.size, int(whole)),
        bounds=Bounds(0, room),
        constraints=[
            LinearConstraint(np.ones((1, rate.size)), 0, budget),
            LinearConstraint(per_borough, limited, np.inf),
        ],
    )
    assert found.success
    return -float(found.fun)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    areas=st.integers(1, 12),
    boroughs=st.integers(1, 4),
    levels=st.integers(1, 6),  # few levels: many ties
    floor=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    whole=st.booleans(),
)
def test_no_solver_places_visits_better(seed, areas, boroughs, levels, floor, whole):
    rng = np.random.default_rng(seed)
    borough = rng.integers(0, boroughs, areas)
    rate = rng.integers(1, levels + 1, areas) / 1_000
    room = rng.integers(0, 20, areas).astype(float)
    budget = float(rng.integers(0, 15 * areas))
    share = np.bincount(borough, minlength=boroughs) / areas
    floors = floor * budget * share
    if whole:
        floors = np.floor(floors)
    given_ = steer(budget, room, Order.of(rate, borough), borough, floors)
    assert given_.sum() == pytest.approx(min(budget, room.sum()), abs=1e-9)
    assert (given_ >= -1e-12).all()
    assert (given_ <= room + 1e-9).all()
    in_borough = np.bincount(borough, given_, boroughs)
    assert (in_borough >= np.minimum(floors, np.bincount(borough, room, boroughs)) - 1e-9).all()
    assert float(rate @ given_) == pytest.approx(solver(rate, room, borough, budget, floors, whole), abs=1e-9)
    if whole:
        np.testing.assert_allclose(given_, np.round(given_), atol=1e-9)


def test_fill_pours_in_order_and_by_group():
    room = np.array([2.0, 3.0, 5.0])
    np.testing.assert_array_equal(fill(4.0, room), [2, 2, 0])
    np.testing.assert_array_equal(fill(np.array([1.0, 6.0]), room, np.array([0, 1, 1])), [1, 3, 3])


def test_a_group_without_areas_takes_nothing():
    room = np.array([2.0, 3.0])
    np.testing.assert_array_equal(fill(np.array([1.0, 9.0, 9.0]), room, np.array([0, 2])), [1, 3])


WORLD = {
    "households": np.array([100.0, 300.0, 600.0]),
    "borough": np.array([0, 0, 1]),
    "boroughs": 2,
    "order": Order.of(np.array([1.0, 3.0, 2.0]), np.array([0, 0, 1])),
}


def test_referrals_are_spread_by_homes_and_the_rest_goes_to_the_best():
    placed = place(100, steered_share=0.6, reach=0.25, floor=0, **WORLD)
    np.testing.assert_allclose(placed.following, [4, 12, 24])
    np.testing.assert_allclose(placed.steered, [0, 60, 0])
    assert placed.unplaced == 0


def test_a_full_floor_gives_each_borough_its_share_by_homes():
    placed = place(100, steered_share=1, reach=1, floor=1, **WORLD)
    np.testing.assert_allclose(placed.steered, [0, 40, 60])


def test_no_area_takes_more_than_can_be_reached_and_the_rest_is_told():
    placed = place(300, steered_share=0.5, reach=0.2, floor=0.5, **WORLD)
    np.testing.assert_allclose(placed.visits, [20, 60, 120])
    assert placed.unplaced == pytest.approx(100)


@pytest.mark.parametrize("order", [None, WORLD["order"]])
def test_where_no_home_is_left_every_visit_is_left_over(order):
    nobody = WORLD | {"households": np.zeros(3), "order": order}
    placed = place(300, steered_share=0.5, reach=0.2, floor=0.5, **nobody)
    assert placed.visits.tolist() == [0, 0, 0]
    assert placed.unplaced == pytest.approx(300)


@pytest.mark.parametrize("floor", [0.0, 0.5, 1.0])
def test_uniform_means_in_proportion_to_homes(floor):
    placed = place(50, steered_share=0.5, reach=1, floor=floor, **(WORLD | {"order": None}))
    np.testing.assert_allclose(placed.visits, [5, 15, 30])


@settings(max_examples=60, deadline=None)
@given(
    visits=st.integers(0, 200_000),
    share=st.floats(0, 1),
    reach=st.floats(0.01, 1),
    floor=st.floats(0, 1),
    seed=st.integers(0, 99),
)
def test_every_visit_is_placed_or_told(visits, share, reach, floor, seed):
    rng = np.random.default_rng(seed)
    households = rng.integers(300, 1_500, 200).astype(float)
    borough = np.sort(rng.integers(0, 8, 200))
    placed = place(
        visits,
        steered_share=share,
        reach=reach,
        floor=floor,
        order=Order.of(rng.random(200), borough),
        households=households,
        borough=borough,
        boroughs=8,
    )
    assert placed.visits.sum() + placed.unplaced == pytest.approx(visits, rel=1e-6, abs=1e-6)
    assert (placed.visits <= reach * households * (1 + 1e-9)).all()
    assert (placed.visits >= 0).all()
