"""Flow: the diagram is the model, from referral to care; each band is as wide as the children who go that way."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import LABEL, Picture, sankey
from lbdp_core.children.model import Fitted
from lbdp_core.children.scenario import ChildrenLevers, run
from lbdp_core.children.scenario.pipeline import OTHER
from lbdp_core.children.scenario.tables import NAMES
from lbdp_core.focus import where
from lbdp_core.formatting import number, people, plural
from lbdp_core.model_cache import remembered
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

NEW, ASSESSED, NEED, ENQUIRY, CONFERENCE, PLAN = (
    NAMES[name] for name in ("referred", "assessed", "need", "enquiry", "conference", "plan")
)
CARE, CLOSED, NO_NEED, HELPED, NO_CONFERENCE, NO_PLAN, ENDED = (
    "Start care", "Closed at once", "Not in need", "Help ends", "No conference", "No plan", "Plan ends"
)  # fmt: skip
COLUMNS = (
    (NEW,), (ASSESSED, CLOSED), (NEED, NO_NEED), (ENQUIRY, HELPED), (CONFERENCE, NO_CONFERENCE), (PLAN, NO_PLAN),
    (CARE, ENDED),
)  # fmt: skip
TOPS = (0.0, 0.14, 0.26, 0.0, 0.2, 0.62, 0.4)  # later steps lower, so that no name lies on another
ENDS = {  # where a way leads that goes out of the system, back to need, or into care
    (NEW, ""): CLOSED,
    (ASSESSED, ""): NO_NEED,
    (NEED, ""): HELPED,
    (ENQUIRY, NEED): NO_CONFERENCE,
    (CONFERENCE, NEED): NO_PLAN,
    (PLAN, NEED): ENDED,
    (NEED, NAMES["care"]): CARE,
    (PLAN, NAMES["care"]): CARE,
}
ROOM = 1.4  # times today's referrals: room for the gaps, and for more to be seen as more


def picture(model: Fitted, result: Result, size: int = LABEL, height: int = 360) -> Picture:
    """Who moved from step to step in the years looked at."""
    links = _links(result.extras["links"])
    told = links[["source", "target", "people", "today"]].itertuples(index=False, name=None)
    links["words"] = [f"{a} → {b}: {people(p)} (without the change {people(t)})" for a, b, p, t in told]
    into = float(links.loc[links["target"] == CARE, "people"].sum())
    new = float(links.loc[links["source"] == NEW, "people"].sum())
    over = plural(int(result.levers["years"]), "year")
    alt = f"From referral to care in {where(result)} over {over}: {people(new)} referrals, {people(into)} start care"
    counts = links[["people", "today"]].map(people)
    words = {"source": "From", "target": "To", "people": "Children", "today": "Without the change"}
    table = links[["source", "target"]].join(counts).rename(columns=words)
    note = (
        "Counts are of events: a child may be referred twice. Enquiries are also made for children who were in need "
        "before. The picture leaves out children who come to care by neither route, and those who leave care. Orange: "
        "into care."
    )
    last = int(model.years[-1])
    title = f"From referral to care, April {last} to March {last + int(result.levers['years'])}"
    full = _full(model, where(result), str(result.levers["years"]))
    return sankey(links, COLUMNS, full, title, alt, table, note, size, height, TOPS)


def _links(moved: pd.DataFrame) -> pd.DataFrame:
    """source, target, kind, people, today: a band a pair of steps."""
    kept = moved[moved["source"].isin([source for source, _ in ENDS]) & moved["way"].ne(OTHER)]
    ends = zip(kept["source"], kept["target"], strict=True)
    links = kept.assign(target=[ENDS.get(way, way[1]) for way in ends]).rename(columns={"scenario": "people"})
    shut = {*ENDS.values()} - {CARE}
    kinds = ["out" if b == CARE else "rest" if b in shut else "in" if a == NEW else "on" for a, b in
             zip(links["source"], links["target"], strict=True)]  # fmt: skip
    return links[["source", "target", "people", "today"]].assign(kind=kinds)


@remembered(128)
def _full(model: Fitted, borough: str, years: str) -> float:
    """Children that fill the height: today's referrals, with room."""
    links = _links(run(model, ChildrenLevers(borough=borough, years=years)).extras["links"])
    return ROOM * max(float(links.loc[links["source"] == NEW, "people"].sum()), 1.0)


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The diagram, children at each step, and how many go on here, in London and in England."""
    stocks = result.extras["stocks"].set_index("state").map(people).reset_index()
    stocks.columns = pd.Index(["Children", "At the start", "At the end, without the change", "At the end, with it"])
    found = result.extras["conversions"]
    shares = found[["here", "london", "england"]].map(lambda v: number(v, 1) if v == v else "not published")
    steps = pd.DataFrame({"For each 100": found["before"], "there were": found["step"]}).join(shares)
    steps = steps.rename(columns={"here": where(result), "london": "London, as published", "england": "England"})
    sheets = (("Children at each step", stocks), (f"How many go on, year to March {int(model.years[-1])}", steps))
    return Shown((), pictures=(picture(model, result),), sheets=sheets)


FLOW = Scene("How do children go from referral to care?", show)
