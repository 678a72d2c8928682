"""Part: what the page may show of a study: its choices, and for what is chosen words, pictures, tables and a map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from lbdp_core.charts import Picture
from lbdp_core.fire.model import Fitted
from lbdp_core.maps import Measure

Tables = Mapping[str, pd.DataFrame]  # the studies' tables by name
Picks = Mapping[str, str]  # what is chosen, by the words of the choice


@dataclass(frozen=True)
class Shown:
    """What stands on the page, in this order.

    checks: (whether it holds, name, what was done), for self-tests.
    sheets: heading and a small table to be read in full.
    file:   a table to take away; empty when there is none.
    """

    sentences: tuple[str, ...]
    measure: Measure | None = None
    pictures: tuple[Picture, ...] = ()
    sheets: tuple[tuple[str, pd.DataFrame], ...] = ()
    checks: tuple[tuple[bool, str, str], ...] = ()
    file: pd.DataFrame | None = None


@dataclass(frozen=True)
class Part:
    """A part of the explanation that rests on studies.

    tables:  names of the studies that it reads; without them it is not offered.
    choices: from the tables, the choices that a person has: words -> options, the first is where it opens.
    show:    from model, tables and what is chosen to what is shown.
    """

    question: str
    tables: tuple[str, ...]
    choices: Callable[[Tables], Mapping[str, tuple[str, ...]]]
    show: Callable[[Fitted, Tables, Picks], Shown]


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign, and a real minus."""
    return f"{value:+,.{decimals}f}".replace("-", "−")


def minus(value: float, decimals: int = 1) -> str:
    """A number with a real minus, and none before a nought."""
    shown = f"{value:,.{decimals}f}"
    return shown.replace("-", "−" if any(c in "123456789" for c in shown) else "")
