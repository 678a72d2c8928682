"""Scenario: money by hand, wards with their least, quotas at random, the trap of licences, and paired lifts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.hmo.build.source_records import SOURCES
from lbdp_core.hmo.model.ranking import wards
from lbdp_core.hmo.scenario import HmoLevers, World, run
from lbdp_core.hmo.scenario.figures import ON_BENEFITS, PEOPLE
from lbdp_core.hmo.scenario.levers import LAW
from lbdp_core.hmo.scenario.powers import powers

USUAL = HmoLevers(visits=500)


def test_nobody_is_visited_twice_and_none_with_a_licence_or_in_the_audit(model):
    world = World.of(model, replace(USUAL, explore=20, floor=5))
    assert len(world.visited) == len(set(world.visited)) == 500
    assert len(world.random) == 100
    assert not model.licensed[world.visited].any()
    assert not set(world.visited) & set(model.audited[:300])


def test_every_ward_has_its_least(model):
    _, ward = wards(model)
    assert np.bincount(ward[World.of(model, replace(USUAL, floor=8)).visited]).min() >= 8


def test_income_by_hand(model):
    levers = replace(USUAL, penalised=20, penalty=10_000, repaid=6, fee=1_000, visit=100)
    result = run(model, levers)
    rent = 6 * 52 / 12 * model.room_rent[0] * PEOPLE * ON_BENEFITS
    by_hand = result.figure("found").scenario * (1_000 + 0.2 * (10_000 + rent)) - 500 * 100
    assert result.figure("income").scenario == pytest.approx(by_hand)


def test_access_scales_finds_and_no_lift(model):
    half, all_ = (run(model, replace(USUAL, access=access)) for access in (50, 100))
    assert all_.figure("found").scenario == pytest.approx(2 * half.figure("found").scenario)
    assert all_.figure("lift_random").scenario == pytest.approx(half.figure("lift_random").scenario)


def test_licences_find_fewer_than_the_rules_and_the_audit_most(model):
    found = {
        m: run(model, replace(USUAL, method=m)).figure("found").scenario for m in ("audited", "checklist", "naive")
    }
    assert found["naive"] < found["checklist"] < found["audited"]
    assert model.lifts.min() > 10  # what licences report of themselves


def test_the_rules_beside_themselves_are_once_as_good_in_every_draw(model):
    lift = run(model, replace(USUAL, method="checklist")).figure("lift_rules")
    assert (lift.low, lift.scenario, lift.high) == pytest.approx((1, 1, 1))


def test_sources_left_out_cost_finds_and_add_up_to_no_more_than_all(model):
    none = dict.fromkeys(("council_tax", "electoral_roll", "benefits", "complaints", "epc", "deposits"), "no")
    bare = run(model, replace(USUAL, **none))
    assert bare.drivers.empty
    assert bare.figure("found").scenario < 0.6 * run(model, USUAL).figure("found").scenario


@pytest.mark.parametrize("source", SOURCES)
def test_no_source_that_is_left_out_adds_a_find(model, source):
    assert (
        run(model, replace(USUAL, **{source: "no"})).figure("found").scenario
        < run(model, USUAL).figure("found").scenario
    )


def test_wrong_addresses_cost_finds_and_joining_by_letters_more(model):
    compared = [run(model, replace(USUAL, errors=level)).figure("found").scenario for level in ("0", "2", "6", "13")]
    exact = [run(model, replace(USUAL, errors=level, join="exact")).figure("found").scenario for level in ("6", "13")]
    assert compared == sorted(compared, reverse=True)
    assert exact[0] < compared[2]
    assert exact[1] < compared[3]


def test_as_common_as_elsewhere_moves_the_total_by_the_census(model):
    here, there = (run(model, HmoLevers(borough=name)).figure("left").scenario for name in ("Newham", "Bexley"))
    from lbdp_core.boroughs import NAMES

    assert there / here == pytest.approx(model.shares[NAMES.index("Bexley")] / model.shares[model.mine], rel=1e-6)


def test_another_borough_moves_every_way_to_count_but_the_two_lists(model):
    here, there = (
        run(model, HmoLevers(borough=name)).extras["hidden"].set_index("way") for name in ("London", "Bexley")
    )
    ratio = there["number"] / here["number"]
    assert ratio["Random audit"] == pytest.approx(ratio["Census 2021"], rel=1e-6)
    assert ratio["Census 2021"] < 1
    assert ratio["Two lists"] == 1


def test_the_law_allows_no_more(model):
    assert [one.penalty for one in powers()] == sorted(one.penalty for one in powers())
    assert HmoLevers.specs()["penalty"].high == LAW.penalty == 40_000
    assert HmoLevers.specs()["repaid"].high == LAW.months == 24
    with pytest.raises(ValueError, match="penalty"):
        HmoLevers(penalty=LAW.penalty + 1)


def test_three_ways_to_count_hold_the_hand_sums(model):
    frame = run(model, USUAL).extras["hidden"].set_index("way")
    first, second, both = model.lists
    assert frame.loc["Two lists", "number"] == pytest.approx((first + 1) * (second + 1) / (both + 1) - 1)
    assert frame.loc["Random audit", "number"] == pytest.approx(run(model, USUAL).figure("left").today)
    assert (frame["low"] <= frame["number"]).all()
