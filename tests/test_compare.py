"""Two scenarios: the difference is taken draw by draw, and what cannot be compared says why."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest

from lbdp_core import compare, doubt
from lbdp_core.goal import Goal
from lbdp_core.levers import Levers, choice, number
from lbdp_core.result import Answer, Headline, Result

DRAWS = np.linspace(-1.0, 3.0, 101)  # of what one pump drains; mean 1
GOAL = Goal("Fewest pumps", "Drained", "pumps", "pumps", "drain {goal}", 10, more="drain {goal}")


@dataclass(frozen=True, kw_only=True)
class Pump(Levers):
    pumps: float = number(0, "Pumps", unit="pumps", range=(0, 100, 1), swing=(5, 20))
    leak: float = number(0, "Leak", unit="%", range=(0, 50, 5), swing=(0, 10), assumed=True)
    fuel: str = choice("diesel", "Fuel", {"diesel": "Diesel", "sun": "Sunlight"})
    side: str = choice("left", "Seen from", {"left": "The left", "right": "The right"}, kind="view")


def run(levers: Pump, weeks: int = 1) -> Result:
    strong = levers.pumps * (1 - levers.leak / 100) * (0.5 if levers.fuel == "sun" else 1.0)
    drained = doubt.paired(
        "Drained", "Drained", f"lakes in {weeks} weeks", "up", 0.0, strong, np.zeros(101), strong * DRAWS, additive=True
    )
    cost = doubt.paired(
        "Cost", "Cost", "£", "down", 0.0, 100 * levers.pumps, np.zeros(101), np.full(101, 100 * levers.pumps)
    )
    rate = (
        doubt.alone("Per pump", "Per pump", "lakes", "up", strong / levers.pumps, DRAWS, reason="None today.")
        if strong
        else None
    )
    rates = rate or Headline.undefined("Per pump", "Per pump", "lakes", "up", "There are no pumps.")
    places = pd.DataFrame(
        {"code": ["1", "2", "3"], "place": "x", "borough": ["N", "S", "S"], "today": 0.0, "scenario": strong / 3}
    )
    empty = pd.DataFrame()
    return Result(
        "pump", levers.as_dict(), Answer("It drains."), (drained, rates), places, empty, empty, empty, (), {}, (cost,)
    )


def found(a: Pump, b: Pump) -> dict[str, compare.Difference]:
    return {d.key: d for d in compare.between(run(a), run(b))}


def said(a: Pump, b: Pump, goal: Goal | None = GOAL) -> str:
    return compare.sentence(goal, run(a), run(b), compare.apart(a, b))


def test_the_difference_is_paired_and_by_hand():
    drained = found(Pump(pumps=2), Pump(pumps=5))["Drained"]
    assert (drained.a, drained.b, drained.difference) == (2, 5, 3)
    assert (drained.low, drained.high) == pytest.approx((3 * -0.6, 3 * 2.6))  # unpaired would be wider
    assert drained.chance_better == pytest.approx(75 / 101)


def test_against_today_the_chance_is_the_one_that_the_other_states():
    today, more = run(Pump()), run(Pump(pumps=2))
    stated = replace(more, headlines=(replace(more.headlines[0], chance_not_better=0.07), *more.headlines[1:]))
    there, back = (
        next(d for d in compare.between(*pair) if d.label == "Drained") for pair in ((today, stated), (stated, today))
    )
    assert (there.chance_better, back.chance_better) == (pytest.approx(0.93), pytest.approx(0.07))


def test_what_b_puts_in_is_told_apart_from_what_is_looked_at():
    a, b = Pump(pumps=2), Pump(pumps=5)
    assert compare.sentence(GOAL, run(a), run(b), compare.apart(a, b), "North").endswith("for 3 more pumps in total.")


def test_the_better_direction_counts():
    cost = found(Pump(pumps=2), Pump(pumps=5))["Cost"]
    assert (cost.difference, cost.low, cost.high, cost.chance_better) == (300, 300, 300, 0)
    assert found(Pump(pumps=5), Pump(pumps=2))["Cost"].chance_better == 1


def test_what_only_rounding_makes_is_no_difference():
    a = run(Pump(pumps=3))
    drained = a.headlines[0]
    near = replace(drained, scenario=drained.scenario * (1 + 1e-15), draws=drained.draws * (1 + 1e-15))
    (_, d, *_) = compare.between(a, replace(a, headlines=(near, *a.headlines[1:])))
    assert (d.difference, d.low, d.high, d.chance_better) == (0, 0, 0, None)


def test_a_figure_that_one_of_them_lacks_says_which():
    rate = found(Pump(), Pump(pumps=1))["Per pump"]
    assert (rate.difference, rate.b) == (None, 1)
    assert rate.reason == "A has no figure: there are no pumps."


def test_figures_in_different_units_are_not_subtracted():
    drained = compare.between(run(Pump(pumps=1)), run(Pump(pumps=1), weeks=3))[1]
    assert drained.difference is None
    assert "A counts lakes in 1 weeks, B lakes in 3 weeks" in drained.reason


def test_totals_come_first_and_the_levers_that_differ_in_words():
    assert list(found(Pump(), Pump(pumps=1))) == ["Cost", "Drained", "Per pump"]
    one, two = compare.apart(Pump(leak=5), Pump(fuel="sun"))
    assert (one.a_words, one.b_words, one.assumed) == ("5%", "0%", True)
    assert (two.a_words, two.b_words, two.assumed) == ("Diesel", "Sunlight", False)


def test_the_sentence_says_how_much_how_sure_and_for_what():
    assert said(Pump(pumps=2), Pump(pumps=5)) == (
        "B would drain 3.0 more lakes in 1 weeks than A (8 chances in 10: 1.8 fewer to 7.8 more), for 3 more pumps."
    )
    assert said(Pump(pumps=5), Pump(pumps=2)).startswith("B would drain 3.0 fewer lakes")
    assert said(Pump(pumps=5), Pump(pumps=2)).endswith("for 3 fewer pumps.")
    assert said(Pump(leak=5), Pump(leak=0)) == "A and B give the same drained."
    assert said(Pump(pumps=2), Pump(pumps=5), None).startswith("Drained: 3.0 more lakes in 1 weeks with B than with A")


def test_a_figure_that_says_what_it_does_is_compared_by_it():
    """DEFECT when this was written: “0.12 fewer fires a year in B than in A”, where fewer were prevented."""
    a, b = (
        replace(r, headlines=(replace(r.headlines[0], does="drain {goal}"), *r.headlines[1:]))
        for r in (run(Pump(pumps=2)), run(Pump(pumps=5)))
    )
    moved, names = compare.apart(Pump(pumps=2), Pump(pumps=5)), ("“Two”", "“Five”")
    assert compare.sentence(None, a, b, moved, names=names).startswith(
        "“Five” would drain 3.0 more lakes in 1 weeks than “Two” ("
    )
    assert compare.sentence(None, a, b, moved).startswith("B would drain 3.0 more")


def test_the_document_is_plain_and_holds_both():
    doc = compare.document(GOAL, run(Pump(pumps=2)), run(Pump(pumps=5)), compare.apart(Pump(pumps=2), Pump(pumps=5)))
    assert {"theme", "answer", "levers", "figures", "boroughs"} == set(doc)
    assert doc["levers"] == [{"name": "pumps", "label": "Pumps", "a": 2, "b": 5, "assumed": False}]
