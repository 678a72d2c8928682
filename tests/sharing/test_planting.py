"""Planted values: standard, with the ratio that was asked for, seeded, and after disclosure control."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.sharing.build import _withheld
from lbdp_core.sharing.build.planting import Scene, counted, overlapping, plant
from lbdp_core.sharing.build.tables import SAME_CODES, SEED
from lbdp_core.sharing.schema import BUNDLED
from lbdp_core.sources import DataError


def scene(ratio: float = 1.15, seed: int = 1, n: int = 4_000) -> Scene:
    """Fires that really come about as the planting supposes."""
    rng = np.random.default_rng(seed)
    mu = rng.uniform(6, 16, n)
    fires = rng.poisson(mu * np.exp(np.log(ratio) * rng.standard_normal(n)) * rng.gamma(60, 1 / 60, n))
    return Scene.of(fires.astype(float), mu, np.full(n, 700.0))


@pytest.mark.parametrize("ratio", [1.06, 1.15, 1.25])
def test_a_regression_finds_the_ratio_that_was_planted(ratio):
    given = scene(ratio)
    x = plant(given, ratio, np.random.default_rng(2))
    assert x.mean() == pytest.approx(0, abs=0.08)
    assert x.std() == pytest.approx(1, abs=0.06)
    b = 0.0
    for _ in range(8):  # Poisson regression on x alone, with the level free
        mu = given.expected * np.exp(b * x)
        mu *= given.fires.sum() / mu.sum()
        centred = x - np.average(x, weights=mu)
        b += float((centred * (given.fires - mu)).sum() / (mu * centred**2).sum())
    assert np.exp(b) == pytest.approx(ratio, abs=0.02)


def test_nothing_planted_is_nothing_found():
    given = scene(1.0)
    x = plant(given, 1.0, np.random.default_rng(2))
    assert abs(np.corrcoef(x, given.fires / given.expected)[0, 1]) < 0.05


def test_a_seed_gives_the_same_and_counts_follow():
    given = scene()
    one, two = (plant(given, 1.15, np.random.default_rng(4)) for _ in range(2))
    assert (one == two).all()
    homes = counted(one, given.households)
    assert (homes >= 0).all()
    assert np.corrcoef(np.sqrt(homes), one)[0, 1] > 0.98


def test_an_overlap_is_shared_variance():
    rng = np.random.default_rng(0)
    own, other = rng.standard_normal((2, 50_000))
    assert np.corrcoef(overlapping(own, other, 0.5), other)[0, 1] ** 2 == pytest.approx(0.5, abs=0.02)


def test_the_bundled_tables_are_the_generator_s_and_hold_no_small_count(shelf, evidence):
    from lbdp_core.sharing import baseline

    model = baseline.fitted(evidence.ground)
    homes = evidence.ground.households
    planted_on = Scene.of(
        model.events.sum(axis=0) + model.weight[0] + model.score[0], model.expected.sum(axis=0) + model.weight[0], homes
    )
    made = SAME_CODES["placebo"](evidence.ground, planted_on, np.random.default_rng([SEED, 2]))
    held = shelf.table(BUNDLED["placebo"].table)
    assert (made["members"].fillna(-1).to_numpy() == held["members"].fillna(-1).to_numpy()).all()
    for dataset in BUNDLED.values():
        origin = shelf.origin(dataset.table)
        assert origin.kind == dataset.kind
        if dataset.kind == "synthetic":
            counts = shelf.table(dataset.table)[[f.name for f in dataset.fields]].to_numpy(dtype=float)
            seen = counts[np.isfinite(counts)]
            assert ((seen == 0) | (seen > 7)).all()
            assert (seen % 5 == 0).all()


def test_eight_boroughs_and_codes_of_2011_arrive_as_they_should(shelf, evidence, model):
    eight = evidence.values["eight"]
    assert len(np.unique(model.borough[np.isfinite(eight).any(axis=1)])) == 8
    old = shelf.table(BUNDLED["old_codes"].table)
    gone = ~old["lsoa11_code"].isin(model.code)
    assert gone.sum() > 50
    split = np.isfinite(evidence.values["old_codes"]).mean()
    assert split > 0.97, "areas that were split or merged have their counts too"


def test_a_folder_without_what_is_withheld_is_told_what_to_add(shelf, evidence):
    ground = replace(evidence.ground, areas=evidence.ground.areas.drop(columns="income_deprived_older"))
    with pytest.raises(DataError, match=r"add the indicators of the Indices of Deprivation 2019 to the folder\.$"):
        _withheld(shelf, ground, None)
