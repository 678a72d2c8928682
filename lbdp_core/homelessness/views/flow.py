"""Flow: both diagrams draw the model; each band is as wide as the people, or households, who go that way."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from lbdp_core.charts import LABEL, Picture, sankey
from lbdp_core.formatting import people
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario.figures import MONTHS
from lbdp_core.homelessness.scenario.moves import DUTY_IN, DUTY_WORDS, STREET_IN, STREET_OUT, STREET_WORDS
from lbdp_core.homelessness.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

PEOPLE, HOUSEHOLDS = "People sleeping rough", "Households owed a duty"
WHICH = "Who"
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
BACK_FROM = [STREET_WORDS[state] for state in ("accommodation", "settled", "housing_first", "away")]
NEW, HOMES = "New people", DUTY_WORDS["temporary accommodation"]
STREET_COLUMNS = (
    (NEW, *(START.format(state) for state in STATES.values())),
    (*(END.format(state) for state in STATES.values()), STREET_OUT),
)
DUTY_COLUMNS = (
    (*DUTY_IN.values(),),
    ("Prevention duty",),
    ("Relief duty",),
    ("Main duty decision",),
    (HOMES, "Home kept or found", "No main duty", "Ended otherwise", "Left"),
)
Band = tuple[str, str, str]  # source, target, kind


def street(model: Fitted, result: Result, size: int = LABEL, height: int = 360) -> Picture:
    """People who came to the street or were there, by where they came from and where they went over the quarters."""
    moved = result.extras["street"]
    links = _links(moved[moved["source"] != STREET_IN], _of_street)
    new, back = (float(links.loc[links["kind"] == kind, "people"].sum()) for kind in ("in", "out"))
    alt = (
        f"Moves through rough sleeping in {scope.where(result)} over {_over(result)}: {people(new)} new people, "
        f"{people(back)} moves back from accommodation, a home or out of sight"
    )
    text = (
        "Figures count moves, not people: one person may make several. The picture leaves out people who stay where "
        "they are. Blue: new people. Orange: back to the street."
    )
    note = scope.noted(model, result, text, states=True)
    title, full = f"Moves through rough sleeping over {_over(result)}", _full(links)
    named = set(links["source"]) | set(links["target"])
    columns = tuple(tuple(name for name in column if name in named) for column in STREET_COLUMNS)
    return sankey(links, columns, full, title, alt, _table(links, "Moves"), note, size, height)


def duties(model: Fitted, result: Result, size: int = LABEL, height: int = 360) -> Picture:
    """Households threatened, helped, owed a main duty and accommodated over the quarters."""
    moved = result.extras["duties"]
    # who left temporary accommodation was mostly there before: no flow of these quarters
    links = _links(moved[moved["source"] != HOMES], _of_duties)
    into = float(links.loc[links["target"] == HOMES, "people"].sum())
    alt = (
        f"Flow of households through the homelessness duties in {scope.where(result)} over {_over(result)}: "
        f"{people(into)} into temporary accommodation"
    )
    note = (
        "Figures count households. A name in the middle shows those who came or those who left, whichever is more. "
        "“Other placements” are changes in temporary accommodation that published flows do not explain. Levers do not "
        "change them. The picture leaves out households that leave temporary accommodation."
    )
    title = f"From threatened to temporary accommodation: households over {_over(result)}"
    full = _full(links[links["source"].isin(DUTY_COLUMNS[0])])
    return sankey(links, DUTY_COLUMNS, full, title, alt, _table(links, "Households"), note, size, height)


def _links(moved: pd.DataFrame, of: Callable[[str, str, str], Band]) -> pd.DataFrame:
    """source, target, kind, people, today, words: a band a pair of states."""
    bands = [of(*way) for way in moved[["way", "source", "target"]].itertuples(index=False, name=None)]
    links = pd.DataFrame(bands, columns=["source", "target", "kind"])
    links = links.assign(people=moved["scenario"].to_numpy(), today=moved["today"].to_numpy())
    links = links.groupby(["source", "target", "kind"], as_index=False)[["people", "today"]].sum()
    told = links[["source", "target", "people", "today"]].itertuples(index=False, name=None)
    return links.assign(words=[f"{a} → {b}: {people(p)} (without the change {people(t)})" for a, b, p, t in told])


def _of_street(way: str, source: str, target: str) -> Band:
    """States stand before and after a move, so that no band runs backwards."""
    end = STREET_OUT if target == STREET_OUT else END.format(STATES[target])
    if source == STREET_WORDS["new"]:
        return NEW, end, "in"
    start = START.format(STATES[source])
    if target == STREET_WORDS["on_and_off"] and source in BACK_FROM:
        return start, end, "out"
    return start, end, "rest" if target in (STREET_OUT, STREET_WORDS["away"]) else "on"


def _of_duties(way: str, source: str, target: str) -> Band:
    if way == "other moves":
        return source, target, "rest"
    if source in DUTY_COLUMNS[0]:
        return source, target, "in"
    return source, target, "out" if target == HOMES or way == "homeless after prevention" else "on"


def _table(links: pd.DataFrame, unit: str) -> pd.DataFrame:
    counts = links[["people", "today"]].map(people)
    words = {"source": "From", "target": "To", "people": unit, "today": "Without the change"}
    return links[["source", "target"]].join(counts).rename(columns=words)


def _over(result: Result) -> str:
    return f"{MONTHS * int(result.levers['horizon'])} months"


def _full(links: pd.DataFrame) -> float:
    """What fills the height, whatever the levers are: what moves in today's course, with room."""
    return ROOM * max(float(links["today"].sum()), 1.0)


def choices(model: Fitted, result: Result) -> Choices:
    """People or households."""
    return {WHICH: (PEOPLE, HOUSEHOLDS)}


def flow(model: Fitted, result: Result, picks: Picks) -> Shown:
    """One of the two diagrams, and people in each state."""
    if picks[WHICH] == HOUSEHOLDS:
        return Shown((), pictures=(duties(model, result),))
    headings = {
        "state": "State",
        "start": "At the start (our estimate)",
        "today": "At the end, without the change",
        "scenario": "At the end, with it",
    }
    states = result.extras["states"].set_index("state").map(people).reset_index().rename(columns=headings)
    made = {"People seen in the quarter looked at": result.drivers["driver"]}
    seen = pd.DataFrame(made | {"People": result.drivers["contribution"].map(people)})
    sheets = (("People in each state", states), ("Who is seen", seen))
    return Shown((), pictures=(street(model, result),), sheets=sheets)


FLOW = Scene("How do people come to the street, leave it and come back?", flow, choices)
