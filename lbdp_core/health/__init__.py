"""Health: how many residents will live with each condition, and how much of the rise is people, ageing or rates?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lbdp_core.door import Inventory
from lbdp_core.health.evaluate import evaluate
from lbdp_core.health.findings import findings
from lbdp_core.health.load import load
from lbdp_core.health.model import Fitted, fit
from lbdp_core.health.scenario import GOALS, OPENING, PRESETS, HealthLevers, run
from lbdp_core.health.schema import KINDS
from lbdp_core.sources import Workbench
from lbdp_core.theme import Theme

if TYPE_CHECKING:
    from lbdp_core.page import Page


def _build(inventory: Inventory, bench: Workbench) -> dict[str, Any]:
    from lbdp_core.health.build import build  # needs shapely, which only a build should pay for

    return build(inventory, bench)


def _page() -> Page[Fitted]:
    from lbdp_core.health.views import PAGE  # charts and maps, which only a page should pay for

    return PAGE


THEME = Theme(
    slug="health",
    strand="People",
    title="Health projections",
    question="How many residents will live with each condition, and why?",
    tables=(
        "health/boroughs.csv",
        "health/populations.csv.gz",
        "health/populations.json",
        "health/census.csv",
        "health/conditions.csv",
        "health/local.csv",
        "health/life.csv",
        "health/report.json",
    ),
    kinds=KINDS,
    levers=HealthLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=_build,
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    page=_page,
    findings=findings,
    goals=GOALS,
)
