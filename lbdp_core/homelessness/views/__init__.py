"""What only the homelessness page shows: the lever board, both flows, funnels, seasons, boroughs and definitions."""

from __future__ import annotations

from collections.abc import Mapping

from lbdp_core.charts import Picture
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.views import (
    course,
    definitions,
    effects,
    evaluation,
    facts,
    flow,
    forecasts,
    funnels,
    where,
)
from lbdp_core.page import Page
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown


def _homes(model: Fitted, result: Result, picks: Picks) -> Shown:
    return Shown((), pictures=(course.held(model, result),))


HOMES = Scene("How many households will be in temporary accommodation?", _homes)


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: the flow over the whole width, then the two courses."""
    return (
        flow.street(model, result, size),
        course.seen(model, result, size, "People seen rough sleeping, by quarter"),
        course.held(model, result, size, "Households in temporary accommodation, by quarter"),
    )


def offer(model: Fitted, result: Result) -> tuple[str, Mapping[str, str]] | None:
    """The cautious evidence, while the main one is in use and something is changed."""
    moved = any(result.levers[name] for name in ("nsno", "move_on", "housing_first", "prevention", "lha"))
    if moved and result.levers["evidence"] == "main":
        return "The same on the most cautious evidence", {"evidence": "cautious"}
    return None


PAGE: Page[Fitted] = Page(
    lead="housing_first",
    offer=offer,
    stage=effects.picture,
    acts=acts,
    beside={"Levers": effects.picture, "Flow": flow.street},
    over_time=course.seen,
    listed=where.LISTED,
    list_words=where.LIST_WORDS,
    first=where.first,
    start=where.start,
    measures=where.measures,
    chosen=where.chosen,
    below={"Homes": HOMES, "Definitions": definitions.DEFINITIONS, "Duties": funnels.FUNNELS},
    scenes={
        "Why": flow.FLOW,
        "Levers": effects.BOARD,
        "Duties": funnels.FUNNELS,
        "Forecasts": forecasts.FORECASTS,
        "Seasons": forecasts.SEASONAL,
        "Boroughs": where.BOROUGHS,
        "Counts": definitions.DEFINITIONS,
        "Assumptions": effects.ASSUMPTIONS,
    },
    under_lever=effects.beside,
    facts=facts.facts,
    remarks=facts.remarks,
    sure=evaluation.sure,
    by_year=evaluation.by_year,
    by_borough=evaluation.by_borough,
    missing=facts.missing,
    rows_used=facts.rows_used,
    labels=facts.labels,
)
