"""Scenario: how many children will be looked after, and on plans, if rates move towards those of similar councils.

Both levers are arithmetic and claim no effect of any service: what closing a gap would mean, and what more children
would mean. The pipeline from referral to care, with evidence of what works, is to come beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import doubt
from lbdp_core.children.model.fitted import Fitted, neighbours_median
from lbdp_core.children.model.forecasting import GRID
from lbdp_core.focus import borough_lever, mask
from lbdp_core.formatting import likely, people
from lbdp_core.levers import Levers, choice, number
from lbdp_core.model_cache import remembered
from lbdp_core.places import LONDON
from lbdp_core.result import Answer, Headline, Result

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
DRAWS, SEED = 500, 14
AHEAD = {"1": "In one year", "2": "In two years", "3": "In three years"}
COUNTED = {"looked_after": "Children looked after", "plans": "Children on a protection plan"}
UNUSUAL, FEWEST = 1.96, 20  # standard deviations; and children (or cases) that a verdict must rest on
CAVEATS = (
    "A forecast is not a target: no rate of children in care is right for every council.",
    "Check the last published year for gaps before you quote a borough: councils with missing years are less certain.",
    "Closing a gap is arithmetic. It says how many children a difference is, not that a council should close it.",
)


@dataclass(frozen=True, kw_only=True)
class ChildrenLevers(Levers):
    """What may be changed."""

    gap: float = number(
        0, "Gap to similar councils that is closed", unit="%", range=(0, 100, 5), swing=(0, 25),
        why="Moves each borough's rate this share of the way to the median of its ten statistical neighbours.",
    )  # fmt: skip
    more: float = number(
        0, "Change in the number of children", unit="%", range=(-20, 20, 1), swing=(-5, 5),
        why="More or fewer residents aged 0 to 17 than in the last published year, at the same rates.",
    )  # fmt: skip
    years: str = choice("3", "How far ahead", AHEAD, kind="view", group="Look at")
    borough: str = borough_lever("Look at")


PRESETS = {
    "As today": ChildrenLevers(),
    "A quarter of the gap closed": ChildrenLevers(gap=25),
    "5% more children": ChildrenLevers(more=5),
}
OPENING = "As today"


def run(model: Fitted, levers: ChildrenLevers) -> Result:
    """Children looked after and on plans at the horizon, with and without the change."""
    horizon, last = int(levers.years), int(model.years[-1])
    names = model.names[model.london]
    here = mask(names, levers.borough)
    headlines, tables = [], {}
    for key, label in COUNTED.items():
        today, drawn = course(model, key, horizon)
        factor = _factor(model, key, horizon, levers)
        change = today * (factor - 1)
        headlines.append(_headline(key, f"{label} in {last + horizon}", here, today, change, drawn, factor))
        tables[key] = today, change
    today, change = (each[here] for each in tables["looked_after"])
    places = pd.DataFrame({"code": model.codes[model.london][here], "place": names[here], "borough": names[here],
                           "today": today, "scenario": today + change})  # fmt: skip
    first, where = headlines[0], "London" if levers.borough == LONDON else levers.borough
    ends = (people(first.low), people(first.high))
    lead = (
        f"About {people(first.scenario)} children will be looked after in {where} in {last + horizon} {likely(*ends)}."
    )
    said = ""
    if levers != levers.unchanged():
        by = abs(first.change or 0)
        way = "more" if (first.change or 0) > 0 else "fewer"
        said = f"That would be {people(by)} {way} than if nothing changed."
    return Result(
        "children", levers.as_dict(), Answer(lead, said, "Rates follow their own past and similar councils."),
        tuple(headlines), places, _over_time(model, levers, here), _shortlist(model, here),
        _drivers(model, levers, here), CAVEATS, {},
    )  # fmt: skip


def _factor(model: Fitted, key: str, horizon: int, levers: ChildrenLevers) -> Array:
    """(33,) the scenario's number of children over today's."""
    rate = model.ahead[model.at(key), horizon - 1][model.london]
    similar = neighbours_median(model, key, horizon)[model.london]
    rate = np.where(np.isfinite(rate), rate, similar)
    moved = rate + levers.gap / 100 * (similar - rate)
    return (1 + levers.more / 100) * np.where(rate > 0, moved / np.where(rate > 0, rate, 1), 1.0)


@remembered(16)
def course(model: Fitted, key: str, horizon: int) -> tuple[Array, Array]:
    """Children (33,) at a horizon if nothing changes, and draws of them (DRAWS, 33); errors common to all and own."""
    k, h, london = model.at(key), horizon - 1, model.london
    rate = np.where(np.isfinite(model.ahead[k, h]), model.ahead[k, h], neighbours_median(model, key, horizon))[london]
    width = np.where(np.isfinite(model.width[k, h]), model.width[k, h], np.nanmedian(model.width[k, h]))[london]
    children = _children(model, k)
    rng = np.random.default_rng([SEED, k, horizon])
    shock = np.interp(rng.uniform(size=(DRAWS, 1)), GRID, np.nan_to_num(model.shock[k, h]))
    own = np.interp(rng.uniform(size=(DRAWS, london.sum())), GRID, np.nan_to_num(model.own[k, h]))
    drawn = np.maximum(rate + width * (shock + own), 0.0)
    return rate * children / 10_000, drawn * children / 10_000


def _children(model: Fitted, k: int) -> Array:
    """(33,) residents aged 0 to 17 that the last rates of an indicator are of."""
    last = model.counted[k, -1]
    return np.asarray(np.nan_to_num(np.where(np.isfinite(last), last, model.children)[model.london]))


def _headline(key: str, label: str, here: Mask, today: Array, change: Array, drawn: Array, factor: Array) -> Headline:
    found = doubt.paired(
        key, label, "children", "down", float(today[here].sum()), float(change[here].sum()),
        drawn[:, here].sum(axis=1), (drawn * (factor - 1))[:, here].sum(axis=1),
        additive=key == "looked_after", decimals=0,
    )  # fmt: skip
    return replace(found, neutral=True)


def _over_time(model: Fitted, levers: ChildrenLevers, here: Mask) -> pd.DataFrame:
    """Children looked after by year: as published, and what is expected."""
    k = model.at("looked_after")
    past = (model.value[k] * model.counted[k] / 10_000)[:, model.london][:, here]
    known = np.isfinite(past).mean(axis=1) > 0.9
    rows: list[dict[str, object]] = []
    for year, row, there in zip(model.years, past, known, strict=True):
        rows += [{"period": str(year), "observed": float(np.nansum(row))}] if there else []
    for horizon in range(1, int(levers.years) + 1):
        today, drawn = course(model, "looked_after", horizon)
        factor = _factor(model, "looked_after", horizon, levers)
        low, high = doubt.interval((drawn * factor)[:, here].sum(axis=1), float((today * factor)[here].sum()))
        facts = {"today": float(today[here].sum()), "scenario": float((today * factor)[here].sum())}
        rows.append({"period": str(int(model.years[-1]) + horizon), "low": low, "high": high, **facts})
    return pd.DataFrame(rows, columns=["period", "observed", "today", "scenario", "low", "high"])


def _shortlist(model: Fitted, here: Mask) -> pd.DataFrame:
    """Where the last value is unlike what need leads one to expect, or unlike other councils, farthest first."""
    rows = []
    for k, key in enumerate(model.keys):
        one, columns = model.indicator(str(key)), np.flatnonzero(model.london)[here]
        for c in columns:
            by_need = np.isfinite(model.unlike[k, c])
            z = model.unlike[k, c] if by_need else model.apart[k, c]
            size = model.value[k, -1, c] * model.counted[k, -1, c] / one.times
            if np.isfinite(z) and abs(z) > UNUSUAL and size >= FEWEST:
                beside = model.expected[k, c] if by_need else float(np.nanmedian(model.value[k, -1]))
                last = float(model.value[k, -1, c])
                figures = (round(last, one.decimals), round(float(beside), one.decimals))
                rows.append((str(model.names[c]), one.name, one.unit, *figures, float(abs(z))))
    rows.sort(key=lambda row: -row[-1])
    return pd.DataFrame(
        [row[:-1] for row in rows[:10]], columns=["borough", "indicator", "unit", "last_value", "expected"]
    )


def _drivers(model: Fitted, levers: ChildrenLevers, here: Mask) -> pd.DataFrame:
    """What each lever alone does to children looked after."""
    horizon = int(levers.years)
    today, _ = course(model, "looked_after", horizon)
    alone = {"Gap to similar councils": replace(levers, more=0.0), "Number of children": replace(levers, gap=0.0)}
    rows = [(name, float((today * (_factor(model, "looked_after", horizon, one) - 1))[here].sum()), "children")
            for name, one in alone.items()]  # fmt: skip
    rows.sort(key=lambda row: -abs(row[1]))
    return pd.DataFrame(rows, columns=["driver", "contribution", "unit"])
