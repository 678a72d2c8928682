"""Flow: both diagrams are the model; each band is as wide as the people, or the households, who go that way."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lbdp_core.charts import LABEL, Picture, sankey
from lbdp_core.formatting import people
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import HomelessnessLevers, run
from lbdp_core.homelessness.scenario.moves import DUTY_IN, DUTY_WORDS, STREET_IN, STREET_OUT, STREET_WORDS
from lbdp_core.homelessness.views import scope
from lbdp_core.model_cache import remembered
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

PEOPLE, HOUSEHOLDS = "People: the street", "Households: the duties"
WHICH = "Which chain"
START, END = "Moves from {}", "Moves to {}"  # what a name says: moves in these quarters, not who is there
ROOM = 1.65  # times what moves today: room for the gaps, and for more to be seen as more
STATES = {  # a state, and its name after "from" or "to"
    STREET_WORDS["on_and_off"]: "on and off the street",
    STREET_WORDS["living"]: "living on the streets",
    STREET_WORDS["accommodation"]: "accommodation",
    STREET_WORDS["housing_first"]: "added Housing First places",
    STREET_WORDS["settled"]: "a settled home",
    STREET_WORDS["away"]: "out of sight",
}
GONE, NEW = STREET_WORDS["away"], "New people"
DUTY_COLUMNS = (
    (*DUTY_IN.values(),),
    ("Prevention duty",),
    ("Relief duty",),
    ("Main duty decided",),
    ("Temporary accommodation", "Home kept or found", "No main duty", "Ended otherwise", "Left"),
)


def street(model: Fitted, result: Result, size: int = LABEL, height: int = 360) -> Picture:
    """People who came to the street or were there, by where they came from and where they went over the quarters."""
    found = result.extras["street"]
    links = pd.DataFrame([_of_street(row) for row in found.itertuples(index=False) if row.source != STREET_IN])
    links = links.groupby(["source", "target", "kind"], as_index=False)[["people", "today"]].sum()
    columns = _columns(links)
    links["words"] = _said(links)
    new, back = (float(links.loc[links["kind"] == kind, "people"].sum()) for kind in ("in", "out"))
    alt = (
        f"Moves through rough sleeping in {scope.where(result)} over {_over(result)}: {people(new)} new people, "
        f"{people(back)} moves back from accommodation, a home or out of sight"
    )
    note = scope.noted(
        model,
        result,
        "Figures count moves, not people: one person may make several, and people who stay in a state are not drawn. "
        "Blue: new people. Orange: back to the street. The scale stays the same when a lever moves.",
        states=True,
    )
    title = f"Moves through rough sleeping over {_over(result)}"
    table = _table(links, "Moves")
    return sankey(links, columns, _full(model, _view(result), "street"), title, alt, table, note, size, height)


BACK_FROM = (*(START.format(STATES[STREET_WORDS[s]]) for s in ("accommodation", "settled", "housing_first", "away")),)


def duties(model: Fitted, result: Result, size: int = LABEL, height: int = 360) -> Picture:
    """Households threatened, helped, owed a main duty and accommodated over the quarters."""
    found = result.extras["duties"]
    links = pd.DataFrame(
        {
            "source": found["source"],
            "target": found["target"],
            "people": found["scenario"],
            "today": found["today"],
            "kind": [_kind(w, a, b) for w, a, b in zip(found["way"], found["source"], found["target"], strict=True)],
        }
    )
    links.loc[links["source"] == DUTY_WORDS["temporary accommodation"], "source"] = "In it before or since"
    links = links[
        links["source"] != "In it before or since"
    ]  # who left was mostly there before: no flow of these quarters
    links = links.groupby(["source", "target", "kind"], as_index=False)[["people", "today"]].sum()
    links["words"] = _said(links)
    into = float(links.loc[links["target"] == "Temporary accommodation", "people"].sum())
    alt = (
        f"Flow of households through the homelessness duties in {scope.where(result)} over {_over(result)}: "
        f"{people(into)} into temporary accommodation"
    )
    note = (
        "Figures count households. A name in the middle shows those who came or those who left, whichever is more. "
        "“Other placements” are changes in temporary accommodation that published flows do not explain; levers do not "
        "change them. Households that leave temporary accommodation are not drawn."
    )
    title = f"From threatened to temporary accommodation: households over {_over(result)}"
    full = _full(model, _view(result), "duties")
    return sankey(links, DUTY_COLUMNS, full, title, alt, _table(links, "Households"), note, size, height)


def _of_street(row: Any) -> dict[str, Any]:
    """A way as a band: states stand before and after a move, so that no band runs backwards."""
    source = NEW if row.source == STREET_WORDS["new"] else START.format(STATES[row.source])
    target = STREET_OUT if row.target == STREET_OUT else END.format(STATES[row.target])
    if source == NEW:
        kind = "in"
    elif row.target == STREET_WORDS["on_and_off"] and source in BACK_FROM:
        kind = "out"
    else:
        kind = "rest" if row.target in (STREET_OUT, GONE) else "on"
    return {"source": source, "target": target, "kind": kind, "people": row.scenario, "today": row.today}


def _columns(links: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """New people and every state that is left; every state that is come to."""
    start = (NEW, *(START.format(s) for s in STATES.values()))
    end = (*(END.format(s) for s in STATES.values()), STREET_OUT)
    named = set(links["source"]) | set(links["target"])
    return tuple(tuple(n for n in column if n in named) for column in (start, end))


def _kind(way: str, source: str, target: str) -> str:
    if way == "other moves":
        return "rest"
    if source in DUTY_IN.values():
        return "in"
    return "out" if target == "Temporary accommodation" or way == "homeless after prevention" else "on"


def _said(links: pd.DataFrame) -> list[str]:
    columns = links[["source", "target", "people", "today"]].itertuples(index=False, name=None)
    return [f"{a} → {b}: {people(p)}; without the change {people(t)}" for a, b, p, t in columns]


def _table(links: pd.DataFrame, unit: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "From": links["source"],
            "To": links["target"],
            unit: links["people"].map(people),
            "Without the change": links["today"].map(people),
        }
    )


def _over(result: Result) -> str:
    count = int(result.levers["horizon"])
    return "one quarter" if count == 1 else f"{count} quarters"


def _view(result: Result) -> tuple[str, float]:
    return scope.where(result), float(result.levers["horizon"])


@remembered(128)
def _full(model: Fitted, view: tuple[str, float], chain: str) -> float:
    """What fills the height: what moves in today's course, with room."""
    moved = run(model, HomelessnessLevers(borough=view[0], horizon=view[1])).extras[chain]
    if chain == "street":
        return ROOM * max(float(moved.loc[moved["source"] != STREET_IN, "today"].sum()), 1.0)
    return ROOM * max(float(moved.loc[moved["source"].isin(list(DUTY_IN.values())), "today"].sum()), 1.0)


def choices(model: Fitted, result: Result) -> Choices:
    """People or households."""
    return {WHICH: (PEOPLE, HOUSEHOLDS)}


def flow(model: Fitted, result: Result, picks: Picks) -> Shown:
    """One of the two diagrams, and people in each state."""
    if picks[WHICH] == HOUSEHOLDS:
        return Shown((), pictures=(duties(model, result),))
    states = result.extras["states"]
    table = pd.DataFrame(
        {
            "State": states["state"],
            "At the start, modelled": states["start"].map(people),
            "At the end, without the change": states["today"].map(people),
            "At the end, with it": states["scenario"].map(people),
        }
    )
    drivers = result.drivers
    made = pd.DataFrame(
        {"People seen in the quarter looked at": drivers["driver"], "People": drivers["contribution"].map(people)}
    )
    sheets = (("People in each state", table), ("Who is seen", made))
    return Shown((), pictures=(street(model, result),), sheets=sheets)


FLOW = Scene("How do people come to the street, leave it, and come back?", flow, choices)
