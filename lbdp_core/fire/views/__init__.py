"""What only the fire page shows: its map, its shortlist's words, its drivers, and how sure the model is."""

from __future__ import annotations

from collections.abc import Mapping

from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.buildings import BUILDINGS
from lbdp_core.fire.views.depend import DEPEND
from lbdp_core.fire.views.detail import by_borough, by_year
from lbdp_core.fire.views.effect import beside
from lbdp_core.fire.views.facts import facts, remarks, rows_used
from lbdp_core.fire.views.fair import FAIR
from lbdp_core.fire.views.focus import in_words, marks, offer
from lbdp_core.fire.views.harm import HARM
from lbdp_core.fire.views.ice import curve
from lbdp_core.fire.views.imagined import ASSOCIATION, MOST, imagined, sliders
from lbdp_core.fire.views.leave import least, locks
from lbdp_core.fire.views.missed import MISSES
from lbdp_core.fire.views.one_area import area, priority
from lbdp_core.fire.views.part import Part
from lbdp_core.fire.views.replays import REPLAY
from lbdp_core.fire.views.rollups import ROLLUPS
from lbdp_core.fire.views.sure import sure
from lbdp_core.fire.views.trend import TRENDS
from lbdp_core.fire.views.versus import VERSUS
from lbdp_core.fire.views.where import DECIMALS, SHORTLIST, WIDTHS, chosen, first, measures, wards
from lbdp_core.fire.views.why import drivers

__all__ = [
    "ASSOCIATION", "BIG", "COLUMNS", "DECIMALS", "EXTRAS", "MOST", "PARTS", "SHORTLIST", "WHY", "WIDTHS",
    "area", "beside", "by_borough", "by_year", "chosen", "curve", "drivers", "facts", "first", "imagined", "in_words",
    "least", "locks", "marks",
    "measures", "missing", "offer", "priority", "remarks", "rows_used", "sliders", "sure", "wards",
]  # fmt: skip

BIG = (0, 1)  # headlines that a meeting sees: fires, and prevented per 1,000 visits; money needs its caveats
EXTRAS: Mapping[str, tuple[str, tuple[str, ...]]] = {  # heading and columns of each further table
    "less_than_pro_rata": (
        "Who gets less than its share",
        ("borough", "visits", "pro_rata_visits", "difference", "fires_prevented"),
    ),
    "rules": ("The same visits placed otherwise", ("rule", "fires_prevented", "harm_prevented")),
    "aims": ("The same visits steered for fires and for harm", ("steered_for", "fires_prevented", "harm_prevented")),
}
COLUMNS: Mapping[str, str] = {
    "borough": "Borough",
    "visits": "Visits",
    "pro_rata_visits": "Its share by homes",
    "difference": "Difference",
    "fires_prevented": "Fires prevented",
    "rule": "Steered by",
    "steered_for": "Steered for",
    "harm_prevented": "Harm-weighted fires prevented",
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
PARTS: Mapping[str, Part] = {
    "Replay": REPLAY,
    "Misses": MISSES,
    "Fair": FAIR,
    "Harm": HARM,
    "Trends": TRENDS,
    "Buildings": BUILDINGS,
    "Wards": ROLLUPS,
}
WHY: Mapping[str, Part] = {"One driver": DEPEND, "One borough": VERSUS}  # beside what all drivers do
PUBLIC_SOURCES = {
    "one_person_65plus": "Older people living alone: public in Census 2021 table TS003 (ONS, LSOA); loaded when given",
    "smoking": "Smoking: public by borough only (Annual Population Survey, OHID); loaded by LSOA when given",
    "visits": "Visits already made: held by London Fire Brigade, totals on the London Datastore; loaded when given",
}


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter and is not in the data, with the public source where there is one."""
    held = {*model.features, *(["visits"] if model.visited.any() else [])}
    return tuple(text for name, text in PUBLIC_SOURCES.items() if name not in held)
