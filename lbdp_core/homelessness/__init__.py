"""Homelessness: what would reduce rough sleeping most, and how soon?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lbdp_core.door import Inventory
from lbdp_core.homelessness.evaluate import evaluate
from lbdp_core.homelessness.findings import findings
from lbdp_core.homelessness.load import load
from lbdp_core.homelessness.model import Fitted, fit
from lbdp_core.homelessness.scenario import GOALS, OPENING, PRESETS, HomelessnessLevers, run
from lbdp_core.homelessness.schema import KINDS
from lbdp_core.sources import Workbench
from lbdp_core.theme import Theme

if TYPE_CHECKING:
    from lbdp_core.page import Page


def _build(inventory: Inventory, bench: Workbench) -> dict[str, Any]:
    from lbdp_core.homelessness.build import build  # only a build pays for it

    return build(inventory, bench)


def _page() -> Page[Fitted]:
    from lbdp_core.homelessness.views import PAGE  # charts and maps, which only a page should pay for

    return PAGE


THEME = Theme(
    slug="homelessness",
    strand="People",
    title="Rough sleeping and homelessness",
    question="What would reduce rough sleeping most, and how soon?",
    tables=(
        "areas/hclic.csv",
        "homelessness/snapshot.csv",
        "homelessness/chain.csv",
        "homelessness/published.csv",
        "homelessness/annual.csv",
        "homelessness/autumns.csv",
        "homelessness/report.json",
        "areas/lsoa.csv",
    ),
    kinds=KINDS,
    levers=HomelessnessLevers,
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
