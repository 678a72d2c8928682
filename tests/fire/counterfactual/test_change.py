"""Change: what an imagined area is worth, and that its shares still add up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.fire import counterfactual
from lbdp_core.fire.counterfactual.change import WHOLES, settle

TENURE = WHOLES["tenure"]


def test_nothing_changed_is_the_area_as_it_is(shipped):
    for i in (0, 1234, 4993):
        found = counterfactual.changed(shipped, i, {})
        assert found.rate == pytest.approx(shipped.driver_rate[i])
        assert found.contributions == pytest.approx(shipped.contributions[i])
        assert (found.values == shipped.values[i]).all()


def test_the_rate_of_another_areas_features_is_that_areas(shipped):
    wanted = dict(enumerate(shipped.values[77]))
    found = counterfactual.changed(shipped, 5, wanted)
    assert found.rate == pytest.approx(shipped.driver_rate[77])
    assert found.ratio == pytest.approx(shipped.driver_rate[77] / shipped.driver_rate[5])


def test_contributions_add_up_to_the_rate_and_the_model_says_the_same(shipped):
    found = counterfactual.changed(shipped, 5, {shipped.features.index("social_rented"): 0.6})
    assert np.exp(shipped.base + found.contributions.sum()) == pytest.approx(found.rate)
    assert counterfactual.rates(shipped, found.values[None])[0] == pytest.approx(found.rate)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), st.integers(0, 3), st.floats(0, 1))
def test_where_one_share_moves_the_others_give_way_in_proportion(sizes, moved, value):
    shares = np.array(sizes) / sum(sizes)
    rows = np.repeat(shares[None], 2, axis=0)
    rows[1, moved] = value
    out = settle(TENURE, rows, [moved])[1]
    rest = [k for k in range(4) if k != moved]
    assert out[moved] == value
    assert out.sum() == pytest.approx(1)
    assert out[rest] * shares[rest].sum() == pytest.approx(shares[rest] * (1 - value))


def test_a_part_is_never_more_than_what_it_is_part_of():
    features = ("deprived_2plus", "deprived_3plus")
    rows = np.array([[0.3, 0.1], [0.05, 0.1]])
    assert settle(features, rows, [0])[1].tolist() == [0.05, 0.05]
    rows = np.array([[0.3, 0.1], [0.3, 0.4]])
    assert settle(features, rows, [1])[1].tolist() == [0.4, 0.4]


def test_shares_that_cannot_be_are_said_in_a_sentence():
    words = {name: name for name in (*TENURE, "overcrowded", "underoccupied")}
    assert "120%" in counterfactual.fault(TENURE, np.array([0.0, 0.0, 0.9, 0.3]), words, [2, 3])
    assert "80%" in counterfactual.fault(TENURE, np.full(4, 0.2), words, [0, 1, 2, 3])
    assert not counterfactual.fault(TENURE, np.full(4, 0.25), words, [0])
    both = ("overcrowded", "underoccupied")
    assert "exclude each other" in counterfactual.fault(both, np.array([0.7, 0.6]), words, [0])


def test_no_real_area_is_at_fault(shipped):
    words = dict(zip(shipped.features, shipped.features, strict=True))
    everything = range(len(shipped.features))
    assert not any(counterfactual.fault(shipped.features, row, words, everything) for row in shipped.values)
