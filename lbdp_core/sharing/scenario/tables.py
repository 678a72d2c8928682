"""Where, when, what first and why: the scenario's tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core.agreements.contract import bundled
from lbdp_core.agreements.register import risk_points
from lbdp_core.doubt import intervals
from lbdp_core.model_cache import remembered
from lbdp_core.sharing.model import TOP, Fitted
from lbdp_core.sharing.scenario.levers import ASKS, SharingLevers
from lbdp_core.sharing.scenario.world import SAME_LIFT, World, coarse, kept, placed, smallest

FIRST = 60
FIRST_TENTH = f"first {TOP:.0%} of homes"


def places(world: World) -> pd.DataFrame:
    """One row an area looked at: fires prevented a year without the dataset and with it, and whether it is new."""
    fitted = world.fitted
    new, gone = moved(world)
    newly = new.astype(int) - gone.astype(int)
    frame = _areas(fitted).assign(today=world.today, scenario=world.scenario, newly=newly)
    return frame if world.here.all() else frame[world.here].reset_index(drop=True)


@remembered(2)
def _areas(fitted: Fitted) -> pd.DataFrame:
    """Code and names of every area; made once, since text is slow to make."""
    named = {"code": fitted.code, "place": fitted.name, "ward": fitted.ward}
    return pd.DataFrame(named | {"borough": fitted.borough_name[fitted.borough]})


def moved(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Areas (n,) that enter the first tenth of homes in the last unseen year, and those that leave it."""
    before, after = (tops[-1] for tops in world.tops())  # of the last year looked at
    return after & ~before, before & ~after


def over_time(world: World) -> pd.DataFrame:
    """Fires prevented in each unseen year by the same visits, without the dataset and with it."""
    rows = world.by_year * world.here
    today, scenario = rows.sum(axis=2)
    draws = np.column_stack([world.draws(one) for one in rows[1]])
    low, high = intervals(draws, scenario)
    return pd.DataFrame(
        {
            "period": [str(world.fitted.unseen[o]) for o in world.chosen],
            "observed": np.nan,
            "today": today,
            "scenario": scenario,
            "low": low,
            "high": high,
        }
    )


def shortlist(world: World) -> pd.DataFrame:
    """Areas that come first: those that the dataset brings into the first tenth of homes, then those that were there.

    Each with its place in the order without the dataset and with it, by expected fires for each home, last unseen year.
    """
    fitted, last = world.fitted, world.chosen[-1]
    ranks = np.empty((2, len(fitted.code)), dtype=int)
    for rank, shared in zip(ranks, (world.held, world.shared), strict=True):
        rank[shared.order[last]] = np.arange(1, len(rank) + 1)
    new, _ = moved(world)
    top = world.tops()[1][-1] & world.here
    order = np.lexsort((ranks[1], ~new))
    listed = order[top[order]][:FIRST]
    visits = placed(fitted, world.shared.order[last], world.levers.visits)
    return pd.DataFrame(
        {
            "place": fitted.name[listed],
            "ward": fitted.ward[listed],
            "borough": fitted.borough_name[fitted.borough[listed]],
            "new": np.where(new[listed], "new", "there before"),
            "was": ranks[0][listed],
            "now": ranks[1][listed],
            "visits": visits[listed],
            "fires": fitted.base.events[list(world.chosen)].mean(axis=0)[listed],
        }
    )


def drivers(world: World) -> pd.DataFrame:
    """Every field of the dataset: its rate ratio beside the others, and how much of it is held already."""
    found = world.fitted.says.get(world.dataset.key, {}).get("trial", {"fields": []})["fields"]
    rows = [
        {
            "driver": field.words,
            "contribution": told["ratio"],
            "unit": "times the fires, for one standard deviation more",
            "low": told["low"],
            "high": told["high"],
            "held": told["r2_on_held"],
            "partial": told["partial_correlation"],
            "shared": "yes" if field.name in world.fields else "no",
        }
        for field, told in zip(world.dataset.fields, found, strict=False)
    ]
    columns = ["driver", "contribution", "unit", "low", "high", "held", "partial", "shared"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.iloc[np.argsort(-np.abs(np.log(frame["contribution"].to_numpy(dtype=float))), kind="stable")]


def ask(world: World) -> pd.DataFrame:
    """Every field of the contract, and whether this ask shares it."""
    mine = kept(world.fitted, world.levers)
    words = {f.name: f.words for f in world.dataset.fields}
    fields = bundled(world.dataset.key).fields
    return pd.DataFrame(
        {
            "field": [f.name for f in fields],
            "words": [words.get(f.name, f.description or f.name) for f in fields],
            "counted": ["yes" if f.name in words else "no" for f in fields],
            "shared": ["yes" if f.name in mine else "no" for f in fields],
        }
    )


def frontier(world: World) -> pd.DataFrame:
    """Every subset of the fields that counts are made of: risk, and lift on the untouched year with its interval.

    The whole contract comes after them, with the fields that no count is made of, but for names where it is counted by
    area; then the smallest ask again, as counts by LSOA, where the levers ask for homes or postcodes: the lift is the
    same.
    """
    place = SAME_LIFT[world.levers.place]
    found = world.fitted.says.get(world.dataset.key, {}).get(place)
    columns = ["fields", "count", "risk", "inner", "skill", "low", "high", "what"]
    if found is None:
        return pd.DataFrame(columns=columns)
    contract, how = bundled(world.dataset.key), coarse(world.levers)
    names, words = ([getattr(f, part) for f in world.dataset.fields] for part in ("name", "short"))
    rows, (least, fields) = [], smallest(world.fitted, world.levers)
    for n, point in enumerate(found["points"]):
        mine = frozenset(names[j] for j in point["fields"])
        what = "smallest as good" if n == least else "best" if n == found["best"] else "other"
        rows.append(_point(" + ".join(words[j] for j in point["fields"]) or "nothing", len(mine), point, what))
        rows[-1]["risk"] = risk_points(contract, mine, how)
    every = frozenset(contract.askable(how))
    whole = _point("the whole contract", len(every), found["points"][-1], "whole ask")
    rows.append(whole | {"risk": risk_points(contract, every, how)})
    small = rows[least]
    if world.levers.place in ("uprn", "postcode") and small["count"]:
        coarser = {"fields": f"{small['fields']}, as counts by LSOA", "what": "smallest by LSOA"}
        rows.append(
            small | coarser | {"risk": risk_points(contract, frozenset(fields), {"place": "lsoa", "age": "band"})}
        )
    return pd.DataFrame(rows)[columns]


def _point(fields: str, count: int, point: dict[str, Any], what: str) -> dict[str, Any]:
    figures = {name: 100 * point[name] for name in ("inner", "skill", "low", "high")}
    return {"fields": fields, "count": count, **figures, "what": what}


def sweep(world: World) -> pd.DataFrame:
    """What is found when only 4, 8, 16 or 33 boroughs share."""
    found = world.fitted.says.get(world.dataset.key, {}).get("trial", {"sweep": []})["sweep"]
    return pd.DataFrame(found, columns=["boroughs", "tries", "skill", "low", "high", "seen"])


def power(world: World) -> pd.DataFrame:
    """The chance to see an effect of this size, and of the least that is worth it, by boroughs and unseen years."""
    found = world.fitted.says.get(world.dataset.key, {}).get("trial", {"power": [], "power_of_worth": []})
    frame = pd.DataFrame(found["power"], columns=["boroughs", "years", "power"])
    worth = [row["power"] for row in found["power_of_worth"]]
    return frame.assign(power_of_worth=worth)


def asks(levers: SharingLevers) -> str:
    """The words of the ask."""
    return ASKS[levers.ask]
