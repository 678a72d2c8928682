"""Need: found where it is there, with its error on councils not seen, and silent where nothing is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lbdp_core.children.model import need


def context(count: int = 150) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    poor = rng.uniform(8, 40, count)
    return pd.DataFrame(
        {"poverty_before_housing": poor, "poverty_after_housing": poor + rng.normal(10, 2, count),
         "deprivation": poor + rng.normal(0, 6, count), "age_0_4": rng.normal(0.25, 0.02, count)}
    )  # fmt: skip


def test_a_planted_need_is_found():
    given = context()
    noise = np.random.default_rng(5).normal(0, 4, len(given))
    value = 20 + 1.5 * given["poverty_before_housing"].to_numpy() + noise
    found = need.expected(given, value)
    assert found is not None
    assert found.explained == pytest.approx(1 - 16 / value.var(), abs=0.06)
    assert found.error < 0.6 * found.naive
    assert np.abs(found.expected - (value - noise)).mean() < 1.5


def test_where_there_is_no_need_its_error_says_so():
    given = context()
    found = need.expected(given, np.random.default_rng(6).normal(50, 10, len(given)))
    assert found is not None
    assert found.explained < 0.05
    assert np.std(found.expected) < 4  # nearly the mean for all


def test_a_county_without_deprivation_is_known_by_its_poverty_and_one_without_both_is_not():
    given = context()
    given.loc[:20, ["deprivation", "age_0_4"]] = np.nan
    given.loc[0] = np.nan
    value = 2 * context()["poverty_before_housing"].to_numpy()
    found = need.expected(given, value)
    assert found is not None
    assert np.isnan(found.expected[0])
    assert np.isfinite(found.expected[1:]).all()


def test_few_councils_or_no_measure_give_nothing():
    assert need.expected(context(40), np.ones(40)) is None
    assert need.expected(pd.DataFrame(index=range(150)), np.ones(150)) is None


def test_poverty_says_something_of_care_and_nothing_of_turnover(real):
    care = need.expected(real.context, real.series["looked_after"].value[-1])
    turnover = need.expected(real.context, real.series["turnover"].value[-1])
    assert care is not None
    assert turnover is not None
    assert care.explained > 0.4
    assert turnover.explained < 0.05
