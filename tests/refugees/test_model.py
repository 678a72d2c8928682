"""The course by hand, its doubt, and when the last count is the better course."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from lbdp_core.refugees.load import Evidence, Series
from lbdp_core.refugees.model import course, fit
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.model.fitting import DAMPED, LAST, beats_last_value
from lbdp_core.refugees.schema import IN_LONDON

N = len(IN_LONDON)


def with_totals(evidence: Evidence, totals: list[float]) -> Evidence:
    """The evidence with London's people replaced: every place the same, households too."""
    people = np.repeat(np.array(totals)[:, None] / N, N, axis=1)
    new = Series(evidence.total.quarters[: len(totals)], people)
    none = Series(new.quarters, np.zeros_like(people))
    return dataclasses.replace(
        evidence, total=new, accommodated=new, section4=none, hotel=none, country=evidence.country[: len(totals)],
        households=np.ones(33),
    )  # fmt: skip


def test_the_course_by_hand():
    """400 grew to 440: half of log 1.1 goes on, 0.85 of that after.

    Shares of 1/4 and 3/4 go towards halves in proportion, by 0.01 of the log a quarter: 1 to 3, then 1 to 3^0.99, ...
    """
    seen = np.array([[100.0, 300.0], [110.0, 330.0]])
    made = course.expected(seen, seen.sum(axis=1), np.array([0.5, 0.5]), 3)
    total = [440 * 1.1**0.5, 440 * 1.1 ** (0.5 * 1.85), 440 * 1.1 ** (0.5 * (1 + 0.85 + 0.7225))]
    share = [1 / (1 + 3**0.99**k) for k in (1, 2, 3)]
    assert share[0] == pytest.approx(0.2521, abs=1e-4)
    np.testing.assert_allclose(made[:, 0], [t * part for t, part in zip(total, share, strict=True)], rtol=1e-12)
    np.testing.assert_allclose(made.sum(axis=1), total, rtol=1e-12)


def test_growth_is_taken_over_eight_quarters_and_no_more():
    grown = np.array([1.0, *np.full(8, 200.0), 400.0])  # nine quarters back stood 1, eight back 200
    made = course.expected(np.array([[400.0]]), grown, np.array([1.0]), 1)
    assert made[0, 0] == pytest.approx(400 * 2 ** (0.5 / 8))


def test_nobody_goes_where_nobody_was():
    made = course.expected(np.array([[0.0, 30.0, 10.0]]), np.array([40.0]), np.array([0.4, 0.3, 0.3]))
    assert (made[:, 0] == 0).all()
    np.testing.assert_allclose(made.sum(axis=1), 40.0)
    assert made[-1, 1] < made[0, 1] < 30


def test_a_borough_whose_households_are_not_known_keeps_its_people():
    """DEFECT when this was written: a share towards which to go of nought sends everybody away in one quarter.

    `load` has nought where areas/lsoa.csv has no row of a borough.
    """
    made = course.expected(np.array([[100.0, 300.0]]), np.array([400.0]), np.array([0.0, 1.0]))
    assert made[0, 0] > 90


def test_one_quarter_alone_has_no_trend():
    made = course.expected(np.array([[30.0, 10.0]]), np.array([40.0]), np.array([0.75, 0.25]))
    np.testing.assert_allclose(made, np.tile([30.0, 10.0], (s.STEPS, 1)))


def test_even_shares_go_by_households_and_people_of_no_borough_keep_theirs():
    found = course.even_shares(np.array([100.0, 300.0]), np.array([[80.0, 0.0, 20.0]]))
    np.testing.assert_allclose(found, [0.8 * 0.25, 0.8 * 0.75, 0.2])


def test_errors_are_learnt_by_hand():
    """Ten people in each place for seven quarters, then e times as many, which no rule could know.

    Of 21 forecasts those six that reach the last quarter are off by 1 on the log scale, over the root of how far ahead
    they looked: root mean square of (1/1 + 1/2 + ... + 1/6) / 21. A place with its ten more beside it: log of
    (10 e + 10) / 20, less that 1.
    """
    people = np.full((8, N), 10.0)
    people[-1] *= math.e
    series = Series(tuple("abcdefgh"), people)
    found = course.spread([(series, series)], np.ones(33))
    each = math.sqrt((1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6) / 21)
    assert found.origins == 6
    assert found.london == pytest.approx(each)
    assert found.own == pytest.approx(abs(math.log((10 * math.e + 10) / 20) - 1) * each)


def test_with_few_origins_the_figures_of_the_settings_stand_in():
    people = np.full((7, N), 10.0)
    series = Series(tuple("abcdefg"), people)
    assert course.spread([(series, series)], np.ones(33)) == course.Spread(s.LONDON_ERROR, s.OWN_ERROR, 0)
    none = Series((), np.zeros((0, N)))
    assert course.spread([(none, none)], np.ones(33)).origins == 0


def test_draws_have_the_centre_as_their_mean_and_are_never_negative():
    centre = np.tile([0.0, 0.4, 3.0, 90.0, 2_500.0], (s.STEPS, 1)) * np.linspace(1, 2, s.STEPS)[:, None]
    drawn = course.draws(centre, course.Spread(0.08, 0.5, 9))
    assert drawn.shape == (s.STEPS, s.DRAWS, 5)
    assert (drawn >= 0).all()
    np.testing.assert_allclose(drawn.mean(axis=1), centre, rtol=1e-12)
    wide = (course.draws(centre, course.Spread(0.05, 0.1, 9))[:, :, 4] / centre[:, None, 4]).std(axis=1)
    assert 1.5 < wide[3] / wide[0] < 2.5  # four quarters ahead twice as unsure as one
    assert wide[7] > 1.2 * wide[3]
    np.testing.assert_array_equal(course.draws(centre, course.Spread(0.08, 0.5, 9)), drawn)


def test_without_errors_every_draw_is_the_centre():
    centre = np.full((s.STEPS, 2), 70.0)
    np.testing.assert_allclose(course.draws(centre, course.Spread(0.0, 0.0, 9)), 70.0)


def test_a_trend_that_goes_on_keeps_the_rule(evidence):
    growing = with_totals(evidence, [3_000 * 1.05**t for t in range(6)])
    assert beats_last_value(growing)
    made = fit(growing)
    assert made.rule == DAMPED
    assert made.centre[0].sum() == pytest.approx(3_000 * 1.05**5.5)  # half of the growth of a quarter


def test_a_trend_that_stops_makes_the_last_count_the_course(evidence):
    """One leap and then small moves about it: what is left of the leap is carried on in vain."""
    stopped = with_totals(evidence, [3_000, 6_000, 6_010, 6_000, 6_010, 6_000])
    assert not beats_last_value(stopped)
    made = fit(stopped)
    assert made.rule == LAST
    np.testing.assert_array_equal(made.centre, np.tile(stopped.total.people[-1], (s.STEPS, 1)))


def test_with_nothing_to_look_back_on_the_rule_stands(evidence):
    assert beats_last_value(evidence.upto("2022Q4"))


def test_what_is_kept_names_every_place_and_quarter(fitted, evidence):
    assert fitted.place.tolist()[:2] == ["City of London", "Barking and Dagenham"]
    assert fitted.place_code[-1] == "unallocated"
    assert fitted.ahead.tolist() == [
        "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1"
    ]  # fmt: skip
    assert fitted.base == "2024Q1"
    assert fitted.centre.shape == (s.STEPS, N)
    np.testing.assert_array_equal(fitted.seen, evidence.total.people)
    assert (fitted.residents[-1], fitted.households[-1]) == (0, 0)  # of no borough


def test_the_pace_of_other_routes_by_hand(fitted):
    """Camden: 8 people resettled a quarter; 30 households more in the 366 days to 31 August 2024."""
    assert fitted.resettled[6] == 8
    assert fitted.resettled.sum() == 8
    assert fitted.ukraine_rate[6] == pytest.approx(30 / (366 / 91.3125))
    assert (fitted.ukraine_owed[6], fitted.ukraine_when) == (70, "2024-08-31")
    assert (fitted.reunion, fitted.unaccompanied) == (1_200, 400)
