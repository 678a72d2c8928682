"""The split of the rise at given levers: its figures, and how sure each part is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.doubt import intervals
from lbdp_core.health.model import Array, Draws, population_draws, rates, settings
from lbdp_core.health.scenario.course import Course
from lbdp_core.health.scenario.decomposition import FACTORS, shapley, split, worlds
from lbdp_core.health.scenario.world import World


def of_boroughs(course: Course, year: int) -> Array:
    """Parts (3, b) of each borough's rise from the base to a year: people, structure, rates."""
    return np.asarray(split((course.people(0), course.people(year)), (course.rate(0), course.rate(year))), dtype=float)


def table(world: World) -> pd.DataFrame:
    """The split for the focus: `today` without the change, `scenario` with it and its 80 % interval, a row a factor."""
    today = of_boroughs(world.today, world.year)[:, world.here].sum(axis=1)
    same = world.scenario is world.today
    scenario = today if same else of_boroughs(world.scenario, world.year)[:, world.here].sum(axis=1)
    low, high = intervals(_draws(world.scenario, world).T, scenario)
    return pd.DataFrame({"part": FACTORS, "today": today, "scenario": scenario, "low": low, "high": high})


def boroughs(world: World) -> pd.DataFrame:
    """The split of every borough of the focus with the change, and the base and horizon that it leads between.

    low, high: the 80 % interval of the horizon.
    """
    parts = of_boroughs(world.scenario, world.year)[:, world.here]
    base, later = (world.scenario.centre[y].sum(axis=0)[world.here] for y in (0, world.year))
    names = ("people", "structure", "rates")
    columns = {name: parts[i] for i, name in enumerate(names)}
    low, high = intervals(world.placed[2][:, :, world.here].sum(axis=0).astype(float), later)
    ends = {"base": base, "horizon": later, "low": low, "high": high}
    return pd.DataFrame({"borough": world.column("borough"), **ends, **columns})


def drivers(split_table: pd.DataFrame) -> pd.DataFrame:
    """The parts as drivers, largest first."""
    order = np.argsort(-split_table["scenario"].abs().to_numpy(), kind="stable")
    frame = pd.DataFrame({"driver": split_table["part"], "contribution": split_table["scenario"], "unit": "people"})
    return frame.iloc[order].reset_index(drop=True)


def _draws(course: Course, world: World) -> Array:
    """Draws (3, draws) of the split over the focus: each draw's own people and rates are split."""
    here, ends = world.here, (0, world.year)
    error = [population_draws(course.fitted)[y][:, :, here] for y in ends]  # (groups, draws, b)
    doubt = [course.doubt(slice(y, y + 1))[0].astype(np.float32) for y in ends]  # (groups, draws)
    totals, mixed = [], np.empty((2, 2, len(course.cut), int(here.sum())), np.float32)
    for i, y in enumerate(ends):
        people = course.people(y)[here]
        totals.append(np.einsum("gdb,gb->db", error[i], _grouped(course, people).T.astype(np.float32)))
        for j, later in enumerate(ends):
            met = _met(course, people * course.factor[here][:, None], later)
            met *= error[i]
            met *= doubt[j][:, :, None]
            mixed[i, j] = met.sum(axis=0)
    return np.asarray(shapley(worlds((totals[0], totals[1]), mixed)).sum(axis=-1), dtype=float)


def _met(course: Course, people: Array, year: int) -> Draws:
    """People (b, cells) with the rates of a year, by group, draw of healthy ageing and borough; no programme yet."""
    national = rates(course.fitted, course.condition, course.levers.healthy_years, year)[0] * course.trend[year]
    each = course.weights[0].astype(np.float32)
    groups = [course.fitted.group == g for g in range(len(settings.GROUPS))]
    return np.stack([each @ (people[:, cells] @ national[cells]).T.astype(np.float32) for cells in groups])


def _grouped(course: Course, values: Array) -> Array:
    """(b, cells) summed to (b, groups)."""
    return np.asarray(values @ (course.fitted.group[:, None] == np.arange(len(settings.GROUPS))).astype(float))
