"""What only the refugees page shows: the flow that is the model, the fan with its break, what moves it, the routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lbdp_core.charts import LABEL, Picture
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario.words import figure, leading
from lbdp_core.refugees.views import course, duties, flow, here, moves
from lbdp_core.refugees.views.asks import ASSUMPTIONS, CANNOT_SAY, MONEY, ROUTES
from lbdp_core.refugees.views.boroughs import BOROUGHS
from lbdp_core.refugees.views.facts import facts, labels, missing, remarks, rows_used
from lbdp_core.refugees.views.flow import FLOW
from lbdp_core.refugees.views.grants import GRANTS
from lbdp_core.refugees.views.rules import RULES, beside
from lbdp_core.refugees.views.sure import by_borough, by_year, sure
from lbdp_core.refugees.views.where import DECIMALS, LISTED, SHORTLIST, WIDTHS, chosen, first, measures
from lbdp_core.result import Result
from lbdp_core.scene import Scene

__all__ = [
    "BELOW", "BESIDE", "BIG", "COLUMNS", "DECIMALS", "EXTRAS", "LEAD", "LISTED", "PARTS", "SCENES", "SHORTLIST",
    "WIDE", "WIDTHS", "acts", "aloud", "beside", "by_borough", "by_year", "chosen", "facts", "first", "in_words",
    "labels", "measures", "missing", "offer", "over_time", "remarks", "rows_used", "stage", "sure",
]  # fmt: skip

LEAD = "decisions"  # the lever that stands first
BIG = (0, 1)  # headlines that a meeting sees: people in support, and duties
WIDE = (0, 1)  # of what a meeting sees next, what takes the whole width
BESIDE: Mapping[str, Callable[[Fitted, Result], Picture]] = {"What moves it": moves.picture, "Duties": duties.picture}
BELOW: Mapping[str, Scene] = {"Flow": FLOW, "Money": MONEY, "Routes": ROUTES}
SCENES: Mapping[str, Scene] = {
    "Why": FLOW,
    "Boroughs": BOROUGHS,
    "Routes": ROUTES,
    "Grants": GRANTS,
    "Rules": RULES,
    "Cannot say": CANNOT_SAY,
    "Assumptions": ASSUMPTIONS,
}
PARTS: Mapping[str, Any] = {}  # nothing rests on studies
EXTRAS: Mapping[str, tuple[str, tuple[str, ...]]] = {}  # its further tables are scenes, in words
COLUMNS: Mapping[str, str] = {}


def over_time(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """The fan over the quarters."""
    return course.picture(model, result, size)


def aloud(model: Fitted, result: Result) -> str:
    """The answer in a short form: how far ahead it is stands beside it in a meeting."""
    people, duties = result.headlines[:2]
    if not people.scenario:
        return result.answer
    span = f"80 %: {figure(people.low or 0)} to {figure(people.high or 0)}"
    top = leading(result.extras["moves"])["words"]
    said = f" What moves it most: {' and '.join(top)}." if len(top) else ""
    return (
        f"{here.when(model, result)}: about {figure(people.scenario or 0)} people in {here.where(result)} in asylum "
        f"support ({span}), and {figure(duties.scenario or 0)} homelessness duties since {here.base(model)}."
        f"{said}"
    )


def stage(model: Fitted, result: Result, size: int) -> Picture:
    """What stands beside the answer in a meeting: the course over the quarters."""
    return course.picture(model, result, size)


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: the flow over the whole width, then what moves it."""
    return flow.picture(model, result, size), moves.picture(model, result)


def in_words(levers: Mapping[str, Any]) -> Mapping[str, str]:
    """Further tables that one sentence says better at these levers: none."""
    return {}


def offer(model: Fitted, result: Result) -> tuple[str, Mapping[str, str]] | None:
    """A button's words and the levers it sets: none."""
    return None
