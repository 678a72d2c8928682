"""The evidence ladder: draws have the published figures, and chances are those of the published intervals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from lbdp_core.fire.scenario import effect
from lbdp_core.fire.scenario.effect import CHESHIRE, OWN, PRIOR, RAW, TRIAL

DRAWS = 400


def draws(key: str, own: float = 0.7) -> np.ndarray:
    return effect.rate_ratio_draws(key, own, DRAWS)


def test_the_prior_has_its_median_and_its_90_percent_interval():
    np.testing.assert_allclose(np.quantile(draws(PRIOR), (0.05, 0.5, 0.95)), (0.45, 0.70, 1.05), rtol=0.005)


def test_the_trial_and_the_raw_comparison_have_their_95_percent_intervals():
    np.testing.assert_allclose(np.quantile(draws(TRIAL), (0.025, 0.5, 0.975)), (0.96, 1.1, 1.3), rtol=0.01)
    np.testing.assert_allclose(
        np.quantile(draws(RAW), (0.025, 0.5, 0.975)), (1.5 / 36.5, 2 / 36, 2.5 / 35.5), rtol=0.01
    )


def test_cheshire_is_derived_from_the_area_and_its_coverage():
    ratios = draws(CHESHIRE)
    np.testing.assert_allclose(np.median(ratios), 1 - 0.21 / 0.6, atol=0.01)
    assert ratios.min() > 1 - 0.30 / 0.5
    assert ratios.max() < 1 - 0.14 / 0.7


def test_the_own_value_has_no_spread():
    assert set(draws(OWN, 0.85)) == {0.85}
    assert effect.chance_not_positive(OWN, 0.999) == 0
    assert effect.chance_not_positive(OWN, 1.0) == 1


@pytest.mark.parametrize("key", [PRIOR, CHESHIRE, RAW, TRIAL])
def test_the_chance_of_no_benefit_is_the_share_of_draws_at_one_or_more(key):
    assert effect.chance_not_positive(key, 0.7) == pytest.approx(float((draws(key) >= 1).mean()), abs=1.5 / DRAWS)


def test_the_chance_is_exact_where_it_can_be_worked_by_hand():
    spread = np.log(1.05 / 0.70) / 1.6448536269514722
    assert effect.chance_not_positive(PRIOR, 0.7) == pytest.approx(1 - ndtr(np.log(1 / 0.70) / spread))


def test_rungs_are_drawn_from_the_same_luck():
    assert np.argmin(draws(PRIOR)) == np.argmin(draws(TRIAL)) == np.argmin(draws(RAW))


def test_draws_are_the_same_each_time_and_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        draws(PRIOR)[0] = 1
    np.testing.assert_array_equal(draws(PRIOR), effect.rate_ratio_draws.__wrapped__(PRIOR, 0.7, DRAWS))


def test_life_adds_up_what_is_left_each_year():
    assert effect.life(1, 3) == 1
    assert effect.life(3, 1) == 1.75
    assert effect.life(2.5, 1) == 1 + 0.5 + 0.5 * 0.25
    assert effect.life(5, 3) == pytest.approx(3.3205113139)
