"""Where, when and what first: the scenario's tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.doubt import intervals
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario import harm
from lbdp_core.fire.scenario.allocate import Order, Placed
from lbdp_core.fire.scenario.backdrop import Backdrop
from lbdp_core.fire.scenario.levers import LONDON, FireLevers
from lbdp_core.fire.scenario.words import who_to_ask_for
from lbdp_core.result import Headline

Array = NDArray[np.float64]
FIRST = 50
AHEAD_SEED = 5


def places(scene: Backdrop, here: NDArray[np.bool_], today: Array, scenario: Array, visits: Array) -> pd.DataFrame:
    """One row an area of the focus: expected dwelling fires next year without and with the visits."""
    frame = scene.areas.assign(today=today, scenario=scenario, visits=visits).drop(columns="households")
    return frame if here.all() else frame[here].reset_index(drop=True)


def shortlist(
    fitted: Fitted,
    scene: Backdrop,
    here: NDArray[np.bool_],
    placed: Placed,
    order: Order,
    weight: Array,
    prevented: Array,
) -> pd.DataFrame:
    """The areas of the focus to start with: those where steered visits meet most fires, then those next in
    line.

    order: of the areas without steered visits. weight: (n,) how much a fire in each area counts.
    prevented: (n,) fires prevented over the years that a visit is counted.
    """
    by_fires, by_harm = harm.ranks(fitted)
    rate = fitted.expected / fitted.households
    mine = order.best[here[order.best]]
    met = (placed.steered * rate * weight)[mine]
    some = met > 0  # they are few, unless visits are even; the others are in order already
    first = np.append(mine[some][np.argsort(-met[some], kind="stable")], mine[~some][:FIRST])[:FIRST]
    frame = scene.areas.iloc[first].assign(
        visits=placed.visits[first],
        fires_prevented=prevented[first],
        fires_per_1000_households=1_000 * rate[first],
        chance_top_decile=np.asarray(fitted.p_top, float)[first],
        rank_by_fires=by_fires[first],
        rank_by_harm=by_harm[first],
        who_to_ask_for=[who_to_ask_for(scene, area) for area in first],
    )
    return frame.reset_index(drop=True)


def boroughs(fitted: Fitted, scene: Backdrop, placed: Placed, prevented: Array) -> pd.DataFrame:
    """Every borough's visits beside its share by homes; who gets least of its share comes first."""
    total = len(scene.names)
    homes = np.bincount(scene.borough, fitted.households, total)
    visits = np.bincount(scene.borough, placed.visits, total)
    pro_rata = placed.visits.sum() * homes / homes.sum()
    frame = pd.DataFrame(
        {
            "borough": scene.names,
            "visits": visits,
            "pro_rata_visits": pro_rata,
            "difference": visits - pro_rata,
            "fires_prevented": np.bincount(scene.borough, prevented, total),
        }
    )
    shortfall = ((visits - pro_rata) / homes).round(12)  # equal shares are equal, whatever the rounding
    order = np.lexsort((frame["borough"], shortfall))
    return frame.iloc[order].reset_index(drop=True)


def over_time(
    fitted: Fitted, levers: FireLevers, fires: Headline, today_draws: Array, averted_draws: Array, left: Array
) -> pd.DataFrame:
    """Fires in the years observed, then expected without and with the visits while their effect lasts.

    fires, today_draws, averted_draws: the first year's, in the focus; left: (years,) how much of the effect
    each keeps.
    """
    seen = fitted.fires_by_borough_year
    if levers.borough != LONDON:
        seen = seen[np.asarray(fitted.borough_names) == levers.borough]
    today, ahead = fires.today or 0.0, len(left)
    centres = today + (fires.change or 0.0) * left
    # Each further year adds one more error of London's level: the same sd as for one year ahead, independent.
    steps = np.random.default_rng(AHEAD_SEED).standard_normal((len(today_draws), ahead)) * fitted.level_sd
    steps[:, 0] = 0.0
    drift = np.exp(np.cumsum(steps, axis=1))
    low, high = intervals(today_draws[:, None] * drift / drift.mean(axis=0) - averted_draws[:, None] * left, centres)
    blank = np.full(len(fitted.years), np.nan)
    return pd.DataFrame(
        {
            "period": [str(year) for year in fitted.years] + [str(fitted.forecast_year + t) for t in range(ahead)],
            "observed": np.append(seen.sum(axis=0).astype(float), np.full(ahead, np.nan)),
            "today": np.append(blank, np.full(ahead, today)),
            "scenario": np.append(blank, centres),
            "low": np.append(blank, low),
            "high": np.append(blank, high),
        }
    )
