"""The scenarios that a meeting asks for."""

from __future__ import annotations

from lbdp_core.health.scenario.levers import AS_NOW, HealthLevers

OPENING = "Two healthy years more"
PRESETS = {
    "As today": HealthLevers(),
    OPENING: HealthLevers(healthy_years=2),
    "A falls programme reaches a third of over-65s": HealthLevers(condition="falls", programme="falls"),
    "The same, if the English trial is right": HealthLevers(condition="falls", programme="falls", evidence="cautious"),
    "Every age as healthy as today": HealthLevers(ageing=AS_NOW),
    "Dementia rates keep falling as they did": HealthLevers(trend=-1.2),
    "7 % more people than projected": HealthLevers(growth=7),
    "Diabetes prevention for half of over-40s": HealthLevers(
        condition="diabetes", programme="diabetes", reach=50, uptake=50, horizon=15
    ),
}
