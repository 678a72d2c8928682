"""The levers of health: what is offered, with its why, and evidence that is honest about null results."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.health.model import settings
from lbdp_core.health.scenario import OPENING, PRESETS, HealthLevers, programmes, worth
from lbdp_core.health.scenario.units import ROWS


def test_every_lever_says_why_and_what_is_assumed_has_a_plausible_range():
    for name, spec in HealthLevers.specs().items():
        assert spec.why.endswith("."), name
        assert spec.group, name
        if spec.assumed:
            low, high = spec.swing
            assert spec.low <= low < high <= spec.high, name


def test_doing_nothing_is_a_preset_and_the_opening_changes_something():
    assert HealthLevers() in PRESETS.values()
    assert PRESETS[OPENING] != PRESETS[OPENING].unchanged()


def test_every_programme_has_a_main_finding_and_a_more_cautious_one():
    for it in programmes.PROGRAMMES:
        assert it.from_age in settings.GROUPS
        assert it.main.low < it.main.risk < it.main.high
        assert it.cautious.low < it.cautious.risk < it.cautious.high
        assert it.cautious.risk > it.main.risk
        assert it.main.source
        assert it.cautious.source


@pytest.mark.parametrize("it", programmes.PROGRAMMES, ids=lambda p: p.key)
def test_draws_of_an_effect_have_the_published_middle_and_interval(it):
    cut = programmes.cut_draws(it.key, programmes.MAIN, 1.0, 10_000)
    assert 1 - np.median(cut) == pytest.approx(it.main.risk, abs=2e-3)
    ends = np.quantile(1 - cut, (0.025, 0.975))
    assert ends == pytest.approx((it.main.low, it.main.high), abs=5e-3)


def test_the_evidence_lists_both_findings_of_every_programme():
    table = programmes.table()
    assert len(table) == 2 * len(programmes.PROGRAMMES)
    assert not table.isna().any(axis=None)
    assert ((table["low"] < 1) & (table["high"] > 1)).sum() >= 4  # findings that allow for no effect


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
    falls = worth.unit("falls", worth.COST)
    assert falls.each == pytest.approx(0.067 * 4_088, rel=1e-12)
    assert falls.quality == "published"
    beds = worth.unit("falls", worth.BEDS)
    assert beds.each == pytest.approx(0.067 * 9 / 365 / 0.92, rel=1e-12)
    assert "illustrative" in beds.quality
    assert worth.unit("frailty", worth.COST) is None


def test_every_unit_value_lies_between_its_ends_and_is_used():
    used = {key for keys in worth.ASKED.values() for key in keys} | {worth.OCCUPIED}
    assert used == set(ROWS)
    for key, row in ROWS.items():
        assert row.low <= row.value <= row.high, key
        assert row.source, key
