"""Figures: admissions in the year looked at, what the money avoids and what that costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lbdp_core import doubt
from lbdp_core.falls.scenario.levers import FIRST
from lbdp_core.falls.scenario.world import World, expected, expected_drawn, growth
from lbdp_core.goal import Goal
from lbdp_core.result import Headline
from lbdp_core.unit_costs import unit_cost

STAY = unit_cost("falls_stay")
CARE = (1.0, 3.0, 4.0)  # pounds of care in the year after an admission, for one pound of the stay: least, likely, most
CARE_SOURCE = (
    "In Torbay, care in the year after an admission for a fall cost almost four times the admission itself (King's "
    "Fund, 2013). Some of it would have been needed anyway, so we count three times, and one to four as the range. "
    "Both are our judgement"
)
EACH = STAY.value * (1 + CARE[1])  # pounds of an admission and the care after it
SEED = 41
GOALS = (
    Goal(
        question="How little money avoids this many admissions?",
        figure="avoided",
        lever="budget",
        by="pounds",
        want="avoid {goal}",
        more="avoid {goal}",
        start=100,
        least="least",
    ),
)


def headlines(world: World) -> tuple[Headline, ...]:
    """Admissions first: places add up to them."""
    year, here, model, focus = float(world.levers.year), world.here, world.model, world.levers.borough
    by_area, drawn = world.less(year)
    before = float(expected(model, year)[here].sum())
    admissions = doubt.paired(
        "admissions", f"Admissions after a fall in {year:.0f}", "admissions", "down", before,
        -float(by_area[here].sum()), expected_drawn(model, focus, year), -drawn, additive=True, decimals=-3,
    )  # fmt: skip
    return (admissions, avoided(world), saved(world), each(world), rise(world), waiting(world))


def avoided(world: World) -> Headline:
    """Admissions avoided in all."""
    mean, drawn = world.all_avoided()
    nothing = np.zeros_like(drawn)
    made = doubt.paired(
        "avoided", "Admissions avoided in all", "admissions", "up", 0.0, mean, nothing, drawn, decimals=-3
    )
    chance = float((drawn <= 0).mean()) if world.levers.budget else None
    return replace(made, chance_not_better=chance, does="avoid {goal}")


def saved(world: World) -> Headline:
    """What the admissions avoided would have cost hospitals and care."""
    mean, drawn = world.all_avoided()
    costs = drawn * prices(len(drawn))
    return doubt.paired(
        "saved", "Hospital and care cost avoided", "£", "up", 0.0, mean * EACH, np.zeros_like(drawn), costs, decimals=0
    )


def prices(draws: int) -> NDArray[np.float64]:
    """(draws,) pounds of an admission and the care after it, `EACH` on average."""
    rng = np.random.default_rng(SEED)
    made = rng.triangular(STAY.low, STAY.value, STAY.high, draws) * (1 + rng.triangular(*CARE, draws))
    return np.asarray(made * EACH / made.mean())


def each(world: World) -> Headline:
    """The money for each admission avoided."""
    key, label, unit = "each", "Cost of an admission avoided", "£"
    mean, drawn = world.all_avoided()
    if not world.spent:
        return Headline.undefined(key, label, unit, "down", "No money is spent here at these levers.")
    if mean <= 0 or np.quantile(drawn, 0.1) <= 0:
        return Headline.undefined(key, label, unit, "down", "The money may avoid no admission at all.")
    return doubt.alone(
        key, label, unit, "down", world.spent / mean, world.spent / np.maximum(drawn, 1e-9),
        reason="Nothing is spent today.", decimals=0,
    )  # fmt: skip


def rise(world: World) -> Headline:
    """How many more admissions there are by the last year than in the first."""
    model, here, focus = world.model, world.here, world.levers.borough
    last = float(model.ahead[-1])
    more = float((expected(model, last) - expected(model, FIRST))[here].sum())
    drawn = expected_drawn(model, focus, last) - expected_drawn(model, focus, FIRST)
    label = f"More admissions in {last:.0f} than in {FIRST} if nothing is done"
    still = np.zeros_like(drawn)
    return doubt.paired("rise", label, "admissions", "down", more, 0.0, drawn, still, decimals=-3)


def waiting(world: World) -> Headline:
    """What not acting costs: hospital and care of the admissions above those of the first year, discounted."""
    model, here, focus, last = world.model, world.here, world.levers.borough, int(world.model.ahead[-1])
    years = range(FIRST + 1, last + 1)
    today = np.bincount(model.borough_at[here], (model.risk * model.expected)[here], len(model.growth))
    first, first_drawn = float(today @ growth(model, FIRST)), expected_drawn(model, focus, FIRST)
    more = np.array([float(today @ growth(model, year)) - first for year in years]) * EACH
    drawn = np.array([expected_drawn(model, focus, year) - first_drawn for year in years]) * prices(len(first_drawn))
    usual, asked = (
        (1 + levers.discount / 100) ** (FIRST - np.array(years, dtype=float))
        for levers in (world.levers.unchanged(), world.levers)
    )
    label = f"Hospital and care cost of that rise, {years[0]} to {last}"
    return doubt.paired(
        "waiting", label, "£", "down", float(usual @ more), float((asked - usual) @ more),
        usual @ drawn, (asked - usual) @ drawn, decimals=-6,
    )  # fmt: skip
