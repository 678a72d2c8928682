import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.protect import BASE, THRESHOLD, release
from lbdp_core.protect.releasing import LEFT

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


def known(size: int, top: int) -> tuple[np.ndarray, ...]:
    """Every group of so many counts up to `top`, what leaves of it, and how far apart the counts of those groups are
    that leave alike and have the same total: what somebody knows who knows the rule and the total.
    """
    every = np.array(list(itertools.product(range(top + 1), repeat=size)), float)
    frame = pd.DataFrame({"group": np.repeat(np.arange(len(every)), size), "n": every.ravel()})
    shown = release(frame, "protected", ["n"], ["group"])["n"].to_numpy().reshape(every.shape)
    told = np.column_stack([np.nan_to_num(shown, nan=-1.0), every.sum(axis=1)])
    _, alike = np.unique(told, axis=0, return_inverse=True)
    least, most = np.full((alike.max() + 1, size), np.inf), np.full((alike.max() + 1, size), -np.inf)
    np.minimum.at(least, alike, every)
    np.maximum.at(most, alike, every)
    return every, shown, (most - least)[alike]


@pytest.mark.parametrize(("size", "top", "within"), [(3, 27, 22), (4, 14, 11)])
def test_whoever_knows_the_rule_and_the_exact_total_cannot_tell_a_small_count(size, top, within):
    """By trying every group; those near the top of what was tried, whose like were not all tried, are left out."""
    every, shown, apart = known(size, top)
    protected = (every > 0) & (every <= THRESHOLD)
    assert np.isnan(shown[protected]).all()
    more = ((every > 0) & ~np.isnan(shown)).any(axis=1) & (every.max(axis=1) <= within)
    assert protected[more].sum() > 100
    assert (apart[more][protected[more]] >= LEFT).all()


def test_a_group_that_hides_all_it_has_is_told_by_its_total_only_where_it_holds_next_to_nobody():
    every, shown, apart = known(3, 20)
    gone = (np.isnan(shown) | (every == 0)).all(axis=1) & (every.max(axis=1) <= 14)
    told = gone & ((apart < LEFT) & (every > 0) & (every <= THRESHOLD)).any(axis=1)
    assert {tuple(sorted(row)) for row in every[told].astype(int).tolist()} == {(0, 0, 1), (0, 0, 2), (0, 1, 1)}
