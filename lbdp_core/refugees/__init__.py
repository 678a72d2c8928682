"""Refugees: how many people will need the borough's help in the next eight quarters, and what moves that most?"""

from lbdp_core.refugees.evaluate import evaluate
from lbdp_core.refugees.findings import findings
from lbdp_core.refugees.load import load
from lbdp_core.refugees.model import Fitted, fit
from lbdp_core.refugees.scenario import GOALS, OPENING, PRESETS, RefugeesLevers, run
from lbdp_core.refugees.schema import KINDS
from lbdp_core.theme import Theme, later

THEME = Theme(
    slug="refugees",
    strand="People",
    title="Refugees and asylum seekers",
    question="How many people will need the borough's help in the next eight quarters, and what moves that number "
    "most?",
    tables=(
        "refugees/support.csv",
        "refugees/breaks.csv",
        "refugees/national.csv",
        "refugees/resettlement.csv",
        "refugees/ukraine.csv",
        "refugees/cohorts.csv",
        "refugees/grant_rates.csv",
        "refugees/applications.csv",
        "refugees/tariffs.csv",
        "refugees/report.json",
        "areas/lsoa.csv",
        "areas/hclic.csv",
    ),
    kinds=KINDS,
    levers=RefugeesLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.refugees.build", "build"),
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    findings=findings,
    goals=GOALS,
)
