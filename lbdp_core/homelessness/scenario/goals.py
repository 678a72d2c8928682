"""What a meeting asks of homelessness the other way round."""

from __future__ import annotations

from lbdp_core.goal import Goal
from lbdp_core.homelessness.scenario.figures import SPARED

GOALS = (
    Goal(
        question="Fewest Housing First places that spare so many person-quarters of rough sleeping",
        figure=SPARED,
        lever="housing_first",
        by="Housing First places",
        want="spare {goal}",
        start=400,
    ),
    Goal(
        question="Least No Second Night Out that spares so many person-quarters of rough sleeping",
        figure=SPARED,
        lever="nsno",
        by="more of the new people reached",
        want="spare {goal}",
        start=400,
        least="least",
        fewer="less",
    ),
)
