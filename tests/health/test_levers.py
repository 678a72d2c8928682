"""The levers of health: what is offered, with its why, and evidence that is honest about null results."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.health.model import settings
from lbdp_core.health.scenario import HealthLevers, needs, programmes
from lbdp_core.health.scenario.needs import unit_values
from lbdp_core.unit_costs import unit_costs


def test_every_programme_has_a_main_finding_and_a_more_cautious_one():
    for it in programmes.PROGRAMMES.values():
        assert it.from_age in settings.GROUPS
        assert it.main.low < it.main.risk < it.main.high
        assert it.cautious.low < it.cautious.risk < it.cautious.high
        assert it.cautious.risk > it.main.risk
        assert it.main.source
        assert it.cautious.source


@pytest.mark.parametrize("it", programmes.PROGRAMMES.values(), ids=lambda p: p.key)
def test_draws_of_an_effect_have_the_published_middle_and_interval(it):
    cut = programmes.cut_draws(it.key, programmes.MAIN, 1.0, 10_000)
    assert 1 - np.median(cut) == pytest.approx(it.main.risk, abs=2e-3)
    ends = np.quantile(1 - cut, (0.025, 0.975))
    assert ends == pytest.approx((it.main.low, it.main.high), abs=5e-3)


def test_no_programme_and_an_own_risk_of_one_spare_nobody():
    assert not programmes.cut_draws(programmes.NONE, programmes.MAIN, 0.5, 10).any()
    assert not programmes.cut_draws("falls", programmes.OWN, 1.0, 10).any()


def test_an_effect_builds_up_and_fewer_new_cases_are_slow_to_show():
    ahead = np.arange(0, 21)
    once, living_on = programmes.shown(ahead, 3, 1), programmes.shown(ahead, 3, 20)
    assert once[:5] == pytest.approx([0, 1 / 3, 2 / 3, 1, 1])
    assert (np.diff(living_on) > 0).all()
    assert living_on[10] < 0.45 < once[10]


def test_a_need_is_the_product_of_its_unit_values():
    falls = needs.unit("falls", needs.COST)
    assert falls.each == pytest.approx(0.0755 * 4_088, rel=1e-12)
    assert (falls.status, falls.price_year) == ("worked out", 2023)
    beds = needs.unit("falls", needs.BEDS)
    assert beds.each == pytest.approx(0.0755 * 9 / 365 / 0.92, rel=1e-12)
    assert (beds.status, beds.price_year) == ("judgement", None)
    assert needs.unit("frailty", needs.COST) is None


def test_every_unit_value_lies_between_its_ends_and_is_used():
    products = [needs.unit(condition, kind) for condition in needs._table()[1] for kind in needs.KINDS]
    used = "; ".join(product.in_words for product in products if product)
    for key, row in unit_values().items():
        assert row.low <= row.value <= row.high, key
        assert row.source, key
        assert row.title in used, key


def test_money_is_the_suite_s_one_table_and_says_its_price_year():
    money = {key: row for key, row in unit_values().items() if row.price_year}
    assert set(money) == {"dementia", "falls_stay", "stroke", "copd", "diabetes"}
    for key, row in money.items():
        cost = unit_costs()[key]
        assert (row.value, row.low, row.high, row.price_year) == (cost.value, cost.low, cost.high, cost.price_year)
        assert f"{row.price_year} prices" in row.unit
    assert needs.unit("dementia", needs.COST).each == 42_770


def test_money_per_person_diagnosed_is_not_spent_on_people_without_a_diagnosis():
    """COPD counts people diagnosed or not; 64 in 100 are diagnosed, and £2,111 and 0.1 admissions are theirs."""
    assert needs.unit("copd", needs.COST).each == pytest.approx(0.64 * 2_111)
    assert needs.unit("copd", needs.ADMISSIONS).each == pytest.approx(0.64 * 0.10)


@pytest.mark.parametrize(
    ("key", "by_hand"),
    [
        ("falls_admissions", 209_989 / 2_780_000),
        ("stroke_admissions", 111_137 / 1_110_000),
        ("limiting_illness_carers", 4_678_265 / 9_774_514),
        ("dementia_care_home", 175_000 / 480_000),
        ("dementia_carers", 670_000 / 850_000),
        ("copd_diagnosed", 1.79 / 2.81),
    ],
)
def test_unit_values_are_the_quotients_that_their_sources_name(key, by_hand):
    assert unit_values()[key].value == pytest.approx(by_hand, rel=0.015)


def test_the_second_basis_is_of_dementia_alone():
    assert HealthLevers(basis="cfas2").rates == "dementia_cfas2"
    assert HealthLevers(basis="cfas2", condition="falls").rates == "falls"
    assert HealthLevers(basis="cfas2").unchanged() == HealthLevers(basis="cfas2")  # it looks, and changes nothing
