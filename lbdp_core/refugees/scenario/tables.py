"""Where, when, why and what first: the scenario's tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import figure, quarters
from lbdp_core.figure import by_place, courses, laid, lines, over
from lbdp_core.places import LONDON
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import entries_exits as stages
from lbdp_core.refugees.scenario.figures import DUTIES, ENGLISH, HOMES, RESIDENTS, SCHOOL, SUPPORTED
from lbdp_core.refugees.scenario.world import World

FIRST = 20
WHY = (  # words, way, whether it brings people in (+1) or takes them out of support (-1)
    ("New claims that are supported", stages.CLAIMS, 1),
    ("Moved in from a hotel elsewhere", stages.MOVED, 1),
    ("Left with a grant", stages.ENDED, -1),
    ("Withdrawn or ended otherwise", stages.WITHDRAWN, -1),
    ("Moved away from a hotel that closed", stages.CLOSED, -1),
    ("Left Section 4", stages.LEFT_4, -1),
)


def places(world: World) -> pd.DataFrame:
    """One row a place: people in support at the last count, and later without and with the change; duties with it."""
    fitted, here = world.fitted, world.here
    people, duties, name = by_place(SUPPORTED, world), by_place(DUTIES, world), fitted.place[here]
    scale, columns = RESIDENTS.scale(fitted)[here], ("per_10000", "per_10000_low", "per_10000_high")
    rates = {rate: people[column] * scale for rate, column in zip(columns, SUPPORTED.columns, strict=True)}
    owed = {column: duties[of] for column, of in zip(DUTIES.columns, SUPPORTED.columns, strict=True)}
    about = {"code": fitted.place_code[here], "place": name, "borough": name, "base": fitted.seen[-1][here]}
    return pd.DataFrame({**about, **people, **rates, **owed, "hotel_base": fitted.hotel[here]})


def over_time(world: World) -> pd.DataFrame:
    """People in support by quarter: as counted, then without and with the change, the last count, and past errors.

    before: the older series, of people in dispersal accommodation or on subsistence under Section 95; it is not
    comparable with `observed`, and no line may join them. low, high: the 80% interval with the change. past_low,
    past_high: the one that past errors give the course without it.
    """
    fitted, steps = world.fitted, range(s.STEPS + 1)  # the fan begins at the last count
    before = pd.Series(fitted.before[:, world.here].sum(axis=1), list(map(str, fitted.before_quarters)), dtype=float)
    periods = [fitted.base, *fitted.ahead]
    frame = figure.over_time(SUPPORTED, world, steps, periods, before=before)
    today = np.stack([over(world.today.people[step], world.here) for step in steps])
    past, labels = lines(today, today), frame["period"].tolist()
    return frame.assign(past_low=laid(past["low"], periods, labels), past_high=laid(past["high"], periods, labels))


def duties(world: World) -> pd.DataFrame:
    """Households owed a duty in each quarter; quarters after the last count may have both what was and is expected."""
    return figure.over_time(DUTIES, world, range(s.STEPS + 1), list(world.fitted.ahead))


def drivers(world: World) -> pd.DataFrame:
    """What brings people into support and takes them out of it, from the last count to the quarter looked at.

    Contributions add up to the change in people.
    """
    found = [(words, sign * _people(world, way)) for words, way, sign in WHY]
    refused = _people(world, stages.DECIDED, end="") + _people(world, stages.HEARD, end="")
    rest = _people(world, stages.REST, source="") - _people(world, stages.REST, end="")
    found += [("Refused, support ends", -refused), ("Not explained by these flows", rest)]
    frame = pd.DataFrame([row for row in found if row[1]], columns=["driver", "contribution"])
    order = np.argsort(-frame["contribution"].abs().to_numpy(), kind="stable")
    return frame.iloc[order].assign(unit="people").reset_index(drop=True)


def shortlist(world: World, places: pd.DataFrame) -> pd.DataFrame:
    """What to prepare for first: boroughs with most duties for each home, or one borough's quarters in their order.

    places: of the same world.
    """
    if world.where != LONDON:
        return _by_quarter(world)
    frame = places.assign(rate=places["duties"] * HOMES.scale(world.fitted)[world.here])
    frame = frame[frame["rate"] > 0].sort_values("rate", ascending=False, kind="stable").head(FIRST)
    school, english = (by_place(each, world)["scenario"][frame.index] for each in (SCHOOL, ENGLISH))
    counted = {"supported": frame["scenario"], "duties": frame["duties"]}
    ranges = {"low": frame["duties_low"], "high": frame["duties_high"], "rate": frame["rate"]}
    about = {"code": frame["code"], "borough": frame["borough"], "when": world.when}
    return pd.DataFrame({**about, **counted, **ranges, "school": school, "english": english}).reset_index(drop=True)


def _by_quarter(world: World) -> pd.DataFrame:
    """A row a quarter ahead; duties are those of the quarter."""
    homes = float(world.fitted.households[world.here].sum())
    steps, ahead = range(1, world.step + 1), world.fitted.ahead[: world.step]
    new = lines(*courses(DUTIES, world, range(world.step + 1)))
    people, school, english = (courses(each, world, steps)[1].mean(axis=1) for each in (SUPPORTED, SCHOOL, ENGLISH))
    about = {"code": str(world.fitted.place_code[world.here][0]), "borough": world.where}
    counted = {"when": [quarters.words(str(q)) for q in ahead], "supported": people, "duties": new["scenario"]}
    rate = 1_000 * new["scenario"] / homes if homes else 0.0
    needs = {"rate": rate, "school": school, "english": english}
    return pd.DataFrame({**about, **counted, "low": new["low"], "high": new["high"], **needs})


def by_stage(world: World) -> pd.DataFrame:
    """People in support by stage: at the last count, without the change and with it at the quarter looked at."""
    rows = []
    for name in stages.STAGES:
        began = over(world.today.history.stock[name][0], world.here).mean()
        now, later = world.both(*(c.history.stock[name][world.step] for c in (world.today, world.scenario)))
        rows.append((name, began, now.mean(), later.mean()))
    return pd.DataFrame(rows, columns=["stage", "base", "today", "scenario"])


def _people(world: World, way: str, source: str | None = None, end: str | None = None) -> float:
    """People who go a way up to the quarter looked at, from `source` and to `end` where these are given."""
    flows = world.scenario.history.moved.items()
    found = [f for (name, a, b), f in flows if name == way and source in (None, a) and end in (None, b)]
    here = slice(None) if world.here.all() else world.here
    return sum(float(flow[: world.step, :, here].sum()) for flow in found) / s.DRAWS
