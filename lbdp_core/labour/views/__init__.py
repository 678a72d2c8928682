"""What only the labour page shows: openings and their parts, shift-share, claimants by area, and work by borough."""

from __future__ import annotations

from lbdp_core.labour.model import Fitted
from lbdp_core.labour.views import jobs
from lbdp_core.labour.views.boroughs import AREAS, BOROUGHS, WORK
from lbdp_core.labour.views.evaluation import by_year, facts, remarks, sure
from lbdp_core.labour.views.jobs import OPENINGS, QUALIFICATIONS, SHIFT_SHARE
from lbdp_core.labour.views.where import (
    ASSUMPTIONS,
    LIST_WORDS,
    LISTED,
    chosen,
    first,
    measures,
    missing,
    rows_used,
    start,
)
from lbdp_core.page import Page

PAGE: Page[Fitted] = Page(
    lead="care",
    big=(0, 2),
    stage=jobs.stage,
    beside={"Openings": jobs.picture},
    listed=LISTED,
    list_words=LIST_WORDS,
    start=start,
    measures=measures,
    chosen=chosen,
    first=first,
    below={
        "Openings": OPENINGS,
        "Qualifications": QUALIFICATIONS,
        "Work and learning": WORK,
        "Claimants by area": AREAS,
    },
    scenes={
        "Shift-share": SHIFT_SHARE,
        "Boroughs": BOROUGHS,
        "Claimants by area": AREAS,
        "Assumptions": ASSUMPTIONS,
    },
    facts=facts,
    remarks=remarks,
    sure=sure,
    by_year=by_year,
    missing=missing,
    rows_used=rows_used,
)
