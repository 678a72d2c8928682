"""Funnels: what became of prevention and relief duties, from the publisher's own quarters, beside all of London."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import Picture, funnel
from lbdp_core.formatting import people
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import LONDON, World, published_series
from lbdp_core.homelessness.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown


def funnels(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Both funnels of the focus beside London's own row, as shares of the duties owed."""
    mine = result.extras["funnels"]
    names = [scope.where(result)]
    tables = [mine]
    if names[0] != LONDON:
        names.append(LONDON)
        tables.append(published_series.funnels(World.of(model, scope.FOCUS.over_london(result))))
    drawn = [picture(name, names, tables) for name in dict.fromkeys(mine["funnel"])]
    few = int(mine["quarters"].min())
    text = (
        f"These are the last {few} quarters that {names[0]} reported in full. Each stage is counted when it "
        "happened, so these are not the same households followed through."
    )
    notes = ("Published by the Ministry of Housing (MHCLG), from councils' returns (H-CLIC).",)
    return Shown((text,), pictures=tuple(drawn), notes=notes)


def picture(name: str, names: list[str], tables: list[pd.DataFrame]) -> Picture:
    """One funnel as bars, the focus first."""
    parts = []
    for place, frame in zip(names, tables, strict=True):
        part = frame[frame["funnel"] == name]
        said = [f"{people(n)} ({s:.0%})" for n, s in zip(part["households"], part["of_first"], strict=True)]
        parts.append(pd.DataFrame({"stage": part["stage"], "place": place, "share": part["of_first"], "said": said}))
    drawn = pd.concat(parts, ignore_index=True)
    table = parts[0][["stage"]].rename(columns={"stage": "Stage"})
    for place, part in zip(names, parts, strict=True):
        table[place] = part["said"].to_numpy()
    home = parts[0][parts[0]["stage"].str.startswith("With a home")].iloc[0]
    return funnel(
        drawn,
        names,
        f"{name}: what happened to the duties owed",
        "share of the duties owed in the same quarters",
        f"{name} in {names[0]}: {home['share']:.0%} ended with a home for six months or more",
        table,
        "A share can be above 100%, because more duties can end in a year than begin in it.",
    )


FUNNELS = Scene("What happens to prevention and relief duties?", funnels, part="Past")
