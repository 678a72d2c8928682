"""Trees: boxes add up to the model."""

import lightgbm
import numpy as np
import pytest

from lbdp_core import explain, trees


@pytest.fixture(scope="module")
def grown():
    """A planted interaction of features 1 and 2, and a feature that does nothing."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(900, 4)).round(2)
    exposure = rng.uniform(1, 5, 900)
    y = rng.poisson(exposure * np.exp(0.5 * x[:, 0] - 0.6 * x[:, 1] * x[:, 2]))
    data = lightgbm.Dataset(x, y, init_score=np.log(exposure))
    params = {"objective": "poisson", "verbose": -1, "num_threads": 1, "num_leaves": 7}
    return lightgbm.train(params, data, 30).model_to_string(), x


def test_one_box_a_tree_holds_a_row_and_their_values_add_up_to_the_log_rate(grown):
    text, x = grown
    held = trees.boxes(text)
    inside = np.logical_and.reduce([held.holds(k, x[:, k]) for k in range(x.shape[1])])
    assert (inside.sum(axis=1) == 30).all()
    assert inside @ held.value == pytest.approx(explain.booster(text).predict(x, raw_score=True))


def test_between_two_thresholds_nothing_changes(grown):
    text, x = grown
    cuts = trees.boxes(text).cuts[1]
    row = np.repeat(x[:1], 2 * len(cuts), axis=0)
    row[:, 1] = np.column_stack([cuts, np.nextafter(cuts, np.inf)]).ravel()  # at a threshold, and just beyond
    raw = explain.booster(text).predict(row, raw_score=True)
    assert raw[1:-1:2] == pytest.approx(raw[2::2])
