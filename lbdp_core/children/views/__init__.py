"""What only the children's page shows: the five figures that matter for a council, and each figure among the others."""

from __future__ import annotations

from lbdp_core.children.model import Fitted
from lbdp_core.children.views import five
from lbdp_core.children.views.evaluation import by_group, by_year, facts, remarks, sure
from lbdp_core.children.views.five import FIVE
from lbdp_core.children.views.forecasts import BEFORE, OFSTED
from lbdp_core.children.views.one_indicator import ONE
from lbdp_core.children.views.what_is_known import COUNTS, NEED, RANKING, UNPUBLISHED, missing, rows_used
from lbdp_core.page import Page

PAGE: Page[Fitted] = Page(
    told=five.told,
    beside={"Five figures": five.picture},
    below={"One figure": ONE},
    scenes={
        "Five figures": FIVE,
        "One figure": ONE,
        "No ranking": RANKING,
        "Last year": BEFORE,
        "Ofsted": OFSTED,
        "Not published": UNPUBLISHED,
        "What is counted": COUNTS,
        "Need": NEED,
    },
    facts=facts,
    remarks=remarks,
    sure=sure,
    by_year=by_year,
    by_borough=by_group,
    missing=missing,
    rows_used=rows_used,
)
