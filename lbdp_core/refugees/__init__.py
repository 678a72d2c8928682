"""Refugees: how many people will need the borough's help in the next eight quarters, and what moves that most?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lbdp_core.door import Inventory
from lbdp_core.refugees.evaluate import evaluate
from lbdp_core.refugees.findings import findings
from lbdp_core.refugees.load import load
from lbdp_core.refugees.model import Fitted, fit
from lbdp_core.refugees.scenario import GOALS, OPENING, PRESETS, RefugeesLevers, run
from lbdp_core.refugees.schema import KINDS
from lbdp_core.sources import Workbench
from lbdp_core.theme import Theme

if TYPE_CHECKING:
    from lbdp_core.page import Page


def _build(inventory: Inventory, bench: Workbench) -> dict[str, Any]:
    from lbdp_core.refugees.build import build  # only a build pays for it

    return build(inventory, bench)


def _page() -> Page[Fitted]:
    from lbdp_core.refugees.views import PAGE  # charts and maps, which only a page should pay for

    return PAGE


THEME = Theme(
    slug="refugees",
    strand="People",
    title="Refugees and asylum seekers",
    question="How many people will need the borough's help in the next eight quarters, and what moves that number "
    "most?",
    tables=(
        "refugees/support.csv",
        "refugees/breaks.csv",
        "refugees/national.csv",
        "refugees/resettlement.csv",
        "refugees/ukraine.csv",
        "refugees/cohorts.csv",
        "refugees/grant_rates.csv",
        "refugees/applications.csv",
        "refugees/tariffs.csv",
        "refugees/report.json",
        "areas/lsoa.csv",
        "areas/hclic.csv",
    ),
    kinds=KINDS,
    levers=RefugeesLevers,
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
