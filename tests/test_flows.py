"""Flows: worked by hand where they can be, and nobody lost or made up whatever is asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.flows import OUT, Entry, Exit, dated, either_way, simulate


def test_a_rate_takes_its_share_and_the_rest_stays():
    found = simulate(
        ["street"], [Entry("new", "street", 10.0)], [Exit("leave", "street", share=0.5)], {"street": 90.0}, 2
    )
    assert found.stock["street"].tolist() == [90.0, 50.0, 30.0]
    assert found.way("leave").tolist() == [50.0, 30.0]


def test_a_capacity_larger_than_its_queue_moves_the_queue_and_no_more():
    found = simulate(["queue"], [], [Exit("decide", "queue", amount=70.0)], {"queue": 100.0}, 3)
    assert found.way("decide").tolist() == [70.0, 30.0, 0.0]
    assert found.stock["queue"][-1] == 0.0


def test_two_capacities_share_a_short_queue_in_proportion():
    ways = [Exit("a", "queue", amount=30.0), Exit("b", "queue", amount=90.0)]
    found = simulate(["queue"], [], ways, {"queue": 40.0}, 1)
    assert found.way("a").tolist() == [10.0]
    assert found.way("b").tolist() == [30.0]


def test_a_stay_of_less_than_a_step_lets_some_leave_in_the_step_in_which_they_came():
    found = simulate(["move_on"], [Entry("granted", "move_on", 100.0)], [Exit("out", "move_on", stay=0.25)], {}, 3)
    assert found.way("out").tolist() == [75.0, 100.0, 100.0]
    assert found.stock["move_on"].tolist() == [0.0, 25.0, 25.0, 25.0]


def test_a_stay_of_two_and_a_half_steps_and_those_already_there():
    came = np.array([100.0, 0.0, 0.0, 0.0, 0.0])
    exits = [Exit("out", "move_on", stay=2.5)]
    found = simulate(["move_on"], [Entry("granted", "move_on", came)], exits, {"move_on": 50.0}, 5)
    assert found.way("out").tolist() == [20.0, 20.0, 10.0 + 50.0, 50.0, 0.0]


def test_a_rule_that_changes_holds_for_those_who_come_from_then_on():
    stay = np.array([0.0, 1.0, 1.0])
    found = simulate(["move_on"], [Entry("granted", "move_on", 10.0)], [Exit("out", "move_on", stay=stay)], {}, 3)
    assert found.way("out").tolist() == [10.0, 0.0, 10.0]


def test_leavers_are_split_and_who_flows_back_waits_for_the_next_step():
    exits = [
        Exit("housed", "street", {"home": 0.5, OUT: 0.5}, share=1.0),
        Exit("return", "home", {"street": 1.0}, share=1.0),
    ]
    found = simulate(["street", "home"], [], exits, {"street": 8.0}, 3)
    assert found.stock["street"].tolist() == [8.0, 4.0, 2.0, 1.0]
    assert found.moved[("housed", "street", OUT)].tolist() == [4.0, 2.0, 1.0]


def test_a_residual_has_both_signs_and_cannot_take_who_is_not_there():
    entry, leave = either_way("residual", "held", np.array([5.0, -3.0, -9.0]))
    found = simulate(["held"], [entry], [leave], {"held": 1.0}, 3)
    assert found.stock["held"].tolist() == [1.0, 6.0, 3.0, 0.0]


def test_who_comes_late_meets_no_way_out_in_that_step():
    late = Entry("late", "held", 10.0, late=True)
    found = simulate(["held"], [late], [Exit("out", "held", share=0.5)], {"held": 4.0}, 2)
    assert found.stock["held"].tolist() == [4.0, 12.0, 16.0]


def test_a_step_that_is_not_run_is_nobody():
    assert dated(3, 0, 9.0).sum() == dated(3, 4, 9.0).sum() == 0.0


@pytest.mark.parametrize(
    ("exits", "words"),
    [
        ([Exit("x", "nowhere", share=0.1)], "nowhere, which is no compartment"),
        ([Exit("x", "a")], "must have one of"),
        ([Exit("x", "a", share=0.1, amount=1.0)], "must have one of"),
        ([Exit("x", "a", stay=1.0), Exit("y", "a", share=0.1)], "no other way out"),
        ([Exit("x", "a", share=0.1), Exit("x", "a", share=0.2)], "Two ways called x"),
    ],
)
def test_a_system_that_makes_no_sense_is_refused(exits, words):
    with pytest.raises(ValueError, match=words):
        simulate(["a"], [], exits, {}, 1)


def test_a_history_may_keep_less_and_is_worked_out_the_same():
    entries, ways = [Entry("in", "a", np.full((4, 3), 7.3))], [Exit("on", "a", {"b": 0.3, OUT: 0.7}, share=0.41)]
    full = simulate(["a", "b"], entries, ways, {"a": 100.0}, 4)
    less = simulate(["a", "b"], entries, ways, {"a": 100.0}, 4, kept=["a"], precision=np.float32)
    assert set(less.stock) == {"a"}
    np.testing.assert_array_equal(less.stock["a"], full.stock["a"])
    assert {flow.dtype for flow in less.moved.values()} == {np.dtype(np.float32)}
    for way, flow in less.moved.items():
        np.testing.assert_allclose(flow, full.moved[way], rtol=1e-6)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.floats(0, 6), st.floats(0, 5_000), st.floats(0, 1))
def test_people_in_are_people_out_and_people_held(seed, stay, capacity, back):
    rng = np.random.default_rng(seed)
    came = rng.uniform(0, 900, (6, 4, 3))
    exits = [
        Exit("decide", "queue", {"notice": 0.4, "appeal": 0.35, OUT: 0.25}, amount=capacity),
        Exit("withdraw", "queue", share=rng.uniform(0, 1, (6, 4, 3))),
        Exit("appeal", "appeal", {"notice": 0.5, OUT: 0.5}, share=0.2),
        Exit("leave", "notice", {"queue": back, OUT: 1 - back}, stay=stay),
        *([] if seed % 2 else [Exit("close", "appeal", amount=dated(6, 2, 400.0))]),
    ]
    start = {"queue": rng.uniform(0, 5_000, (4, 3)), "notice": 100.0}
    found = simulate(["queue", "appeal", "notice"], [Entry("claims", "queue", came)], exits, start, 6)
    assert found.unaccounted() < 1e-12
    first, last = (sum(s[i] for s in found.stock.values()) for i in (0, -1))
    assert np.allclose(last - first, came.sum(axis=0) - found.into(OUT).sum(axis=0), rtol=1e-10, atol=1e-8)
    assert all((s >= -1e-9).all() for s in found.stock.values())
