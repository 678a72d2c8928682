"""HMO: which addresses should officers visit first, and what will they find?"""

from lbdp_core import fires_by_area
from lbdp_core.hmo.evaluate import evaluate
from lbdp_core.hmo.findings import findings
from lbdp_core.hmo.load import load
from lbdp_core.hmo.model import Fitted, fit
from lbdp_core.hmo.model.scoring import AuditedModel
from lbdp_core.hmo.own import OWN
from lbdp_core.hmo.scenario import GOALS, OPENING, PRESETS, HmoLevers, run
from lbdp_core.hmo.schema import KINDS
from lbdp_core.theme import Theme, later


def _scorer(model: Fitted) -> AuditedModel:
    as_today = HmoLevers()
    return AuditedModel.of(model, int(as_today.errors), as_today.join, int(as_today.audit))


THEME = Theme(
    slug="hmo",
    strand="Housing",
    title="Unlicensed HMOs",
    question="Which homes should officers visit first, and how many unlicensed HMOs will they find?",
    tables=(
        "areas/lsoa.csv",
        "areas/ethnicity.csv",
        fires_by_area.BY_PROPERTY,
        "hmo/boroughs.csv",
        "hmo/areas.csv",
        "hmo/homes.csv.gz",
        "hmo/records.csv.gz",
        "hmo/links.csv.gz",
        "hmo/report.json",
    ),
    kinds=KINDS,
    levers=HmoLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.hmo.build", "build"),
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    findings=findings,
    own=OWN,
    scorer=_scorer,
    goals=GOALS,
)
