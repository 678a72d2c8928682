"""Money by hand for one place with simple numbers, and the grants of two financial years."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pytest

from lbdp_core.refugees import tariffs
from lbdp_core.refugees.scenario import Course, RefugeesLevers, costs, run
from lbdp_core.refugees.scenario.support import Support

PEOPLE = np.array([100.0, 110, 120, 130, 140, 150, 130, 130, 130])  # at the last count and after each quarter
LEVERS = RefugeesLevers(school=100, esol=50, duty_cost=3_000, school_cost=4_000, esol_cost=800)


@pytest.fixture
def made_up(fitted):
    """One place, two draws alike: a quarter of people under 18, and ten households more owed a duty each quarter."""

    def course(**levers) -> Course:
        one = dataclasses.replace(fitted, duty_factor=np.array([0.7]), under_18=0.25)
        people = np.broadcast_to(PEOPLE[:, None, None], (9, 2, 1))
        none = np.zeros((9, 2, 1))
        duty = np.arange(9.0)[:, None, None] * 13.9 + none
        stock = {"awaiting": people - 20, "appeal": none + 20, "section 4": none, "notice": none, "owed a duty": duty}
        return Course(one, dataclasses.replace(LEVERS, **levers), Support(stock, {}))

    return course


def only(drawn):
    assert drawn.shape == (2, 1)
    assert drawn[0] == drawn[1]
    return float(drawn[0, 0])


def test_costs_of_two_quarters_by_hand(made_up):
    """230 people-quarters: a quarter under 18, 65% of them at school at £1,000 a quarter; half the adults at £200."""
    found = {name: only(v) for name, v in costs.lines(made_up(), 2).items()}
    assert found["duties"] == pytest.approx(20 * 3_000)
    assert found["school"] == pytest.approx(230 * 0.25 * 0.65 * 1_000)
    assert found["english"] == pytest.approx(230 * 0.75 * 0.5 * 200)
    assert found["grant"] == pytest.approx(-(2 * 100 * 300 + 300 * (10 + 20)))
    assert only(costs.net(made_up(), 2)) == pytest.approx(60_000 + 37_375 + 17_250 - 69_000)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (1, 30_000 + 300 * 10),
        (4, 4 * 30_000 + 300 * (10 + 20 + 30 + 40)),
        (5, 150_000 - 30_000 + 300 * 100 + 42_000 + 300 * 10),  # a year on, 140 are the base
        (6, 120_000 + 300 * 100 + 2 * 42_000 + 300 * 10),  # 130 are not above 140, and nothing is taken back
    ],
)
def test_the_grant_of_2025_is_for_people_at_the_start_of_a_year_and_a_month_of_growth(made_up, step, expected):
    assert only(costs.grant(made_up(), step)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (1, 100 * 187.5 + 4_250 * 10),  # 750 for net growth and 3,500 for a new place
        (5, 4 * 18_750 + 140 * 187.5 + 4_250 * 50),
        (6, 4 * 18_750 + 2 * 140 * 187.5 + 4_250 * 50),  # twenty fewer are no new places
    ],
)
def test_the_grant_of_2024_is_for_places_and_for_each_that_a_quarter_adds(made_up, step, expected):
    assert only(costs.grant(made_up(tariff="2024"), step)) == pytest.approx(expected)


def test_without_a_grant_nothing_is_received(made_up):
    assert only(costs.grant(made_up(tariff="none"), 8)) == 0
    assert only(costs.net(made_up(tariff="none"), 2)) == pytest.approx(60_000 + 37_375 + 17_250)


def test_the_table_adds_up_to_its_net_and_to_the_headline(unsure):
    result = run(unsure, RefugeesLevers(decisions=30, borough="Camden"))
    table = result.extras["money"].set_index("line")
    net = next(h for h in result.headlines if h.unit == "£")
    for column, value in (("today", net.today), ("scenario", net.scenario), ("low", net.low), ("high", net.high)):
        assert table.loc["Net", column] == pytest.approx(value)
    parts = table.drop(index="Net")
    assert parts["scenario"].sum() == pytest.approx(net.scenario)
    assert parts.loc["Asylum grant received", "scenario"] < 0 < parts.loc["Homelessness duties", "scenario"]


def test_that_a_grant_is_of_a_year_that_is_over_is_said_where_one_is_counted(fitted):
    for tariff, said in (("2025", True), ("2024", True), ("none", False)):
        lines = run(fitted, RefugeesLevers(tariff=tariff)).caveats
        assert any("The grant shown has ended" in line for line in lines) == said


def test_a_tariff_stands_as_its_dates_say():
    row = tariffs.BY_KEY["grant_2025"]
    days = {date(2025, 3, 31): "not yet in force", date(2025, 4, 1): "in force", date(2026, 3, 31): "in force"}
    days |= {date(2026, 4, 1): "expired"}
    assert {day: tariffs.standing(row, day) for day in days} == days
    assert tariffs.standing(tariffs.BY_KEY["afghan"], date(2030, 1, 1)) == "no end date found"
    table = tariffs.table(tariffs.READ)
    assert table["key"].is_unique
    assert (table["source"] != "").all()
    assert set(table.loc[table["route"] == "Asylum", "standing"]) == {"expired"}  # as the lever says
