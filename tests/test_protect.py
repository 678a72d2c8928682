import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.protect import BASE, THRESHOLD, release

TABLE = pd.DataFrame({"borough": ["A", "A", "A", "B", "B"], "people": [3, 12, 40, 8, 21], "name": list("vwxyz")})


def test_a_released_table_is_the_same_object():
    assert release(TABLE, "released") is TABLE


def test_a_kind_that_is_neither_is_refused():
    with pytest.raises(ValueError, match="released or protected"):
        release(TABLE, "public")


def test_small_counts_go_and_the_rest_are_rounded():
    people = release(TABLE, "protected")["people"]
    assert np.isnan(people[0])
    assert people.dropna().mod(BASE).eq(0).all()


def test_a_single_hidden_count_takes_the_next_smallest_of_its_group_with_it():
    people = release(TABLE, "protected", within=["borough"])["people"]
    assert people.isna().tolist() == [True, True, False, False, False]


def test_words_are_untouched_and_the_original_is_not_changed():
    before = TABLE.copy()
    assert release(TABLE, "protected")["name"].tolist() == list("vwxyz")
    pd.testing.assert_frame_equal(TABLE, before)


def test_only_the_counts_that_are_named_are_treated():
    table = TABLE.assign(year=2021)
    assert release(table, "protected", counts=["people"])["year"].eq(2021).all()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=12))
def test_no_small_count_leaves_and_none_is_hidden_alone(counts):
    shown = release(pd.DataFrame({"n": counts}), "protected")["n"]
    left = shown.dropna()
    assert ((left > THRESHOLD) | (left == 0)).all() or (left >= THRESHOLD - THRESHOLD % BASE).all()
    assert all(np.isnan(s) for s, n in zip(shown, counts, strict=True) if n <= THRESHOLD)
    hidden = int(shown.isna().sum())
    assert hidden != 1 or len(counts) == 1


def test_doing_it_twice_is_doing_it_once():
    once = release(TABLE, "protected", within=["borough"])
    pd.testing.assert_frame_equal(release(once, "protected", within=["borough"]), once)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_hidden_counts_of_a_group_leave_each_other_room(counts):
    """Whoever knows the exact total and the exact counts that are shown: a hidden count may be none, or 3 and more."""
    hidden = release(pd.DataFrame({"n": counts}), "protected")["n"].isna().to_numpy()
    held = np.array(counts)[hidden]
    nothing_left = not (np.array(counts)[~hidden] > 0).any()
    assert not hidden.any() or (len(held) > 1 and held.sum() >= 3) or nothing_left


def test_noughts_are_no_company():
    def hidden(*counts):
        return release(pd.DataFrame({"n": counts}), "protected")["n"].isna().tolist()

    assert hidden(1, 59, 0) == [True, True, True]
    assert hidden(0, 2, 40, 90) == [True, True, True, False]
    assert hidden(1, 1, 40, 90) == [True, True, True, False]
    assert hidden(2, 2, 40) == [True, True, False]
