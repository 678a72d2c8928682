"""Least: what is proposed brings the area out, leaves what is locked, and nothing smaller would do."""

import numpy as np
import pytest

from lbdp_core.counts import top_share
from lbdp_core.fire import counterfactual
from lbdp_core.fire.counterfactual.candidates import moves
from lbdp_core.fire.counterfactual.data_support import ranks
from lbdp_core.fire.counterfactual.minimal_change import line

FREE = (
    "owned_outright",
    "mortgage",
    "social_rented",
    "private_rented",
    "overcrowded",
    "deprived_3plus",
    "deprived_2plus",
)


def locked(model, free=FREE):
    return [k for k, name in enumerate(model.features) if name not in free]


def out(model, i, row):
    """Whether area i leaves the top decile of homes with the features of `row`, asked of the model afresh."""
    rate = model.driver_rate.copy()
    rate[i] = counterfactual.rates(model, row[None])[0]
    return not top_share(rate, model.households, 0.1)[i]


def test_the_line_is_where_the_top_decile_ends(shipped, top):
    for i in (*np.flatnonzero(top)[:5], *np.flatnonzero(~top)[:5]):
        inside, below = line(shipped, int(i))
        assert inside == top[i]
        for rate, stays in ((below * 1.000001, True), (below * 0.999999, False)):
            rates = shipped.driver_rate.copy()
            rates[i] = rate
            assert top_share(rates, shipped.households, 0.1)[i] == stays


def test_an_area_below_the_line_needs_nothing(shipped, top):
    found = counterfactual.least(shipped, int(np.flatnonzero(~top)[0]), [])
    assert not found.top
    assert found.values is None


def test_what_is_proposed_brings_the_area_out_and_leaves_what_is_locked(shipped, some):
    fixed = locked(shipped)
    proposals = 0
    for i in some:
        found = counterfactual.least(shipped, int(i), fixed)
        if found.values is None:
            continue
        proposals += 1
        assert out(shipped, i, found.values)
        assert found.rate < found.line
        assert (found.values[fixed] == shipped.values[i, fixed]).all()
        tenure = [shipped.features.index(name) for name in FREE[:4]]
        assert found.values[tenure].sum() == pytest.approx(shipped.values[i, tenure].sum(), abs=1e-9)
        held = ranks(shipped)
        passed = sum(abs(held.of(k, found.values[[k]])[0] - held.rank[i, k]) for k in range(len(shipped.features)))
        assert found.size == pytest.approx(passed, abs=1e-6)
    assert proposals > len(some) / 2


def test_a_share_of_a_whole_does_not_change_alone(shipped, some):
    k = shipped.features.index("mortgage")
    assert not moves(shipped, int(some[0]), [j for j in range(len(shipped.features)) if j != k])


def test_no_smaller_single_change_would_do(shipped, some):
    """Every value of one feature, in its grain, against what the search by thresholds found."""
    k = shipped.features.index("imd2025_rank")
    values = np.arange(shipped.values[:, k].min(), shipped.values[:, k].max() + 1)
    for i in some[:5]:
        found = counterfactual.least(shipped, int(i), [j for j in range(len(shipped.features)) if j != k])
        rows = np.repeat(shipped.values[[i]], len(values), axis=0)
        rows[:, k] = values
        size = np.abs(ranks(shipped).of(k, values) - ranks(shipped).rank[i, k])
        works = np.flatnonzero(counterfactual.rates(shipped, rows) < found.line)
        assert (works.size > 0) == (found.values is not None)
        if works.size:
            first = works[np.argsort(size[works])][:200]
            held = counterfactual.supported(shipped, int(i), k, values[first])
            if held.any() or found.support.outside:
                assert found.size == pytest.approx(size[first][held if held.any() else 0].min(), abs=1e-9)


def test_no_pair_of_moves_is_missed(shipped, some):
    """Two features free, whose moves are asked of the model one by one, alone and in pairs."""
    fixed = locked(shipped, ("overcrowded", "deprived_3plus"))
    for i in some:
        one, two = moves(shipped, int(i), fixed)
        pairs = np.repeat(shipped.values[[i]], len(one.values) * len(two.values), axis=0)
        pairs[:, one.features[0]] = np.repeat(one.values[:, 0], len(two.values))
        pairs[:, two.features[0]] = np.tile(two.values[:, 0], len(one.values))
        singles = np.repeat(shipped.values[[i]], len(one.values) + len(two.values), axis=0)
        singles[: len(one.values), one.features[0]] = one.values[:, 0]
        singles[len(one.values) :, two.features[0]] = two.values[:, 0]
        found = counterfactual.least(shipped, int(i), fixed)
        alone, together = (rows[counterfactual.rates(shipped, rows) < found.line] for rows in (singles, pairs))
        assert (found.values is not None) == bool(len(alone) or len(together))
        if found.moved == 2 and found.values is not None:
            assert all(counterfactual.support(shipped, int(i), row).outside for row in alone)


def test_with_everything_locked_there_is_no_way_out(shipped, some):
    found = counterfactual.least(shipped, int(some[0]), range(len(shipped.features)))
    assert found.top
    assert found.values is None


def test_more_freedom_never_needs_more_moves(shipped, some):
    for i in some[:4]:
        narrow, wide = (
            counterfactual.least(shipped, int(i), locked(shipped)),
            counterfactual.least(shipped, int(i), []),
        )
        assert wide.values is not None
        if narrow.values is not None and not narrow.support.outside:
            assert wide.moved <= narrow.moved
