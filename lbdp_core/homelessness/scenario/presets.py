"""The scenarios that a meeting asks for."""

from __future__ import annotations

from lbdp_core.homelessness.scenario.evidence import CAUTIOUS
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers

OPENING = "500 Housing First places and a faster first offer"
PRESETS = {
    "As today": HomelessnessLevers(),
    OPENING: HomelessnessLevers(housing_first=500, nsno=20),
    "The same, if the cautious findings are right": HomelessnessLevers(housing_first=500, nsno=20, evidence=CAUTIOUS),
    "A thousand move-on homes, two years on": HomelessnessLevers(move_on=1_000, horizon=8),
    "Prevention: cash for 10 more in a hundred": HomelessnessLevers(prevention=10),
    "Housing allowance gap closed": HomelessnessLevers(lha=100, horizon=8),
    "Asylum notice back to 28 days": HomelessnessLevers(asylum_days=28),
    "Asylum notice of 56 days": HomelessnessLevers(asylum_days=56),
    "Everything at once": HomelessnessLevers(
        housing_first=500, nsno=20, move_on=1_000, prevention=10, lha=100, asylum_days=56, horizon=8
    ),
    "A hard winter and nothing done": HomelessnessLevers(winter=20, arrivals=10),
}
