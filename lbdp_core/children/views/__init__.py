"""What only the children's page shows: the pipeline from referral to care, and what the levers rest on."""

from __future__ import annotations

from lbdp_core.charts import Picture
from lbdp_core.children.model import Fitted
from lbdp_core.children.views import evidence, flow
from lbdp_core.page import Page, over_time
from lbdp_core.result import Result


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: the pipeline over the whole width."""
    return (flow.picture(model, result, size),)


PAGE: Page[Fitted] = Page(
    lead="referrals",
    offer=evidence.offer,
    stage=over_time,
    acts=acts,
    wide=(0,),
    below={"Pipeline": flow.FLOW},
    scenes={"Why": flow.FLOW, "Evidence": evidence.LADDER, "Assumptions": evidence.ASSUMPTIONS},
    under_lever=evidence.beside,
)
