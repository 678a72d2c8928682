"""What only the homelessness page shows: the lever board, both flows, funnels, seasons, boroughs and definitions."""

from __future__ import annotations

from collections.abc import Mapping

from lbdp_core.charts import Picture
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.views import course, effects, flow
from lbdp_core.homelessness.views.definitions import DEFINITIONS
from lbdp_core.homelessness.views.effects import ASSUMPTIONS, BOARD, beside
from lbdp_core.homelessness.views.evaluation import by_borough, by_year, sure
from lbdp_core.homelessness.views.facts import facts, labels, missing, remarks, rows_used
from lbdp_core.homelessness.views.flow import FLOW
from lbdp_core.homelessness.views.forecasts import FORECASTS, SEASONAL
from lbdp_core.homelessness.views.funnels import FUNNELS
from lbdp_core.homelessness.views.where import BOROUGHS, LIST_WORDS, LISTED, chosen, first, measures
from lbdp_core.page import Page
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown


def _homes(model: Fitted, result: Result, picks: Picks) -> Shown:
    return Shown((), pictures=(course.held(model, result),))


HOMES = Scene("Temporary accommodation: how many households, and how wrong was it?", _homes, folded=False)


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: the flow over the whole width, then the two courses."""
    return (
        flow.street(model, result, size),
        course.seen(model, result, size, "People seen rough sleeping, by quarter"),
        course.held(model, result, size, "Households in temporary accommodation, by quarter"),
    )


def offer(model: Fitted, result: Result) -> tuple[str, Mapping[str, str]] | None:
    """The cautious evidence, while the main one is in use and something is changed."""
    moved = {name for name in result.levers if name not in ("borough", "horizon")}
    if result.levers["evidence"] == "main" and any(
        result.levers[name] for name in moved & {"nsno", "move_on", "housing_first", "prevention", "lha"}
    ):
        return "The same on the most cautious evidence", {"evidence": "cautious"}
    return None


PAGE: Page[Fitted] = Page(
    lead="housing_first",
    offer=offer,
    stage=effects.picture,
    acts=acts,
    wide=(0,),
    beside={"Levers": effects.picture, "Flow": flow.street},
    over_time=course.seen,
    listed=LISTED,
    list_words=LIST_WORDS,
    first=first,
    measures=measures,
    chosen=chosen,
    below={"Homes": HOMES, "Definitions": DEFINITIONS, "Duties": FUNNELS},
    scenes={
        "Why": FLOW,
        "Levers": BOARD,
        "Duties": FUNNELS,
        "Forecasts": FORECASTS,
        "Seasons": SEASONAL,
        "Boroughs": BOROUGHS,
        "Counts": DEFINITIONS,
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
