"""Flow: the diagram is the model; each band is as wide as the people who go that way, and moves with the levers."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import LABEL, Picture, sankey
from lbdp_core.formatting import people, span, spans
from lbdp_core.model_cache import remembered
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.refugees.scenario import entries_exits as v
from lbdp_core.refugees.scenario.links import BEYOND, CAME, EARLIER, NAMES, NOT_YET, STILL, THERE, WENT
from lbdp_core.refugees.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

COLUMNS = (
    (CAME[v.CLAIMS], THERE, CAME[v.MOVED], CAME[v.REST]),
    (NAMES[v.AWAITING],),
    (NAMES[v.APPEAL], NAMES[v.SECTION_4]),
    (BEYOND, EARLIER, NAMES[v.NOTICE]),
    (
        NAMES[v.DUTY], NOT_YET, NAMES[v.STREET], NAMES[v.RENTED], NAMES[v.FRIENDS], STILL, WENT[v.DECIDED],
        WENT[v.WITHDRAWN], WENT[v.CLOSED], WENT[v.REST]
    )
)  # fmt: skip
TOPS = (0.0, 0.0, 0.5, 0.0, 0.0)  # appeals lower, so that no name lies on another
ROOM = 1.35  # times today's people: so that more can be seen as more


def picture(model: Fitted, result: Result, size: int = LABEL, height: int = 360) -> Picture:
    """Everybody in support at the start or since, by where they came from and where they went."""
    links = result.extras["links"]
    links = links[links["people"] >= 0.5]
    links = links.assign(kind=[_kind(*ends) for ends in zip(links["source"], links["target"], strict=True)])
    links["words"] = [
        f"{a} → {b}: {people(count)} ({span(low, high)}), without the change {people(today)}"
        for a, b, count, low, high, today, _ in links.itertuples(index=False, name=None)
    ]
    columns = {"People": links["people"].map(people), "80% range": spans(links["low"], links["high"])}
    ends = {"From": links["source"], "To": links["target"]}
    table = pd.DataFrame(ends | columns | {"Without the change": links["today"].map(people)})
    came = people(links.loc[links["source"] == CAME[v.CLAIMS], "people"].sum())
    duty, still = (people(links.loc[links["target"] == end, "people"].sum()) for end in (NAMES[v.DUTY], STILL))
    alt = (
        f"Flow of people through asylum support in {scope.span(model, result)}: {came} new claims, {duty} people into "
        f"a homelessness duty, {still} still in support"
    )
    full = _full(model, scope.where(result), int(result.levers["horizon"]))
    note = (
        "The wider a band, the more people. These are the model's figures: nobody publishes them by borough. Pale: "
        "people whom these flows do not explain."
    )
    title = f"Through asylum support, {scope.base(model)} to {scope.when(model, result)}"
    return sankey(links, COLUMNS, full, title, alt, table, note, size, height, TOPS)


def _kind(source: str, target: str) -> str:
    if REST_NAMES & {source, target}:
        return "rest"
    if source in COLUMNS[0]:
        return "in"
    return "out" if target in (NAMES[v.DUTY], NAMES[v.STREET]) else "on"


REST_NAMES = {CAME[v.REST], WENT[v.REST]}


@remembered(128)
def _full(model: Fitted, borough: str, horizon: int) -> float:
    """People that fill the height: those of today's course, with room."""
    links = run(model, RefugeesLevers(borough=borough, horizon=horizon)).extras["links"]
    return ROOM * max(float(links.loc[links["source"].isin(COLUMNS[0]), "people"].sum()), 1.0)


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The diagram over the whole page."""
    return Shown((), pictures=(picture(model, result),))


FLOW = Scene("Where do people come from, and where do they go?", show)
