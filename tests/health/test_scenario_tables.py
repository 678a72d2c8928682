"""The scenario's tables: bands that widen, doubts and assumptions that follow the levers, lists in their order."""

from __future__ import annotations

import pytest

from lbdp_core.health.scenario import HealthLevers, World, run, tables
from lbdp_core.health.scenario.levers import AS_NOW, DIAGNOSED
from tests.health.engine import YEARS, made_up
from tests.health.test_scenario import HELPED


@pytest.fixture(scope="module")
def fitted():
    return made_up()


def exactly(value):
    return pytest.approx(value, rel=1e-13, abs=1e-12)


def test_same_age_boroughs_differ_by_the_local_factor_alone(fitted):
    even = run(fitted, HealthLevers()).extras["same_age"]
    assert even["same_age_per_1000"].to_numpy() == exactly(even["london_per_1000"].to_numpy())
    local = run(fitted, HealthLevers(measure=DIAGNOSED)).extras["same_age"]["same_age_per_1000"].to_numpy()
    assert local / local[1] == exactly([0.8, 1.0, 1.3])


def test_every_year_ahead_has_its_band_and_bands_widen(fitted):
    course = run(fitted, HealthLevers(horizon=17)).over_time
    ahead = course.dropna(subset="scenario")
    assert len(ahead) == YEARS
    assert ahead[["low", "high"]].notna().all(axis=None)
    width = ((ahead["high"] - ahead["low"]) / ahead["scenario"]).to_numpy()
    assert width[20] > width[10] > width[5] > width[0] > 0


def test_a_ten_year_band_of_a_borough_is_wider_than_the_published_population_error(fitted):
    row = run(fitted, HealthLevers(ageing=AS_NOW)).places.iloc[0]
    assert (row["high"] - row["low"]) / row["today"] > 2 * 1.2816 * 0.07 / 0.6745


def test_doubts_are_named_widest_first_and_only_where_there_are_any(fitted):
    doubts = run(fitted, HealthLevers()).extras["doubts"]
    assert ((doubts["high"] - doubts["low"]).diff().dropna() <= 0).all()
    assert "The programme" not in doubts["doubt"].tolist()
    assert (
        "How healthy later life is" not in run(fitted, HealthLevers(ageing=AS_NOW)).extras["doubts"]["doubt"].tolist()
    )
    helped = run(fitted, HealthLevers(condition="falls", programme="falls")).extras["doubts"]
    assert "The programme" in helped["doubt"].tolist()


def test_the_assumption_log_follows_the_levers(fitted):
    log = run(fitted, HELPED).extras["assumptions"]
    assert set(log.columns) == {"assumption", "value", "default", "changed", "source", "quality"}
    changed = log.loc[log["changed"] == "yes", "assumption"].tolist()
    assert "Yearly trend in the rates at each age" in changed
    assert "Residents, compared with the projection" in changed
    assert "Years until it runs in full" not in changed
    null = log[log["assumption"].str.endswith("most cautious finding")]
    assert "no fewer" in null["value"].iloc[0] or "none on fractures" in null["value"].iloc[0]
    assert (log["quality"] != "").all()
    assert set(run(fitted, HealthLevers()).extras["assumptions"]["changed"]) == {"no"}


def test_the_local_factor_is_shown_whether_it_is_used_or_not(fitted):
    off, on = (
        run(fitted, HealthLevers(measure=m)).extras["assumptions"].set_index("assumption").loc["Local factor"]
        for m in ("expected", DIAGNOSED)
    )
    assert (off["value"], off["changed"]) == ("not used (it would be 0.80 to 1.30)", "no")
    assert (on["value"], on["changed"], on["source"]) == ("0.80 to 1.30", "yes", "A register")
    same = run(fitted, HealthLevers()).extras["same_age"].set_index("borough")
    assert (same["local_factor"]["Barnet"], same["local_factor"]["Islington"]) == (0.8, 1.3)
    assert same["local_held"].to_dict() == {"Barnet": True, "Camden": False, "Islington": True}
    assert not run(fitted, HealthLevers(condition="falls")).extras["same_age"]["local_held"].any()


def test_ages_add_up_to_the_course(fitted):
    levers = HealthLevers(healthy_years=1)
    course = run(fitted, levers).over_time.set_index("period")["scenario"]
    ages = tables.ages(World.of(fitted, levers))
    assert ages.groupby("year")["people"].sum().to_numpy() == pytest.approx(course.to_numpy(), rel=1e-12)
    residents = ages[(ages["year"] == 2021) & (ages["sex"] == "female")]["residents"].sum()
    assert residents == pytest.approx(fitted.people[:, :91, 0].sum())
    assert (ages["ages"].iloc[0], ages["ages"].iloc[-1]) == ("0 to 4", "90 and over")


def test_what_rises_most_stands_first_and_ages_that_nobody_has_are_left_out(fitted):
    first = run(fitted, HealthLevers()).shortlist
    assert (first["rise"].diff().dropna() <= 0).all()
    assert first["rise"].iloc[0] == pytest.approx((first["horizon"] - first["base"]).max())
    assert (first["horizon"] > 0).all()
    assert (first["low"] <= first["rise"]).all()
    assert (first["rise"] <= first["high"]).all()
    assert set(first["ages"]) == {"65 to 74", "75 to 84", "85 and over"}


def test_past_errors_of_populations_alone_make_a_narrower_band_of_the_published_width(fitted):
    course = run(fitted, HealthLevers(borough="Camden", horizon=17)).over_time.dropna(subset="scenario")
    whole, alone = (course[high] - course[low] for low, high in (("low", "high"), ("past_low", "past_high")))
    assert (alone < whole).all()
    ten = course.iloc[10]
    half = (ten["past_high"] - ten["past_low"]) / ten["scenario"] / 2
    assert 0.12 < half < 0.18  # a median of 7% is about 14% in eight cases of ten; ages add a little
    ages = tables.ages(World.of(fitted, HealthLevers()))
    assert ages["today"].equals(ages["people"])
