"""What only the fire page shows: its map, its shortlist's words, its drivers, and how sure the model is."""

from __future__ import annotations

from collections.abc import Mapping

from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.detail import by_borough, by_year
from lbdp_core.fire.views.effect import beside
from lbdp_core.fire.views.facts import facts, remarks, rows_used
from lbdp_core.fire.views.sure import sure
from lbdp_core.fire.views.where import DECIMALS, SHORTLIST, WIDTHS, chosen, first, measures, wards
from lbdp_core.fire.views.why import area, drivers

__all__ = [
    "BIG", "COLUMNS", "DECIMALS", "EXTRAS", "MARKS", "SHORTLIST", "TIME_NOTE", "WIDTHS",
    "area", "beside", "by_borough", "by_year", "chosen", "drivers", "facts", "first", "measures", "missing",
    "remarks", "rows_used", "sure", "wards",
]  # fmt: skip

MARKS: Mapping[str, str] = {"2017": "Grenfell Tower fire, June 2017"}
TIME_NOTE = (
    "On 14 June 2017, 72 people died in the Grenfell Tower fire. It is one fire in this count: "
    "the number of fires does not measure what is lost in them."
)
BIG = (0, 1, 3)  # headlines that a meeting sees: fires, prevented per 1,000 visits, value less cost
EXTRAS: Mapping[str, tuple[str, tuple[str, ...]]] = {  # heading and columns of each further table
    "less_than_pro_rata": (
        "Who gets less than its share",
        ("borough", "visits", "pro_rata_visits", "difference", "fires_prevented"),
    ),
    "rules": ("The same visits placed otherwise", ("rule", "fires_prevented")),
}
COLUMNS: Mapping[str, str] = {
    "borough": "Borough",
    "visits": "Visits",
    "pro_rata_visits": "Its share by homes",
    "difference": "Difference",
    "fires_prevented": "Fires prevented",
    "rule": "Steered by",
    "label": "Evidence",
    "design": "Design",
    "source": "Source",
    "year": "Year",
    "figure": "Published figure",
    "measures": "What it measures",
    "mark": "How we know it",
    "rate_ratio": "Rate ratio of a visited home",
    "low": "Low (80 %)",
    "high": "High (80 %)",
    "chance_not_positive": "Chance of no benefit",
    "caution": "Caution",
}
PUBLIC_SOURCES = {
    "one_person_65plus": "People living alone: public in Census 2021 table TS003 (ONS, LSOA); loaded when it is given",
    "smoking": "Smoking: public by borough only (Annual Population Survey, OHID); loaded by LSOA when given",
    "visits": "Visits already made: held by London Fire Brigade, totals on the London Datastore; loaded when given",
}


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter and is not in the data, with the public source where there is one."""
    held = {*model.features, *(["visits"] if model.visited.any() else [])}
    return tuple(text for name, text in PUBLIC_SOURCES.items() if name not in held)
