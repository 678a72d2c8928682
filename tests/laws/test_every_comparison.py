"""Laws of comparing that every theme keeps: the difference is paired, adds up, and is nothing where nothing differs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings

from lbdp_core import compare, goal, scenarios, tornado
from lbdp_core.levers import Levers
from lbdp_core.result import Result
from tests.laws.test_every_theme import any_levers, at_any_levers, each_theme, opened, what_if

few = settings(at_any_levers, max_examples=12)


def differ_by_nothing(a: Result, b: Result) -> None:
    for d in compare.between(a, b):
        exact = (d.difference, d.low, d.high, d.chance_better)
        assert exact == ((None,) * 4 if d.b is None else (0, 0, 0, None))


@each_theme
def test_a_scenario_differs_from_itself_by_nothing_and_from_the_do_nothing_future_by_its_change(slug):
    theme, model = opened(slug)

    @few
    @given(any_levers(theme))
    def holds(levers: Levers) -> None:
        a, b = theme.run(model, levers.unchanged()), theme.run(model, levers)
        differ_by_nothing(b, b)
        assert compare.apart(levers, levers) == ()
        of_b = {h.key: h for h in b.figures}
        there = compare.between(a, b)
        back = {d.key: d for d in compare.between(b, a)}
        for d in there:
            h = of_b[d.key]
            if d.difference is None or h.change is None:
                assert d.difference is not None or d.reason
                continue
            size = 1e-6 + 1e-9 * abs(h.scenario or 0)
            for one, other in ((d.difference, h.change), (d.low, h.change_low), (d.high, h.change_high)):
                assert math.isclose(one, other, rel_tol=1e-6, abs_tol=size), d.label
            assert back[d.key].difference == -d.difference
            assert math.isclose(back[d.key].low, -d.high, rel_tol=1e-9, abs_tol=size)
        (main,) = (d for d in there if d.key == b.additive.key)
        by_borough = compare.places(a, b, "borough")["difference"].sum()
        assert math.isclose(by_borough, main.difference, rel_tol=1e-6, abs_tol=1e-6)
        said = compare.sentence(next(iter(theme.goals), None), a, b, compare.apart(levers.unchanged(), levers))
        assert said.endswith(".")
        assert "None" not in said

    holds()


@each_theme
def test_every_figure_that_has_a_value_has_its_draws(slug):
    theme, model = opened(slug)
    shapes = set()
    for levers in theme.presets.values():
        figures = theme.run(model, levers).figures
        assert len({h.key for h in figures}) == len(figures)
        for h in figures:
            assert (h.scenario is None) == (h.draws is None), h.label
            assert "draws" not in h.as_dict()
            if h.draws is not None:
                assert np.isfinite(h.draws).all()
                shapes.add(h.draws.shape)
    assert len(shapes) == 1


@each_theme
def test_a_goal_moves_a_number_and_names_a_figure_and_is_found_by_real_runs(slug):
    theme, model = opened(slug)
    specs = theme.levers.specs()
    for wanted in theme.goals:
        assert not specs[wanted.lever].choices
        assert specs[wanted.lever].kind == "change"
        assert "{goal}" in wanted.want
        levers = what_if(theme)
        found = goal.reach(lambda at: theme.run(model, at), levers, wanted, wanted.start)
        told = goal.sentence(found, specs[wanted.lever], theme.run(model, levers).figure(wanted.figure).unit)
        assert told.endswith(".")
        if found.value is not None:
            at = theme.run(model, theme.levers(**(levers.as_dict() | {wanted.lever: found.value})))
            h = at.figure(wanted.figure)
            assert h.scenario >= wanted.start if h.better == "up" else h.scenario <= wanted.start


@each_theme
def test_a_swing_lies_inside_its_levers_range_and_something_swings(slug):
    theme, model = opened(slug)
    for name, spec in theme.levers.specs().items():
        assert spec.swing is None or spec.low <= spec.swing[0] < spec.swing[1] <= spec.high, name
        assert spec.swing is None or "judgement" in spec.why or "ublished" in spec.why or not spec.assumed, name
    found = tornado.sweep(lambda at: theme.run(model, at), what_if(theme))
    for h in found.base.figures:
        bars = tornado.bars(found, h.key)
        assert (bars["low"] <= bars["high"]).all()
        base = tornado.made(h)
        if base is not None and len(bars):
            assert (bars["low"] <= base).all()
            assert (bars["high"] >= base).all()
    assert len(tornado.bars(found, found.base.figures[0].key)) > 0


@each_theme
def test_a_scenario_as_text_comes_back_at_any_levers(slug):
    theme, _ = opened(slug)

    @few
    @given(any_levers(theme))
    def holds(levers: Levers) -> None:
        again = scenarios.read(scenarios.write(levers, theme.presets), theme.levers, theme.presets, levers)
        for name, value in levers.as_dict().items():
            assert getattr(again, name) == (pytest.approx(value, rel=1e-9) if isinstance(value, float) else value)

    holds()
