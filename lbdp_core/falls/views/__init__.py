"""What only the falls page shows: hazard and frailty on one map, clusters, programmes, the rating of a hazard."""

from __future__ import annotations

from lbdp_core.falls.model import Fitted
from lbdp_core.falls.views.evaluation import by_year, facts, remarks, sure
from lbdp_core.falls.views.hazard_rating import RATING
from lbdp_core.falls.views.landlord import LANDLORD
from lbdp_core.falls.views.risk_and_programmes import (
    ALTERNATIVES,
    ASSUMPTIONS,
    CLUSTERS,
    EVIDENCE,
    PROGRAMMES_SCENE,
    WHICH_MODEL,
    WHY,
)
from lbdp_core.falls.views.where import LIST_WORDS, LISTED, chosen, measures, missing, rows_used, start
from lbdp_core.page import Page

PAGE: Page[Fitted] = Page(
    lead="budget",
    listed=LISTED,
    list_words=LIST_WORDS,
    start=start,
    measures=measures,
    chosen=chosen,
    below={"Programmes": PROGRAMMES_SCENE, "Other uses": ALTERNATIVES, "Hazard rating": RATING, "Landlord": LANDLORD},
    scenes={
        "Why": WHY,
        "Clusters": CLUSTERS,
        "Evidence": EVIDENCE,
        "Which model": WHICH_MODEL,
        "Hazard rating": RATING,
        "Assumptions": ASSUMPTIONS,
    },
    facts=facts,
    remarks=remarks,
    sure=sure,
    by_year=by_year,
    missing=missing,
    rows_used=rows_used,
)
