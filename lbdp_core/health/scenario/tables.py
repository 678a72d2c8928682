"""Where, when and what first: the scenario's tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from lbdp_core.doubt import intervals
from lbdp_core.health.conditions import CONDITIONS
from lbdp_core.health.model import Array, settings
from lbdp_core.health.scenario.course import Course
from lbdp_core.health.scenario.world import World

FIRST = 20
AGES = 5  # years of age in a band of a pyramid


def places(world: World) -> pd.DataFrame:
    """One row a borough: people expected at the horizon without and with the change, and at the base."""
    here = world.here
    base, today, scenario = (
        course.centre[year].sum(axis=0)[here]
        for course, year in ((world.today, 0), (world.today, world.year), (world.scenario, world.year))
    )
    start, later = (world.placed[i][:, :, here].sum(axis=0).astype(float) for i in (0, 1))
    rise = later - start
    ends = intervals(np.hstack([later, rise]), np.hstack([scenario, scenario - base]))
    (low, rise_low), (high, rise_high) = (np.split(end, 2) for end in ends)
    name = world.column("borough")
    figures = {"base": base, "today": today, "scenario": scenario, "low": low, "high": high}
    more = {"rise": scenario - base, "rise_low": rise_low, "rise_high": rise_high}
    residents = world.scenario.people(world.year).sum(axis=1)[here]
    chance = {"chance_of_rise": (rise > 0).mean(axis=0), "per_1000": 1_000 * scenario / residents}
    return pd.DataFrame({"code": world.column("code"), "place": name, "borough": name, **figures, **more, **chance})


def over_time(world: World) -> pd.DataFrame:
    """People by year: at the published rates in the past, then without and with the change, and the naive line.

    observed: people counted in that year times published rates (nobody counts the condition itself). fixed_rates: the
    rates of today times projected people; no_change: the number of the base. Every year ahead has its interval (low,
    high) and the one that past errors of populations alone would give (past_low, past_high).
    """
    fitted, here = world.fitted, world.here
    past = fitted.past[world.today.condition][here] * world.today.factor[here][:, None]
    today, scenario, naive = (
        course.centre[:, :, here].sum(axis=(1, 2)) for course in (world.today, world.scenario, world.naive())
    )
    (low, high), (past_low, past_high) = (intervals(draws.T, scenario) for draws in world.scenario.draws(here))
    periods = np.union1d(fitted.past_years, fitted.years)
    ahead = {"today": today, "scenario": scenario, "low": low, "high": high, "fixed_rates": naive}
    ahead |= {"past_low": past_low, "past_high": past_high}
    frame = pd.DataFrame({"observed": pd.Series(past.sum(axis=0), index=fitted.past_years)}, index=periods)
    for column, line in ahead.items():
        frame[column] = pd.Series(line, index=fitted.years)
    frame["no_change"] = pd.Series(today[0], index=fitted.years)
    return frame.set_axis(periods.astype(str)).rename_axis("period").reset_index()


def shortlist(world: World) -> pd.DataFrame:
    """Age groups of boroughs that rise most, each with its interval; a list to start from, no ranking."""
    here = np.flatnonzero(world.here)
    base, later = (world.scenario.centre[year][:, here] for year in (0, world.year))
    rise = later - base
    order = np.argsort(-rise, axis=None, kind="stable")
    order = order[later.ravel()[order] + base.ravel()[order] > 0][:FIRST]
    groups, at = np.unravel_index(order, rise.shape)
    draws = (world.placed[1] - world.placed[0])[groups, :, here[at]].T.astype(float)
    low, high = intervals(draws, rise[groups, at])
    names = np.array(settings.band_names(settings.GROUPS))
    return pd.DataFrame(
        {
            "code": world.fitted.borough_code[here[at]],
            "borough": world.fitted.borough[here[at]],
            "ages": names[groups],
            "base": base[groups, at],
            "horizon": later[groups, at],
            "rise": rise[groups, at],
            "low": low,
            "high": high,
            "chance_of_rise": (draws > 0).mean(axis=0),
        }
    )


def conditions(world: World) -> pd.DataFrame:
    """Every condition in the focus at the horizon, each by itself: rows may share people, so they are never added."""
    courses = [Course(world.fitted, replace(world.levers, condition=it.key)) for it in CONDITIONS]
    order = [course.condition for course in courses]
    base, later = (
        np.array([float(course.centre_of(year)[:, world.here].sum()) for course in courses]) for year in (0, world.year)
    )
    low, high = intervals(np.stack([course.draws_of(world.year, world.here) for course in courses], axis=1), later)
    return pd.DataFrame(
        {
            "condition": world.fitted.words[order],
            "counts": world.fitted.noun[order],
            "rates": world.fitted.status[order],
            "base": base,
            "horizon": later,
            "low": low,
            "high": high,
            "rise_percent": 100 * (later / np.where(base > 0, base, 1.0) - 1),
        }
    )


def ages(world: World) -> pd.DataFrame:
    """Residents and people with the condition by year, sex and five-year band in the focus.

    Columns: year, sex, age (first of the band), ages (in words), residents, people (with the change), today (without).
    """
    fitted, today, scenario = world.fitted, world.today, world.scenario
    first = fitted.age // AGES * AGES
    keys = pd.DataFrame({"sex": fitted.sex, "age": first})
    group = keys.groupby(["sex", "age"]).ngroup().to_numpy()
    bands = keys.drop_duplicates().sort_values(["sex", "age"], ignore_index=True)
    counted = {
        "residents": _by_cell(world, scenario.people),
        "people": _by_cell(world, lambda year: scenario.people(year) * scenario.rate(year)),
        "today": _by_cell(world, lambda year: today.people(year) * today.rate(year)),
    }
    in_band = (group[:, None] == np.arange(len(bands))).astype(float)
    edges = sorted(set(first.tolist()))
    words = bands["age"].map(dict(zip(edges, settings.band_names(edges), strict=True)))
    years = len(fitted.years)
    return pd.DataFrame(
        {
            "year": np.repeat(fitted.years, len(bands)),
            "sex": np.tile(bands["sex"].to_numpy(dtype=str), years),
            "age": np.tile(bands["age"].to_numpy(), years),
            "ages": np.tile(words, years),
            **{name: (table @ in_band).ravel() for name, table in counted.items()},
        }
    )


def _by_cell(world: World, of: Callable[[int], Array]) -> Array:
    """A figure (b, cells) of every year, added up over the boroughs of the focus (years, cells)."""
    return np.stack([of(year)[world.here].sum(axis=0) for year in range(len(world.fitted.years))])
