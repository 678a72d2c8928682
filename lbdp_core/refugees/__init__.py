"""Refugees: how many people will need a borough's help over the next two years, and what changes that most?"""

from lbdp_core.refugees.evaluate import evaluate
from lbdp_core.refugees.findings import findings
from lbdp_core.refugees.load import load
from lbdp_core.refugees.model import Fitted, fit
from lbdp_core.refugees.scenario import GOALS, OPENING, PRESETS, RefugeesLevers, run
from lbdp_core.refugees.schema import KINDS
from lbdp_core.theme import Theme, later

TABLES = (
    "support.csv", "breaks.csv", "national.csv", "resettlement.csv", "ukraine.csv", "cohorts.csv", "grant_rates.csv",
    "applications.csv", "tariffs.csv", "report.json"
)  # fmt: skip

THEME = Theme(
    slug="refugees",
    strand="People",
    title="Refugees and asylum seekers",
    question="How many people will need a borough's help over the next two years, and what changes that most?",
    tables=(*(f"refugees/{name}" for name in TABLES), "areas/lsoa.csv", "areas/hclic.csv"),
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
