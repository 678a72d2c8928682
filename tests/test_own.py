"""Rows of somebody's own file in areas, and what of them may go further."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core import door, geocoding, own
from lbdp_core.fire.own.kinds import VISIT_LOG
from lbdp_core.protect import THRESHOLD
from lbdp_core.sources import DataError, Shelf


def placed(text: str, shelf: Shelf) -> own.Rows:
    frame = door.read(text.encode(), VISIT_LOG, "log.csv")
    return own.placed(frame, VISIT_LOG, shelf, "log.csv")


def log(*codes: str) -> str:
    return "date_of_visit,lsoa\n" + "".join(f"2022-03-01,{code}\n" for code in codes)


def test_codes_of_2021_are_taken_as_they_are(shelf):
    rows = placed(log("E01000001", "e01000003", "E01000001"), shelf)
    assert rows.by_area(3).tolist() == [2.0, 0.0, 1.0]
    assert rows.account.rows == rows.account.used == 3


def test_codes_of_2011_are_carried_over_by_homes(shelf):
    pairs = shelf.table("areas/lsoa11_to_21.csv")
    homes = shelf.table("areas/lsoa.csv").set_index("code")["households"]
    split = pairs[pairs["change"].eq("S")]
    old = split["lsoa11"].iloc[0]
    children = split.loc[split["lsoa11"].eq(old), "lsoa21"]
    rows = placed(log(old, old), shelf)
    by_area = pd.Series(rows.by_area(len(homes)), index=homes.index)
    assert by_area.sum() == pytest.approx(2)
    assert by_area[children].to_numpy() == pytest.approx(2 * (homes[children] / homes[children].sum()).to_numpy())
    assert rows.account.carried == 2


def test_every_row_is_used_or_set_aside_with_its_reason(shelf):
    text = log(*["E01000001"] * 5, "S01006506", "") + "tomorrow,E01000001\n2999-01-01,E01000001\n1999-01-01,E01000001\n"
    account = placed(text, shelf).account
    assert account.set_aside == {
        "without a date that can be read": 1,
        "dated after today": 1,
        "dated before 2000": 1,
        geocoding.NO_AREA: 1,
        geocoding.NOT_LONDON: 1,
    }
    assert account.rows == account.used + sum(account.set_aside.values()) == 10


def test_points_are_placed_on_the_map_s_shapes_and_those_elsewhere_set_aside(shelf):
    # Enfield Town station; Trafalgar Square; Birmingham; degrees instead of metres
    text = "visit_date,easting,northing\n2022-01-01,533000,196500\n2022-01-01,530030,180380\n"
    text += "2022-01-01,406689,286822\n2022-01-01,-0.1,51.5\n"
    rows = placed(text, shelf)
    found = [geocoding.ground(shelf).borough[a] for a in rows.area]
    assert found == ["Enfield", "Westminster"]
    assert rows.account.set_aside == {geocoding.OUTSIDE: 2}
    assert rows.account.near is not None


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (("S01006506", "S01006507"), "data zones of Scotland"),
        (("E02000001", "E02000002"), "MSOAs"),
        (("Camden", "Barnet"), "no area codes"),
    ],
)
def test_another_geography_is_named(codes, words, shelf):
    with pytest.raises(DataError, match=words):
        placed(log(*codes), shelf)


def test_no_usable_row_is_one_sentence(shelf):
    with pytest.raises(DataError, match="no visit that can be used"):
        placed("date_of_visit,lsoa\n2999-01-01,E01000001\n", shelf)


def test_what_is_said_of_rows_passes_disclosure_control_too():
    account = own.Account("a", 1_238, 1_234, {"without an area": 4}, near=0.2, carried=3)
    said = " ".join(own.told(account))
    assert "Rows used: 99%" in said
    assert "7 or fewer without an area" in said
    assert "1,234" not in said


counts = st.lists(st.integers(0, 30), min_size=4, max_size=12)


@settings(max_examples=120, deadline=None)
@given(counts, st.randoms())
def test_what_is_released_tells_nothing_of_small_counts_but_what_their_sum_does(given_, random):
    """Small counts of a group passed from one to another, their sum kept: the same is released, so that nothing worked
    out from it can tell them apart. What their sum tells somebody who knows it is tried in tests/test_protect.py.
    """
    group = np.array(["a", "b"] * 6)[: len(given_)]
    other = list(given_)
    for _ in range(30):
        one, two = random.choices(range(len(given_)), k=2)
        if one != two and group[one] == group[two] and 1 < other[one] <= THRESHOLD and 1 <= other[two] < THRESHOLD:
            other[one], other[two] = other[one] - 1, other[two] + 1
    shown = own.released(np.array(given_, float), group)
    assert np.array_equal(shown, own.released(np.array(other, float), group))
    assert all(v % 5 == 0 for v in shown)
    small = [n for n in given_ if 0 < n <= THRESHOLD]
    assert len(small) == 0 or not set(small) & (set(shown) - {5.0})


def test_totals_leave_out_what_they_would_tell():
    """A log with seven visits in one borough and twenty-two in another: the total less what is shown would be seven."""
    group = np.array(["a", "b", "b"])
    assert own.counted_in(np.array([7.0, 22.0, 40.0]), group).tolist() == [False, True, True]
    assert own.counted_in(np.array([7.0, 3.0, 40.0]), np.array(["a", "a", "b"])).all(), (
        "together they are no small count"
    )
