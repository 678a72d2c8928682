"""Flow: the diagram is the model; each band is as wide as the people who go that way, and moves with the levers."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import LABEL, Picture, sankey
from lbdp_core.formatting import people, span, spans
from lbdp_core.model_cache import remembered
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.refugees.scenario.entries_exits import (
    APPEAL,
    AWAITING,
    CLAIMS,
    CLOSED,
    DECIDED,
    DUTY,
    FRIENDS,
    MOVED,
    NOTICE,
    RENTED,
    REST,
    SECTION_4,
    STREET,
    WITHDRAWN,
)  # fmt: skip
from lbdp_core.refugees.scenario.links import BEYOND, CAME, EARLIER, NAMES, NOT_YET, STILL, THERE, WENT
from lbdp_core.refugees.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

COLUMNS = (
    (CAME[CLAIMS], THERE, CAME[MOVED], CAME[REST]),
    (NAMES[AWAITING],),
    (NAMES[APPEAL], NAMES[SECTION_4]),
    (BEYOND, EARLIER, NAMES[NOTICE]),
    (
        NAMES[DUTY], NOT_YET, NAMES[STREET], NAMES[RENTED], NAMES[FRIENDS], STILL, WENT[DECIDED], WENT[WITHDRAWN],
        WENT[CLOSED], WENT[REST]
    )
)  # fmt: skip
TOPS = (0.0, 0.0, 0.5, 0.0, 0.0)  # appeals lower, so that no name lies on another
ROOM = 1.35  # times today's people: so that more can be seen as more


def picture(model: Fitted, result: Result, size: int = LABEL, height: int = 360) -> Picture:
    """Everybody in support at the start or since, by where they came from and where they went."""
    found = result.extras["links"]
    shown = found[found["people"] >= 0.5].assign(
        kind=[_kind(str(a), str(b)) for a, b in _ends(found[found["people"] >= 0.5])]
    )
    shown["words"] = [
        f"{a} → {b}: {people(moved)} ({span(low, high)}); without the change {people(today)}"
        for (a, b), moved, low, high, today in zip(
            _ends(shown), shown["people"], shown["low"], shown["high"], shown["today"], strict=True
        )
    ]
    table = pd.DataFrame(
        {
            "From": shown["source"],
            "To": shown["target"],
            "People": shown["people"].map(people),
            "80 % range": spans(shown["low"], shown["high"]),
            "Without the change": shown["today"].map(people),
        }
    )
    duty = shown.loc[shown["target"] == NAMES[DUTY], "people"].sum()
    alt = (
        f"Flow of people through asylum support in {scope.where(result)}, {scope.base(model)} to "
        f"{scope.when(model, result)}: {people(shown.loc[shown['source'] == CAME[CLAIMS], 'people'].sum())} new "
        f"claims, {people(duty)} people into a homelessness duty, "
        f"{people(shown.loc[shown['target'] == STILL, 'people'].sum())} still in support"
    )
    full = _full(model, scope.where(result), int(result.levers["horizon"]))
    note = (
        "Widths are people, on one scale whatever the levers are; counts are by the model and not published by "
        "borough. "
        "Pale: what these flows do not explain of the course, kept the same as far as there are people to leave."
    )
    title = f"Through asylum support, {scope.base(model)} to {scope.when(model, result)}"
    return sankey(shown, COLUMNS, full, title, alt, table, note, size, height, TOPS)


def _ends(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(frame["source"], frame["target"], strict=True))


def _kind(source: str, target: str) -> str:
    if REST_NAMES & {source, target}:
        return "rest"
    if source in COLUMNS[0]:
        return "in"
    return "out" if target in (NAMES[DUTY], NAMES[STREET]) else "on"


REST_NAMES = {CAME[REST], WENT[REST]}


@remembered(128)
def _full(model: Fitted, borough: str, horizon: int) -> float:
    """People that fill the height: those of today's course, with room."""
    links = run(model, RefugeesLevers(borough=borough, horizon=horizon)).extras["links"]
    return ROOM * max(float(links.loc[links["source"].isin(COLUMNS[0]), "people"].sum()), 1.0)


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The diagram over the whole page."""
    return Shown((), pictures=(picture(model, result),))


FLOW = Scene("Where do people come from, and where do they go?", show, folded=False)
