"""Sharing: what would a dataset add, what would it cost in privacy, and is there a smaller ask?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lbdp_core import fires_by_area
from lbdp_core.door import Inventory
from lbdp_core.sharing.evaluate import evaluate
from lbdp_core.sharing.findings import findings
from lbdp_core.sharing.load import load
from lbdp_core.sharing.model import Fitted, fit
from lbdp_core.sharing.scenario import OPENING, PRESETS, SharingLevers, run
from lbdp_core.sharing.schema import BUNDLED, KINDS
from lbdp_core.sources import Workbench
from lbdp_core.theme import Theme

if TYPE_CHECKING:
    from lbdp_core.page import Page


def _build(inventory: Inventory, bench: Workbench) -> dict[str, Any]:
    from lbdp_core.sharing.build import build  # only a build pays for it

    return build(inventory, bench)


def _page() -> Page[Fitted]:
    from lbdp_core.sharing.views import PAGE  # charts and maps, which only a page should pay for

    return PAGE


THEME = Theme(
    slug="sharing",
    strand="Sharing",
    title="Data sharing",
    question="What would this dataset add, what would it cost in privacy, and is there a smaller ask?",
    tables=(
        *(dataset.table for dataset in BUNDLED.values()),
        "areas/lsoa.csv",
        "areas/neighbours.csv",
        "areas/lsoa11_to_21.csv",
        fires_by_area.COUNTS,
        fires_by_area.RECORDED,
        fires_by_area.REPORT,
    ),
    kinds=KINDS,
    levers=SharingLevers,
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
)
