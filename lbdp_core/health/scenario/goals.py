"""What a meeting asks of health the other way round: how many healthy years it takes."""

from __future__ import annotations

from lbdp_core.goal import Goal
from lbdp_core.health.scenario.figures import SPARED

GOALS = (
    Goal(
        question="Fewest extra healthy years that spare a number of people the condition",
        figure=SPARED,
        lever="healthy_years",
        by="extra healthy years",
        want="spare {goal} the condition",
        start=5_000,
        more="spare {goal} the condition",
    ),
)
