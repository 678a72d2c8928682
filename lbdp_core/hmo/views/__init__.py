"""What only the page of HMOs shows: wards, reasons, rounds, the trap of licences, the hidden total, wrong addresses."""

from __future__ import annotations

from lbdp_core.hmo.build.tables import BOROUGH
from lbdp_core.hmo.model import Fitted
from lbdp_core.hmo.views.evaluation import by_year, facts, remarks, sure
from lbdp_core.hmo.views.fairness import FAIR
from lbdp_core.hmo.views.homes import ASSUMPTIONS, HOMES, MATCHING, ROUNDS
from lbdp_core.hmo.views.how_many import METHODS_SCENE, OUTSIDE, TOTAL, as_visits_go_on
from lbdp_core.hmo.views.where import LIST_WORDS, LISTED, chosen, measures, missing, rows_used, start, wards
from lbdp_core.page import Page

PAGE: Page[Fitted] = Page(
    only=BOROUGH,
    lead="visits",
    wards=wards,
    over_time=as_visits_go_on,
    beside={"As visits go on": as_visits_go_on},
    listed=LISTED,
    list_words=LIST_WORDS,
    start=start,
    measures=measures,
    chosen=chosen,
    below={"Homes": HOMES, "Rounds": ROUNDS},
    scenes={
        "Homes": HOMES,
        "Total": TOTAL,
        "Licences": METHODS_SCENE,
        "Fires": OUTSIDE,
        "Fair": FAIR,
        "Addresses": MATCHING,
        "Assumptions": ASSUMPTIONS,
    },
    drivers_note="Finds that would be lost if the inspections were chosen without a source.",
    facts=facts,
    remarks=remarks,
    sure=sure,
    by_year=by_year,
    missing=missing,
    rows_used=rows_used,
)
