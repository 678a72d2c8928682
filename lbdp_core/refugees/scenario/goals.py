"""What a meeting asks of refugees the other way round: how much faster decisions would have to be."""

from __future__ import annotations

from lbdp_core.goal import Goal
from lbdp_core.refugees.scenario.figures import FEWER

GOALS = (
    Goal(
        question="Least rise in decisions that brings people in support down by a number",
        figure=FEWER,
        lever="decisions",
        by="percentage points of decisions",
        want="bring support down by {goal}",
        more="bring support down by {goal}",
        start=1_000,
        least="least",
    ),
)
