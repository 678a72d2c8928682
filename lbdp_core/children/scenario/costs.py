"""Costs: what children in care and social work cost in a year at published spending, and what the levers change."""

from __future__ import annotations

import numpy as np

from lbdp_core.children.scenario.calibration import Baseline
from lbdp_core.children.scenario.draws import Array, between
from lbdp_core.children.scenario.levers import ChildrenLevers

WEEKS = 52


def of_care(base: Baseline, levers: ChildrenLevers) -> Array:
    """Pounds for a child looked after in a year (DRAWS, 33).

    The borough's spending over its children, and what it takes for children to live elsewhere or for a week to cost
    more: the share of children in each kind of placement is England's.
    """
    today = ChildrenLevers()
    homes, foster, kin = (between(name) / 100 for name in ("residential", "fostered", "related"))
    moved, joined = homes * levers.to_foster / 100, foster * levers.to_kinship / 100
    dearer = (
        homes * (levers.residential_cost - today.residential_cost)
        + foster * (levers.foster_cost - today.foster_cost)
        + kin * (levers.kinship_cost - today.kinship_cost)
    )
    shifted = moved * (levers.foster_cost - levers.residential_cost) + joined * (
        levers.kinship_cost - levers.foster_cost
    )
    return np.asarray(base.care_cost + WEEKS * (dearer + shifted))


def of_year(base: Baseline, levers: ChildrenLevers, care: Array, cases: Array, helped: Array) -> Array:
    """Pounds in a year (DRAWS, 33), from the children looked after and the cases on average, and the children who got
    early help in it.
    """
    return np.asarray(care * of_care(base, levers) + cases * base.case_cost + helped * levers.help_cost)
