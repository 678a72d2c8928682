"""Labour: which jobs and skills will London need, and who is out of work meanwhile?"""

from lbdp_core.labour.evaluate import evaluate
from lbdp_core.labour.findings import findings
from lbdp_core.labour.load import load
from lbdp_core.labour.model import Fitted, fit
from lbdp_core.labour.scenario import GOALS, OPENING, PRESETS, LabourLevers, run
from lbdp_core.labour.schema import KINDS
from lbdp_core.theme import Theme, later

TABLES = ("jobs.csv", "effects.csv", "matrix.csv", "people.csv", "rates.csv", "claimants.csv", "report.json")

THEME = Theme(
    slug="labour",
    strand="Work",
    title="Jobs and skills",
    question="Which jobs and skills will London need, and who is out of work meanwhile?",
    tables=("areas/lsoa.csv", *(f"labour/{name}" for name in TABLES)),
    kinds=KINDS,
    unused="it holds no figure that the labour theme uses",
    levers=LabourLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.labour.build", "build"),
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    findings=findings,
    goals=GOALS,
)
