"""Player: figures of a theme that can be watched day by day, at a speed that somebody chooses; no network is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lbdp_core.charts import Picture
from lbdp_core.maps import Measure
from lbdp_core.result import Result

M = TypeVar("M")


@dataclass(frozen=True)
class Frame:
    """What stands on the page at one step: figures (label, value), a map, and a picture beside it."""

    figures: tuple[tuple[str, str], ...]
    measure: Measure
    picture: Picture


@dataclass(frozen=True)
class Player(Generic[M]):
    """What can be watched.

    button: the words that start it. steps: what each step is called, such as the days. first: where it starts.
    speed:  the lever that says how many steps pass in a second. show: model, result and step to what is shown.
    """

    button: str
    steps: Callable[[M, Result], Sequence[str]]
    first: int
    speed: str
    show: Callable[[M, Result, int], Frame]


def step_now(start: int, passed: float, speed: float, last: int) -> int:
    """The step that is reached, so many seconds after the one that it started from.

    >>> step_now(10, 2.6, 4.0, 100), step_now(98, 2.6, 4.0, 100)
    (20, 100)
    """
    return min(start + int(passed * speed), last)
