"""Where, when, what is unusual, and how children move from step to step: the scenario's tables."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from lbdp_core import figure
from lbdp_core.children.model.fitted import HORIZONS, Fitted
from lbdp_core.children.scenario import calibration
from lbdp_core.children.scenario.figures import CARED_FOR
from lbdp_core.children.scenario.pipeline import ALONE, BACK, CARE, LEFT, OTHER, QUARTERS, RETURNED, STARTED
from lbdp_core.children.scenario.world import Course, World
from lbdp_core.figure import over
from lbdp_core.flows import OUT
from lbdp_core.model_cache import remembered

SEEN = 0.5  # children that a row of the drivers must have
UNUSUAL, FEWEST = 1.96, 20  # standard deviations; and children (or cases) that a verdict must rest on
STEPS = ("referrals", "assessments", "section_47", "conferences", "plans_started", "entering_care")
NAMES = {
    "": "", "referred": "Referrals", "assessed": "Assessed", "need": "In need", "enquiry": "Section 47 enquiry",
    "conference": "Conference", "plan": "Protection plan", "care": "Looked after", "home": "Gone home",
}  # fmt: skip


def places(world: World) -> pd.DataFrame:
    """One row a borough: children looked after at the horizon without and with the change, and its range."""
    fitted, here = world.fitted, world.here
    names = fitted.names[fitted.london][here]
    return pd.DataFrame(
        {"code": fitted.codes[fitted.london][here], "place": names, "borough": names,
         **figure.by_place(CARED_FOR, world)}
    )  # fmt: skip


def over_time(world: World) -> pd.DataFrame:
    """Children looked after by year: as published, and what is expected."""
    periods = [str(world.last + h) for h in HORIZONS[: world.step + 1]]
    frame = figure.over_time(CARED_FOR, world, range(world.step + 1), periods)
    return frame[["period", "observed", "today", "scenario", "low", "high"]]


def drivers(world: World) -> pd.DataFrame:
    """Who comes into care and leaves it between the last year and the one looked at, in the scenario; largest first."""
    parts = {
        "Start care from a plan": (STARTED, "plan", CARE),
        "Start care from need": (STARTED, "need", CARE),
        "Start care by neither route": (ALONE, OUT, CARE),
        "Come back after going home": (BACK, "home", CARE),
        "Leave care as today": (LEFT, CARE, OUT),
        "Go home as well": (RETURNED, CARE, "home"),
        "Leave for other reasons": (OTHER, CARE, OUT),
    }
    counts = {name: (1 if way[2] == CARE else -1) * _moved(world, world.scenario, way) for name, way in parts.items()}
    rows = [(name, count, "children") for name, count in counts.items() if abs(count) >= SEEN]
    rows.sort(key=lambda row: -abs(row[1]))
    return pd.DataFrame(rows, columns=["driver", "contribution", "unit"])


def links(world: World) -> pd.DataFrame:
    """way, source, target, scenario, today: who went from step to step over the years looked at."""
    ways = [*dict.fromkeys([*world.scenario.history.moved, *world.today.history.moved])]
    rows = [(*way, *(_moved(world, course, way) for course in (world.scenario, world.today))) for way in ways]
    frame = pd.DataFrame(rows, columns=["way", "source", "target", "scenario", "today"])
    return frame.replace({"source": NAMES, "target": NAMES})


def _moved(world: World, course: Course, way: tuple[str, str, str]) -> float:
    flow = course.history.moved.get(way)
    if flow is None:
        return 0.0
    return float(over(flow[: QUARTERS * (world.step + 1)], world.here).sum(axis=0).mean())


def stocks(world: World) -> pd.DataFrame:
    """state, start, today, scenario: children in need, on plans and in care, at the start and at the horizon."""
    rows = []
    for name in ("need", "plan", "care"):
        start = float(over(world.today.history.stock[name][0], world.here).mean())
        ends = (
            float(over(course.stock(name, world.step), world.here).mean()) for course in (world.today, world.scenario)
        )
        rows.append((NAMES[name], start, *ends))
    return pd.DataFrame(rows, columns=["state", "start", "today", "scenario"])


def conversions(world: World) -> pd.DataFrame:
    """step, before, here, london, england, here_note: published events of the last year for each hundred before.

    here_note says why there is none.
    """
    fitted, rows = world.fitted, []
    wide = {key: fitted.wider[fitted.at(key), -1] for key in STEPS}  # England and London, per 10,000 children
    count = {key: calibration.published(fitted, key)[-1][world.here] for key in STEPS}
    for before, key in pairwise(STEPS):
        both = np.isfinite(count[key]) & np.isfinite(count[before])
        here = 100 * count[key][both].sum() / count[before][both].sum() if both.any() else np.nan
        england, london = 100 * wide[key] / wide[before]
        names = fitted.indicator(key).name, fitted.indicator(before).name
        rows.append((*names, here, london, england, "" if both.any() else "not published"))
    return pd.DataFrame(rows, columns=["step", "before", "here", "london", "england", "here_note"])


@remembered(64)
def _unlike(model: Fitted, borough: str) -> pd.DataFrame:
    """The list of one focus; it is of published figures, so that no lever moves it."""
    rows = []
    named = model.names[model.london]
    columns = np.flatnonzero(model.london)[np.isin(named, [borough]) if borough in named else slice(None)]
    for k, key in enumerate(model.keys):
        one = model.indicator(str(key))
        for c in columns:
            by_need = np.isfinite(model.unlike[k, c])
            z = model.unlike[k, c] if by_need else model.apart[k, c]
            size = model.value[k, -1, c] * model.counted[k, -1, c] / one.times
            if np.isfinite(z) and abs(z) > UNUSUAL and size >= FEWEST:
                beside = model.expected[k, c] if by_need else float(np.nanmedian(model.value[k, -1]))
                last = float(model.value[k, -1, c])
                figures = (round(last, one.decimals), round(float(beside), one.decimals))
                rows.append((str(model.names[c]), one.name, one.unit, *figures, float(abs(z))))
    rows.sort(key=lambda row: -row[-1])
    return pd.DataFrame(
        [row[:-1] for row in rows[:10]], columns=["borough", "indicator", "unit", "last_value", "expected"]
    )


def shortlist(world: World) -> pd.DataFrame:
    """Where the last value is unlike what need leads one to expect, or unlike other councils, farthest first."""
    return _unlike(world.fitted, world.levers.borough).copy()
