"""What a meeting asks of homelessness the other way round."""

from __future__ import annotations

from lbdp_core.goal import Goal
from lbdp_core.homelessness.scenario.figures import SPARED

GOALS = (
    Goal(
        question="How few Housing First places avoid this many quarters of rough sleeping?",
        figure=SPARED,
        lever="housing_first",
        by="Housing First places",
        want="avoid {goal}",
        start=400,
    ),
    Goal(
        question="How little more No Second Night Out avoids this many quarters of rough sleeping?",
        figure=SPARED,
        lever="nsno",
        by="more of the new people reached",
        want="avoid {goal}",
        start=400,
        least="least",
        fewer="less",
    ),
)
