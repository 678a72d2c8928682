"""What only the children's page shows: five figures, each among the others, and the pipeline to care."""

from __future__ import annotations

from lbdp_core.charts import Picture
from lbdp_core.children.model import Fitted
from lbdp_core.children.views import evidence, five, flow
from lbdp_core.children.views.evaluation import by_group, by_year, facts, remarks, sure
from lbdp_core.children.views.five import FIVE
from lbdp_core.children.views.forecasts import BEFORE, OFSTED
from lbdp_core.children.views.one_indicator import ONE
from lbdp_core.children.views.what_is_known import COUNTS, NEED, RANKING, UNPUBLISHED, missing, rows_used
from lbdp_core.page import Page
from lbdp_core.result import Result


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: the pipeline over the whole width."""
    return (flow.picture(model, result, size),)


PAGE: Page[Fitted] = Page(
    lead="referrals",
    offer=evidence.offer,
    told=five.told,
    stage=flow.picture,
    acts=acts,
    beside={"Five figures": five.picture},
    below={"One figure": ONE, "Pipeline": flow.FLOW},
    scenes={
        "Five figures": FIVE,
        "One figure": ONE,
        "Pipeline": flow.FLOW,
        "Evidence": evidence.LADDER,
        "No ranking": RANKING,
        "Last year": BEFORE,
        "Ofsted": OFSTED,
        "Not published": UNPUBLISHED,
        "What is counted": COUNTS,
        "Need": NEED,
        "Assumptions": evidence.ASSUMPTIONS,
    },
    under_lever=evidence.beside,
    facts=facts,
    remarks=remarks,
    sure=sure,
    by_year=by_year,
    by_borough=by_group,
    missing=missing,
    rows_used=rows_used,
)
