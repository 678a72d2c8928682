"""Trends: planted declines and seasons come back."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from lbdp_core.fire.studies.trends import AGAINST, log_linear, log_ratio, trends
from tests.fire.evidence import YEARS, made_up_evidence

T = np.array(YEARS)


def with_fires(fires):
    return dataclasses.replace(made_up_evidence(), fires=fires)


def test_a_decline_without_luck_is_found_to_the_digit():
    slope = log_linear(T, 1000 * 0.95 ** np.arange(len(T)))
    assert np.exp(slope.per_year) == pytest.approx(0.95)
    assert slope.low < slope.per_year < slope.high
    assert slope.dispersion == 1


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Variance four times the mean: a Poisson interval would hold the truth in some 70% of worlds."""
    rng = np.random.default_rng(4)
    mu = 400 * 0.97 ** np.arange(len(T))
    held = 0
    for _ in range(400):
        slope = log_linear(T, rng.negative_binomial(mu / 3, 1 / 4).astype(float))
        held += slope.low <= np.log(0.97) <= slope.high
    assert 0.91 <= held / 400 <= 0.985


def test_a_shock_to_both_leaves_the_ratio_alone():
    shock = np.where(T == 2014, 3.0, 1.0)
    slope = log_ratio(T, 1e6 * shock * 0.98 ** np.arange(11), 1e6 * shock * 0.96 ** np.arange(11))
    assert np.exp(slope.per_year) == pytest.approx(0.98 / 0.96, rel=1e-4)


def test_planted_difference_by_deprivation_is_found():
    evidence = made_up_evidence()
    rank = evidence.areas["imd2025_rank"].to_numpy()
    decline = np.where(rank < np.median(rank), 0.99, 0.94)
    fires = np.round(100 * decline[:, None] ** np.arange(len(T))).astype(np.int64)
    table = trends(dataclasses.replace(evidence, fires=fires), None)
    slopes = table[table["level"] == "slope"].set_index("name")["expected"]
    assert slopes["Quintile 1 (most deprived)"] == pytest.approx(-1, abs=0.1)
    assert slopes["Quintile 5 (least deprived)"] == pytest.approx(-6, abs=0.1)
    assert slopes[AGAINST] == pytest.approx(100 * (0.99 / 0.94 - 1), abs=0.1)


def test_boroughs_follow_london_and_add_up_to_it():
    table = trends(made_up_evidence(), None)
    london = table[table["level"] == "london"].set_index("period")
    boroughs = table[table["level"] == "borough"].groupby("period")[["observed", "expected"]].sum()
    np.testing.assert_allclose(boroughs, london[["observed", "expected"]], atol=0.01)
    one = table[(table["level"] == "borough") & (table["name"] == "Borough 2")]
    assert one["expected"].sum() == pytest.approx(one["observed"].sum(), abs=0.01)
    assert one["expected"].iloc[-1] / one["expected"].iloc[0] == pytest.approx(
        london["expected"].iloc[-1] / london["expected"].iloc[0], abs=1e-3
    )
    assert list(table["level"].unique()) == ["london", "borough", "quintile", "slope"]


def test_hours_are_counted_in_complete_years_where_files_have_them():
    """Ten fires in every hour and thirty at seven in the evening; and a year that is not complete."""
    evidence = made_up_evidence()
    rows = [
        {"borough": "E1", "year": year, "hour": hour, "fires": 30 if hour == 19 else 10}
        for year in (*YEARS, YEARS[-1] + 1)
        for hour in range(24)
    ]
    areas = evidence.areas.assign(borough_code="E1", borough="Barnet")
    held = dataclasses.replace(evidence, areas=areas, borough_hour=pd.DataFrame(rows))
    found = trends(held, None)
    hours = found[(found["level"] == "hour") & (found["name"] == "London")].set_index("period")
    assert list(hours.index) == [f"{h:02d}" for h in range(24)]
    assert hours.loc["19", "observed"] == 30 * len(YEARS)
    assert hours.loc["19", "ratio"] == pytest.approx(30 / (260 / 24), abs=0.001)
    assert hours.loc["19", "observed"] > hours.loc["19", "high"]
    assert "hour" not in set(trends(evidence, None)["level"])


def test_months_are_set_against_their_days_and_only_of_complete_years():
    """Three fires a day, twice as many in December; and a stray month of a year that is not complete."""
    evidence = made_up_evidence()
    months = pd.period_range("2009-01", "2019-12", freq="M")
    fires = 3 * months.days_in_month.to_numpy() * np.where(months.month == 12, 2, 1)
    table = pd.DataFrame({"borough": "E1", "month": months.strftime("%Y-%m"), "fires": fires})
    table = pd.concat([table, pd.DataFrame({"borough": ["E1"], "month": ["2020-01"], "fires": [9999]})])
    areas = evidence.areas.assign(borough_code="E1")
    flat = np.ones_like(evidence.fires)
    found = trends(dataclasses.replace(evidence, fires=flat, areas=areas, borough_month=table), None)
    london = found[(found["level"] == "month") & (found["name"] == "London")].set_index("period")
    assert list(london.index) == [f"{m:02d}" for m in range(1, 13)]
    assert london["observed"].sum() == fires.sum()
    mean = (365 + 31) / 365
    assert london.loc["12", "ratio"] == pytest.approx(2 / mean, abs=0.005)
    assert london.loc["02", "ratio"] == pytest.approx(1 / mean, abs=0.005)
    assert (found[found["level"] == "month"]["name"] == "London").sum() == 12
