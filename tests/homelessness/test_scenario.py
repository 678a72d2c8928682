"""The two chains by hand: what a quarter moves, what each lever does, and that nothing changes where none is moved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import fit, settings
from lbdp_core.homelessness.model.duties import ended_a_quarter
from lbdp_core.homelessness.scenario import (
    HomelessnessLevers,
    World,
    draws,
    published_series,
    run,
    statutory,
    street,
    tables,
)
from lbdp_core.homelessness.scenario.evidence import BY_LEVER, CAUTIOUS
from lbdp_core.quarters import between
from lbdp_core.unit_costs import unit_cost
from tests.homelessness.engine import LAST, evidence, made_up, series

TODAY = HomelessnessLevers()


@pytest.fixture(scope="module")
def model():
    return made_up()


def mean(flow) -> float:
    """London in the first quarter, in the mean of the draws."""
    return float(flow[0].sum(axis=-1).mean())


def test_today_s_temporary_accommodation_is_the_forecast_in_every_draw(model):
    held = statutory.history(model, TODAY).stock[statutory.TA][1:]
    assert np.abs(held - draws.owed(model, "ta_households")).max() < 1e-8


def test_a_level_duty_ends_as_it_begins(model):
    history = statutory.history(model, TODAY)
    ended = sum(mean(history.way(name)) for name in (statutory.PREVENTED, statutory.STILL, statutory.OTHERWISE_P))
    assert ended == pytest.approx(33 * 200, rel=1e-6)
    assert mean(history.way(statutory.STILL)) == pytest.approx(33 * 200 * 0.25, rel=1e-6)
    assert mean(history.way(statutory.PREVENTED)) == pytest.approx(33 * 200 * 0.55, rel=1e-6)
    # relief: 300 x 56/91 open at the start, 300 more and 50 from prevention; 200 of 350 end after 56 days
    held = 300 * 56 / 91 + 300 + 50
    elapsed = mean(history.way(statutory.ELAPSED)) / 33
    assert elapsed == pytest.approx(held * ended_a_quarter() * 200 / 350, rel=1e-6)
    assert mean(history.way(statutory.ACCEPTED)) / 33 == pytest.approx(150, rel=1e-6)  # as forecast, not 0.75 x elapsed
    assert elapsed * 150 / 200 == pytest.approx(141.837, abs=1e-3)


def test_today_s_main_duties_are_the_forecast_in_every_quarter(model):
    flow = statutory.history(model, TODAY).way(statutory.ACCEPTED).sum(axis=-1).mean(axis=1)
    assert flow == pytest.approx(model.centre[settings.TARGETS.index("main_accepted")].sum(axis=-1), rel=1e-9)


def test_prevention_spares_the_homeless_among_those_it_helps_and_nobody_else(model):
    levers = replace(TODAY, prevention=10)
    effect = float(draws.effect("prevention", "main").mean())
    fewer = mean(statutory.history(model, TODAY).way(statutory.STILL)) - mean(
        statutory.history(model, levers).way(statutory.STILL)
    )
    assert fewer == pytest.approx(33 * 200 * 0.25 * 0.10 * effect, rel=1e-3)  # a quarter of duties end homeless


def test_fewer_relief_duties_are_fewer_new_people_by_those_who_slept_rough(model):
    levers = replace(TODAY, prevention=10)
    fewer = mean(statutory.history(model, TODAY).way(statutory.STILL)) - mean(
        statutory.history(model, levers).way(statutory.STILL)
    )
    spared = mean(street.history(model, TODAY).way(street.ARRIVE)) - mean(
        street.history(model, levers).way(street.ARRIVE)
    )
    assert spared == pytest.approx(fewer * 24 / 300, rel=1e-6)


def test_notice_acts_evenly_by_its_days_and_on_nobody_twice(model):
    longer = replace(TODAY, asylum_days=56)  # 14 more, half of the 28 that the effect is told for
    effect = draws.effect("asylum_days", "main") / 2
    relief = statutory.history(model, longer).way(statutory.HOMELESS)
    share = 1 - 0.1 * effect  # 30 of 300 relief duties follow asylum accommodation
    assert relief[0] == pytest.approx(
        statutory.history(model, TODAY).way(statutory.HOMELESS)[0] * share[:, None], rel=1e-9
    )
    new = street.history(model, longer).way(street.ARRIVE)[0] / street.history(model, TODAY).way(street.ARRIVE)[0]
    assert new == pytest.approx(np.broadcast_to(1 - cited.ASYLUM * effect[:, None], new.shape), rel=1e-9)


def test_housing_first_takes_its_part_of_its_places_off_the_street_over_a_year(model):
    history = street.history(model, replace(TODAY, housing_first=100))
    each = history.way(street.HOUSED).sum(axis=-1).mean(axis=1)
    effect = float(np.maximum(draws.effect("housing_first", "main"), 0.0).mean())  # a place puts nobody on the street
    assert each[:4] == pytest.approx(np.full(4, 25 * effect), rel=1e-6)
    assert each[4:] == pytest.approx(np.zeros(4))


def test_a_delay_moves_everything_back(model):
    now, later = (street.read(street.history(model, replace(TODAY, nsno=20, delay=d))).seen for d in (0, 2))
    before = street.today(model).seen
    assert (later[:2] == before[:2]).all()
    assert (later[3] < before[3]).any()
    assert (before - now).sum() > (before - later).sum()


def test_people_seen_are_those_new_those_there_and_those_back(model):
    world = World.of(model, TODAY)
    made = tables.drivers(world)
    assert made["contribution"].sum() == pytest.approx(float(world.here_then(world.today.street.seen).mean()))
    assert made["contribution"].is_monotonic_decreasing


def test_ramps_by_hand():
    assert draws.filled("housing_first", 0)[:, 0, 0].tolist() == [0.25] * 4 + [0.0] * 4
    assert draws.phased_in("lha", 1)[:4, 0, 0].tolist() == [0.0, 0.5, 1.0, 1.0]


def test_effects_are_drawn_about_their_finding():
    for it in BY_LEVER.values():
        for which, found in it.findings.items():
            drawn = draws.effect(it.lever, which)
            low, middle, high = np.quantile(drawn, [0.025, 0.5, 0.975])
            assert low == pytest.approx(found.low, abs=0.02)
            assert middle == pytest.approx(found.effect, abs=0.01)
            assert high == pytest.approx(found.high, abs=0.02)


def test_a_finding_from_elsewhere_may_do_nothing_here_and_one_that_was_not_drawn_by_lot_may_do_harm(model):
    randomised = {"prevention", "housing_first"}
    assert {it.lever for it in BY_LEVER.values() if it.findings["main"].low == 0} == randomised
    assert {it.lever for it in BY_LEVER.values() if it.findings["main"].low == -0.10} == set(BY_LEVER) - randomised
    board = run(model, TODAY).shortlist.set_index("lever")
    chances = board["chance_not_better"]
    assert chances.between(0.02, 0.08).all()
    assert chances["Housing First places added"] == pytest.approx(0.025, abs=0.003)  # nought is the 2.5th percentile
    # No Second Night Out: nought lies 0.53 / (0.63 / 1.96) = 1.65 standard deviations below the finding
    assert chances["No Second Night Out: more people reached"] == pytest.approx(0.0496, abs=0.003)


def test_a_cautious_finding_of_no_effect_moves_nobody(model):
    for it in BY_LEVER.values():
        if it.findings[CAUTIOUS].effect == 0:
            moved = {it.lever: tables.BOARD[it.lever], "evidence": CAUTIOUS}
            now, then = World.of(model, TODAY).today, World.of(model, replace(TODAY, **moved)).scenario
            for chain, names in (("street", ("seen", "living", "returned", "new")), ("duties", ("owed", "held"))):
                for name in names:
                    one, other = (getattr(getattr(course, chain), name) for course in (now, then))
                    assert (one == other).all(), (it.lever, name)


def test_move_on_homes_leave_as_many_in_accommodation_as_there_were(model):
    now, then = street.history(model, TODAY), street.history(model, replace(TODAY, move_on=100))
    effect = np.maximum(draws.effect("move_on", "main"), 0.0)
    moved, took = (then.way(name)[0].sum(axis=-1) for name in ("moved on to an added home", "took a freed place"))
    lived = then.way("took a freed place after living there")[0].sum(axis=-1)
    assert moved == pytest.approx(25 * effect, rel=1e-9)
    assert took + lived == pytest.approx(moved, rel=1e-9)
    nobody = np.flatnonzero(effect == 0)
    assert len(nobody) > 0
    assert (street.read(then).seen[:, nobody] == street.read(now).seen[:, nobody]).all()


def test_the_cautious_evidence_does_less_and_nothing_where_it_is_null(model):
    for lever, value in tables.BOARD.items():
        main, cautious = (
            run(model, replace(TODAY, **{lever: value, "evidence": kind})).additive.change
            for kind in ("main", CAUTIOUS)
        )
        assert main < cautious <= 0
    null = [it.lever for it in BY_LEVER.values() if it.findings[CAUTIOUS].effect == 0]
    assert null == ["nsno", "move_on", "lha", "asylum_days"]


def test_every_lever_has_evidence_with_a_cautious_finding_a_source_and_a_lag():
    decided = {name for name, spec in HomelessnessLevers.specs().items() if spec.kind == "change" and not spec.assumed}
    assert set(BY_LEVER) == decided == set(tables.BOARD)
    for it in BY_LEVER.values():
        assert it.findings[CAUTIOUS].effect < it.findings["main"].effect
        assert it.lag >= 1
        assert all(
            (
                it.findings["main"].source,
                it.findings[CAUTIOUS].source,
                it.findings["main"].status,
                it.caution,
                it.why_lag,
            )
        )


def test_cost_is_units_and_no_effect(model):
    levers = replace(TODAY, housing_first=100, horizon=4, evidence=CAUTIOUS)
    found = run(model, levers)
    cost = next(h for h in found.headlines if h.label.startswith("Net cost"))
    # places fill evenly: a quarter, half, three quarters and all of 100 places, £2,500 a quarter each
    assert cost.scenario == pytest.approx(100 * 2_500 * (0.25 + 0.5 + 0.75 + 1.0))
    assert (cost.today, cost.change_low) == (0.0, pytest.approx(cost.change_high))
    assert cost.chance_not_better is None
    spent = found.totals[1]
    assert spent.today == pytest.approx(4 * 33 * 2_000 * unit_cost("temporary_accommodation").value, rel=1e-3)
    assert spent.change == 0


def test_the_allowance_is_paid_where_private_tenancies_end(model):
    levers = replace(TODAY, lha=100, horizon=4)
    here = replace(model, prs_relief=np.where(model.borough == "Camden", 0.5, 0.0), prs_prevention=np.zeros(33))
    whole, camden, brent = (
        float(World.of(here, replace(levers, borough=b)).lever_costs().mean()) for b in ("London", "Camden", "Brent")
    )
    assert whole == pytest.approx(75_600_000 * (0.5 + 1 + 1 + 1))  # half in the first quarter, all from the second
    assert (camden, brent) == (pytest.approx(whole), 0.0)
    lines = " ".join(run(model, levers).caveats)
    assert "Central government pays" in lines
    assert "unit costs come from different years (2019 to 2025)" in lines


def test_a_cost_says_what_it_leaves_out_and_one_that_nobody_found_is_empty(model):
    board = run(model, TODAY).shortlist.set_index("lever")
    # support alone: a quarter, half, three quarters and all of 1,000 homes
    homes = unit_cost("move_on_support").value * 1_000 * (0.25 + 0.5 + 0.75 + 1.0)
    assert board.loc["Move-on homes added", "cost"] == pytest.approx(homes)
    assert "rent and the homes" in board.loc["Move-on homes added", "cost_note"]
    assert np.isnan(board.loc["Asylum move-on notice", "cost"])
    assert board.loc["Asylum move-on notice", "cost_note"].endswith("we found no unit cost")
    caveats = run(model, replace(TODAY, move_on=100)).caveats
    assert "The cost of move-on homes leaves out rent and the homes themselves." in caveats


def test_a_change_of_law_is_said_once_where_the_quarter_looked_at_comes_after_it():
    held = evidence(between("2019Q1", "2025Q4"), series(between("2019Q1", "2025Q4")))
    fitted = fit(replace(held.until("2025Q4")))
    before, after = (run(fitted, replace(TODAY, horizon=h)).caveats for h in (1, 2))  # to March, to June 2026
    assert not any("section 21" in line for line in before)
    said = [line for line in after if "section 21" in line]
    assert len(said) == 1
    assert "15% of London's prevention duties" in said[0]  # 30 of 200
    table = run(fitted, TODAY).extras["policies"]
    assert table.iloc[0][["since", "from_quarter"]].tolist() == ["2026-05-01", "2026Q2"]


def test_over_time_has_both_series_and_leaves_what_is_not_known_blank(model):
    frame = run(model, TODAY).over_time.set_index("period")
    first = model.ahead[0]
    assert frame.loc[LAST, "observed"] == cited.QUARTERS[-1].seen
    assert frame.loc[LAST, "ta_observed"] == 33 * 2_000
    assert np.isnan(frame.loc[LAST, "scenario"])
    assert np.isnan(frame.loc[first, "ta_observed"])
    assert (frame["low"].dropna() <= frame["scenario"].dropna()).all()
    assert frame.loc[first, "ta_naive"] == pytest.approx(33 * 2_000)


def test_funnels_are_the_published_shares(model):
    found = published_series.funnels(World.of(model, TODAY)).set_index(["funnel", "stage"])["of_first"]
    assert found["Prevention", "With a home for six months or more"] == pytest.approx(0.55)
    assert found["Relief and main duty", "Main duty accepted"] == pytest.approx(0.5)


def test_rates_have_exact_poisson_intervals(model):
    camden = published_series.standing(model, "snapshot").set_index("borough").loc["Camden"]
    assert camden["rate"] == pytest.approx(1.0)  # 10 people, 100,000 households, per 10,000
    assert (camden["low"], camden["high"]) == (pytest.approx(0.4795, abs=1e-4), pytest.approx(1.8390, abs=1e-4))
    alike = published_series.like(model, "Camden", "snapshot")
    assert len(alike) == 6
    assert alike["borough"].iloc[0] == "Camden"


def test_duties_owed_are_those_on_application_as_h_clic_sums_them(model):
    world = World.of(model, TODAY)
    assert float(world.here_then(world.today.duties.owed).mean()) == pytest.approx(33 * (200 + 300), rel=1e-3)
