"""Where, when, why and what first: the scenario's tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import quarters
from lbdp_core.doubt import intervals
from lbdp_core.refugees.model import Array
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.places import LONDON
from lbdp_core.refugees.scenario import stages
from lbdp_core.refugees.scenario.world import Course, World

FIRST = 20
PER = 10_000
WHY = (  # words, way, whether it brings people in (+1) or takes them out of support (-1)
    ("New claims that are supported", stages.CLAIMS, 1),
    ("Moved in from a hotel elsewhere", stages.MOVED, 1),
    ("Left with a grant", stages.ENDED, -1),
    ("Withdrawn or ended otherwise", stages.WITHDRAWN, -1),
    ("Moved away from a hotel that closed", stages.CLOSED, -1),
    ("Left Section 4", stages.LEFT_4, -1),
)


def places(world: World) -> pd.DataFrame:
    """One row a place: people in support at the last count, and later without and with the change."""
    fitted, here, step = world.fitted, world.here, world.step
    later = world.scenario.people[step][:, here]
    today, scenario = world.today.people[step][:, here].mean(axis=0), later.mean(axis=0)
    low, high = intervals(later, scenario)
    duties = world.scenario.duties(step)[:, here]
    duty_low, duty_high = intervals(duties, duties.mean(axis=0))
    per = np.divide(PER, fitted.residents[here], out=np.zeros(here.sum()), where=fitted.residents[here] > 0)
    return pd.DataFrame(
        {
            "code": fitted.place_code[here],
            "place": fitted.place[here],
            "borough": fitted.place[here],
            "base": fitted.seen[-1][here],
            "today": today,
            "scenario": scenario,
            "low": low,
            "high": high,
            "per_10000": scenario * per,
            "per_10000_low": low * per,
            "per_10000_high": high * per,
            "duties": duties.mean(axis=0),
            "duties_low": duty_low,
            "duties_high": duty_high,
            "hotel_base": fitted.hotel[here],
        }
    )


def over_time(world: World) -> pd.DataFrame:
    """People in support by quarter: as counted, then without and with the change, the last count, and past errors.

    before: the older series, of people in dispersal accommodation or on subsistence under Section 95; it is not
    comparable with `observed`, and no line may join them. low, high: the 80 % interval with the change. past_low,
    past_high: the one that past errors give the course without it.
    """
    fitted, here = world.fitted, world.here
    today, scenario = (course.people[:, :, here].sum(axis=2) for course in (world.today, world.scenario))
    low, high = intervals(scenario.T, scenario.mean(axis=1))
    past_low, past_high = intervals(today.T, today.mean(axis=1))
    labels = [*fitted.before_quarters, *fitted.quarters, *fitted.ahead]
    frame = pd.DataFrame({"period": labels}).set_index("period")
    frame["before"] = pd.Series(fitted.before[:, here].sum(axis=1), index=list(fitted.before_quarters), dtype=float)
    frame["observed"] = pd.Series(fitted.seen[:, here].sum(axis=1), index=list(fitted.quarters), dtype=float)
    ahead = [fitted.base, *fitted.ahead]  # the fan begins at the last count
    last = np.full(len(ahead), world.seen())
    lines = {"today": today.mean(axis=1), "scenario": scenario.mean(axis=1), "low": low, "high": high}
    lines |= {"naive": last, "past_low": past_low, "past_high": past_high}
    for name, line in lines.items():
        frame[name] = pd.Series(line, index=ahead)
    return frame.reset_index()


def drivers(world: World) -> pd.DataFrame:
    """What brings people into support and takes them out of it, from the last count to the quarter looked at.

    Contributions add up to the change in people.
    """
    found = [(words, sign * _way(world, world.scenario, way)) for words, way, sign in WHY]
    history = world.scenario.history
    refused = -(
        _flow(world, world.scenario, (stages.DECIDED, stages.AWAITING, ""))
        + _flow(world, world.scenario, (stages.HEARD, stages.APPEAL, ""))
    )
    found.append(("Refused, support ends", refused))
    rest = np.zeros(s.DRAWS)
    for key in (k for k in history.moved if k[0] == stages.REST):
        rest = rest + _flow(world, world.scenario, key) * (1 if key[1] == "" else -1)
    found.append(("Not accounted for by these flows", rest))
    frame = pd.DataFrame([(w, float(v.mean())) for w, v in found if np.any(v)], columns=["driver", "contribution"])
    order = np.argsort(-frame["contribution"].abs().to_numpy(), kind="stable")
    return frame.iloc[order].assign(unit="people").reset_index(drop=True)


def shortlist(world: World) -> pd.DataFrame:
    """What to prepare for first: boroughs with most duties for each home, or one borough's quarters in their order."""
    if world.where != LONDON:
        return _by_quarter(world)
    frame = places(world)
    households = world.fitted.households[world.here]
    frame["rate"] = np.divide(1_000 * frame["duties"], households, out=np.zeros(len(frame)), where=households > 0)
    frame = frame[frame["rate"] > 0].sort_values("rate", ascending=False, kind="stable").head(FIRST)
    step = world.step
    needs = [
        course[:, world.here].mean(axis=0)
        for course in (world.scenario.school_age(step), world.scenario.learners(step))
    ]
    at = frame.index.to_numpy()
    return pd.DataFrame(
        {
            "code": frame["code"],
            "borough": frame["borough"],
            "when": world.when,
            "supported": frame["scenario"],
            "duties": frame["duties"],
            "low": frame["duties_low"],
            "high": frame["duties_high"],
            "rate": frame["rate"],
            "school": needs[0][at],
            "english": needs[1][at],
        }
    ).reset_index(drop=True)


def _by_quarter(world: World) -> pd.DataFrame:
    """A row a quarter ahead; duties are those of the quarter."""
    here, course = world.here, world.scenario
    rows = []
    households = float(world.fitted.households[here].sum())
    for t in range(1, world.step + 1):
        new = (course.duties(t) - course.duties(t - 1))[:, here].sum(axis=1)
        (low,), (high,) = intervals(new[:, None], np.array([new.mean()]))
        means = [f[:, here].sum(axis=1).mean() for f in (course.people[t], course.school_age(t), course.learners(t))]
        when = quarters.words(str(world.fitted.ahead[t - 1]))
        rate = 1_000 * new.mean() / households if households else 0.0
        code = str(world.fitted.place_code[here][0])
        rows.append((code, world.where, when, means[0], new.mean(), low, high, rate, means[1], means[2]))
    names = ["code", "borough", "when", "supported", "duties", "low", "high", "rate", "school", "english"]
    return pd.DataFrame(rows, columns=names)


def by_stage(world: World) -> pd.DataFrame:
    """People in support by stage: at the last count, without the change and with it at the quarter looked at."""
    rows = []
    for name in stages.STAGES:
        began = world.today.history.stock[name][0][:, world.here].sum(axis=1).mean()
        now, later = world.both(*(c.history.stock[name][world.step] for c in (world.today, world.scenario)))
        rows.append((name, began, now.mean(), later.mean()))
    return pd.DataFrame(rows, columns=["stage", "base", "today", "scenario"])


def _way(world: World, course: Course, name: str) -> Array:
    """People who went a way up to the quarter looked at (draws,); nought where there is no such way."""
    keys = [key for key in course.history.moved if key[0] == name]
    return np.asarray(sum((_flow(world, course, key) for key in keys), np.zeros(s.DRAWS)))


def _flow(world: World, course: Course, key: tuple[str, str, str]) -> Array:
    found = course.history.moved.get(key)
    if found is None:
        return np.zeros(s.DRAWS)
    return np.asarray(found[: world.step, :, world.here].sum(axis=(0, 2)))


def duties(world: World) -> pd.DataFrame:
    """Households owed a duty in each quarter: as published (H-CLIC), then expected without and with the change.

    period, observed, today, scenario, low, high, naive (the last published quarter up to the last count);
    quarters after the last count may have both, since duties are published apart from support.
    """
    fitted, here = world.fitted, world.here
    seen = fitted.duties_london if world.where == LONDON else fitted.duties[:, here].sum(axis=1)
    observed = pd.Series(np.where(seen < 0, np.nan, seen), index=list(fitted.duty_quarters), dtype=float)
    flows = []
    for course in (world.today, world.scenario):
        each = np.stack([course.duties(t)[:, here].sum(axis=1) for t in range(s.STEPS + 1)])
        flows.append(np.diff(each, axis=0))
    today, scenario = flows
    low, high = intervals(scenario.T, scenario.mean(axis=1))
    labels = sorted({*observed.index, *map(str, fitted.ahead)})
    known = observed[observed.index <= fitted.base].dropna()
    frame = pd.DataFrame({"period": labels}).set_index("period").assign(observed=observed)
    for name, line in {
        "today": today.mean(axis=1),
        "scenario": scenario.mean(axis=1),
        "low": low,
        "high": high,
    }.items():
        frame[name] = pd.Series(line, index=list(fitted.ahead))
    frame["naive"] = pd.Series(float(known.iloc[-1]) if len(known) else np.nan, index=list(fitted.ahead))
    return frame.reset_index()
