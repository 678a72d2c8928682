"""What others publish of the same figures, beside them: by hand on a made-up London."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core.health.scenario import HealthLevers, World, beside, run
from tests.health.engine import YEARS, made_up


@pytest.fixture(scope="module")
def one():
    """One borough of 1,000 women of 70, growing by 2 in 100 of today's a year, of whom a tenth have any condition."""
    people, rate = np.zeros((1, 182, YEARS)), np.zeros(182)
    people[0, 70], rate[70:75] = 1_000 * (1 + 0.02 * np.arange(YEARS)), 0.1
    return made_up(people, rate)


def scaled(model, condition: str, basis: str, factor: float):
    at = model.condition.tolist().index(condition)
    bases, sources, factors = model.factor_basis.astype(object), model.factor_source.astype(object), model.factor.copy()
    bases[at], sources[at], factors[0, at] = basis, "A source", factor
    return dataclasses.replace(model, factor=factors, factor_basis=bases, factor_source=sources)


def test_expected_diabetes_stands_beside_what_registers_record(one):
    told = beside.published(World.of(one, HealthLevers(condition="diabetes")))
    assert told.startswith("At national rates, 10.0% of Londoners aged 17 and over would be affected.")
    assert "GP registers record 7.9%" in told
    assert told in run(one, HealthLevers(condition="diabetes")).caveats


def test_where_the_census_counted_its_count_is_used_and_said_beside_the_expected_one(one):
    """A tenth expected, times 0.8 in the census: 80 people today, whatever “Count” says."""
    counted = scaled(one, "limiting_illness", "census", 0.8)
    for measure in ("expected", "diagnosed"):
        result = run(counted, HealthLevers(condition="limiting_illness", measure=measure, ageing="as_now"))
        assert result.places["base"].sum() == pytest.approx(80)
        assert (
            "At national rates, 10.0% of Londoners would be affected. The 2021 Census counted 8.0%." in result.caveats
        )
    course = run(counted, HealthLevers(condition="limiting_illness")).over_time
    assert course["observed"].dropna().tolist() == pytest.approx([80])


def test_a_local_figure_stands_beside_the_expected_one(one):
    local = scaled(one, "copd", "modelled locally", 1.2)
    told = beside.published(World.of(local, HealthLevers(condition="copd")))
    assert told == (
        "At national rates, 10.0% of Londoners would be affected. Local figures give 12.0%. Their source: A source."
    )
    assert beside.published(World.of(one, HealthLevers(condition="falls"))) == ""


def test_growth_to_2040_stands_beside_the_published_forecasts(one):
    """19 years from 2021 at 2% of today's number a year is 38% more."""
    table = run(one, HealthLevers(ageing="as_now")).extras["forecasts"].set_index("who")
    ours = table.loc["This suite, if nothing changes"]
    low, high = (float(end.rstrip("%")) for end in ours["range"].split(" to "))
    assert ours["growth"] == pytest.approx(38) and low < 38 < high
    assert table.loc[beside.FORECAST, "growth"].tolist() == [53, 43]
    told = beside.forecast(World.of(one, HealthLevers(ageing="as_now")))
    assert told.startswith("By 2040 this page expects 38% more people with dementia in London than in 2021")
    assert beside.forecast(World.of(one, HealthLevers(condition="falls"))) == ""
    assert run(one, HealthLevers(condition="falls")).extras["forecasts"].empty


def test_the_survey_s_rates_are_those_of_the_second_basis(one):
    at = one.condition.tolist().index("dementia_cfas2")
    rate = one.rate.copy()
    rate[at] *= 0.9
    model = dataclasses.replace(one, rate=rate)
    first, second = (run(model, HealthLevers(basis=b)).additive for b in ("dementia_uk", "cfas2"))
    assert second.scenario == pytest.approx(0.9 * first.scenario)
    assert second.change == 0
