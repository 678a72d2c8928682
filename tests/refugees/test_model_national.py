"""Run rates, the queue and how people in support divide, by hand; and how boroughs differ in duties."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from lbdp_core.boroughs import CODES
from lbdp_core.refugees.model import fit
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.model.duties import duties
from lbdp_core.refugees.model.national import doubts_of, national
from lbdp_core.sources import DataError
from tests.refugees import files, tables

CAMDEN = 6


def without(evidence, *measures):
    return dataclasses.replace(evidence, national=evidence.national.drop(columns=list(measures)))


def test_run_rates_are_means_of_the_last_four_quarters(fitted):
    assert fitted.run_rate == "July 2023 to June 2024"  # later than the last count of support
    assert (fitted.claims, fitted.decisions, fitted.queue) == (10_000, 8_500, 102_400)
    assert fitted.granted == pytest.approx(5_500 / 8_500)
    assert (fitted.latest_decisions, fitted.most_decisions) == (8_500, 8_500)


def test_of_people_in_support_under_18_none_came_alone(fitted):
    """2,500 of 10,000 claimants, less the 400 who claim alone and are in a council's care."""
    assert fitted.under_18 == pytest.approx(2_100 / 9_600)


def test_of_the_queue_and_of_those_who_join_it_a_part_is_withdrawn(fitted):
    """1,500 of those there a quarter before and the 10,000 who came: in June 2024, then by the last year."""
    there = [100_000 + 100 * (q - 1) + 10_000 for q in (22, 23, 24, 25)]
    assert fitted.withdrawn_ahead[0] == pytest.approx(1_500 / there[-1])
    np.testing.assert_allclose(fitted.withdrawn_ahead[1:], 4 * 1_500 / sum(there))


def test_a_quarter_ahead_that_is_published_is_taken_as_it_was(evidence):
    """June 2024 is known for the country: twice the claims and a third of the decisions, all of them refusals."""
    table = evidence.national.copy()
    table.loc["2024Q2", ["claims", "granted", "refused"]] = [20_000, 0, 2_000]
    made = fit(dataclasses.replace(evidence, national=table))
    assert made.known == 1
    assert made.claims_ahead.tolist() == [20_000, *[12_500] * 7]
    assert made.decisions_ahead.tolist() == pytest.approx([2_000, *[(3 * 8_500 + 2_000) / 4] * 7])
    assert made.granted_ahead.tolist() == pytest.approx([0.0, *[3 * 5_500 / (3 * 8_500 + 2_000)] * 7])
    assert made.unsure[:, 0].tolist() == [0, *[1] * 7]
    assert fit(evidence.upto("2024Q1")).known == 0


def test_the_residual_is_what_claims_and_decisions_do_not_explain(fitted, evidence):
    """10,000 come and 8,500 + 1,000 + 500 go, and yet the queue grows by 100."""
    assert fitted.residual_ahead.tolist() == [100] * 8
    more = evidence.national.assign(claims=lambda t: t["claims"] + 30)
    assert fit(dataclasses.replace(evidence, national=more)).residual_ahead.tolist() == [70] * 8


def test_run_rates_follow_the_last_year_and_not_the_years_before(evidence):
    table = evidence.national.copy()
    table.loc[table.index[:-4], ["claims", "granted"]] *= 3
    found = national(dataclasses.replace(evidence, national=table), "2024Q1")
    assert (found["claims"], found["decisions"]) == (10_000, 8_500)


def test_who_is_supported_and_who_is_single_by_hand(fitted, evidence):
    """In 2023 16,000 applications were granted over 4 x 8,000 claims; 12,000 of them of single adults."""
    assert (fitted.take_up, fitted.single) == (0.5, 0.75)
    bare = dataclasses.replace(evidence, tables={})
    assert (fit(bare).take_up, fit(bare).single) == (0.6, 0.83)


def test_how_people_in_support_divide_by_hand(fitted):
    """Appeals: each quarter 3,000 x 0.75 x 0.5 more, and 12% of those who wait fewer, over 25 quarters.

    Notice: 5,500 x 0.5 granted in the quarter, who stay 28 of its 91.3125 days.
    """
    waiting = 3_000 * 0.75 * 0.5 * (1 - 0.88**25) / 0.12
    notice = 5_500 * 0.5 * 28 / 91.3125
    country = files.country(5)
    assert fitted.appeal_share == pytest.approx(waiting / country)
    assert fitted.notice_share == pytest.approx(notice / country)
    assert fitted.decided_part == pytest.approx((country - waiting - notice) / 102_400)


@pytest.mark.parametrize("measure", ["claims", "granted", "refused", "withdrawn", "awaiting"])
def test_a_measure_that_is_not_there_is_named(evidence, measure):
    with pytest.raises(DataError, match=rf"hold no figure of {measure}; add the file that has it\.$"):
        fit(without(evidence, measure))


def test_a_queue_that_begins_after_the_last_count_is_refused(evidence):
    late = evidence.national.copy()
    late.loc[late.index <= "2024Q1", "awaiting"] = np.nan
    with pytest.raises(DataError, match=r"have no figures to March 2024; add them\.$"):
        fit(dataclasses.replace(evidence, national=late))


def test_without_administrative_outcomes_the_flows_are_still_figures(evidence):
    """The residual then is 100 - (10,000 - 9,500), and 1,000 of the queue are withdrawn."""
    made = fit(without(evidence, "administrative"))
    assert made.withdrawn_ahead[0] == pytest.approx(1_000 / (102_400 + 10_000))
    assert made.residual_ahead.tolist() == [-400] * 8


def test_doubts_are_learnt_from_how_run_rates_were_off():
    """Claims that double for good: of 16 pairs of (a year, the two years after it) those astride it are off."""
    labels = [f"{year}Q{q}" for year in range(2016, 2024) for q in (1, 2, 3, 4)]
    flat = pd.DataFrame({"claims": 100.0, "granted": 60.0, "decided": 100.0}, index=labels)
    assert doubts_of(flat) == {"granted_sd": 0.0, "claims_sd": 0.0, "decisions_sd": 0.0}
    ending = flat.assign(claims=np.where(np.arange(32) < 24, 100.0, 200.0))
    gaps = []
    for end in range(3, 24):  # the last quarter of a year's mean
        year, after = ending["claims"].iloc[end - 3 : end + 1].mean(), ending["claims"].iloc[end + 1 : end + 9].mean()
        gaps.append(np.log(after / year))
    found = doubts_of(ending)
    assert found["claims_sd"] == pytest.approx(np.sqrt(np.mean(np.square(gaps))))
    assert found["decisions_sd"] == 0.0
    assert doubts_of(flat.tail(15))["claims_sd"] == s.CLAIMS_SD  # too little to learn from


def test_london_s_factor_is_its_duties_over_its_share_of_england_s_by_hand(fitted):
    """240 of England's 2,000 in each of four quarters, by shares of people in support at the time."""
    share = sum(files.london(t) / files.country(t) for t in (1, 2, 3, 4))
    assert fitted.london_factor == pytest.approx(4 * 240 / (2_000 * share))
    assert fitted.duty_factor[CAMDEN] == fitted.london_factor  # nothing is published for Camden
    assert fitted.duty_factor[-1] == fitted.london_factor
    assert fitted.duties_london.tolist() == [240] * 4
    assert (fitted.duties[:, CAMDEN] == -1).all()
    assert fitted.duties[:, 0].tolist() == [6, 7, 8, 9]


def given(evidence, per_place):
    """Duties by place in four quarters, as much relief as prevention; England as before."""
    rows = tables.hclic()
    mine = rows["code"].isin(CODES) & rows["measure"].str.startswith("asylum")
    extra = [
        (code, quarter, f"asylum_{kind}", per_place(n) / 2)
        for quarter in sorted(set(rows["quarter"]))
        for n, code in enumerate(CODES)
        for kind in ("prevention", "relief")
    ]
    both = pd.concat([rows[~mine], pd.DataFrame(extra, columns=rows.columns)])
    both = both[both["measure"].str.startswith("asylum")].groupby(["quarter", "code"], as_index=False)["value"].sum()
    return dataclasses.replace(evidence, duties=both.rename(columns={"value": "duties"}))


def test_boroughs_whose_duties_follow_their_share_have_london_s_factor(evidence):
    share = evidence.total.people[1] / evidence.country[1]
    found = duties(given(evidence, lambda n: 2_100 * share[n]))
    np.testing.assert_allclose(found["duty_factor"], found["london_factor"], rtol=0.02)


def test_more_duties_mean_a_larger_factor_and_few_people_draw_it_towards_london_s(evidence):
    """City of London (n = 0) has fewest people and the last borough most; both, and Camden, have thrice their share."""
    share = evidence.total.people[1] / evidence.country[1]
    found = duties(given(evidence, lambda n: 2_100 * share[n] * (3 if n in (0, CAMDEN, 32) else 1)))
    factor, rest = found["duty_factor"], np.delete(np.arange(33), [0, CAMDEN, 32])
    assert (factor[[0, CAMDEN, 32]] > 1.5 * factor[rest].max()).all()
    assert factor[0] < factor[CAMDEN] < factor[32] < 3 * found["london_factor"]


def test_without_homelessness_tables_every_place_is_england_s(evidence):
    found = duties(dataclasses.replace(evidence, duties=None))
    assert found["duty_factor"].tolist() == [1.0] * 34
    assert (found["london_factor"], found["duty_sd"], found["duty_own_sd"]) == (1.0, s.DUTY_SD, s.DUTY_OWN_SD)
    assert found["duties"].shape == (0, 34)


def test_duties_of_before_the_first_count_teach_nothing(evidence):
    early = evidence.duties.assign(quarter=evidence.duties["quarter"].str.replace("2023", "2021"))
    found = duties(dataclasses.replace(evidence, duties=early))
    assert len(found["duty_quarters"]) == 0
    assert (found["duty_factor"] == 1).all()
