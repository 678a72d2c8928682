"""What only the health page shows: the split, the ages, the fan, boroughs side by side, and what figures rest on."""

from __future__ import annotations

from lbdp_core.charts import Picture
from lbdp_core.health.model import Fitted
from lbdp_core.health.views import ages, course, split
from lbdp_core.health.views.ages import AGES
from lbdp_core.health.views.assumptions import ASSUMPTIONS, CONDITIONS, NEEDS, beside
from lbdp_core.health.views.boroughs import BOROUGHS
from lbdp_core.health.views.evaluation import by_year, sure
from lbdp_core.health.views.facts import facts, labels, missing, remarks, rows_used
from lbdp_core.health.views.split import SPLIT
from lbdp_core.health.views.where import LIST_WORDS, LISTED, chosen, first, measures, start
from lbdp_core.page import Page
from lbdp_core.result import Result


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: who they are, and the course over the years."""
    return ages.picture(model, result, size), course.picture(model, result, size, "Over the years")


PAGE: Page[Fitted] = Page(
    lead="healthy_years",
    stage=split.picture,
    acts=acts,
    beside={"Why it changes": split.picture, "Ages": ages.picture},
    over_time=course.picture,
    listed=LISTED,
    list_words=LIST_WORDS,
    first=first,
    start=start,
    measures=measures,
    chosen=chosen,
    below={"What people will need": NEEDS, "The other conditions": CONDITIONS},
    scenes={"Why": SPLIT, "Ages": AGES, "Boroughs": BOROUGHS, "Assumptions": ASSUMPTIONS},
    under_lever=beside,
    facts=facts,
    remarks=remarks,
    sure=sure,
    by_year=by_year,
    missing=missing,
    rows_used=rows_used,
    labels=labels,
)
