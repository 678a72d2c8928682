"""Fitting: growth carried on from the base, rates laid on single years of age, widths read from published ranges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lbdp_core.health.load import Evidence, Population
from lbdp_core.health.model import Fitted, fit, grown, settings
from lbdp_core.health.model.fitting import by_cell, spread
from lbdp_core.sources import DataError

AGES = tuple(range(91))
CODES = ("E09000003", "E09000007")


def population(key: str, years: tuple[int, ...], counts: np.ndarray, sexes: tuple[str, ...]) -> Population:
    return Population(key, key.title(), "made", years, sexes, AGES, counts, 2013, "a test", "")


def row(sex: str, low: int, high: int, rate: float, condition: str = "dementia") -> dict[str, object]:
    about = {"condition": condition, "title": condition.title(), "noun": f"people with {condition}", "what": "any"}
    ends = {"sex": sex, "age_low": low, "age_high": high}
    return (
        about
        | ends
        | {"rate": rate, "rate_low": rate / 1.2, "rate_high": rate * 1.2, "source": "S", "status": "published"}
    )


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    rng = np.random.default_rng(5)
    start = rng.integers(50, 500, (2, 2, 91, 1)).astype(float)
    years = tuple(range(2019, 2032))
    growth = 1 + 0.01 * np.arange(len(years))
    round_counts = rng.integers(50, 500, (1, 2, 91, 1)) * growth
    rows = [
        row("female", 65, 89, 0.1),
        row("female", 90, 94, 0.3),
        row("female", 95, 120, 0.4),
        row("male", 65, 120, 0.08),
    ]
    rows += [row("persons", 18, 120, 0.05, "depression") | {"status": "judgement"}]
    gains = pd.DataFrame(
        [
            (y, s, a, 20 + 0.1 * (y - 2021) * (1 if s == "female" else 2))
            for y in years
            for s in ("female", "male")
            for a in range(55, 91)
        ],
        columns=["year", "sex", "age", "years"],
    )
    local = pd.DataFrame(
        {
            "condition": ["dementia"],
            "code": [CODES[1]],
            "factor": [0.7],
            "basis": ["diagnosed"],
            "source": ["A register"],
        }
    )
    return Evidence(
        codes=np.array(CODES),
        names=np.array(["Barnet", "Camden"]),
        base=population("base", (2021,), start, ("female", "male")),
        rounds={"a_round": population("a_round", years, round_counts, ("persons",))},
        truths=(),
        observed=population(
            "observed", (2020, 2021), np.concatenate([start, start], axis=-1).sum(axis=0)[None], ("persons",)
        ),
        conditions=pd.DataFrame(rows),
        local=local,
        gains=gains,
        report={},
    )


@pytest.fixture(scope="module")
def fitted(evidence) -> Fitted:
    return fit(evidence)


def test_the_base_grows_as_the_round_does(evidence, fitted):
    assert fitted.years.tolist() == list(range(2021, 2032))
    assert fitted.people.shape == (2, 182, 11)
    assert fitted.people[:, :91, 0] == pytest.approx(evidence.base.counts[0, :, :, 0])
    assert fitted.people[:, :, 10] / fitted.people[:, :, 0] == pytest.approx(1.12 / 1.02, rel=1e-12)


def test_growth_is_of_five_year_bands(evidence):
    counts = np.ones((1, 2, 91, 2))
    counts[0, :, 70, 1] = 6.0  # the band of 70 to 74 goes from 5 to 10
    people, years = grown(evidence.base, population("r", (2021, 2022), counts, ("persons",)))
    ratio = people[..., 1] / people[..., 0]
    assert years == (2021, 2022)
    assert (ratio[:, :, 70:75] == 2).all()
    assert (np.delete(ratio, range(70, 75), axis=2) == 1).all()


@pytest.mark.parametrize("years", [(2019, 2020), (2022, 2023), (2021,)])
def test_a_round_that_cannot_carry_the_base_is_refused(evidence, years):
    short = population("short", years, np.ones((1, 2, 91, len(years))), ("persons",))
    with pytest.raises(DataError, match="cannot carry"):
        fit(replace(evidence, rounds={"short": short}))
    with pytest.raises(DataError, match="no population projection"):
        fit(replace(evidence, rounds={}))


def test_rates_are_laid_on_ages_and_the_oldest_are_mixed(evidence, fitted):
    dementia = fitted.rate[list(fitted.condition).index("dementia")]
    assert not dementia[:65].any()
    assert dementia[65] == 0.1
    assert dementia[90] == pytest.approx(0.78 * 0.3 + 0.22 * 0.4)
    assert dementia[91 + 90] == pytest.approx(0.08)
    depression = fitted.rate[list(fitted.condition).index("depression")]
    assert (depression[18:91] == 0.05).all()
    assert (depression[91 + 18 :] == 0.05).all()
    assert dict(zip(fitted.condition, fitted.status, strict=True))["depression"] == "judgement"


def test_the_width_of_a_rate_is_its_published_range(evidence, fitted):
    wide = np.log(1.2) / 1.2816
    dementia = fitted.rate_sd[list(fitted.condition).index("dementia")]
    assert dementia[5:] == pytest.approx(wide, rel=1e-4)
    assert not dementia[:5].any()
    unknown = evidence.conditions.assign(rate_low=np.nan, rate_high=np.nan)
    rate, low, high = (by_cell(unknown, "depression", np.arange(91), c) for c in ("rate", "rate_low", "rate_high"))
    sd = spread(low, high, fitted.age, rate)
    assert sd[1:] == pytest.approx(settings.UNKNOWN_SD)


def test_local_factors_years_gained_and_the_past(evidence, fitted):
    at = list(fitted.condition).index("dementia")
    assert fitted.factor[:, at].tolist() == [1.0, 0.7]
    assert (fitted.factor_basis[at], fitted.factor_source[at]) == ("diagnosed", "A register")
    assert not fitted.gain[fitted.age < 55].any()
    assert fitted.gain[60, 10] == pytest.approx(1.0)
    assert fitted.gain[91 + 60, 10] == pytest.approx(2.0)
    base = np.einsum("ba,ca->cb", fitted.people[:, :, 0], fitted.rate)
    assert fitted.past[:, :, 1] == pytest.approx(base, rel=1e-12)
