"""Arrivals: adverts as they came in, day by day: counts, the map and the skills of those that were open."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.figure_charts import measure
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.model_cache import remembered
from lbdp_core.player import Frame, Player
from lbdp_core.postings.model import Fitted
from lbdp_core.postings.scenario import PostingsLevers, tables
from lbdp_core.postings.scenario.stock import Stock, counting, here
from lbdp_core.postings.views.occupations import MADE_UP, counted, enough
from lbdp_core.result import Result

FIRST = 41  # the first day that has six weeks behind it
SKILLS = 9


def days(model: Fitted, result: Result) -> tuple[str, ...]:
    """The days of the stream, in words."""
    last = date.fromisoformat(model.last_day)
    all_days = (last - timedelta(days=model.days - 1 - n) for n in range(model.days))
    return tuple(f"{day.day} {day:%B %Y}" for day in all_days)


def show(model: Fitted, result: Result, step: int) -> Frame:
    """What had arrived by a day, and what was open on it."""
    levers = PostingsLevers(**result.levers)
    stock, looked = Stock.of(model, levers, step), here(levers)
    arrived = int(np.searchsorted(model.day, step + 1))
    new = int((model.likeness[:arrived] < levers.alike / 100 - 1e-6).sum())
    inside = stock.within(looked)
    states = float((~np.isnan(model.middle[inside])).mean()) if len(inside) else 0.0
    enough = len(inside) >= levers.least
    figures = (
        ("Arrived so far", f"{arrived:,}"),
        ("Not a repeat", f"{new:,}"),
        ("Open on this day", f"{len(inside):,}" if enough else f"under {levers.least:g}"),
        ("State their pay", f"{100 * states:.0f}%" if enough else "too few"),
    )
    skills = tables.skills(stock, looked)
    return Frame(figures, _map(model, stock, levers), counted(skills, "Skills named most", SKILLS, "skill"))


def _map(model: Fitted, stock: Stock, levers: PostingsLevers) -> Measure:
    frame = pd.DataFrame({"code": CODES, "place": NAMES, "open": stock.by_borough})
    names = ("open", "Adverts open on this day", "adverts")
    return measure(
        frame, ("open",), names, _edges(model, counting(levers)), MADE_UP, scale=enough(frame["open"], levers)
    )


@remembered(4)
def _edges(model: Fitted, levers: PostingsLevers) -> tuple[float, ...]:
    """Limits of the classes, from the last day: colours keep their meaning while days pass."""
    return quantile_edges(Stock.of(model, levers).by_borough, 7)


PLAYER: Player[Fitted] = Player("Press play: watch the adverts arrive", days, FIRST, "speed", show)
