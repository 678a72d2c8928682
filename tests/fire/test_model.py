"""The ladder: what each rung must recover, and the self-tests against leaks."""

import dataclasses

import numpy as np
import pytest

from lbdp_core import columns, counts
from lbdp_core.fire import features, model
from tests.fire.evidence import made_up_evidence

EVIDENCE = made_up_evidence()
GROUND = features.ground(EVIDENCE)
RANK = EVIDENCE.areas["imd2019_rank"].to_numpy(float)


@pytest.fixture(scope="module")
def fitted():
    return model.fit(EVIDENCE)


@pytest.mark.parametrize(("year", "other"), [("2019", "2025"), ("2025", "2019")])
def test_either_index_of_deprivation_is_enough(year, other):
    source = {"2019": columns.IMD19, "2025": columns.IMD25}[other]
    gone = [c.name for c in columns.COLUMNS if c.source.startswith(source) and c.name in EVIDENCE.areas]
    only = dataclasses.replace(EVIDENCE, areas=EVIDENCE.areas.drop(columns=gone))
    fitted = model.fit(only)
    assert fitted.imd_rank.tolist() == EVIDENCE.areas[f"imd{year}_rank"].tolist()
    assert not set(gone) & set(fitted.features)
    assert (fitted.expected > 0).all()


def test_the_glm_finds_a_planted_effect():
    rng = np.random.default_rng(0)
    z, exposure = rng.normal(size=(20_000, 2)), rng.uniform(1, 5, 20_000)
    rate = model.ridge_poisson(z, rng.poisson(exposure * np.exp(0.4 * z[:, 0] - 1)), exposure)
    at = rate(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    assert np.log(at[1] / at[0]) == pytest.approx(0.4, abs=0.02)
    assert np.log(at[2] / at[0]) == pytest.approx(0.0, abs=0.02)


def test_level_follows_a_steady_decline_without_error():
    total, sd = model.level(1000 * 0.97 ** np.arange(9))
    assert total == pytest.approx(1000 * 0.97**9)
    assert sd == pytest.approx(0, abs=1e-9)


def test_every_rung_is_there_positive_and_of_the_right_size():
    f = model.known_before(EVIDENCE, 10)
    rungs = model.ladder(GROUND, EVIDENCE.fires[:, :-1], RANK, f)
    year = EVIDENCE.fires[:, -1].sum()
    for name, mu in rungs.items():
        assert (mu > 0).all(), name
        assert mu.sum() == pytest.approx(year, rel=0.3), name
    assert (rungs["model"] == f.expected).all()


def test_a_shuffled_target_has_no_skill():
    """A leak self-test: when the year's fires are dealt out anew, knowing the past must not help."""
    order = np.random.default_rng(5).permutation(240)
    rungs = model.ladder(GROUND, EVIDENCE.fires[:, :-1], RANK, model.known_before(EVIDENCE, 10))
    for y, better in ((EVIDENCE.fires[:, -1], True), (EVIDENCE.fires[order, -1], False)):
        flat = counts.scaled(GROUND.households, y.sum())
        gain = counts.poisson_deviance(y, flat) - counts.poisson_deviance(y, counts.scaled(rungs["model"], y.sum()))
        assert (gain > 0) == better


def test_planted_drivers_are_found_where_they_are(fitted):
    k = GROUND.names.index("social_rented")
    contribution = fitted.contributions
    assert np.abs(contribution).mean(axis=0).argmax() == k
    assert np.corrcoef(GROUND.drivers[:, k], contribution[:, k])[0, 1] > 0.7


def test_a_forecast_knows_nothing_of_the_year_it_forecasts():
    later = EVIDENCE.fires.copy()
    later[:, -1] = later[:, -1][::-1] * 3
    one, two = (model.forecast(GROUND, fires[:, :-1]).expected for fires in (EVIDENCE.fires, later))
    assert (one == two).all()


def test_twice_the_homes_is_half_the_rate_and_the_same_fires():
    double = made_up_evidence(homes=2.0)
    one, two = (
        model.driver_model(GROUND, EVIDENCE.fires),
        model.driver_model(features.ground(double), double.fires),
    )
    assert one.rate(GROUND.drivers) == pytest.approx(2 * two.rate(GROUND.drivers))
    a, b = (model.fit(e) for e in (EVIDENCE, double))
    assert b.driver_rate == pytest.approx(a.driver_rate / 2)
    assert b.expected.sum() == pytest.approx(a.expected.sum())


def test_the_exposure_follows_where_fires_are_recorded():
    """Fires recorded next door: recorded homes as exposure must describe them better than the homes themselves."""
    rng = np.random.default_rng(9)
    tilt = np.exp(0.3 * rng.standard_normal(240))
    moved = rng.poisson(EVIDENCE.fires.mean(axis=1, keepdims=True) * tilt[:, None], (240, 11))
    told = features.ground(dataclasses.replace(EVIDENCE, recorded=GROUND.households * tilt))
    y = moved[:, -1]
    f = model.forecast(told, moved[:, :-1])
    knowing, blind = (model.ladder(g, moved[:, :-1], RANK, f)["full_glm"] for g in (told, GROUND))
    assert counts.poisson_deviance(y, knowing) < counts.poisson_deviance(y, blind)


def test_a_planted_borough_error_is_found_and_none_is_none():
    rng = np.random.default_rng(3)
    assert model.borough_spread(EVIDENCE, 11) < 0.05
    shift = np.exp(0.25 * rng.standard_normal((6, 11)))
    index = np.unique(GROUND.borough, return_inverse=True)[1]
    stray = dataclasses.replace(EVIDENCE, fires=rng.poisson(EVIDENCE.fires.mean(axis=1, keepdims=True) * shift[index]))
    assert model.borough_spread(stray, 11) > 0.15


def test_driver_rates_are_contributions_added_up(fitted):
    assert np.exp(fitted.contributions.sum(axis=1) + fitted.base) == pytest.approx(fitted.driver_rate)
    assert (fitted.driver_rate * fitted.households).sum() == pytest.approx(EVIDENCE.fires[:, -5:].sum() / 5, rel=0.05)


def test_out_of_fold_rates_never_saw_the_borough(fitted):
    spoiled = EVIDENCE.fires.copy()
    mine = GROUND.borough == "Borough 2"
    spoiled[mine] = spoiled[mine] * 5
    again = model.out_of_fold(GROUND, spoiled)
    # London's overall level moves with the fires; the shape within the borough must not.
    a, b = again[mine], fitted.driver_oof[mine]
    assert a / a.mean() == pytest.approx(b / b.mean())


def test_draws_keep_their_means_and_the_world_they_share(fitted):
    draws = model.rate_draws(fitted)
    assert draws.shape == (model.DRAWS, 240)
    assert draws.mean(axis=0) == pytest.approx(fitted.expected, rel=0.02)
    assert model.rate_draws(fitted) is draws


def test_a_tenth_of_the_homes_is_in_the_top_tenth(fitted):
    share = (fitted.p_top * fitted.households).sum() / fitted.households.sum()
    assert share == pytest.approx(0.1, abs=0.01)
