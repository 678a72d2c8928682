"""What only the homelessness page shows: the lever board, both flows, funnels, seasons, boroughs and definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lbdp_core.charts import LABEL, Picture
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.views import board, course, flow
from lbdp_core.homelessness.views.board import BOARD
from lbdp_core.homelessness.views.boroughs import BOROUGHS
from lbdp_core.homelessness.views.definitions import DEFINITIONS
from lbdp_core.homelessness.views.evidence import beside
from lbdp_core.homelessness.views.facts import facts, labels, missing, remarks, rows_used
from lbdp_core.homelessness.views.flow import FLOW
from lbdp_core.homelessness.views.forecasts import FORECASTS
from lbdp_core.homelessness.views.funnels import FUNNELS
from lbdp_core.homelessness.views.rests import ASSUMPTIONS
from lbdp_core.homelessness.views.seasonal import SEASONAL
from lbdp_core.homelessness.views.sure import by_borough, by_year, sure
from lbdp_core.homelessness.views.where import DECIMALS, LISTED, SHORTLIST, WIDTHS, chosen, first, measures
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

__all__ = [
    "BELOW", "BESIDE", "BIG", "COLUMNS", "DECIMALS", "EXTRAS", "LEAD", "LISTED", "PARTS", "SCENES", "SHORTLIST",
    "WIDE", "WIDTHS", "acts", "beside", "by_borough", "by_year", "chosen", "facts", "first", "in_words",
    "labels", "measures", "missing", "offer", "over_time", "remarks", "rows_used", "stage", "sure",
]  # fmt: skip


def _homes(model: Fitted, result: Result, picks: Picks) -> Shown:
    return Shown((), pictures=(course.held(model, result),))


HOMES = Scene("Temporary accommodation: how many households, and how wrong was it?", _homes, folded=False)
LEAD = "housing_first"  # the lever that stands first
BIG = (0, 1)  # headlines that a meeting sees: people seen, and those living on the streets
WIDE = (0,)  # of what a meeting sees next, what takes the whole width
BESIDE: Mapping[str, Callable[[Fitted, Result], Picture]] = {"Levers": board.picture, "Flow": flow.street}
BELOW: Mapping[str, Scene] = {"Homes": HOMES, "Definitions": DEFINITIONS, "Duties": FUNNELS}
SCENES: Mapping[str, Scene] = {
    "Why": FLOW,
    "Levers": BOARD,
    "Duties": FUNNELS,
    "Forecasts": FORECASTS,
    "Seasons": SEASONAL,
    "Boroughs": BOROUGHS,
    "Counts": DEFINITIONS,
    "Assumptions": ASSUMPTIONS,
}
PARTS: Mapping[str, Any] = {}  # nothing rests on studies
EXTRAS: Mapping[str, tuple[str, tuple[str, ...]]] = {}  # its further tables are scenes, in words
COLUMNS: Mapping[str, str] = {}


def over_time(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """The fan of people seen."""
    return course.seen(model, result, size)


def stage(model: Fitted, result: Result, size: int) -> Picture:
    """What stands beside the answer in a meeting: the lever board."""
    return board.picture(model, result, size)


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: the flow over the whole width, then the two courses."""
    return (
        flow.street(model, result, size),
        course.seen(model, result, size, "People seen rough sleeping, by quarter"),
        course.held(model, result, size, "Households in temporary accommodation, by quarter"),
    )


def in_words(levers: Mapping[str, Any]) -> Mapping[str, str]:
    """Further tables that one sentence says better at these levers: none."""
    return {}


def offer(model: Fitted, result: Result) -> tuple[str, Mapping[str, str]] | None:
    """The cautious evidence, while the main one is in use and something is changed."""
    moved = {name for name in result.levers if name not in ("borough", "horizon")}
    if result.levers["evidence"] == "main" and any(
        result.levers[name] for name in moved & {"nsno", "move_on", "housing_first", "prevention", "lha"}
    ):
        return "The same on the most cautious evidence", {"evidence": "cautious"}
    return None
