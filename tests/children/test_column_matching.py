"""Headers by meaning: the same measure under other names, and other measures under like names."""

from __future__ import annotations

import pytest

from lbdp_core.children.column_matching import meaning, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Referrals", "referral_count"),
        ("Re_referrals", "number_of_rereferrals"),
        ("Re_referrals_percent", "rereferral_percentage"),
        ("Section47", "section_47_enquiries_count"),
        ("Section47_rate", "S47_rate_per_10000"),
        ("ICPC", "Initial child protection conferences"),
        ("CPP_At31", "child_protection_plans_at_31_march"),
        ("CPP_At31", "cpp_at_31_march_count"),
        ("CPP_start", "CPPs starting"),
        ("CPP_subsequent", "second_or_subsequent_cpp_count"),
        ("2years+", "2_years_or_more"),
        ("61+_days", "61 days or more"),
        ("1-10_days", "1_to_10_days"),
        ("Assessments_completed", "completed_assessment_count"),
        ("vacancy_fte", "FTE vacancies"),
        ("inpost_fte", "in_post_fte_count"),
        ("case_holders_fte", "caseholder_fte"),
        ("CLA on 31 March", "Children looked after on 31 March each year"),
        ("CLA on 31 March", "Looked after children at 31 March"),
        ("No_Further_Action", "no_further_action_count"),
    ],
)
def test_a_measure_is_the_same_whatever_a_release_calls_it(one, other):
    assert meaning(one).unit == meaning(other).unit
    assert same(meaning(one).words, meaning(other).words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Referrals", "Re_referrals"),
        ("Referrals", "Referrals_child"),
        ("Referrals", "Referrals_rate"),
        ("CPP_start", "CPP_end"),
        ("CPP_At31", "CPP_At31_3Months"),
        ("CPP_end", "CPP_End_first_6months"),
        ("Neglect_Initial", "Neglect_Latest"),
        ("vacancy_fte", "vacancy_rate_fte"),
        ("agency_fte", "agency_cover_fte"),
        ("agency_fte", "agency_headcount"),
        ("Domestic_Abuse_parent", "Domestic_Abuse_child"),
        ("Total", "Total children"),
        ("Placed inside LA boundary more than 20 miles away", "Placed inside LA boundary less than 20 miles away"),
        ("CLA on 31 March", "CLA 2 years on 31 March"),
    ],
)  # fmt: skip
def test_another_measure_is_another(one, other):
    a, b = meaning(one), meaning(other)
    assert not (same(a.words, b.words) and a.unit == b.unit)
