"""What a meeting asks of homelessness the other way round."""

from __future__ import annotations

from lbdp_core.goal import Goal
from lbdp_core.homelessness.scenario.figures import SPARED

GOALS = (
    Goal(
        question="Fewest Housing First places for so many fewer people seen, added over the quarters",
        figure=SPARED,
        lever="housing_first",
        by="Housing First places",
        want="mean {goal} fewer",
        start=400,
        more="mean {goal} fewer",
    ),
    Goal(
        question="Least No Second Night Out for so many fewer people seen, added over the quarters",
        figure=SPARED,
        lever="nsno",
        by="more of the new people reached",
        want="mean {goal} fewer",
        start=400,
        more="mean {goal} fewer",
        least="least",
        fewer="less",
    ),
)
