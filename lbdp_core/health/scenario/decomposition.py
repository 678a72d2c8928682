"""Decomposition: the rise split exactly into more people, older people and changing rates, and its width by cause.

People with a condition are P x sum(s r): all people, the share of each age, the rate of each age. The part of each
factor is its Shapley value, the mean of what it adds over all six orders in which the three may change: the parts add
up exactly and no order is privileged (Shorrocks, 2013; with three factors it is Das Gupta's standardisation, 1993).
Boroughs are split one by one and added, so that a shift of people between boroughs counts as people.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.doubt import intervals
from lbdp_core.health.model import Draws, rate_draws, rates, settings
from lbdp_core.health.scenario.course import Course
from lbdp_core.health.scenario.world import World

Array = NDArray[np.floating[Any]]
FACTORS = ("More people", "Older people", "Changing rates")
DOUBTS = (
    "How many people there will be",
    "Rates today",
    "How rates change",
    "Health in later life",
    "The programme",
)


def shapley(worlds: Array) -> Array:
    """Parts (3, ...) of the change from worlds[0, 0, 0] to worlds[1, 1, 1].

    worlds: (2, 2, 2, ...) the figure with people, structure and rates before (0) or after (1).
    """
    parts = []
    for factor in range(3):
        w = np.moveaxis(worlds, factor, 0)
        gain = w[1] - w[0]  # what this factor adds, given the two others: before-before ... after-after
        parts.append((2 * gain[0, 0] + gain[0, 1] + gain[1, 0] + 2 * gain[1, 1]) / 6)
    return np.stack(parts)


def worlds(total: tuple[Array, Array], mixed: Array) -> Array:
    """The eight worlds of `shapley` from totals of people before and after (...,), and `mixed` (2, 2, ...).

    mixed: people of the ages before or after (axis 0) times rates before or after (axis 1), summed over ages; divided
        by its own total of people it is the mean rate that an age structure would have.
    """
    sizes = np.stack(total)
    mean_rate = mixed / sizes[:, None]
    return np.asarray(sizes[:, None, None] * mean_rate[None])


def split(people: tuple[Array, Array], rates: tuple[Array, Array]) -> Array:
    """Parts (3, b) of each borough's change: people (b, a) and rates (b, a), before and after."""
    mixed = np.stack([np.stack([(p * r).sum(axis=-1) for r in rates]) for p in people])
    return shapley(worlds((people[0].sum(axis=-1), people[1].sum(axis=-1)), mixed))


def of_boroughs(course: Course, year: int) -> NDArray[np.float64]:
    """Parts (3, b) of each borough's rise from the base to a year: people, structure, rates."""
    people, rates = (course.people(0), course.people(year)), (course.rate(0), course.rate(year))
    return np.asarray(split(people, rates), np.float64)


def table(world: World) -> pd.DataFrame:
    """The split for the focus: `today` without the change, `scenario` with it and its 80% interval, a row a factor."""
    today = of_boroughs(world.today, world.year)[:, world.here].sum(axis=1)
    scenario = of_boroughs(world.scenario, world.year)[:, world.here].sum(axis=1)
    low, high = intervals(_draws(world.scenario, world).T.astype(float), scenario)
    return pd.DataFrame({"part": FACTORS, "today": today, "scenario": scenario, "low": low, "high": high})


def boroughs(world: World) -> pd.DataFrame:
    """The split of every borough of the focus with the change, and the base and horizon that it leads between.

    low, high: the 80% interval of the horizon.
    """
    parts = of_boroughs(world.scenario, world.year)[:, world.here]
    base, later = (world.scenario.centre[y].sum(axis=0)[world.here] for y in (0, world.year))
    names = ("people", "structure", "rates")
    columns = {name: parts[i] for i, name in enumerate(names)}
    low, high = intervals(world.placed[1][:, :, world.here].sum(axis=0).astype(float), later)
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
    error = [course.errors(y, here) for y in ends]  # (groups, draws, b)
    doubt = [course.doubt(y).astype(np.float32) for y in ends]  # (groups, draws)
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
    national = rates(course.fitted, course.condition, course.levers.healthy_years, year) * course.trend[year]
    each = course.weights[0].astype(np.float32)
    groups = [course.fitted.group == g for g in range(len(settings.GROUPS))]
    return np.stack([each @ (people[:, cells] @ national[cells]).T.astype(np.float32) for cells in groups])


def _grouped(course: Course, values: Array) -> Array:
    """(b, cells) summed to (b, groups)."""
    return np.asarray(values @ (course.fitted.group[:, None] == np.arange(len(settings.GROUPS))).astype(float))


def doubts(world: World) -> pd.DataFrame:
    """One row a source of doubt, widest first: what it is alone, and the 80% range of the figure it makes."""
    course, year, here = world.scenario, world.year, world.here
    centre = course.centre_of(year)[:, here]
    total = float(centre.sum())
    error, drift = rate_draws(world.fitted, course.condition)
    table = course.table(year)[:, here]
    knots = (table * course.left[year][:, None, None]).sum(axis=(0, 1))
    before = (table @ course.weights[1]).sum(axis=1)  # of each age group, without the programme
    cut = course.cut - course.cut.mean()
    alone: tuple[Array, ...] = (
        np.einsum("gdb,gb->d", course.errors(year, here), centre.astype(np.float32)),
        error @ centre.sum(axis=1),
        drift[year] * total,
        course.weights[0] @ knots,
        total - cut * float((course.taken[year] * before).sum()),
    )
    low, high = intervals(np.stack(alone, axis=1).astype(float), np.full(len(alone), total))
    frame = pd.DataFrame({"doubt": DOUBTS, "low": low, "high": high, "centre": total})
    moves = frame[(frame["high"] - frame["low"]) > 1e-9 * max(total, 1.0)]
    order = np.argsort(-(moves["high"] - moves["low"]).to_numpy(), kind="stable")
    return moves.iloc[order].reset_index(drop=True)
