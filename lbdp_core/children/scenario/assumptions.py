"""The assumption log: everything the what-if rests on (words and ranges: `assumptions.yaml`)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lbdp_core import assumptions
from lbdp_core.assumptions import Row, fixed, of_levers
from lbdp_core.children.scenario.draws import TAKEN
from lbdp_core.children.scenario.evidence import BY_LEVER, MAIN
from lbdp_core.children.scenario.levers import ChildrenLevers

PUBLISHED = (
    ("Referrals, assessments, enquiries, conferences, plans and care", "each borough's forecast",
     "Department for Education, children in need and children looked after", "published"),
    ("Rates of leaving care and of ending plans", "each borough's last year",
     "Department for Education, children looked after and child protection plans", "published"),
    ("Spending on children looked after and on safeguarding", "each borough's 2024-25, per child and per case",
     "Ministry of Housing, Communities and Local Government, revenue outturn RO3", "published"),
    ("Social workers in post and cases", "each borough's September 2024 or London's ratio",
     "Department for Education, children's social work workforce", "published"),
)  # fmt: skip


def log(levers: ChildrenLevers) -> pd.DataFrame:
    """One row an assumption: value, what it would be by default, whether it was changed, source and quality."""
    return assumptions.log(
        [*fixed(*PUBLISHED), *fixed(*map(_taken, TAKEN.values())), *of_levers(levers, {}), *_effects(levers)]
    )


def _taken(row: dict[str, Any]) -> tuple[str, str, str, str]:
    middle, low, high = row["range"]
    unit = str(row["unit"])
    unit = unit if unit.startswith("%") else f" {unit}"
    span = f" ({low:g} to {high:g})" if low < high else ""
    return str(row["label"]), f"{middle:g}{unit}{span}", str(row["source"]), str(row["status"])


def _effects(levers: ChildrenLevers) -> list[Row]:
    rows: list[Row] = []
    for known in BY_LEVER.values():
        used, main = (
            f"{one.effect:.0%} ({one.low:.0%} to {one.high:.0%}) of {known.does}"
            for one in (known.findings[levers.evidence], known.findings[MAIN])
        )
        one = known.findings[levers.evidence]
        rows.append((f"{known.label}: effect", used, main, one.source, one.status))
    return rows
