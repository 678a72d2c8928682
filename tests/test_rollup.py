"""Roll-ups on draws whose sums are known, and the laws that they keep on any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lbdp_core.doubt import ENDS
from lbdp_core.rollup import NONE, Groups, alone, roll_up, with_luck

WARD = np.array(["Abbey", "Abbey", "Abbey", "Hill", ""])
BOROUGH = np.array(["Barnet", "Camden", "Barnet", "Camden", "Camden"])


def drawn(seed: int, areas: int, shared: float, draws: int = 600) -> np.ndarray:
    """Gamma draws of areas that share a part of their doubt."""
    rng = np.random.default_rng(seed)
    own = rng.gamma(6.0, 1 / 6.0, (draws, areas))
    return own * np.exp(shared * rng.standard_normal((draws, 1)) - shared**2 / 2)


def test_areas_are_added_up_by_name_and_borough():
    groups = Groups.of(WARD, BOROUGH)
    assert list(zip(groups.within, groups.names, strict=True)) == [
        ("Barnet", "Abbey"),
        ("Camden", "Abbey"),
        ("Camden", "Hill"),
    ]
    assert groups.index.tolist() == [0, 1, 0, 2, NONE]
    values = np.array([[1.0, 2, 3, 4, 100], [10, 20, 30, 40, 100]])
    assert groups.sums(values).tolist() == [[4, 2, 4], [40, 20, 40]]
    assert groups.sums(values[0]).tolist() == [4, 2, 4]


def test_a_row_by_hand():
    draws = np.array([[1.0, 1, 4], [3, 3, 4], [2, 2, 4]])
    names = np.array(["a", "a", "b"])
    table = roll_up(Groups.of(names), draws.mean(axis=0), draws, np.array([500.0, 500, 2000])).set_index("group")
    assert table.index.tolist() == ["a", "b"]
    a, b = table.loc["a"], table.loc["b"]
    assert (a["areas"], a["homes"], a["expected"], a["rate"], a["rank"]) == (2, 1000, 4, 4, 1)
    assert (a["low"], a["high"]) == pytest.approx((2.4, 5.6))
    assert (a["added_low"], a["added_high"]) == pytest.approx((2.4, 5.6))  # areas that move as one: nothing cancels
    assert (b["low"], b["high"], b["rate_low"]) == (4, 4, 2)
    assert a["first"] == 1.0  # where both have a rate of 2, the first by name comes first
    assert (a["rank_low"], a["rank_high"], b["rank_low"]) == (1, 1, 2)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 40), st.sampled_from([0.0, 0.05, 0.2]))
def test_bounds_of_sums_are_not_sums_of_bounds(seed, areas, shared):
    """The areas' own bounds, added up, are always too wide; taken as strangers, too narrow once they share a doubt."""
    draws = drawn(seed, areas, shared)
    groups, expected = Groups.of(np.full(areas, "all")), draws.mean(axis=0)
    (row,) = roll_up(groups, expected, draws, np.full(areas, 100.0)).to_dict("records")
    whole = draws.sum(axis=1)
    assert (row["low"], row["high"]) == pytest.approx(tuple(np.quantile(whole, ENDS)))
    assert row["added_low"] < row["low"] < row["expected"] < row["high"] < row["added_high"]
    low, high = alone(groups, expected, draws)
    if shared == 0.2 and areas >= 20:
        assert high[0] - low[0] < row["high"] - row["low"]
    if shared == 0.0:
        assert high[0] - low[0] == pytest.approx(row["high"] - row["low"], rel=0.3)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.05, 300))
def test_the_range_with_luck_is_that_of_the_mixture(seed, size):
    worlds = size * drawn(seed, 3, 0.1, 100)
    low, high = with_luck(worlds)
    for found, share in ((low, ENDS[0]), (high, ENDS[1])):
        for count, column in zip(found, worlds.T, strict=True):
            assert count == round(count)
            assert stats.poisson.cdf(count, column).mean() >= share
            assert stats.poisson.cdf(count - 1, column).mean() < share


def test_luck_widens_and_is_all_there_is_where_nothing_else_is_in_doubt():
    sure = np.full((50, 1), 20.0)
    low, high = with_luck(sure)
    assert (low[0], high[0]) == (stats.poisson.ppf(0.1, 20), stats.poisson.ppf(0.9, 20))


def test_groups_add_up_to_the_whole():
    draws = drawn(1, 5, 0.1, 100)
    held = WARD != ""
    table = roll_up(Groups.of(WARD, BOROUGH), draws.mean(axis=0), draws, np.ones(5))
    assert table["expected"].sum() == pytest.approx(draws.mean(axis=0)[held].sum())
    assert table["first"].sum() == pytest.approx(1)
    assert sorted(table["rank"]) == [1, 2, 3]
