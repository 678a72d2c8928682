"""Where, when, what first, and what the figure is made of: the scenario's tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import doubt
from lbdp_core.homelessness.model import Fitted, duties, settings
from lbdp_core.homelessness.scenario import doubts, money, street
from lbdp_core.homelessness.scenario.evidence import BY_LEVER
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers
from lbdp_core.homelessness.scenario.world import Array, Course, World
from lbdp_core.homelessness.schema import STATES
from lbdp_core.remembered import remembered

TA = settings.TARGETS.index("ta_households")
# The step by which the board shows each lever: what a meeting may think of, from the lever's own plausible range.
BOARD = {"nsno": 20, "move_on": 1_000, "housing_first": 500, "prevention": 10, "lha": 100, "asylum_days": 56}
SETTLED_IN = 0.9  # of the change at the horizon: "how soon" is the first quarter with as much of it


def places(world: World) -> pd.DataFrame:
    """One row a borough: people seen at the horizon without and with the change, and households in accommodation.

    per_10000: people seen per 10,000 households; ta_per_1000: households in temporary accommodation per 1,000.
    kind: of the people seen, "synthetic" or "published". ta_last, ta_reported: the last figure that the borough
    reported, and of which quarter: of some it is years old.
    """
    here, at = world.here, world.step
    today, later = (c.seen[at][:, here] for c in (world.today, world.scenario))
    held_today, held = (c.held[at][:, here] for c in (world.today, world.scenario))
    centre, home = later.mean(axis=0), held.mean(axis=0)
    low, high = doubt.intervals(later, centre)
    ta_low, ta_high = doubt.intervals(held, home)
    households = world.fitted.households[here]
    name = world.fitted.borough[here]
    return pd.DataFrame(
        {
            "code": world.fitted.borough_code[here],
            "place": name,
            "borough": name,
            "today": today.mean(axis=0),
            "scenario": centre,
            "low": low,
            "high": high,
            "per_10000": 1e4 * centre / households,
            "kind": "synthetic" if world.fitted.synthetic else "published",
            "ta_last": duties.last_known(world.fitted.observed[TA])[:-1][here],
            "ta_reported": [_named(world.fitted, at) for at in world.fitted.last_reported("ta_households")[here]],
            "ta_today": held_today.mean(axis=0),
            "ta_scenario": home,
            "ta_low": ta_low,
            "ta_high": ta_high,
            "ta_per_1000": 1e3 * home / households,
        }
    )


def over_time(world: World) -> pd.DataFrame:
    """By quarter: people seen, and households in temporary accommodation (columns with ta_).

    ta_past_low, ta_past_high: what past errors of the method alone allow; ta_naive: the seasonal-naive line. All
    three are blank for a borough that did not report and now stands on another level: they rest on its old figures.
    Temporary accommodation is expected from H-CLIC's last quarter on, people seen from CHAIN's.
    """
    fitted, here = world.fitted, world.here
    periods = sorted({*map(str, fitted.quarters), *map(str, fitted.street_quarters), *map(str, fitted.coming)})
    known = fitted.street[:, :, here].sum(axis=(0, 2))
    lines = {"observed": _at(periods, fitted.street_quarters, known)}
    over = doubts.forecasts(fitted, "ta_households")[: fitted.lead]
    seen, held = ([getattr(c, name) for c in (world.today, world.scenario)] for name in ("seen", "held"))
    for prefix, courses, when in (
        ("", seen, fitted.ahead),
        ("ta_", [np.concatenate([over, course]) for course in held], fitted.coming),
    ):
        today, later = (course[..., here].sum(axis=-1) for course in courses)
        centre = later.mean(axis=1)
        low, high = doubt.intervals(later.T, centre)
        for column, line in (("today", today.mean(axis=1)), ("scenario", centre), ("low", low), ("high", high)):
            lines[prefix + column] = _at(periods, when, line)
    lines["ta_observed"] = _at(periods, fitted.quarters, observed(world))
    one = _column(world)
    blank = one is None or (one >= 0 and bool(fitted.apart("ta_households")[one]))
    for column, values in (
        ("ta_past_low", fitted.past_low),
        ("ta_past_high", fitted.past_high),
        ("ta_naive", fitted.naive),
    ):
        line = np.full(len(fitted.coming), np.nan) if blank else values[TA][:, one]
        lines[column] = _at(periods, fitted.coming, line)
    return pd.DataFrame({"period": periods} | lines)


def _named(fitted: Fitted, quarter: int) -> str:
    return str(fitted.quarters[quarter]) if quarter >= 0 else ""


def observed(world: World, target: int = TA) -> Array:
    """A target as published, of the focus (t,): London's own row, or the borough's; NaN where it was not reported."""
    column = _column(world)
    return np.asarray(world.fitted.observed[target][:, -1 if column is None else column])


def _column(world: World) -> int | None:
    """The column of the focus among 33 boroughs and London's own row."""
    return -1 if world.here.all() else int(np.flatnonzero(world.here)[0])


def _at(periods: list[str], quarters: np.ndarray, line: Array) -> Array:
    out = np.full(len(periods), np.nan)
    out[[periods.index(str(q)) for q in quarters]] = line
    return out


def drivers(world: World) -> pd.DataFrame:
    """What the people seen at the horizon are: new, on the street already, or back from somewhere; largest first."""
    history, at = world.scenario.street, world.step

    def people(flow: Array) -> float:
        return float(flow[at][:, world.here].sum(axis=1).mean())

    rows = [
        ("New", people(history.way(street.ARRIVE))),
        ("On and off the street already", people(history.stock[street.ON_AND_OFF])),
        ("Living on the streets already", people(history.stock[street.ON_STREET])),
        *((f"Back: {name}", people(history.way(name))) for name, _ in street.BACK),
    ]
    frame = pd.DataFrame(rows, columns=["driver", "contribution"]).assign(unit="people")
    return frame.sort_values("contribution", ascending=False, kind="stable").reset_index(drop=True)


@remembered(4)
def board(fitted: Fitted, evidence: str) -> dict[str, tuple[Array, Array, Array]]:
    """What each lever alone would change at its step of the board: seen, living, held, each (steps, draws, 33)."""
    today = Course(fitted, HomelessnessLevers())
    found = {}
    for lever, value in BOARD.items():
        moved: dict[str, Any] = {lever: value, "evidence": evidence}
        alone = Course(fitted, HomelessnessLevers(**moved))
        found[lever] = tuple(
            np.asarray(getattr(alone, name) - getattr(today, name), np.float32) for name in ("seen", "living", "held")
        )
    return found  # type: ignore[return-value]


def shortlist(world: World) -> pd.DataFrame:
    """Each lever alone, by how many fewer people are seen at the horizon: change, lag, soonest, and what speaks
    against.
    """
    rows = []
    specs = HomelessnessLevers.specs()
    for lever, (seen, living, held) in board(world.fitted, world.levers.evidence).items():
        it, here = BY_LEVER[lever], world.here
        change = seen[world.step][:, here].sum(axis=1).astype(float)
        low, high = doubt.interval(change, float(change.mean()))
        course = seen[..., here].sum(axis=-1).mean(axis=1)
        rows.append(
            {
                "lever": specs[lever].label,
                "step": specs[lever].words(BOARD[lever]),
                "borough": world.levers.borough,
                "change": float(change.mean()),
                "low": low,
                "high": high,
                "living": float(living[world.step][:, here].sum(axis=1).mean()),
                "held": float(held[world.step][:, here].sum(axis=1).mean()),
                "cost": _cost(world, lever) if lever in money.UNITS else np.nan,
                "cost_note": money.LEFT_OUT.get(lever, ""),
                "lag": it.lag,
                "soonest": soonest(course),
                "chance_not_better": float(np.mean(change >= 0)),
                "caution": it.caution,
            }
        )
    frame = pd.DataFrame(rows)
    return frame.sort_values("change", kind="stable").reset_index(drop=True)


def _cost(world: World, lever: str) -> float:
    """What a lever of the board costs alone up to the horizon, in pounds; what it saves is not taken off."""
    step: dict[str, Any] = {lever: BOARD[lever]}
    return float(world.costs(HomelessnessLevers(**step), world.today).mean())


def soonest(course: Array) -> int:
    """The first quarter in which a change has grown to nine tenths of its largest; 0 where there is none.

    >>> soonest(np.array([0.0, -5.0, -9.5, -10.0])), soonest(np.zeros(4))
    (3, 0)
    """
    size = np.abs(course)
    return int(np.argmax(size >= SETTLED_IN * size.max())) + 1 if size.max() > 0 else 0


def street_table(world: World) -> pd.DataFrame:
    """People seen by state in each quarter that is held, of the focus."""
    fitted = world.fitted
    counts = fitted.street[:, :, world.here].sum(axis=2)
    return pd.DataFrame({"quarter": fitted.street_quarters, **dict(zip(STATES, counts, strict=True))})
