"""What only the health page shows: the split, the ages, the fan, boroughs side by side, and what figures rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lbdp_core.charts import LABEL, Picture
from lbdp_core.health.model import Fitted
from lbdp_core.health.views import ages, course, split
from lbdp_core.health.views.ages import AGES
from lbdp_core.health.views.asks import ASSUMPTIONS, CONDITIONS, NEEDS
from lbdp_core.health.views.boroughs import BOROUGHS
from lbdp_core.health.views.evidence import beside
from lbdp_core.health.views.facts import facts, labels, missing, remarks, rows_used
from lbdp_core.health.views.split import SPLIT
from lbdp_core.health.views.sure import by_borough, by_year, sure
from lbdp_core.health.views.where import DECIMALS, LISTED, SHORTLIST, WIDTHS, chosen, first, measures
from lbdp_core.result import Result
from lbdp_core.scene import Scene

__all__ = [
    "BELOW", "BESIDE", "BIG", "COLUMNS", "DECIMALS", "EXTRAS", "LEAD", "LISTED", "PARTS", "SCENES", "SHORTLIST",
    "WIDTHS", "acts", "aloud", "beside", "by_borough", "by_year", "chosen", "facts", "first", "in_words", "labels",
    "measures", "missing", "offer", "over_time", "remarks", "rows_used", "stage", "sure",
]  # fmt: skip

LEAD = "healthy_years"  # the lever that stands first
BIG = (0, 1)  # headlines that a meeting sees: people, and the rise since the base
BESIDE: Mapping[str, Callable[[Fitted, Result], Picture]] = {"Why it changes": split.picture, "Ages": ages.picture}
BELOW: Mapping[str, Scene] = {"What it asks for": NEEDS, "The other conditions": CONDITIONS}
SCENES: Mapping[str, Scene] = {"Why": SPLIT, "Ages": AGES, "Boroughs": BOROUGHS, "Assumptions": ASSUMPTIONS}
PARTS: Mapping[str, Any] = {}  # nothing rests on studies
EXTRAS: Mapping[str, tuple[str, tuple[str, ...]]] = {}  # its further tables are scenes, in words
COLUMNS: Mapping[str, str] = {}


def over_time(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """The fan over the years."""
    return course.picture(model, result, size)


def aloud(model: Fitted, result: Result) -> str:
    """The answer without the split, which stands right beside it in a meeting."""
    head, _, rest = result.answer.partition(": ")
    change = rest.partition("; ")[2]
    return f"{head}; {change}" if change else f"{head}."


def stage(model: Fitted, result: Result, size: int) -> Picture:
    """What stands beside the answer in a meeting: the split of the rise."""
    return split.picture(model, result, size)


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: who they are, and the course over the years."""
    return ages.picture(model, result, size), course.picture(model, result, size, "Over the years")


def in_words(levers: Mapping[str, Any]) -> Mapping[str, str]:
    """Further tables that one sentence says better at these levers: none."""
    return {}


def offer(model: Fitted, result: Result) -> tuple[str, Mapping[str, str]] | None:
    """A button's words and the levers it sets: none."""
    return None
