"""Five figures: the ones that matter most for a council, each with a sentence and a line of all the others."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import Picture, five_rows
from lbdp_core.children.model import Fitted
from lbdp_core.children.model.five import Standing, five
from lbdp_core.focus import where
from lbdp_core.places import LONDON
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

SHORT = 34  # characters of a name that a row has room for


def picture(model: Fitted, result: Result, size: int) -> Picture:
    """Five rows: a figure's name and value, and where it lies between what is usual."""
    name = where(result)
    chosen = five(model, name)
    frame = pd.DataFrame(
        {
            "row": [f"{one.indicator.name}: {short(one)}" for one in chosen],
            "value": [max(-4.0, min(4.0, one.distance)) for one in chosen],
            "kind": ["Unusual" if one.unusual else "Usual" for one in chosen],
            "said": [one.sentence(name) for one in chosen],
        }
    )
    here = "London beside England" if name == LONDON else name
    title = f"Five figures of {here}, {int(model.years[-1])}"
    said = " ".join(one.sentence(name) for one in chosen)
    return five_rows(frame, title, f"{title}. {said}", table(model, result), size)


def short(one: Standing) -> str:
    """A value without its unit, which the sentence gives."""
    return f"{one.value:,.{one.indicator.decimals}f}{'%' * one.indicator.share}"


def table(model: Fitted, result: Result) -> pd.DataFrame:
    """The five, a row each, in words."""
    name = where(result)
    rows = []
    for one in five(model, name):
        better = {None: "neither is better", True: "the better side", False: "the worse side"}[one.better]
        beside = "England" if name == LONDON else "Need" if one.by_need else "All councils"
        usual = " to ".join(one.indicator.figure(end).split()[0] for end in one.usual)
        rows.append(
            {
                "Figure": one.indicator.name,
                "Value": one.indicator.figure(one.value),
                "Expected": one.indicator.figure(one.beside).split()[0],
                "From": beside,
                "Usual range": usual,
                "Unusual": f"yes, {better}" if one.unusual else "no",
            }
        )
    return pd.DataFrame(rows)


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A sentence each, then the table."""
    name = where(result)
    sentences = tuple(f"- {one.sentence(name)}" for one in five(model, name))
    note = (
        "We show unusual figures first, and of these first the ones with a better side; at most two of one part of the "
        "service; none of fewer than 20 cases. Usual range: where 19 in 20 such councils lie."
    )
    return Shown(("\n".join(sentences),), sheets=(("", table(model, result)),), notes=(note,))


FIVE = Scene("Which five figures matter most here?", show, folded=False)
