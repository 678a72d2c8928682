"""Laws of stocks and flows: whoever comes in goes out or is held, nothing is negative, and levers move figures one way.

A theme joins by `lbdp_core.<slug>.scenario.histories(model, levers)` and `MONOTONE`: lever -> (the key of a
figure, 1 or -1 as the figure rises or falls with the lever).
"""

from __future__ import annotations

import math
from dataclasses import replace
from importlib import import_module
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.flows import OUT
from lbdp_core.levers import Levers
from lbdp_core.themes import THEMES
from tests.laws.test_every_theme import any_levers, at_any_levers, opened

few = settings(at_any_levers, max_examples=8)


def scenario(slug: str) -> ModuleType:
    return import_module(f"lbdp_core.{slug}.scenario")


FLOWS = [theme.slug for theme in THEMES if hasattr(scenario(theme.slug), "histories")]
each_flows_theme = pytest.mark.parametrize("slug", FLOWS)
each_lever = pytest.mark.parametrize(
    ("slug", "lever"), [(slug, lever) for slug in FLOWS for lever in scenario(slug).MONOTONE]
)


def test_the_themes_of_flows_are_among_the_themes():
    assert "homelessness" in FLOWS


@each_flows_theme
def test_whoever_comes_in_goes_out_or_is_held_and_nobody_is_fewer_than_none_at_any_levers(slug):
    theme, model = opened(slug)

    @few
    @given(any_levers(theme))
    def holds(levers: Levers) -> None:
        for history in scenario(slug).histories(model, levers):
            assert history.unaccounted() < 1e-9
            came = history.out_of(OUT).sum(axis=0)  # from outside, over all steps
            went = history.into(OUT).sum(axis=0)
            start, end = (sum(stock[at] for stock in history.stock.values()) for at in (0, -1))
            size = max(float(np.abs(came).max()), float(np.abs(start).max()), 1.0)
            assert np.abs(start + came - went - end).max() < 1e-9 * size
            for held in (*history.stock.values(), *history.moved.values()):
                assert held.min() > -1e-6
                assert np.isfinite(held).all()

    holds()


@each_lever
def test_a_figure_moves_one_way_with_its_lever_the_others_as_in_any_preset(slug, lever):
    theme, model = opened(slug)
    key, direction = scenario(slug).MONOTONE[lever]
    spec = theme.levers.specs()[lever]

    @few
    @given(st.sampled_from(list(theme.presets.values())), st.floats(0, 1), st.floats(0, 1))
    def holds(levers: Levers, one: float, other: float) -> None:
        ends = sorted(spec.low + part * (spec.high - spec.low) for part in (one, other))
        low, high = (theme.run(model, replace(levers, **{lever: at})).figure(key).scenario for at in ends)
        assert direction * (high - low) >= -1e-6 * max(abs(low), 1.0)

    holds()


@each_flows_theme
def test_a_lever_that_is_not_moved_changes_no_figure_at_all(slug):
    theme, model = opened(slug)
    for lever, spec in theme.levers.specs().items():
        if spec.kind == "view":
            continue
        same = replace(theme.levers(), **{lever: getattr(theme.levers(), lever)})
        for h in theme.run(model, same).headlines:
            assert h.change in (0, None) and (h.change is None or math.isclose(h.change, 0.0, abs_tol=0.0))
