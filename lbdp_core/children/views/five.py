"""Five figures: the ones that matter most for a council, or for London, each in a sentence and beside what is usual."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import LABEL, Picture, five_rows
from lbdp_core.children.model import Fitted
from lbdp_core.children.model.five import RULE, Standing, five, standings, unlike
from lbdp_core.focus import where
from lbdp_core.formatting import capital, plural, span, spelt
from lbdp_core.places import LONDON
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

FARTHEST = 4.0  # standard deviations that the picture has room for


def heading(model: Fitted, name: str) -> str:
    """What the five are of, and how many figures are unusual in all."""
    known, year = standings(model, name), int(model.years[-1])
    if name == LONDON:
        return f"London beside England, {year}"
    far = unlike(known)
    said = f"{capital(spelt(far))} of {plural(len(known), 'figure')} {'is' if far == 1 else 'are'} unusual"
    return f"{name}, {year}. {said}, allowing for how councils normally differ."


def told(model: Fitted, result: Result) -> tuple[str, tuple[str, ...]]:
    """What a meeting reads: a heading, and a sentence a figure."""
    name = where(result)
    return heading(model, name), tuple(one.sentence(name) for one in five(model, name))


def picture(model: Fitted, result: Result) -> Picture:
    """Five rows: a figure's name and value, and where it lies between what is usual."""
    name = where(result)
    shown = five(model, name)
    frame = pd.DataFrame(
        {
            "row": [f"{one.indicator.name}: {one.short(one.value)}" for one in shown],
            "value": [max(-FARTHEST, min(FARTHEST, one.distance)) for one in shown],
            "kind": ["Unusual" if one.unusual else "Usual" for one in shown],
            "said": [one.sentence(name) for one in shown],
        }
    )
    title, sentences = told(model, result)
    note = "Grey: where 19 in 20 such councils lie. Orange: unusual. Rates are per 10,000 children."
    return five_rows(frame, title, f"{title} {' '.join(sentences)}", table(model, name), LABEL, note)


def table(model: Fitted, name: str) -> pd.DataFrame:
    """The five, a row each."""
    return pd.DataFrame([_row(one, name) for one in five(model, name)])


def _row(one: Standing, name: str) -> dict[str, str]:
    better = {None: "neither is better", True: "the better side", False: "the worse side"}[one.better]
    return {
        "Figure": one.indicator.name,
        "Value": one.indicator.figure(one.value),
        "Expected": one.short(one.beside),
        "From": "England" if name == LONDON else "Need" if one.by_need else "All councils",
        "Usual range": span(*one.usual, one.short),
        "Unusual": f"yes, {better}" if one.unusual else "no",
        "Own years": capital(one.itself) or "–",
    }


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A sentence each, then the table, and the rule by which they were chosen."""
    title, sentences = told(model, result)
    sheets = (("", table(model, where(result))),)
    return Shown((title, *sentences), sheets=sheets, notes=(RULE, "Usual range: where 19 in 20 such councils lie."))


FIVE = Scene("Which five figures matter most here?", show)
