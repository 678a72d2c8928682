"""Sharing: what would a dataset add, what would it cost in privacy, and is there a smaller ask?"""

from lbdp_core import fires_by_area
from lbdp_core.sharing.evaluate import evaluate
from lbdp_core.sharing.findings import findings
from lbdp_core.sharing.load import load
from lbdp_core.sharing.model import Fitted, fit
from lbdp_core.sharing.own import OWN_COUNTS
from lbdp_core.sharing.scenario import OPENING, PRESETS, SharingLevers, run
from lbdp_core.sharing.schema import BUNDLED, KINDS
from lbdp_core.theme import Theme, later

THEME = Theme(
    slug="sharing",
    strand="Sharing",
    title="Data sharing",
    question="Would this dataset help, what is the privacy risk, and can we ask for less?",
    tables=(
        *(dataset.table for dataset in BUNDLED.values()),
        "areas/lsoa.csv",
        "areas/neighbours.csv",
        "areas/lsoa11_to_21.csv",
        fires_by_area.COUNTS,
        fires_by_area.RECORDED,
        fires_by_area.REPORT,
    ),
    kinds=KINDS,
    levers=SharingLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.sharing.build", "build"),
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    own=OWN_COUNTS,
    findings=findings,
)
