"""Where, when, what first, and what the figure is made of: the scenario's tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import doubt
from lbdp_core.figure import by_place, courses, laid, lines
from lbdp_core.homelessness.model import Fitted, duties
from lbdp_core.homelessness.scenario import draws
from lbdp_core.homelessness.scenario.evidence import BY_LEVER
from lbdp_core.homelessness.scenario.figures import HELD, HOMES, SEEN, STREET
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers
from lbdp_core.homelessness.scenario.published_series import beside
from lbdp_core.homelessness.scenario.world import Array, Course, World
from lbdp_core.homelessness.schema import STATES
from lbdp_core.model_cache import remembered
from lbdp_core.tornado import one_at_a_time

Single = NDArray[np.float32]
# The step by which the board shows each lever: what a meeting may think of, from the lever's own plausible range.
BOARD = {"nsno": 20, "move_on": 1_000, "housing_first": 500, "prevention": 10, "lha": 100, "asylum_days": 56}
SETTLED_IN = 0.9  # of the change at the horizon: "how soon" is the first quarter with as much of it


def places(world: World) -> pd.DataFrame:
    """One row a borough: people seen at the horizon without and with the change, and households in accommodation.

    per_10000: people seen per 10,000 households; ta_per_1000: households in temporary accommodation per 1,000.
    kind: of the people seen, "synthetic" or "published". ta_last, ta_reported: the last figure that the borough
    reported, and of which quarter: of some it is years old.
    """
    fitted, here = world.fitted, world.here
    people, homes, name = by_place(SEEN, world), by_place(HELD, world), fitted.borough[here]
    return pd.DataFrame(
        {
            "code": fitted.borough_code[here],
            "place": name,
            "borough": name,
            **people,
            "per_10000": people["scenario"] * STREET.scale(fitted)[here],
            "kind": "synthetic" if fitted.synthetic else "published",
            "ta_last": duties.last_known(fitted.of("ta_households"))[:-1][here],
            "ta_reported": [_named(fitted, at) for at in duties.last_reported(fitted.of("ta_households"))[:-1][here]],
            **{f"ta_{column}": values for column, values in homes.items()},
            "ta_per_1000": homes["scenario"] * HOMES.scale(fitted)[here],
        }
    )


def over_time(world: World) -> pd.DataFrame:
    """By quarter: people seen, and households in temporary accommodation (columns with ta_).

    ta_past_low, ta_past_high: what past errors of the method alone allow; ta_naive: the seasonal-naive line. All
    three are blank for a borough that did not report and now stands on another level: they rest on its old figures.
    Temporary accommodation is expected from H-CLIC's last quarter on, people seen from CHAIN's.
    """
    fitted, here = world.fitted, world.here
    over = draws.forecasts(fitted, "ta_households")[: fitted.lead, :, here].sum(axis=-1)
    steps = range(len(fitted.ahead))
    expected = lines(*(np.concatenate([over, course]) for course in courses(HELD, world, steps)))
    known = fitted.street[:, :, here].sum(axis=(0, 2))
    periods = sorted({*map(str, fitted.quarters), *map(str, fitted.street_quarters), *map(str, fitted.coming)})
    columns = {"observed": laid(known, fitted.street_quarters, periods)}
    for prefix, course, when in (
        ("", lines(*courses(SEEN, world, steps)), fitted.ahead),
        ("ta_", expected, fitted.coming),
        ("ta_", {"observed": world.published("ta_households")}, fitted.quarters),
        ("ta_", beside(world, "ta_households"), fitted.coming),
    ):
        columns |= {prefix + name: laid(line, when, periods) for name, line in course.items()}
    return pd.DataFrame({"period": periods} | columns)


def _named(fitted: Fitted, quarter: int) -> str:
    return str(fitted.quarters[quarter]) if quarter >= 0 else ""


def drivers(world: World) -> pd.DataFrame:
    """What the people seen at the horizon are: new, on the street already, or back from somewhere; largest first."""
    parts = world.scenario.street.parts
    people = [float(part[world.step][world.here].sum()) for part in parts.values()]
    frame = pd.DataFrame({"driver": list(parts), "contribution": people, "unit": "people"})
    return frame.sort_values("contribution", ascending=False, kind="stable").reset_index(drop=True)


@remembered(2)
def board(fitted: Fitted, evidence: str) -> dict[str, tuple[Single, Array]]:
    """What each lever alone would change at its step of the board.

    People seen (steps, draws, 33); and people seen, living on the streets and households held, (3, steps, 33), in the
    mean of the draws.
    """
    today = Course.of(fitted, HomelessnessLevers())

    def changes(levers: HomelessnessLevers) -> tuple[Single, Array]:
        then = Course.of(fitted, levers)
        seen, living = then.street.seen - today.street.seen, then.street.living - today.street.living
        means = [change.mean(axis=1) for change in (seen, living, then.duties.held - today.duties.held)]
        return np.asarray(seen, np.float32), np.stack(means)

    steps = {lever: (value,) for lever, value in BOARD.items()}
    alone = one_at_a_time(changes, HomelessnessLevers(evidence=evidence), steps)
    return {lever: changed for lever, (changed,) in alone.items()}


def shortlist(world: World) -> pd.DataFrame:
    """Each lever alone, by how many fewer people are seen at the horizon, with its lag and what speaks against it."""
    rows = []
    specs, here = HomelessnessLevers.specs(), world.here
    for lever, (drawn, means) in board(world.fitted, world.levers.evidence).items():
        known = BY_LEVER[lever]
        change = drawn[world.step][:, here].sum(axis=1).astype(float)
        seen, living, held = means[:, :, here].sum(axis=-1)
        low, high = doubt.interval(change, float(change.mean()))
        rows.append(
            {
                "lever": specs[lever].label,
                "step": specs[lever].words(BOARD[lever]),
                "borough": world.levers.borough,
                "change": float(change.mean()),
                "low": low,
                "high": high,
                "living": float(living[world.step]),
                "held": float(held[world.step]),
                "cost": _cost(world, lever) if known.unit else np.nan,
                "cost_note": known.left_out,
                "lag": known.lag,
                "soonest": soonest(seen),
                "chance_not_better": float(np.mean(change >= 0)),
                "caution": known.caution,
            }
        )
    return pd.DataFrame(rows).sort_values("change", kind="stable").reset_index(drop=True)


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
