"""What only the fire page shows: its map and wards, its drivers, single areas, and how sure the model is."""

from __future__ import annotations

from lbdp_core import charts
from lbdp_core.charts import LABEL, Picture
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.buildings import BUILDINGS
from lbdp_core.fire.views.cohorts import COHORTS
from lbdp_core.fire.views.counterfactual import ASSOCIATION, MOST, curve, imagined, sliders, value
from lbdp_core.fire.views.dependence import DEPEND
from lbdp_core.fire.views.drivers import drivers
from lbdp_core.fire.views.effect import beside
from lbdp_core.fire.views.evaluation import sure
from lbdp_core.fire.views.facts import by_borough, by_year, facts, remarks, rows_used
from lbdp_core.fire.views.fairness import FAIR
from lbdp_core.fire.views.harm import HARM
from lbdp_core.fire.views.importance import IMPORTANCE, PAIRS
from lbdp_core.fire.views.observed import OBSERVED
from lbdp_core.fire.views.one_area import area, priority
from lbdp_core.fire.views.replays import REPLAY
from lbdp_core.fire.views.residuals import MISSES
from lbdp_core.fire.views.rollups import ROLLUPS
from lbdp_core.fire.views.trend import TRENDS
from lbdp_core.fire.views.where import LISTED, chosen, first, in_words, marks, measures, offer, start, wards
from lbdp_core.page import Extra, OneArea, Page
from lbdp_core.result import Result

PREVENTED = {"fires_prevented": "Fires prevented", "harm_prevented": "Harm-weighted fires prevented"}
DRIVERS_NOTE = (
    "×1.18 means that this driver makes the expected rate 18% higher than in a typical area. It is not a chance. It "
    "shows where fires are, not what would happen if the driver changed."
)
EXTRAS = {
    "less_than_pro_rata": Extra(
        "Boroughs that get less than their share",
        {
            "borough": "Borough",
            "visits": "Visits",
            "pro_rata_visits": "Its share by homes",
            "difference": "Difference",
            "fires_prevented": "Fires prevented",
        },
        {"visits": 0, "pro_rata_visits": 0, "difference": 0, "fires_prevented": 2},
    ),
    "rules": Extra(
        "The same visits in other areas", {"rule": "Areas chosen by"} | PREVENTED, dict.fromkeys(PREVENTED, 2)
    ),
    "aims": Extra(
        "The same visits, to reduce fires or harm",
        {"steered_for": "Aim to reduce"} | PREVENTED,
        dict.fromkeys(PREVENTED, 2),
    ),
}
PUBLIC_SOURCES = {
    "one_person_65plus": "Older people living alone: published in Census 2021 table TS003. Add that table to "
    "include them.",
    "smoking": "Smoking: published by borough only (Annual Population Survey). Add figures by LSOA to include it.",
    "visits": "Visits already made: London Fire Brigade has them and publishes totals. Add counts by LSOA to "
    "include them.",
}


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter and is not in the data, with the public source where there is one."""
    held = {*model.features, *(["visits"] if model.visited.any() else [])}
    return tuple(text for name, text in PUBLIC_SOURCES.items() if name not in held)


def over_time(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """Fires a year, with the years marked that need a word."""
    words, told = marks(result.levers)
    shown = charts.over_time(result.over_time, result.additive.unit, words, size)
    return Picture("", shown.alt, shown.spec, shown.table, f"{shown.note} {told}".strip())


PAGE: Page[Fitted] = Page(
    big=(0, 1),  # fires, and prevented per 1,000 visits; money needs its caveats
    offer=offer,
    wards=wards,
    over_time=over_time,
    measures=measures,
    chosen=chosen,
    listed=LISTED,
    first=first,
    start=start,
    extras=EXTRAS,
    in_words=in_words,
    scenes={
        "Replay": REPLAY,
        "Forecast and fires": OBSERVED,
        "Misses": MISSES,
        "Fair": FAIR,
        "Harm": HARM,
        "Trends": TRENDS,
        "Buildings": BUILDINGS,
        "Wards": ROLLUPS,
    },
    why={"Chosen areas": COHORTS, "Importance": IMPORTANCE, "One driver": DEPEND, "Pairs": PAIRS},
    drivers=drivers,
    drivers_note=DRIVERS_NOTE,
    one_area=OneArea(priority, area, sliders, value, MOST, imagined, ASSOCIATION, curve),
    under_lever=beside,
    facts=facts,
    remarks=remarks,
    sure=sure,
    by_year=by_year,
    by_borough=by_borough,
    missing=missing,
    rows_used=rows_used,
)
