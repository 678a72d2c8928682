"""A hotel that closes: who leaves, who does not come any more, and where they go, by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import Course, RefugeesLevers, run, support
from lbdp_core.refugees.scenario import entries_exits as stages
from tests.refugees import files
from tests.refugees.engine import CAMDEN

BRENT = 4
AT_MOST = 20 + 3 * CAMDEN + 2 * 5  # people in Camden's hotels at the last count
HOTEL = RefugeesLevers(hotel_borough="Camden", hotel_beds=30, hotel_quarter=3)


def way(course, name):
    """People who went a way (8, draws, p)."""
    return np.broadcast_to(support.simulated(course.fitted, course.levers).way(name), (s.STEPS, s.DRAWS, 34))


def moved(fitted, levers):
    """Who leaves Camden's hotel, who would have come to Camden and does not, and who comes elsewhere (8, draws, p)."""
    course, today = Course.of(fitted, levers), Course.of(fitted, levers.unchanged())
    turned = way(today, stages.CLAIMS) * (1 + levers.dispersal / 100) - way(course, stages.CLAIMS)
    return way(course, stages.CLOSED), turned, way(course, stages.MOVED)


def test_people_leave_a_hotel_on_its_date(fitted, unsure):
    left, _, _ = moved(fitted, HOTEL)
    assert left[:, :, CAMDEN].mean(axis=1).tolist() == [0, 0, 30, 0, 0, 0, 0, 0]
    assert not np.delete(left, CAMDEN, axis=2).any()
    drawn = moved(unsure, HOTEL)[0][2, :, CAMDEN]
    assert 0 < drawn.min() < 30  # in some draws fewer than 30 are left by then
    assert drawn.max() == 30


def test_once_it_is_closed_as_many_fewer_come_to_the_borough(unsure):
    """30 of Camden's 101 places are gone from the third quarter on, so 30 / 101 of its new people go elsewhere."""
    _, turned, _ = moved(unsure, HOTEL)
    before = way(Course.of(unsure, RefugeesLevers()), stages.CLAIMS)[:, :, CAMDEN]
    np.testing.assert_allclose(turned[:2, :, CAMDEN], 0, atol=1e-9)
    np.testing.assert_allclose(turned[2:, :, CAMDEN], before[2:] * 30 / 101, rtol=1e-9)
    np.testing.assert_allclose(np.delete(turned, CAMDEN, axis=2), 0, atol=1e-9)


def test_london_s_part_of_those_who_move_comes_to_its_other_boroughs(unsure):
    """(London less Camden) / country of them, shared out as people in support are.

    Camden has 48 in hotels, 51 in dispersal and 2 under Section 4 in March 2024: 101.
    """
    left, turned, came = moved(unsure, HOTEL)
    part = (files.london(5) - 101) / files.country(5)
    away = (left + turned).sum(axis=2)
    np.testing.assert_allclose(came.sum(axis=2), away * part, rtol=1e-9, atol=1e-9)
    assert not came[:, :, CAMDEN].any()
    fair = unsure.seen[-1] / files.country(5)
    np.testing.assert_allclose(came[2, 0, :CAMDEN], fair[:CAMDEN] * away[2, 0], rtol=1e-9)


def test_no_more_leave_a_hotel_than_the_borough_has_in_hotels(fitted):
    left, _, _ = moved(fitted, dataclasses.replace(HOTEL, hotel_beds=500, hotel_quarter=1))
    assert left[0, :, CAMDEN].mean() == pytest.approx(AT_MOST)
    said = run(fitted, dataclasses.replace(HOTEL, hotel_beds=500)).caveats
    assert "Camden had 48 people in hotels in March 2024, so no more than these move." in said
    assert not any("in hotels in March 2024" in line for line in run(fitted, HOTEL).caveats)


def test_no_more_leave_a_hotel_than_are_there_by_then(fitted):
    """With hardly anybody left in Camden, those who leave and those who come elsewhere are fewer alike."""
    seen, centre = fitted.seen.copy(), fitted.centre.copy()
    seen[-1, CAMDEN] = centre[:, CAMDEN] = 20
    few = dataclasses.replace(fitted, seen=seen, centre=centre)
    left, turned, came = moved(few, dataclasses.replace(HOTEL, hotel_beds=48))
    assert (left.sum(axis=(0, 2)) < 25).all()
    assert (turned > -1e-9).all()  # no more are turned away than would have come
    others = seen[-1].sum() - 20
    np.testing.assert_allclose(came.sum(axis=2), (left + turned).sum(axis=2) * others / files.country(5), atol=1e-9)


def test_another_borough_sees_only_those_who_come(fitted):
    inside = run(fitted, dataclasses.replace(HOTEL, borough="Brent"))
    drivers = inside.drivers.set_index("driver")["contribution"]
    left, turned, _ = moved(fitted, HOTEL)
    away = (left + turned).sum(axis=(0, 2)).mean()
    assert away > 30
    came = away * fitted.seen[-1, BRENT] / files.country(5)
    assert drivers["Moved in from a hotel elsewhere"] == pytest.approx(came)
    assert "Moved away from a hotel that closed" not in drivers
    assert inside.headlines[0].change > 0
    assert "The hotel is in Camden. Brent sees only the people who move there." in inside.caveats
    there = run(fitted, dataclasses.replace(HOTEL, borough="Camden"))
    assert there.drivers.set_index("driver")["contribution"]["Moved away from a hotel that closed"] == pytest.approx(
        -30
    )
    assert "Moved in from a hotel elsewhere" not in set(there.drivers["driver"])
