"""Fire: where would the next thousand home fire safety visits prevent the most dwelling fires?"""

from lbdp_core import fires_by_area
from lbdp_core.explain import Explained
from lbdp_core.fire.evaluate import evaluate
from lbdp_core.fire.findings import findings
from lbdp_core.fire.load import load
from lbdp_core.fire.model import Fitted, fit
from lbdp_core.fire.own import OWN
from lbdp_core.fire.scenario import GOALS, OPENING, PRESETS, FireLevers, run
from lbdp_core.fire.schema import KINDS
from lbdp_core.fire.studies import STUDIES
from lbdp_core.scoring import TreeModel
from lbdp_core.theme import Theme, later


def _explained(model: Fitted) -> Explained:
    return Explained(model.contributions, model.base, model.values, tuple(model.features), model.code)


def _scorer(model: Fitted) -> TreeModel:
    unit = "dwelling fires a home a year"
    return TreeModel.beside(
        model.trees, model.features, model.base, unit, model.values, model.driver_rate, model.households
    )


THEME = Theme(
    slug="fire",
    strand="Safety",
    title="Fire prevention",
    question="Where would the next thousand home visits prevent the most fires?",
    tables=(
        "areas/lsoa.csv",
        "areas/ethnicity.csv",
        "areas/neighbours.csv",
        fires_by_area.COUNTS,
        fires_by_area.RECORDED,
        "fire/jitters.csv.gz",
        "fire/borough_month.csv",
        "fire/property.csv.gz",
        fires_by_area.REPORT,
    ),
    kinds=KINDS,
    levers=FireLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.fire.build", "build"),
    unused="it holds no dwelling fire",
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
    studies=STUDIES,
    explained=_explained,
    scorer=_scorer,
    findings=findings,
    own=OWN,
    goals=GOALS,
    anywhere=True,
)
