"""Falls: where do unsafe homes and people who fall coincide, and which pound prevents most injuries?"""

from lbdp_core.falls.evaluate import evaluate
from lbdp_core.falls.findings import findings
from lbdp_core.falls.load import load
from lbdp_core.falls.model import Fitted, fit
from lbdp_core.falls.own import OWN
from lbdp_core.falls.scenario import GOALS, OPENING, PRESETS, FallsLevers, run
from lbdp_core.falls.schema import KINDS
from lbdp_core.falls.studies import STUDIES
from lbdp_core.theme import Theme, later

THEME = Theme(
    slug="falls",
    strand="Housing",
    title="Falls at home",
    question="Where do unsafe homes and people who fall coincide, and which pound prevents most injuries?",
    tables=(
        "areas/lsoa.csv",
        "areas/neighbours.csv",
        "falls/areas.csv",
        "falls/profile.csv",
        "falls/counts.csv",
        "falls/older.csv",
        "falls/report.json",
    ),
    kinds=KINDS,
    unused="it holds no admission for falls",
    levers=FallsLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.falls.build", "build"),
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    studies=STUDIES,
    findings=findings,
    own=OWN,
    goals=GOALS,
)
