"""A declared figure gives its headlines, places, course, map and dots; nothing changed is nothing, with no width."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from lbdp_core import figure, figure_charts
from lbdp_core.boroughs import CODES
from lbdp_core.figure import Figure, Per

HERE = np.array([True, False, True])
HOMES = Per(1_000, "homes", lambda model: np.array([500.0, 0.0, 250.0]))


@dataclass(frozen=True, eq=False)
class Course:
    """Counts (steps, draws, places) that grow by `growth` a step."""

    growth: float

    def counts(self, step: int) -> np.ndarray:
        return np.array([[1.0, 50.0, 3.0], [3.0, 50.0, 5.0]]) * self.growth**step


@dataclass(frozen=True, eq=False)
class World:
    today: Course
    scenario: Course
    here: np.ndarray
    step: int


STILL = Course(1.0)
STOCK = Figure("stock", "People here", "people", Course.counts, at=", {when}", additive=True, neutral=True, per=HOMES)
SINCE = Figure("since", "People who came", "people", Course.counts, since=True, better="up", chance=False)


def world(growth: float) -> World:
    return World(STILL, STILL if growth == 1 else Course(growth), HERE, 2)


def test_nothing_changed_is_nothing_in_every_headline():
    for headline in figure.headlines((STOCK, SINCE), world(1.0), {"when": "June"}):
        assert (headline.change, headline.change_low, headline.change_high) == (0, 0, 0)
        assert headline.chance_not_better is None


def test_a_headline_adds_up_the_places_looked_at_and_says_what_was_declared():
    stock, since = figure.headlines((STOCK, SINCE), world(2.0), {"when": "June"})
    assert (stock.key, stock.label, stock.today, stock.scenario) == ("stock", "People here, June", 6.0, 24.0)
    assert stock.additive
    assert stock.neutral
    assert stock.chance_not_better == 1.0  # more, where fewer would be better
    assert since.chance_not_better is None  # none is told of it
    assert list(stock.draws) == [16.0, 32.0]


def test_an_exact_mean_stands_in_for_that_of_the_draws_and_leaves_the_range():
    now, later = figure.both(STOCK, world(2.0))
    one = figure.paired(STOCK, now, later, {"when": "June"}, centre=(6.5, 23.0))
    assert (one.today, one.scenario, one.change) == (6.5, 23.0, 16.5)
    assert one.low <= one.scenario <= one.high
    spared = figure.fewer(Figure("spared", "Fewer", "people", better="up"), now, later, centre=(6.5, 23.0))
    assert spared.scenario == -16.5
    assert spared.today == 0


def test_places_add_up_to_the_headline():
    frame = figure.by_place(STOCK, world(2.0))
    (headline,) = figure.headlines((STOCK,), world(2.0), {"when": "June"})
    assert frame["scenario"].sum() == headline.scenario
    assert frame["today"].sum() == headline.today
    assert len(frame["low"]) == HERE.sum()


def test_what_is_counted_since_the_start_is_told_step_by_step():
    today, scenario = figure.courses(SINCE, world(2.0), range(3))
    assert today.mean(axis=1).tolist() == [0.0, 0.0]
    assert scenario.mean(axis=1).tolist() == [6.0, 12.0]


def test_the_course_lays_published_and_naive_figures_beside_what_is_expected():
    told = Figure(
        "stock", "People here", "people", Course.counts,
        published=lambda world: pd.Series([5.0, 6.0], index=["2024Q4", "2025Q1"]),
        naive=lambda world: pd.Series(6.0, index=["2025Q1", "2025Q2"]),
    )  # fmt: skip
    frame = figure.over_time(told, world(2.0), range(2), ["2025Q1", "2025Q2"], before=pd.Series([1.0], ["2024Q3"]))
    assert list(frame) == ["period", "before", "observed", "today", "scenario", "low", "high", "naive"]
    assert frame["period"].tolist() == ["2024Q3", "2024Q4", "2025Q1", "2025Q2"]
    assert frame.set_index("period")["scenario"].dropna().to_dict() == {"2025Q1": 6.0, "2025Q2": 12.0}
    assert frame.set_index("period")["naive"].dropna().index.tolist() == ["2025Q1", "2025Q2"]


def test_a_rate_is_nought_where_nobody_is_known_to_be():
    places = pd.DataFrame({"place": ["A", "B", "C"], "scenario": [1.0, 9.0, 2.0], "low": 0.5, "high": 10.0})
    assert STOCK.rates(None, places)["value"].tolist() == [2.0, 0.0, 8.0]
    assert STOCK.rate_over(None, places.iloc[[0, 2]]) == pytest.approx(4.0)
    assert HOMES.words == "per 1,000 homes"


def test_a_figure_that_the_theme_pairs_itself_says_so():
    with pytest.raises(TypeError, match="net has no draws"):
        Figure("net", "Net cost", "£").of(STILL, 0)


def test_the_map_has_every_borough_and_no_colour_where_none_is_known():
    places = pd.DataFrame({"code": [CODES[1], CODES[0]], "scenario": [2.0, 1.0], "low": 0.0, "high": 3.0})
    scale = np.where(np.arange(len(CODES)) == 1, np.nan, 10.0)
    measure = figure_charts.measure(places, STOCK.columns, ("k", "l", "u"), (1.0,), scale=scale)
    assert measure.values[0] == 10.0
    assert np.isnan(measure.values[1:]).all()
    assert measure.ranges[0].tolist() == [0.0, 30.0]
    assert figure_charts.measure(places, ("scenario",), ("k", "l", "u"), (1.0,)).ranges is None


def test_dots_stand_highest_first_with_their_range_in_words():
    frame = pd.DataFrame({"place": ["A", "B"], "value": [1.0, 2.0], "low": [0.0, 1.0], "high": [3.0, 4.0]})
    drawn, shown = figure_charts.dots(frame, "{:.0f}".format, ("dot", ""), ("axis", "Rate", "t", "By borough"), "")
    assert shown["place"].tolist() == ["B", "A"]
    assert drawn.alt == "By borough: B 2 (1 to 4)"
    assert drawn.table["Rate"].tolist() == ["2 (1 to 4)", "1 (0 to 3)"]


@pytest.mark.parametrize("moved", [True, False])
def test_a_course_draws_todays_line_only_beside_a_change_and_has_its_table(moved):
    frame = figure.over_time(SINCE, world(2.0), range(3), ["2025Q1", "2025Q2"]).assign(observed=np.nan, naive=np.nan)
    words = {"observed": "Counted", "scenario": "Expected", "today": "Without the change", "naive": "The last count"}
    picture = figure_charts.course(frame, words, {"period": "Quarter"} | words, "people", moved, "alt", "note")
    text = str(picture.spec)
    assert ("Without the change" in text) == moved
    assert ("With the change" in text) == moved
    assert "The last count" not in text  # it is known nowhere
    assert picture.table["Expected"].tolist() == [6.0, 12.0]
