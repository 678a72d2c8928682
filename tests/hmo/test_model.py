"""Model: the stock is the census's, an audit is learned by hand figures, joining moves only what is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.hmo.build.housing_stock import HMO_COLUMNS, LICENSED
from lbdp_core.hmo.build.source_records import FEATURES
from lbdp_core.hmo.model import ranking
from lbdp_core.hmo.model.audit_sample import STRATA, share
from lbdp_core.hmo.model.audited import drawn_chance, learn
from lbdp_core.hmo.model.design import ALL, TERMS, design, kept, rules_met
from lbdp_core.hmo.model.fitted import MISSING
from lbdp_core.hmo.model.fitting import fold_of
from lbdp_core.hmo.model.joining import COMPARED, EXACT, UNKNOWN, joined


def test_as_many_hmos_as_the_census_counted(evidence):
    here = evidence.boroughs.set_index("borough").loc[evidence.report["borough"]]
    share = here[list(HMO_COLUMNS)].sum() / here["renting"]
    assert evidence.homes["hmo"].mean() == pytest.approx(share, rel=0.08)
    hmos = evidence.homes[evidence.homes["hmo"] == 1]
    assert hmos["licensed"].mean() == pytest.approx(LICENSED, abs=0.001)
    assert hmos["large"][hmos["licensed"] == 1].mean() > 2 * hmos["large"][hmos["licensed"] == 0].mean()
    assert not evidence.homes["licensed"][evidence.homes["hmo"] == 0].any()


def test_the_homes_of_a_building_are_in_one_fold(model):
    folds = fold_of(model.building)
    for building in np.unique(model.building)[:200]:
        assert len(set(folds[model.building == building])) == 1
    assert np.bincount(folds) / len(folds) == pytest.approx([1 / 3] * 3, abs=0.05)


def test_an_address_that_is_right_is_never_moved(model):
    wrong = np.unique(np.r_[model.wrong_home, model.wrong_found[model.wrong_found >= 0]])
    right = np.setdiff1d(np.arange(len(model.licensed)), wrong)
    for level, how in ((13, COMPARED), (13, EXACT)):
        assert (joined(model.held, model, level, how)[right] == model.held[right]).all()
    assert (joined(model.held, model, 0, COMPARED) == model.held).all()


def test_a_lost_record_is_nothing_or_unknown(model):
    seen = joined(model.held, model, 13, EXACT)
    at = model.wrong_home[model.wrong_source == 0]
    assert (seen[at][:, FEATURES.index("liable_changes")] == 0).all()
    at = model.wrong_home[model.wrong_source == 4]
    assert all((seen[at][:, FEATURES.index(name)] == MISSING).all() for name in UNKNOWN)


def test_a_source_that_is_off_tells_nothing(model):
    for at in range(6):
        on = ALL & ~(1 << at)
        off = ~kept(on)
        changed = model.held.copy()
        changed[:, off] = 3
        assert (design(changed, on) == design(model.held, on)).all()
        assert (rules_met(changed, on) == rules_met(model.held, on)).all()


def test_the_total_is_what_the_audit_says(model):
    for size in (100, 300, 1_000):
        got = ranking.learned(model, 6, COMPARED, ALL, size, 1.0)
        pool, first = ~model.licensed, model.audited[:size]
        by_hand = sum(
            (model.stratum[pool] == k).mean() * model.audit_hmo[:size][model.stratum[first] == k].mean()
            for k in range(len(STRATA))
        )
        assert got.expected == pytest.approx(by_hand, rel=0.1)  # drawn a little towards the share of all
        assert got.chance.sum() / pool.sum() == pytest.approx(got.expected, rel=1e-6)
        assert got.chance[model.licensed].sum() == 0
        low, high = np.quantile(got.rate, [0.1, 0.9])
        assert low < got.expected < high


def test_draws_average_to_the_chances(model):
    got = ranking.learned(model, 6, COMPARED, ALL, 300, 1.0)
    at = ranking.order(model, ranking.AUDITED, 6, COMPARED, ALL, 300, 500)
    drawn = drawn_chance(got, ranking.rows(model, 6, COMPARED, ALL, at)).mean()
    assert drawn == pytest.approx(got.chance[at].mean(), rel=0.15)


def test_an_audit_that_tells_nothing_falls_back_on_no_record():
    """Where HMOs differ in nothing, no home is far from the mean chance."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(4_000, len(TERMS))).astype(np.float32)
    at = np.arange(600)
    hmo = rng.random(600) < 0.1
    got = learn(x, np.arange(4_000), at, hmo, share(np.zeros(4_000, int), np.zeros(600, int), hmo))
    assert got.chance.std() < 0.06


def test_draws_at_a_share_have_that_mean(model):
    """The intercepts are set by some homes that stand for all."""
    got = ranking.learned(model, 6, COMPARED, ALL, 300, 1.0)
    kinds = ranking.kinds(model, 6, COMPARED)
    drawn = drawn_chance(got, ranking.columns(model, 6, COMPARED, ALL))
    count = np.bincount(kinds.of[~model.licensed], minlength=len(kinds.records))
    ratio = count @ drawn / count.sum() / got.rate
    assert ratio.mean() == pytest.approx(1, abs=0.01)
    assert ratio == pytest.approx(1, abs=0.15)


def test_both_ways_of_joining_are_one_where_no_address_is_wrong(model):
    assert ranking.kinds(model, 0, EXACT) is ranking.kinds(model, 0, COMPARED)


def test_planted_effects_are_found_with_a_large_audit():
    rng = np.random.default_rng(4)
    x = rng.normal(size=(20_000, len(TERMS))).astype(np.float32)
    chance = 1 / (1 + np.exp(3 - 1.5 * x[:, 0] + 1.0 * x[:, 1]))
    hmo = rng.random(5_000) < chance[:5_000]
    got = learn(x, np.arange(20_000), np.arange(5_000), hmo, share(np.zeros(20_000, int), np.zeros(5_000, int), hmo))
    assert got.mean[0] == pytest.approx(1.5, abs=0.25)
    assert got.mean[1] == pytest.approx(-1.0, abs=0.25)
    assert np.corrcoef(got.chance, chance)[0, 1] > 0.97


def test_the_first_of_an_order_and_of_each_ward_are_the_first_of_all(model):
    ward = ranking.wards(model)[1]
    for method in (ranking.AUDITED, ranking.CHECKLIST, ranking.BAGGED, ranking.NAIVE):
        whole = ranking.order(model, method, 6, COMPARED, ALL, 300, len(model.licensed))
        assert (ranking.order(model, method, 6, COMPARED, ALL, 300, 700) == whole[:700]).all()
        some = ranking.order(model, method, 6, COMPARED, ALL, 300, 700, 9)
        assert (some[:700] == whole[:700]).all()
        for one in range(ward.max() + 1):
            assert (some[ward[some] == one][:9] == whole[ward[whole] == one][:9]).all()
