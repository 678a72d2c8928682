"""Health: how many residents will live with each condition, and how much of the rise is people, ageing or rates?"""

from lbdp_core.health.evaluate import evaluate
from lbdp_core.health.findings import findings
from lbdp_core.health.load import load
from lbdp_core.health.model import Fitted, fit
from lbdp_core.health.scenario import GOALS, OPENING, PRESETS, HealthLevers, run
from lbdp_core.health.schema import KINDS
from lbdp_core.theme import Theme, later

THEME = Theme(
    slug="health",
    strand="People",
    title="Health projections",
    question="How many residents will live with each condition, and why?",
    tables=(
        "health/boroughs.csv",
        "health/populations.csv.gz",
        "health/populations.json",
        "health/census.csv",
        "health/conditions.csv",
        "health/local.csv",
        "health/life.csv",
        "health/report.json",
    ),
    kinds=KINDS,
    levers=HealthLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.health.build", "build"),
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    findings=findings,
    goals=GOALS,
)
