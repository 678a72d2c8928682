"""Boroughs: each against London, for each 10,000 residents, as a dot with its interval; never in a league."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lbdp_core.figure_charts import dots
from lbdp_core.formatting import joined
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import figures
from lbdp_core.refugees.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

NAMED = {"People in support": figures.SUPPORTED, figures.DUTIES.label: figures.DUTIES}
COUNT = "What is shown"
FEW = 4  # boroughs named in a sentence
PEOPLE, DUTIES = (f"{name}, {each.per.words}" for name, each in NAMED.items() if each.per)


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A dot and an 80 % interval a borough, London's own rate as a line, and the last count as a ring."""
    places = scope.places(model, result).iloc[:-1]  # the last is of no borough
    count, base, last = picks[COUNT], scope.base(model), scope.when(model, result)
    figure = figures.DUTIES if count == DUTIES else figures.SUPPORTED
    frame, more = figure.rates(model, places), {}
    if figure is figures.SUPPORTED:
        frame["beside"] = places["base"].to_numpy() * figures.RESIDENTS.scale(model)[: len(places)]
        more = {base: lambda shown: [f"{v:.1f}" for v in shown["beside"]]}
    london = figure.rate_over(model, places)
    drawn, shown = dots(
        frame,
        lambda value: f"{value:.1f}",
        (f"{last}, with its 80 % range", base),
        (count[:1].lower() + count[1:], last, f"{count}, {last}", f"{count} by borough"),
        "Dashed: London as a whole. Dots stand in order of their middle figures, which is not an order of boroughs.",
        london,
        more,
    )
    drawn = replace(drawn, alt=f"{drawn.alt}; London {london:.1f}")
    return Shown((_told(result, shown, london),), pictures=(drawn,))


def _told(result: Result, shown: pd.DataFrame, london: float) -> str:
    clear = shown[shown["low"] > london]["place"].tolist()
    below = int((shown["high"] < london).sum())
    more = [f"{len(clear) - FEW} more"] if len(clear) > FEW else []
    said = joined([*clear[:FEW], *more] or ["No borough"])
    mine = shown[shown["place"] == scope.where(result)]
    one = "" if mine.empty else f" {scope.where(result)}: {mine['value'].iloc[0]:.1f} against London's {london:.1f}."
    lies = "lie" if len(clear) > 1 else "lies"
    return (
        f"London as a whole is expected at {london:.1f} then. With their whole range, {said} {lies} above it and "
        f"{below} below it: this is not a ranking.{one}"
    )


BOROUGHS = Scene("How does a borough stand against London?", show, lambda model, result: {COUNT: (PEOPLE, DUTIES)})
