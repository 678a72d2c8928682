"""Children: where are we unlike what our children's needs would predict, and what happens next?"""

from __future__ import annotations

from typing import Any

from lbdp_core.children.card import CARD
from lbdp_core.children.evaluate import evaluate
from lbdp_core.children.findings import findings
from lbdp_core.children.load import load
from lbdp_core.children.model import Fitted, fit
from lbdp_core.children.scenario import OPENING, PRESETS, ChildrenLevers, run
from lbdp_core.children.schema import KINDS
from lbdp_core.door import Inventory
from lbdp_core.sources import Workbench
from lbdp_core.theme import Theme


def _build(inventory: Inventory, bench: Workbench) -> dict[str, Any]:
    from lbdp_core.children.build import build  # only a build pays for it

    return build(inventory, bench)


THEME = Theme(
    slug="children",
    strand="Children",
    title="Children's services",
    question="Where are we unlike what our children's needs would predict, and what happens next?",
    tables=(
        "children/figures.csv.gz",
        "children/councils.csv",
        "children/neighbours.csv",
        "children/context.csv",
        "children/inspections.csv",
        "children/dictionary.csv",
        "children/report.json",
    ),
    kinds=KINDS,
    levers=ChildrenLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=_build,
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    card=CARD,
    findings=findings,
)
