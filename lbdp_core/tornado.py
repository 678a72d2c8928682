"""Tornado: how far each lever alone moves a figure, from the low to the high end of what is plausible for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core.levers import Lever, Levers
from lbdp_core.result import Headline, Result


@dataclass(frozen=True)
class End:
    """A lever at another value: its words, and every figure there by key (None where it has none)."""

    value: Any
    words: str
    figures: dict[str, float | None]


@dataclass(frozen=True)
class Sweep:
    """A scenario and each lever moved alone.

    swings: by lever, the ends of its plausible range, or all its choices. left: levers without such a range.
    """

    base: Result = field(repr=False)
    now: dict[str, str]
    swings: dict[str, tuple[End, ...]] = field(repr=False)
    labels: dict[str, str]
    left: tuple[str, ...]
    looked: int


def made(h: Headline) -> float | None:
    """What a scenario makes of a figure: the change where there is one, else the figure itself."""
    return h.scenario if h.change is None else h.change


def band(h: Headline) -> tuple[float, float] | None:
    """80 % interval of what the scenario makes of a figure."""
    low, high = (h.low, h.high) if h.change is None else (h.change_low, h.change_high)
    return None if low is None or high is None else (low, high)


def sweep(run: Callable[[Any], Result], levers: Levers) -> Sweep:
    """Every change lever from end to end of its swing, the others as they stand; one run an end."""
    swings: dict[str, tuple[End, ...]] = {}
    specs = {name: spec for name, spec in levers.specs().items() if spec.kind == "change"}
    base, looked, left = run(levers), 1, []
    for name, spec in specs.items():
        here, ends = getattr(levers, name), []
        for value in _ends(spec):
            result = base if value == here else run(replace(levers, **{name: value}))
            looked += value != here
            ends.append(End(value, spec.words(value), {h.key: made(h) for h in result.figures}))
        if ends:
            swings[name] = tuple(ends)
        else:
            left.append(name)
    now = {name: spec.words(getattr(levers, name)) for name, spec in specs.items()}
    return Sweep(base, now, swings, {n: s.label for n, s in specs.items()}, tuple(left), looked)


def _ends(spec: Lever) -> tuple[Any, ...]:
    return tuple(spec.choices) if spec.choices else spec.swing or ()


def bars(found: Sweep, key: str) -> pd.DataFrame:
    """What each lever does to one figure, widest first.

    Columns: lever (its name), what (its words), now, low_at, low, high_at, high: the values of the lever where the
    figure is least and most, and the figure there. Levers that do not move it, or leave it without a value, are out.
    """
    base = made(found.base.figure(key))
    rows = []
    for name, ends in found.swings.items():
        seen = [(figure, end.words) for end in ends if (figure := end.figures.get(key)) is not None]
        if base is None or not seen:
            continue
        seen.append((base, found.now[name]))
        (low, low_at), (high, high_at) = min(seen, key=lambda s: s[0]), max(seen, key=lambda s: s[0])
        if high - low > 1e-9 * max(1.0, abs(base)):
            rows.append((name, found.labels[name], found.now[name], low_at, low, high_at, high))
    frame = pd.DataFrame(rows, columns=["lever", "what", "now", "low_at", "low", "high_at", "high"])
    order = np.argsort(-(frame["high"] - frame["low"]).to_numpy(dtype=float), kind="stable")
    return frame.iloc[order].reset_index(drop=True)


def still(found: Sweep, key: str) -> tuple[str, ...]:
    """Words of the levers that were moved and do not move this figure."""
    moving = set(bars(found, key)["lever"])
    return tuple(found.labels[name] for name in found.swings if name not in moving)
