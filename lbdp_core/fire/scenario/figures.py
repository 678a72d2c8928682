"""How much: the four headlines, each with its 80% interval from paired draws.

A central figure is an exact mean: the effect of a visit and the fires of an area are drawn independently, so
the mean of their product is the product of their means. It is linear in areas: they add up to boroughs, and
boroughs to London.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lbdp_core import doubt
from lbdp_core.fire.model import Fitted, rate_draws
from lbdp_core.fire.scenario import effect, harm, words
from lbdp_core.fire.scenario.allocate import Order, Placed, place
from lbdp_core.fire.scenario.backdrop import Backdrop, backdrop
from lbdp_core.fire.scenario.levers import FOCUS, HARM, LONDON, FireLevers
from lbdp_core.goal import Goal
from lbdp_core.model_cache import remembered
from lbdp_core.result import Headline
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
PREVENTED = "fires_prevented"  # key of the figure that a goal asks for


@dataclass(frozen=True)
class World:
    """A fitted model under given levers.

    here:   (n,) whether an area is in the focus.
    draws:  (draws, n) expected fires next year. ratios: (draws,) rate ratios of a visited home.
    """

    fitted: Fitted
    levers: FireLevers
    scene: Backdrop
    here: NDArray[np.bool_]
    draws: NDArray[np.float32]
    ratios: Array
    _placed: dict[tuple[str, float, str], Placed] = field(default_factory=dict)  # by rule, floor and aim

    @classmethod
    def of(cls, fitted: Fitted, levers: FireLevers) -> World:
        """The world that these levers look at.

        Raises:
            DataError: the model has no area in the borough asked for.
        """
        here = np.ones(len(fitted.code), bool) if levers.borough == LONDON else fitted.borough == levers.borough
        if not here.any():
            raise DataError(f"The data holds no area of {levers.borough}; choose another borough, or add its data.")
        draws = rate_draws(fitted)
        ratios = effect.rate_ratio_draws(levers.effect, levers.own_rr, len(draws))
        return cls(fitted, levers, backdrop(fitted), here, draws, ratios)

    @cached_property
    def averted(self) -> Array:
        """Expected fires (n,) that visits to every home would avert in the first year."""
        return self.fitted.expected * (1 - self.ratios.mean())

    @cached_property
    def life(self) -> float:
        """First-year effects in the years that a visit is counted."""
        return effect.life(self.levers.years, self.levers.half_life)

    def order(self, rule: str, aim: str) -> Order:
        """How early a rule serves each area ("uniform" is listed as the model would)."""
        return _order(self.fitted.of_rates, rule, aim)

    def weight(self, aim: str) -> Array:
        """How much a fire in each area counts (n,)."""
        return harm.weights(self.fitted) if aim == HARM else np.ones(len(self.fitted.code))

    def place(self, rule: str, floor: float, aim: str = "") -> Placed:
        """The year's visits placed by a rule with a borough floor in percent, where they may go.

        aim: the levers' own when none is given.
        """
        asked = (rule, floor, aim or self.levers.aim)
        if asked not in self._placed:
            homes = np.maximum(self.fitted.households - self.fitted.visited, 0.0)
            self._placed[asked] = place(
                self.levers.visits,
                steered_share=self.levers.steer / 100,
                reach=self.levers.reach / 100,
                floor=floor / 100,
                order=None if rule == "uniform" else self.order(rule, asked[2]),
                households=np.where(self.here, homes, 0.0) if self.levers.within == FOCUS else homes,
                borough=self.scene.borough,
                boroughs=len(self.scene.names),
            )
        return self._placed[asked]

    def prevented(self, visits: Array) -> Array:
        """Mean fires (n,) that visits prevent over the years that a visit is counted."""
        return visits / self.fitted.households * self.averted * self.life

    def both(self, visits: Array) -> tuple[float, float]:
        """Mean fires and harm-weighted fires that visits prevent in the focus over the years they count."""
        prevented = self.prevented(visits)[self.here]
        return float(prevented.sum()), float(prevented @ harm.weights(self.fitted)[self.here])

    def prevented_draws(self, visits: Array) -> Array:
        """The same (draws,), summed over the focus."""
        if not visits.any():
            return np.zeros(len(self.ratios))
        met = self.draws @ np.where(self.here, visits / self.fitted.households, 0).astype(np.float32)
        return (1 - self.ratios) * met * self.life + 0.0

    def chance(self, visits: Array) -> float | None:
        """The exact chance that visits in the focus prevent nothing; None where there are none to judge."""
        if not visits[self.here].any():
            return None
        return effect.chance_not_positive(self.levers.effect, self.levers.own_rr)


@remembered(8)
def _order(fitted: Fitted, rule: str, aim: str) -> Order:
    """aim: "harm" weighs the fires that a rule counts, last year's or expected ones; deprivation counts none."""
    fires = fitted.last_year if rule == "last_year" else fitted.expected
    weight = harm.weights(fitted) if aim == HARM else 1.0
    score = -np.asarray(fitted.imd_rank, float) if rule == "imd" else fires * weight / fitted.households
    return Order.of(score, backdrop(fitted).borough)


@remembered(40)
def today_draws(fitted: Fitted, borough: str) -> Array:
    """Expected fires (draws,) of a borough, or of all areas, if nothing changes; read only."""
    here = np.ones(len(fitted.code), bool) if borough == LONDON else fitted.borough == borough
    draws = np.asarray(rate_draws(fitted) @ here.astype(np.float32), dtype=float)
    draws.flags.writeable = False
    return draws


def expected_fires(world: World, placed: Placed, today_draws: Array, prevented_draws: Array) -> Headline:
    """Expected dwelling fires in the year after the visits; places add up to it."""
    prevented = float(world.prevented(placed.visits)[world.here].sum())
    return doubt.paired(
        "expected_fires",
        "Expected dwelling fires a year",
        "fires a year",
        "down",
        float(world.fitted.expected[world.here].sum()),
        0.0 - prevented / world.life,
        today_draws,
        0.0 - prevented_draws / world.life,
        additive=True,
        chance_not_better=world.chance(placed.visits),
    )


def per_thousand(world: World, placed: Placed, prevented_draws: Array) -> tuple[Headline, Headline]:
    """Fires prevented, and value less cost, per 1,000 visits made in the focus over the years they count."""
    levers = world.levers
    over = f"over {words.years(levers.years)}"
    fires = ("prevented_per_1000_visits", "Fires prevented per 1,000 visits", f"fires {over}", "up")
    money = ("net_value_per_1000_visits", "Net benefit per 1,000 visits", f"\u00a3 {over}", "up")
    visits = float(placed.visits[world.here].sum())
    if not visits:
        none = "There are no extra visits." if not levers.visits else f"{levers.borough} gets no extra visits."
        return Headline.undefined(*fires, none), Headline.undefined(*money, none)  # type: ignore[arg-type]
    rate = 1_000 * float(world.prevented(placed.visits)[world.here].sum()) / visits
    rates = 1_000 * prevented_draws / visits
    cost = 1_000 * levers.cost_per_visit
    net = rates * levers.value_per_fire - cost
    reason = "There are no extra visits today to compare with."
    chance = world.chance(placed.visits)
    return (
        doubt.alone(*fires[:3], "up", rate, rates, reason=reason, chance_not_better=chance),
        doubt.alone(
            *money[:3],
            "up",
            rate * levers.value_per_fire - cost,
            net,
            reason=reason,
            chance_not_better=float(np.mean(net <= 0)),
            decimals=0,
        ),
    )


def totals(world: World, placed: Placed, prevented_draws: Array) -> tuple[Headline, Headline]:
    """Fires prevented in the focus over the years that visits count, and what the visits made there cost."""
    prevented = float(world.prevented(placed.visits)[world.here].sum()) + 0.0
    cost = float(placed.visits[world.here].sum()) * world.levers.cost_per_visit
    over, none = f"fires over {words.years(world.levers.years)}", np.zeros_like(prevented_draws)
    chance = world.chance(placed.visits)
    return (
        doubt.paired(
            PREVENTED,
            "Fires prevented",
            over,
            "up",
            0.0,
            prevented,
            none,
            prevented_draws,
            chance_not_better=chance,
        ),
        doubt.paired("visits_cost", "Cost of the visits", "\u00a3", "down", 0.0, cost, none, none + cost, decimals=0),
    )


def price_of_equity(world: World, placed: Placed) -> Headline:
    """Fires not prevented in the focus because each borough gets a minimum share of the same visits."""
    free = world.place(world.levers.rule, 0) if world.levers.floor else placed
    forgone = free.visits - placed.visits
    draws = world.prevented_draws(forgone)
    price = float(world.prevented(forgone)[world.here].sum()) + 0.0
    unit = f"fires over {words.years(world.levers.years)}"
    return doubt.paired(
        "equity_cost",
        "Fires not prevented because every borough gets a minimum share",
        unit,
        "down",
        0.0,
        price,
        np.zeros_like(draws),
        draws,
        decimals=2,
    )


GOALS = (
    Goal(
        question="Fewest visits that prevent a number of fires",
        figure=PREVENTED,
        lever="visits",
        by="visits",
        want="prevent {goal}",
        start=50,
        more="prevent {goal}",
    ),
)
