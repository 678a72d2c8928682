"""Arrivals: adverts as they came in, day by day: counts, the map and the skills of those that were open."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from lbdp_core.maps import quantile_edges
from lbdp_core.model_cache import remembered
from lbdp_core.player import Frame, Player
from lbdp_core.postings.model import Fitted
from lbdp_core.postings.scenario import PostingsLevers, tables
from lbdp_core.postings.scenario.stock import Stock, counting
from lbdp_core.postings.views.occupations import MADE_UP, counted, open_map, stock
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
    open_then = stock(model, result, step)
    levers, pay = open_then.levers, model.middle[open_then.which[open_then.here]]
    enough = len(pay) >= levers.least
    figures = (
        ("Arrived so far", f"{open_then.last:,}"),
        ("Not a repeat", f"{int(model.new(levers.alike, last=open_then.last).sum()):,}"),
        ("Open on this day", f"{len(pay):,}" if enough else f"under {levers.least:g}"),
        ("State their pay", f"{100 * float((~np.isnan(pay)).mean()):.0f}%" if enough else "too few"),
    )
    names = ("open", "Adverts open on this day", "adverts")
    drawn = open_map(open_then, names, _edges(model, counting(levers)), MADE_UP)
    return Frame(figures, drawn, counted(tables.skills(open_then), "Skills named most", SKILLS, "skill"))


@remembered(4)
def _edges(model: Fitted, levers: PostingsLevers) -> tuple[float, ...]:
    """Limits of the classes, from the last day: colours keep their meaning while days pass."""
    return quantile_edges(Stock.of(model, levers).by_borough, 7)


PLAYER: Player[Fitted] = Player("Press play: watch the adverts arrive", days, FIRST, "speed", show)
