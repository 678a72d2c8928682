"""Laws that every theme keeps, on the stored models: a new theme meets them before it has its own tests."""

from __future__ import annotations

import dataclasses
import json
import math
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lbdp_core
from lbdp_core.levers import Levers
from lbdp_core.pipeline import open_theme
from lbdp_core.sources import CHECKOUT, MANIFEST, Shelf, find
from lbdp_core.theme import Theme
from lbdp_core.themes import THEMES, by_slug

ROOT = Path(__file__).resolve().parents[2]
each_theme = pytest.mark.parametrize("slug", [theme.slug for theme in THEMES])
at_any_levers = settings(max_examples=20)


@cache
def opened(slug: str) -> tuple[Theme[Any, Any, Any], Any]:
    """The theme and its stored model."""
    if not (CHECKOUT / "sample_data" / MANIFEST).is_file():
        pytest.skip("sample_data was not built; make it with `lbdp data build`")
    theme, model, _ = open_theme(slug, Shelf(find("sample_data")))
    return theme, model


def what_if(theme: Theme[Any, Any, Any]) -> Levers:
    """The first preset that changes something: a theme opens on the projection without a change."""
    return next(levers for levers in theme.presets.values() if levers != levers.unchanged())


def any_levers(theme: Theme[Any, Any, Any]) -> st.SearchStrategy[Levers]:
    """Any levers that a person may set, made from the same lines that make the page's controls."""

    def values(spec: Any) -> st.SearchStrategy[Any]:
        if spec.choices:
            return st.sampled_from(list(spec.choices))
        steps = st.integers(0, round((spec.high - spec.low) / spec.step))
        on_step = steps.map(lambda k: min(spec.high, spec.low + k * spec.step))
        return on_step | st.floats(spec.low, spec.high)

    return st.builds(theme.levers, **{name: values(spec) for name, spec in theme.levers.specs().items()})


def views_only(theme: Theme[Any, Any, Any]) -> list[Levers]:
    """Today's levers under every choice of every view lever."""
    views = {name: spec for name, spec in theme.levers.specs().items() if spec.kind == "view"}
    return [theme.levers()] + [theme.levers(**{name: choice}) for name, s in views.items() for choice in s.choices]


@each_theme
def test_changing_nothing_changes_nothing_with_no_width_however_it_is_looked_at(slug):
    theme, model = opened(slug)
    for levers in views_only(theme):
        result = theme.run(model, levers)
        for headline in result.headlines:
            moved = (headline.change, headline.change_low, headline.change_high)
            assert moved == ((None, None, None) if headline.scenario is None else (0, 0, 0))
        assert (result.places["scenario"] == result.places["today"]).all()


@each_theme
def test_the_same_levers_give_the_same_result(slug):
    theme, model = opened(slug)
    levers = what_if(theme)
    other = dataclasses.replace(model)  # equal in every field, but nothing of it is remembered
    one, two = theme.run(model, levers), theme.run(other, levers)
    assert one.headlines == two.headlines
    assert one.answer == two.answer
    assert one.caveats == two.caveats
    for table in ("places", "over_time", "shortlist", "drivers"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(two, table), check_exact=True)


@each_theme
def test_places_add_up_intervals_hold_their_figure_and_changing_back_is_today_at_any_levers(slug):
    theme, model = opened(slug)

    @at_any_levers
    @given(any_levers(theme))
    def holds(levers: Levers) -> None:
        result = theme.run(model, levers)
        for name in ("today", "scenario"):
            assert math.isclose(result.places[name].sum(), getattr(result.additive, name), rel_tol=1e-9)
        for headline in result.headlines:
            assert (headline.scenario is None) <= bool(headline.reason)
            if headline.scenario is not None:
                assert headline.low <= headline.scenario <= headline.high
            if headline.change is not None:
                assert headline.change_low <= headline.change <= headline.change_high
                assert math.isclose(headline.scenario - headline.today, headline.change, abs_tol=1e-6)
            if headline.chance_not_better is not None:
                assert 0 <= headline.chance_not_better <= 1
        assert_plain(result)
        assert theme.run(model, levers.unchanged()).additive.today == result.additive.today, "changing back is today"

    holds()


@each_theme
def test_a_borough_is_its_part_of_london(slug):
    theme, model = opened(slug)
    if "borough" not in theme.levers.specs() or theme.page().only:
        return  # or a theme that places things in one borough alone
    levers = what_if(theme)
    places = theme.run(model, levers).places
    by_borough = places.groupby("borough" if "borough" in places else "place")[["today", "scenario"]].sum()
    for borough in ("Camden", "Enfield"):
        alone = theme.run(model, dataclasses.replace(levers, borough=borough)).additive
        assert (alone.today, alone.scenario) == pytest.approx(tuple(by_borough.loc[borough]), rel=1e-9)


@each_theme
def test_every_lever_refuses_what_is_out_of_its_range_by_name(slug):
    theme = by_slug(slug)
    for name, spec in theme.levers.specs().items():
        outside = [spec.low - spec.step, spec.high + spec.step, math.nan, "1"]
        for value in ["no such choice"] if spec.choices else outside:
            with pytest.raises(ValueError, match=f"^{name} is "):
                theme.levers(**{name: value})


@each_theme
def test_levers_read_back_from_a_link(slug):
    theme = by_slug(slug)
    for levers in theme.presets.values():
        assert theme.levers.parse({name: str(v) for name, v in levers.as_dict().items()}) == (levers, ())


@each_theme
def test_every_preset_runs_and_the_opening_shows_something(slug):
    theme, model = opened(slug)
    for levers in theme.presets.values():
        result = theme.run(model, levers)
        assert result.theme == slug
        assert dict(result.levers) == levers.as_dict()
        assert result.caveats
        assert len(result.shortlist)
        assert len(result.drivers)
        assert sum(headline.additive for headline in result.headlines) == 1
        assert_plain(result)
    assert theme.levers() in theme.presets.values()
    assert theme.run(model, what_if(theme)).additive.change


def assert_plain(result: Any) -> None:
    """Everything can be written as JSON; a blank is of a period (not observed, or not forecast) or has its reason."""
    for headline in result.headlines:
        json.dumps(headline.as_dict(), allow_nan=False)
    json.dumps([dict(result.levers), str(result.answer), result.caveats], allow_nan=False)
    tables = {name: getattr(result, name) for name in ("places", "shortlist", "drivers")} | dict(result.extras)
    for name, table in tables.items():
        for column in table.columns[table.isna().any()]:
            blank = table[column].isna()
            assert f"{column}_note" in table, (name, column)
            assert (table.loc[blank, f"{column}_note"] != "").all(), (name, column)
    for name, table in (tables | {"over_time": result.over_time}).items():
        figures = table.select_dtypes("number").to_numpy(dtype=float)
        assert not np.isinf(figures).any(), name
        assert table.columns.is_unique, name


def test_a_theme_is_a_folder_and_the_register_names_them_all():
    packages = [module.name for module in pkgutil.iter_modules(lbdp_core.__path__) if module.ispkg]
    found = {name for name in packages if hasattr(import_module(f"lbdp_core.{name}"), "THEME")}
    assert found == {theme.slug for theme in THEMES}
    assert len({theme.slug for theme in THEMES}) == len(THEMES)
