"""What a meeting asks of visits the other way round: how many it takes."""

from __future__ import annotations

from lbdp_core.fire.scenario.figures import PREVENTED
from lbdp_core.goal import Goal

GOALS = (
    Goal(
        question="Fewest visits that prevent a number of fires",
        figure=PREVENTED,
        lever="visits",
        by="visits",
        want="prevent {goal}",
        start=50,
        more="prevent {goal}",
    ),
)
