"""Support: real areas have it, combinations that no area has do not."""

import numpy as np
import pytest

from lbdp_core.fire import counterfactual
from lbdp_core.fire.counterfactual.data_support import ranks


def test_a_real_area_is_its_own_nearest(shipped):
    for i in (0, 1234, 4993):
        found = counterfactual.support(shipped, i, shipped.values[i])
        assert (found.nearest, found.distance, found.outside) == (i, pytest.approx(0, abs=1e-9), False)


def test_becoming_another_real_area_is_inside_and_names_it(shipped):
    found = counterfactual.support(shipped, 5, shipped.values[77])
    assert found.nearest == 77
    assert not found.outside


def test_a_combination_that_no_area_has_is_outside_and_the_pair_is_named(shipped):
    k, j = shipped.features.index("social_rented"), shipped.features.index("imd2025_rank")
    i = int(np.argmin(shipped.values[:, j]))  # the most deprived area, with no social renting at all
    row = shipped.values[i].copy()
    row[k] = 0.0
    found = counterfactual.support(shipped, i, row)
    assert found.outside
    assert found.pair is not None
    assert found.pair[0] == k
    held = ranks(shipped)
    at = [held.of(m, row[[m]])[0] for m in found.pair]
    together = np.logical_and(*(np.abs(held.rank[:, m] - r) <= 0.05 for m, r in zip(found.pair, at, strict=True)))
    assert not together.any()


def test_only_few_real_areas_are_further_from_their_neighbours_than_usual(shipped):
    held = ranks(shipped)
    some = np.random.default_rng(1).choice(len(shipped.code), 100, replace=False)
    spots = held.rank * held.root
    apart = [np.delete(((spots - spots[i]) ** 2).sum(axis=1), i).min() for i in some]
    assert np.mean(np.sqrt(apart) > held.usual) < 0.05


def test_along_a_driver_support_is_that_of_each_point(shipped):
    k = shipped.features.index("mortgage")
    values = np.linspace(shipped.values[:, k].min(), shipped.values[:, k].max(), 12)
    rows = np.repeat(shipped.values[[300]], len(values), axis=0)
    rows[:, k] = values
    each = [not counterfactual.support(shipped, 300, row).outside for row in rows]
    assert counterfactual.supported(shipped, 300, k, values).tolist() == each
    assert counterfactual.supported(shipped, 300, k, shipped.values[[300], k]).all()


def test_the_curve_passes_through_the_area_and_is_the_models(shipped):
    k = shipped.features.index("social_rented")
    for i in (5, 2500):
        found = counterfactual.curve(shipped, i, k)
        at = int(np.flatnonzero(found.values == shipped.values[i, k])[0])
        assert found.rate[at] == pytest.approx(shipped.driver_rate[i])
        assert found.seen[at]
        assert (np.diff(found.values) >= 0).all()
        row = shipped.values[[i]].copy()
        row[0, k] = found.values[7]
        assert counterfactual.rates(shipped, row)[0] == pytest.approx(found.rate[7])


def test_londons_mean_is_that_of_areas_drawn_by_their_homes(shipped):
    """The partial dependence over every area, weighted by homes, beside the mean over the sample."""
    k = shipped.features.index("social_rented")
    found = counterfactual.curve(shipped, 5, k)
    rows = shipped.values.copy()
    for at in (0, 20, 41):
        rows[:, k] = found.values[at]
        whole = np.average(counterfactual.rates(shipped, rows), weights=shipped.households)
        assert found.london[at] == pytest.approx(whole, rel=0.15)
