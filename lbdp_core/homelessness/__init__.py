"""Homelessness: what would reduce rough sleeping most, and how soon?"""

from lbdp_core.homelessness.evaluate import evaluate
from lbdp_core.homelessness.findings import findings
from lbdp_core.homelessness.load import load
from lbdp_core.homelessness.model import Fitted, fit
from lbdp_core.homelessness.scenario import GOALS, OPENING, PRESETS, HomelessnessLevers, run
from lbdp_core.homelessness.schema import KINDS
from lbdp_core.theme import Theme, later

OWN = ("snapshot.csv", "chain.csv", "published.csv", "annual.csv", "autumns.csv", "report.json")
THEME = Theme(
    slug="homelessness",
    strand="People",
    title="Rough sleeping and homelessness",
    question="What would reduce rough sleeping most, and how soon?",
    tables=("areas/hclic.csv", *(f"homelessness/{name}" for name in OWN), "areas/lsoa.csv"),
    kinds=KINDS,
    levers=HomelessnessLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.homelessness.build", "build"),
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    findings=findings,
    goals=GOALS,
)
