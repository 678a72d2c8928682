"""Histories: both chains at any levers, and which figure each lever moves which way, for the laws of flows."""

from __future__ import annotations

from collections.abc import Mapping

from lbdp_core.flows import History
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import statutory, street
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers

# lever -> the beginning of a figure's label, and whether the figure rises (1) or falls (-1) as the lever rises.
MONOTONE: Mapping[str, tuple[str, int]] = {
    "nsno": ("People seen rough sleeping", -1),
    "move_on": ("People seen rough sleeping", -1),
    "housing_first": ("Living on the streets", -1),
    "prevention": ("Households in temporary accommodation", -1),
    "lha": ("Duties owed", -1),
    "asylum_days": ("Duties owed", -1),
    "arrivals": ("People seen rough sleeping", 1),
    "winter": ("People seen rough sleeping", 1),
}


def histories(fitted: Fitted, levers: HomelessnessLevers) -> tuple[History, ...]:
    """The statutory chain (households) and the street chain (people), never to be added."""
    return statutory.course(fitted, levers), street.course(fitted, levers)
