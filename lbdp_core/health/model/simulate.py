"""Simulate: people with a condition in each draw, from expected people and what may be wrong with them."""

from __future__ import annotations

import numpy as np

from lbdp_core.health.model.fitted import Fitted, ageing_draws, population_draws, rate_draws
from lbdp_core.health.model.intervals import Array, Draws
from lbdp_core.health.model.tables import expected


def over_places(table: Array, population: Draws, weights: Array) -> Draws:
    """Draws (years, groups, draws) summed over boroughs.

    table: (years, groups, boroughs, knots) expected people; population: (years, groups, draws, boroughs) relative
    errors; weights: (draws, knots) of healthy ageing. One small matrix product a year and group.
    """
    if table.shape[2] == 1:  # one borough: healthy ageing first, which is a smaller product
        mixed = np.matmul(table[:, :, 0].astype(np.float32), weights.T.astype(np.float32))
        return np.asarray(mixed * population[..., 0])
    met = np.matmul(population, table.astype(np.float32))
    return np.asarray(np.einsum("ygdk,dk->ygd", met, weights.astype(np.float32)))


def by_place(table: Array, population: Draws, weights: Array) -> Draws:
    """Draws (years, groups, draws, boroughs), each borough by itself; arguments as `over_places`."""
    mixed = np.matmul(weights.astype(np.float32), np.swapaxes(table, -1, -2).astype(np.float32))
    return np.asarray(mixed * population)


def everything(fitted: Fitted) -> Draws:
    """Every draw of every condition in every borough and year: (conditions, years, draws, boroughs).

    Used to measure the engine and to score it; a page needs one condition at a time.
    """
    weights, _ = ageing_draws()
    population = population_draws(fitted)
    years, _, draws, boroughs = population.shape
    out = np.empty((len(fitted.condition), years, draws, boroughs), np.float32)
    for c in range(len(fitted.condition)):
        rate, drift = rate_draws(fitted, c)
        table = expected(fitted, c, 0.0)
        for y in range(years):  # a year at a time: the pieces stay in the processor's cache
            one = by_place(table[y], population[y], weights)
            out[c, y] = np.einsum("gdb,dg->db", one, rate) * drift[y][:, None]
    return out
