"""Scenario: opening hours move visits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lbdp_core import doubt
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.formatting import likely
from lbdp_core.levers import Levers, choice, number
from lbdp_core.result import Answer, Result
from lbdp_core.toy.model import DRAWS, SEED, Fitted

LONDON = "London"


@dataclass(frozen=True, kw_only=True)
class ToyLevers(Levers):
    """What may be changed."""

    hours: float = number(
        0, "Opening hours", unit="% more", range=(-50, 50, 5), why="Any range that is wanted.", swing=(-10, 10)
    )
    borough: str = choice(LONDON, "Borough", {name: name for name in (LONDON, *NAMES)}, kind="view", group="Look at")


PRESETS = {"As today": ToyLevers(), "A tenth more hours": ToyLevers(hours=10)}


def run(model: Fitted, levers: ToyLevers) -> Result:
    """Visits next year, with and without the change."""
    rng = np.random.default_rng(SEED)
    here = np.ones(len(NAMES), bool) if levers.borough == LONDON else np.array(NAMES) == levers.borough
    today = model.expected[here]
    errors = np.exp(rng.normal(-(model.sd**2) / 2, model.sd, (DRAWS, len(NAMES))))[:, here]
    effect = levers.hours / 100 * 0.5
    effects = levers.hours / 100 * rng.normal(0.5, 0.1, DRAWS)
    drawn = (today * errors).sum(axis=1)
    visits = doubt.paired(
        "visits", f"Library visits in {model.years[-1] + 1}", "visits", "up", float(today.sum()),
        float(today.sum() * effect), drawn, drawn * effects, additive=True, decimals=-3,
    )  # fmt: skip
    names = np.array(NAMES)[here]
    places = pd.DataFrame(
        {
            "code": np.array(CODES)[here],
            "place": names,
            "borough": names,
            "today": today,
            "scenario": today * (1 + effect),
        }
    )
    past = pd.DataFrame({"period": model.years.astype(str), "observed": model.visits[:, here].sum(axis=1)})
    ahead = {"today": visits.today, "scenario": visits.scenario, "low": visits.low, "high": visits.high}
    over_time = pd.concat([past, pd.DataFrame([{"period": str(model.years[-1] + 1)} | ahead])], ignore_index=True)
    rise = places.assign(rise=places["scenario"] - places["today"])
    lead = f"About {visits.scenario:,.0f} visits are expected {likely(f'{visits.low:,.0f}', f'{visits.high:,.0f}')}."
    return Result(
        "toy",
        levers.as_dict(),
        Answer(lead, "Other hours would change that." if levers.moved() else ""),
        (visits,),
        places,
        over_time,
        rise.sort_values("rise", ascending=False)[["code", "borough", "today", "scenario"]].head(10),
        pd.DataFrame({"driver": ["Opening hours"], "contribution": [visits.change], "unit": ["visits"]}),
        ("The table is made up.",),
        {},
    )
