"""What a change does, by hand where it can be: a hotel, notice, duties, the flow diagram's numbers, the words."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import PRESETS, Course, RefugeesLevers, World, run, support
from lbdp_core.refugees.scenario import entries_exits as stages
from lbdp_core.refugees.scenario.entries_exits import after_grant
from lbdp_core.refugees.scenario.links import NAMES, STILL, THERE
from lbdp_core.refugees.scenario.national import doubts
from lbdp_core.refugees.scenario.support import start
from tests.refugees import files
from tests.refugees.engine import CAMDEN

BRENT = 4
AT_MOST = 20 + 3 * CAMDEN + 2 * 5  # people in Camden's hotels at the last count
HOTEL = RefugeesLevers(hotel_borough="Camden", hotel_beds=30, hotel_quarter=3)


def full(course):
    """Every stock and flow of a course in double precision; the page keeps fewer."""
    return support.simulated(course.fitted, course.levers)


def way(course, name):
    """People who went a way (8, draws, p)."""
    return np.broadcast_to(full(course).way(name), (s.STEPS, s.DRAWS, 34))


def test_what_a_page_keeps_of_a_scenario_is_what_was_worked_out(unsure):
    kept, whole = Course.of(unsure, HOTEL).history, support.simulated(unsure, HOTEL)
    for name, stock in kept.stock.items():
        np.testing.assert_array_equal(stock, whole.stock[name])
    for name, flow in kept.moved.items():
        np.testing.assert_allclose(flow, whole.moved[name], rtol=1e-6)


def test_at_the_start_people_are_divided_and_add_up_to_the_count(fitted):
    began = start(fitted)
    np.testing.assert_allclose(sum(began[stage] for stage in stages.STAGES), fitted.seen[-1])
    assert began["section 4"].sum() == 66
    rest = files.london(5) - 66
    assert began["appeal"].sum() == pytest.approx(rest * fitted.appeal_share)
    assert began["notice"].sum() == pytest.approx(rest * fitted.notice_share)


@pytest.mark.parametrize("doubt", [0.02, 0.16])
def test_without_a_change_people_follow_the_course(fitted, doubt):
    made = dataclasses.replace(fitted, london_error=doubt / 2, own_error=doubt)
    people = Course.of(made, RefugeesLevers()).people
    np.testing.assert_allclose(people[0], np.broadcast_to(made.seen[-1], people[0].shape))
    np.testing.assert_allclose(people[1:].mean(axis=1).sum(axis=1), made.centre.sum(axis=1), rtol=0.01)
    wanted = doubts(made).people
    same = np.isclose(people[1:], wanted, rtol=1e-9)
    assert (people[1:] >= wanted - 1e-9).all()  # where more are to leave than are there, they stay
    assert same.mean() > (0.999 if doubt < 0.1 else 0.9)


def test_those_who_wait_for_an_appeal_leave_only_where_nobody_awaits_a_decision(fitted):
    """A course that falls to a quarter of the people at once: more are to leave than await a decision."""
    falling = dataclasses.replace(fitted, centre=0.25 * fitted.centre, london_error=0.02, own_error=0.02)
    history = support.simulated(falling, RefugeesLevers())
    left = history.moved["not accounted for", "appeal", ""]
    assert left[0].sum() > 0
    assert history.stock["awaiting"][1:][left > 1e-9].max() == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(Course.of(falling, RefugeesLevers()).people[1:].mean(axis=1), falling.centre, rtol=0.01)


def test_longer_notice_moves_the_day_and_nothing_else(unsure):
    """Whoever is granted in a quarter is still there at its end for the part of it that notice is."""
    short, long = (Course.of(unsure, RefugeesLevers(notice=days)) for days in (28, 56))
    np.testing.assert_array_equal(full(short).into("notice"), full(long).into("notice"))
    for course, days in ((short, 28), (long, 56)):
        came = full(course).into("notice")
        np.testing.assert_allclose(full(course).stock["notice"][1:], came * days / 91.3125, rtol=1e-9)
        sought = full(course).into(stages.SEEKING)
        part = after_grant(course.levers, unsure)[stages.SEEKING]
        np.testing.assert_allclose(sought, way(course, stages.ENDED) * part, rtol=1e-9)  # the same part of them
    for stage in ("awaiting", "appeal", "section 4"):
        np.testing.assert_array_equal(full(short).stock[stage], full(long).stock[stage])
    gone = [way(c, stages.ENDED).sum(axis=0) + full(c).stock["notice"][-1] for c in (short, long)]
    np.testing.assert_allclose(gone[0], gone[1], rtol=1e-9)


def test_where_people_go_after_a_grant_by_hand(fitted):
    """So many households for each person granted are 1.39 times as many people, over the part that is in support.

    Where duties are fewer than England's, fewer; elsewhere the factor is capped at one, and the rest is beyond them.
    """
    exact = dataclasses.replace(fitted, duty_sd=0.0, duty_own_sd=0.0, decided_part=0.8)
    parts = after_grant(RefugeesLevers(duties=0.3), exact)
    many, less = 0, 32  # factors of 1.41 and 0.85
    assert parts[stages.SEEKING][0, many] == pytest.approx(0.3 * 1.39 / 0.8)
    assert parts[stages.SEEKING][0, less] == pytest.approx(0.3 * 1.39 / 0.8 * exact.duty_factor[less])
    assert parts["rough sleeping"][0, less] == pytest.approx(0.1 / 0.8)
    np.testing.assert_allclose(sum(parts.values()), 1.0)
    course = Course.of(exact, RefugeesLevers(duties=0.3))
    people = full(course).stock["owed a duty"][4]
    np.testing.assert_allclose(course.duties(4)[:, many], people[:, many] * exact.duty_factor[many] / 1.39)
    np.testing.assert_allclose(course.duties(4)[:, less], people[:, less] / 1.39)


def test_needs_by_hand(fitted):
    course = Course.of(fitted, RefugeesLevers(school=80, esol=40, gp=50))
    people = course.people[4]
    young = 2_100 / 9_600  # without those who came alone
    np.testing.assert_allclose(course.school_age(4), people * young * 0.65 * 0.8)
    np.testing.assert_allclose(course.learners(4), people * (1 - young) * 0.4)
    new = 10_000 * 0.5 * fitted.centre[:2].sum() / files.country(5)  # London's share of supported claims, two quarters
    assert course.registrations(2).sum(axis=1).mean() == pytest.approx(0.5 * new)
    levers = dataclasses.replace(HOTEL, hotel_quarter=1, gp=50)
    hotel = Course.of(fitted, levers)
    newcomers = (way(hotel, stages.CLAIMS) + way(hotel, stages.MOVED))[:2].sum(axis=0)
    np.testing.assert_allclose(hotel.registrations(2), 0.5 * newcomers)


@pytest.mark.parametrize("levers", [*PRESETS.values(), HOTEL], ids=[*PRESETS, "a hotel"])
def test_links_into_each_stage_add_up_to_those_out_of_it(unsure, levers):
    for borough in ("London", "Camden"):
        looked = dataclasses.replace(levers, borough=borough)
        result = run(unsure, looked)
        links = result.extras["links"]
        for stage in stages.STAGES:
            came = links.loc[links["target"] == NAMES[stage], "people"].sum()
            went = links.loc[links["source"] == NAMES[stage], "people"].sum()
            assert came == pytest.approx(went, rel=1e-6), stage  # flows are kept in single precision
        people = links.set_index(["source", "target"])["people"]
        assert people[THERE].sum() == pytest.approx(World.of(unsure, looked).seen())
        assert links.loc[links["target"] == STILL, "people"].sum() == pytest.approx(result.headlines[0].scenario)
        assert (links["people"] > -1e-9).all()
        for stage in ("awaiting", "appeal"):  # boroughs with more and with fewer than the flows say cancel
            rest = {("Not accounted for, in", NAMES[stage]), (NAMES[stage], "Not accounted for, out")}
            assert len(rest & set(people.index)) <= 1


def test_stages_add_up_to_people(unsure):
    result = run(unsure, HOTEL)
    table, people = result.extras["stages"], result.headlines[0]
    assert table["stage"].tolist() == list(stages.STAGES)
    assert table["base"].sum() == pytest.approx(files.london(5))
    assert table["today"].sum() == pytest.approx(people.today)
    assert table["scenario"].sum() == pytest.approx(people.scenario)


def test_who_is_on_the_way_to_a_council_is_owed_a_duty_at_one_pace(unsure):
    """A part of those on the way in each quarter, the ones who were on it at the last count among them."""
    exact = dataclasses.replace(unsure, duty_lag=0.5)
    history = support.simulated(exact, RefugeesLevers())
    came, held = history.into(stages.SEEKING), history.stock[stages.SEEKING]
    np.testing.assert_allclose(history.into(stages.DUTY), 0.5 * (held[:-1] + came), rtol=1e-9)
    np.testing.assert_allclose(held[1:], 0.5 * (held[:-1] + came), rtol=1e-9)
    at_once = support.simulated(dataclasses.replace(unsure, duty_lag=1.0), RefugeesLevers())
    assert at_once.stock[stages.SEEKING][1:].max() == pytest.approx(0, abs=1e-9)
    assert at_once.stock[stages.DUTY][1].sum() > history.stock[stages.DUTY][1].sum()
