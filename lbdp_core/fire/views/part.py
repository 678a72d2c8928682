"""Part: what the page may show of a study: its choices, and for what is chosen words, pictures, tables and a map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from lbdp_core.fire.model import Fitted
from lbdp_core.scene import Picks, Shown

__all__ = ["Part", "Picks", "Shown", "Tables", "minus", "nothing_more", "signed"]

Tables = Mapping[str, pd.DataFrame]  # the studies' tables by name, others by path


def nothing_more(model: Fitted, tables: Tables, picks: Picks) -> Mapping[str, tuple[str, ...]]:
    """No further choices."""
    return {}


@dataclass(frozen=True)
class Part:
    """A part of the explanation that rests on studies, or is worked out from the model when it is opened.

    tables:  names of the studies that it reads; without them it is not offered.
    choices: from the tables, the choices that a person has: words -> options, the first is where it opens.
    show:    from model, tables and what is chosen to what is shown.
    then:    further choices that depend on what was chosen, such as the areas of a borough.
    given:   paths of tables in the data folder that it also reads where they are held, as text.
    links:   words of a choice -> its name in the link, for choices that a person would share.
    """

    question: str
    tables: tuple[str, ...]
    choices: Callable[[Tables], Mapping[str, tuple[str, ...]]]
    show: Callable[[Fitted, Tables, Picks], Shown]
    given: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    then: Callable[[Fitted, Tables, Picks], Mapping[str, tuple[str, ...]]] = nothing_more


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign, and a real minus."""
    return f"{value:+,.{decimals}f}".replace("-", "−")


def minus(value: float, decimals: int = 1) -> str:
    """A number with a real minus, and none before a nought."""
    shown = f"{value:,.{decimals}f}"
    return shown.replace("-", "−" if any(c in "123456789" for c in shown) else "")
