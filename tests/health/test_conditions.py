"""Conditions as data: every row sourced, rates spread over ages, and POPPI's sum worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.health.conditions import CONDITIONS, SECOND_BASES, by_age, rates
from lbdp_core.provenance import COPY, STATUSES, WORKED_OUT

AGES = range(91)
TEN = {
    *("dementia", "falls", "diabetes", "copd", "chd", "stroke", "hypertension", "depression", "frailty"),
    "limiting_illness",
}


def test_the_ten_conditions_are_there_and_every_row_has_its_source() -> None:
    table = rates()
    assert {c.key for c in CONDITIONS} == TEN
    assert set(table["condition"]) == TEN | {c.key for c in SECOND_BASES}
    assert all(c.of in TEN for c in SECOND_BASES)
    assert table["source"].str.len().gt(10).all() and table["year"].between(1990, 2030).all()
    assert set(table["status"]) == set(STATUSES)
    assert not table["source"].str.contains("remembered|illustrative", case=False).any()
    assert (table["rate_low"] <= table["rate"]).all() and (table["rate"] <= table["rate_high"]).all()
    assert table["rate"].between(0, 1).all() and table["rate_high"].le(1).all()


@pytest.mark.parametrize("condition", sorted(TEN | {c.key for c in SECOND_BASES}))
def test_bands_of_a_sex_neither_overlap_nor_leave_a_gap(condition: str) -> None:
    mine = rates().query("condition == @condition")
    for _, rows in mine.sort_values("age_low").groupby("sex"):
        assert (rows["age_low"].iloc[1:].to_numpy() == rows["age_high"].iloc[:-1].to_numpy() + 1).all()
        assert rows["age_high"].iloc[-1] == 120
    assert set(mine["sex"]) in ({"persons"}, {"female", "male"})


def test_a_persons_row_serves_both_sexes_and_ages_below_the_first_have_none() -> None:
    both = by_age(rates(), "hypertension", AGES)
    assert both.shape == (2, 91)
    np.testing.assert_array_equal(both[0], both[1])
    assert both[0, 15] == 0 and both[0, 16] == both[0, 44] == 0.09 and both[0, 45] == 0.38 and both[0, 90] == 0.6


def test_poppi_s_sum_is_reproduced_from_a_table_worked_by_hand() -> None:
    """Residents by sex and five-year band times the rates of Dementia UK, as POPPI adds them up.

    women: 4,000 x 1.8% = 72; 3,500 x 3.0% = 105; 3,000 x 6.6% = 198; 2,000 x 11.7% = 234;
           1,200 x 20.2% = 242.4; 700 x 35.9% = 251.3; together 1,102.7
    men:   3,800 x 1.5% = 57; 3,200 x 3.1% = 99.2; 2,500 x 5.3% = 132.5; 1,500 x 10.3% = 154.5;
           700 x 15.1% = 105.7; 300 x 24.0% = 72; together 620.9
    """
    people = np.zeros((2, 91))
    for first, women, men in (
        *((65, 4_000, 3_800), (70, 3_500, 3_200), (75, 3_000, 2_500)),
        *((80, 2_000, 1_500), (85, 1_200, 700)),
    ):
        people[:, first : first + 5] = np.array([[women], [men]]) / 5
    people[:, 90] = 700, 300
    found = (people * by_age(rates(), "dementia", AGES)).sum(axis=1)
    assert found == pytest.approx([1_102.7, 620.9])
    assert found.sum() == pytest.approx(1_723.6, rel=0.02)


def test_a_survey_s_95_percent_limits_become_the_ends_of_an_80_percent_range() -> None:
    """CFAS II, women of 90 and over: 35.0 (28.4 to 42.3). 35 x (28.4 / 35) ** (1.2816 / 1.96) = 30.53; up, 39.62."""
    row = rates().query("condition == 'dementia_cfas2' and sex == 'female' and age_low == 90").iloc[0]
    assert (row["rate_low"], row["rate"], row["rate_high"]) == pytest.approx((0.3053, 0.35, 0.3962), abs=1e-4)
    assert row["status"] == COPY


def test_the_survey_gives_a_tenth_fewer_people_with_dementia_than_the_consensus() -> None:
    """On 1,000 women and 1,000 men of each age: 65-69 1.8 + 1.5 against 1.8 + 1.2, and so on by hand."""
    ages = range(65, 95, 5)
    consensus, survey = (by_age(rates(), key, ages).sum() for key in ("dementia", "dementia_cfas2"))
    assert consensus == pytest.approx((79.2 + 59.3) / 100)
    assert survey == pytest.approx((73.1 + 49.9) / 100)


def test_high_blood_pressure_at_45_to_64_is_worked_out_from_the_survey_s_own_totals() -> None:
    """30% of adults = 46.1% x 9% + 31.0% x p + 22.9% x 60%, with the shares of England's adults of mid-2023: p = 39.0%.

    As every figure is rounded, 29.5 to 30.5% of all adults alone gives 37.3 to 40.6%; 38 lies there.
    """
    row = rates().query("condition == 'hypertension' and age_low == 45").iloc[0]
    low, high = ((total - 0.461 * 0.09 - 0.229 * 0.60) / 0.310 for total in (0.295, 0.305))
    assert low < row["rate"] < high
    assert row["status"] == WORKED_OUT
