"""Features: what a model may know before a year begins, and nothing later."""

import numpy as np
import pytest

from lbdp_core import columns
from lbdp_core.fire import features
from tests.fire.evidence import made_up_evidence

EVIDENCE = made_up_evidence()
GROUND = features.ground(EVIDENCE)


def test_ethnicity_is_never_a_predictor():
    banned = ("asian", "black", "mixed", "white", "ethnic")
    names = [c.name for c in columns.COLUMNS if c.predictor]
    assert not [n for n in names if any(b in n for b in banned)]
    assert set(GROUND.names) <= set(names)


def test_less_may_be_known_of_the_same_areas():
    fewer = GROUND.without(["social_rented", "of which nobody has heard"])
    assert set(GROUND.names) - set(fewer.names) == {"social_rented"}
    assert fewer.drivers.shape == fewer.linear.shape == (240, len(GROUND.names) - 1)
    k = GROUND.names.index("terraced")
    assert (fewer.drivers[:, fewer.names.index("terraced")] == GROUND.drivers[:, k]).all()


def test_history_by_hand():
    pair = made_up_evidence()
    g = features.ground(pair)
    fires = np.zeros((240, 2))
    fires[0] = [1, 2]
    observed = 0.9 * 1 + 2
    expected = g.recorded[0] * observed / g.recorded.sum()
    own = np.log((observed + 6) / (expected + 6))
    assert features.history(g, fires)[0, 0] == pytest.approx(own)
    # Area 1's only neighbours on the ring are 0 and 2, so it sees area 0's fires next door.
    near = np.log((observed + 3) / (observed * (g.recorded[0] + g.recorded[2]) / g.recorded.sum() + 3))
    assert features.history(g, fires)[1, 1] == pytest.approx(near)


def test_neighbours_are_both_ways_and_never_oneself():
    for ring in (GROUND.near, GROUND.wider):
        assert (ring != ring.T).nnz == 0
        assert ring.diagonal().sum() == 0


def test_an_area_whose_record_is_its_homes_has_no_grid_term():
    assert GROUND.grid == pytest.approx(np.zeros(240))
    assert features.operational(GROUND, EVIDENCE.fires)[:, -2] == pytest.approx(np.zeros(240))


def test_shares_are_straightened_and_nothing_is_missing():
    k = GROUND.names.index("social_rented")
    assert GROUND.linear[:, k] == pytest.approx(np.sqrt(GROUND.drivers[:, k]))
    assert np.isfinite(GROUND.linear).all()
