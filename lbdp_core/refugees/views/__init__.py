"""What only the refugees page shows: the flow that is the model, the fan with its break, what moves it, the routes."""

from __future__ import annotations

from lbdp_core.charts import Picture
from lbdp_core.page import Page
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.views import course, flow
from lbdp_core.refugees.views.evaluation import by_borough, by_year, sure
from lbdp_core.refugees.views.facts import facts, labels, missing, remarks, rows_used
from lbdp_core.refugees.views.flow import FLOW
from lbdp_core.refugees.views.scenes import ASSUMPTIONS, CANNOT_SAY, GRANTS, MONEY, ROUTES, RULES, beside
from lbdp_core.refugees.views.where import BOROUGHS, LIST_WORDS, LISTED, chosen, first, measures, start
from lbdp_core.result import Result


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: the flow over the whole width, then what moves it."""
    return flow.picture(model, result, size), course.levers(model, result)


PAGE: Page[Fitted] = Page(
    lead="decisions",
    stage=course.picture,
    acts=acts,
    beside={"What changes it": course.levers, "Duties": course.duties},
    over_time=course.picture,
    listed=LISTED,
    list_words=LIST_WORDS,
    first=first,
    start=start,
    measures=measures,
    chosen=chosen,
    below={"Flow": FLOW, "Money": MONEY, "Routes": ROUTES},
    scenes={
        "Why": FLOW,
        "Boroughs": BOROUGHS,
        "Routes": ROUTES,
        "Grants": GRANTS,
        "Rules": RULES,
        "Cannot say": CANNOT_SAY,
        "Assumptions": ASSUMPTIONS,
    },
    under_lever=beside,
    facts=facts,
    remarks=remarks,
    sure=sure,
    by_year=by_year,
    by_borough=by_borough,
    missing=missing,
    rows_used=rows_used,
    labels=labels,
)
