"""Children: where are we unlike what our children's needs would predict, and what happens next?"""

from lbdp_core.children.evaluate import evaluate
from lbdp_core.children.findings import findings
from lbdp_core.children.load import load
from lbdp_core.children.model import Fitted, fit
from lbdp_core.children.own import OWN
from lbdp_core.children.scenario import GOALS, OPENING, PRESETS, ChildrenLevers, run
from lbdp_core.children.schema import KINDS
from lbdp_core.theme import Theme, later

TABLES = (
    "figures.csv.gz", "councils.csv", "neighbours.csv", "context.csv", "inspections.csv", "dictionary.csv",
    "report.json",
)  # fmt: skip

THEME = Theme(
    slug="children",
    strand="Children",
    title="Children's services",
    question="Where are we unlike what our children's needs would predict, and what happens next?",
    tables=tuple(f"children/{name}" for name in TABLES),
    kinds=KINDS,
    unused="it holds no figure that the children's theme uses",
    levers=ChildrenLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.children.build", "build"),
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    goals=GOALS,
    findings=findings,
    own=OWN,
)
