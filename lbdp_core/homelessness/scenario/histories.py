"""Histories: both chains at any levers, and which figure each lever moves which way, for the laws of flows."""

from __future__ import annotations

from collections.abc import Mapping

from lbdp_core.flows import History
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import statutory, street
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers

# lever -> the key of a figure, and whether the figure rises (1) or falls (-1) as the lever rises.
MONOTONE: Mapping[str, tuple[str, int]] = {
    "nsno": ("seen", -1),
    "move_on": ("seen", -1),
    "housing_first": ("living_on_streets", -1),
    "prevention": ("temporary_accommodation", -1),
    "lha": ("duties_owed", -1),
    "asylum_days": ("duties_owed", -1),
    "arrivals": ("seen", 1),
    "winter": ("seen", 1),
}


def histories(fitted: Fitted, levers: HomelessnessLevers) -> tuple[History, ...]:
    """The statutory chain (households) and the street chain (people), never to be added."""
    return statutory.course(fitted, levers), street.course(fitted, levers)
