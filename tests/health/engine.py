"""A made-up London for the tests of the health engine: three boroughs, two sexes, rates that double in five years."""

from __future__ import annotations

import numpy as np

from lbdp_core.health.conditions import CONDITIONS, SECOND_BASES
from lbdp_core.health.model import Fitted, settings

BOROUGHS = ("Barnet", "Camden", "Islington")
YEARS = 21


def doubling(age: np.ndarray) -> np.ndarray:
    """0.01 at 65 to 69, twice that in each five years of age after; nought before."""
    return np.where(age >= 65, 0.01 * 2.0 ** ((age // 5 * 5 - 65) / 5), 0.0)


def made_up(people: np.ndarray | None = None, rate: np.ndarray | None = None, seed: int = 3) -> Fitted:
    """A fitted record of the real shape.

    people: (b, 182, years), female cells first; by default seeded, with older ages growing.
    rate:   (182,) for every condition; by default `doubling`.
    """
    age, sex = np.tile(np.arange(91), 2), np.repeat(["female", "male"], 91)
    if people is None:
        start = np.random.default_rng(seed).uniform(500, 1_500, (len(BOROUGHS), len(age), 1))
        people = start * np.exp(-((age / 70.0) ** 4))[:, None] * (1 + 0.02 * np.arange(YEARS) * (age >= 65)[:, None])
    share = doubling(age) if rate is None else rate
    held = (*CONDITIONS, *SECOND_BASES)
    keys = [c.key for c in held]
    text = np.array([""] * len(keys))
    rates = np.tile(share, (len(keys), 1))
    gained = np.where(age >= 55, np.interp(age, [55, 90], [2.0, 0.5]), 0.0)[:, None] * np.arange(people.shape[2]) / 20
    return Fitted(
        borough=np.array(BOROUGHS[: len(people)]),
        borough_code=np.array([f"E0900000{i}" for i in range(1, len(people) + 1)]),
        years=np.arange(2021, 2021 + people.shape[2]),
        sex=sex,
        age=age,
        people=people,
        condition=np.array(keys),
        words=np.array([c.title for c in held]),
        noun=np.array([c.noun for c in held]),
        what=np.array([c.what for c in held]),
        rate=rates,
        rate_sd=np.full((len(keys), len(settings.GROUPS)), 0.1),
        status=np.array(["published"] * len(keys)),
        source=np.array([c.source for c in held]),
        factor=np.tile(np.array([[0.8], [1.0], [1.3]])[: len(people)], len(keys)),
        factor_basis=np.array(["diagnosed", *text[1:]]),
        factor_source=np.array(["A register", *text[1:]]),
        gain=gained,
        past=np.einsum("bap,ca->cbp", people[:, :, :1], rates),
        past_years=np.array([2021]),
        base_source="a made-up base, 2021",
        growth_source="a made-up round",
    )
