"""Tornado: how far each lever alone moves a figure, from the low to the high end of what is plausible for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from lbdp_core.levers import Levers
from lbdp_core.result import Headline, Result

L = TypeVar("L", bound=Levers)
T = TypeVar("T")


def one_at_a_time(run: Callable[[L], T], levers: L, values: Mapping[str, Sequence[Any]]) -> dict[str, tuple[T, ...]]:
    """What `run` makes of each lever alone at each of its values, the others as they stand."""
    return {name: tuple(run(replace(levers, **{name: value})) for value in at) for name, at in values.items()}


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


def made(h: Headline) -> float | None:
    """What a scenario makes of a figure: the change where there is one, else the figure itself."""
    return h.scenario if h.change is None else h.change


def band(h: Headline) -> tuple[float, float] | None:
    """80% interval of what the scenario makes of a figure."""
    low, high = (h.low, h.high) if h.change is None else (h.change_low, h.change_high)
    return None if low is None or high is None else (low, high)


def sweep(run: Callable[[Any], Result], levers: Levers) -> Sweep:
    """Every change lever from end to end of its swing, the others as they stand; one run an end."""
    specs = {name: spec for name, spec in levers.specs().items() if spec.kind == "change"}
    ends = {name: spec.ends for name, spec in specs.items() if spec.ends}
    base = run(levers)  # what stands already is not run again
    found = one_at_a_time(lambda at: base if at == levers else run(at), levers, ends)
    swings = {
        name: tuple(
            End(value, specs[name].words(value), {h.key: made(h) for h in result.figures})
            for value, result in zip(ends[name], results, strict=True)
        )
        for name, results in found.items()
    }
    now = {name: spec.words(getattr(levers, name)) for name, spec in specs.items()}
    left = tuple(name for name in specs if name not in ends)
    return Sweep(base, now, swings, {n: s.label for n, s in specs.items()}, left)


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
