"""Scenes: the funnel, two boroughs side by side, why a title has its code, and the course over the year."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from lbdp_core.boroughs import NAMES
from lbdp_core.charts import LABEL, Picture, bars
from lbdp_core.charts import funnel as drawn_funnel
from lbdp_core.charts.lines import lines
from lbdp_core.focus import where
from lbdp_core.formatting import percent
from lbdp_core.places import LONDON
from lbdp_core.postings.model import Fitted
from lbdp_core.postings.scenario import PostingsLevers, tables
from lbdp_core.postings.scenario.stock import Stock, here
from lbdp_core.postings.views.occupations import MADE_UP, place
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

ONE, OTHER, TITLE = "First borough", "Second borough", "Title of an advert"
MOST = 10


def funnel(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """From what arrived to what is shown, with why each step is less."""
    frame = result.extras["funnel"]
    first = max(int(frame["adverts"].iloc[0]), 1)
    said = [f"{n:,}" for n in frame["adverts"]]
    bar = pd.DataFrame({"stage": frame["stage"], "place": "London", "share": frame["adverts"] / first, "said": said})
    table = pd.DataFrame({"Stage": frame["stage"], "Adverts": said, "Why it is less": frame["why"]})
    title = "From adverts that arrived to figures that are shown"
    alt = f"{title}, over London: {', '.join(f'{stage} {n}' for stage, n in zip(frame['stage'], said, strict=True))}"
    return drawn_funnel(bar, ["London"], title, "of what arrived", alt, table, MADE_UP)


def show_funnel(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The funnel, and the reasons in full."""
    made = funnel(model, result)
    frame = result.extras["funnel"]
    kept = percent(frame["adverts"].iloc[1] / max(frame["adverts"].iloc[0], 1), 0)
    return Shown(
        (f"Of the adverts that arrived, {kept} were new. The others repeat an earlier one.",),
        pictures=(made,),
        sheets=(("Why each step is less", made.table),),
    )


def compare(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Shares of adverts by group of occupations in two boroughs."""
    frames = {}
    for name in (picks[ONE], picks[OTHER]):
        levers = replace(PostingsLevers(**result.levers), borough=name)
        frames[name] = tables.occupations(Stock.of(model, levers), here(levers)).set_index("occupation")
    if picks[ONE] == picks[OTHER]:
        return Shown(("Choose two different boroughs.",))
    order = list(dict.fromkeys([*frames[picks[ONE]].index, *frames[picks[OTHER]].index]))[:MOST]
    rows = [
        (
            group,
            name,
            float(frame["share"].get(group, 0.0)) / 100,
            f"{percent(frame['share'][group] / 100)} ({int(frame['adverts'][group]):,} adverts)"
            if group in frame.index
            else "too few to show",
        )
        for group in order
        for name, frame in frames.items()
    ]
    if not rows:
        return Shown(("Neither borough has a group of occupations with enough adverts to show.",))
    bar = pd.DataFrame(rows, columns=["group", "row", "value", "words"])
    table = pd.DataFrame(
        {"Occupations": order} | {name: [words for _, row, _, words in rows if row == name] for name in frames}
    )
    title = f"{picks[ONE]} beside {picks[OTHER]}"
    made = bars(
        bar,
        list(frames),
        title,
        "share of the borough's adverts",
        f"{title}: shares of adverts by group of occupations",
        table,
        MADE_UP,
    )
    made.spec["layer"][0]["encoding"]["color"]["legend"]["columns"] = 2  # long names leave it a narrow chart
    said = f"The largest groups of occupations in {picks[ONE]} and {picks[OTHER]}."
    return Shown((said,), pictures=(made,))


def _pairs(model: Fitted, result: Result) -> dict[str, tuple[str, ...]]:
    """The borough looked at, and beside it the one with most adverts: it has most groups to compare."""
    adverts = dict(zip(NAMES, Stock.of(model, PostingsLevers()).by_borough, strict=True))
    most = sorted(NAMES, key=lambda name: -adverts[name])
    mine = where(result) if where(result) != LONDON else most[1]
    other = next(name for name in most if name != mine)
    names = sorted(NAMES)
    return {
        ONE: tuple(sorted(names, key=lambda name: name != mine)),
        OTHER: tuple(sorted(names, key=lambda name: name != other)),
    }


def why(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The occupation of a title, the next likeliest, and the words that decided."""
    title = picks[TITLE]
    at = int(np.flatnonzero(model.examples == title)[0])
    groups, scores = model.example_groups[at], model.example_scores[at]
    names = model.occupations[groups]
    cut = float(np.quantile(model.leads, 1 - result.levers["coded"] / 100))
    said = (
        f"“{title}” is coded to {model.groups[groups[0]]}, {names[0]}."
        if scores[0] - scores[1] >= cut
        else f"“{title}” gets no code, as the coder is surer of other titles. {names[0]} fits best, then {names[1]}."
    )
    terms, weights = model.example_terms[at], model.example_weights[at]
    there = terms != ""
    table = pd.DataFrame({"Words of the title": terms[there], "How strongly they point to it": weights[there].round(2)})
    other = pd.DataFrame({"Code": model.groups[groups], "Occupation": names, "Score": scores.round(2)})
    note = "Words are shown without their endings. To correct a code in your own store, use `lbdp postings correct`."
    return Shown(
        (said,), sheets=(("The three occupations that fit best", other), ("What decided", table)), notes=(note,)
    )


def course(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """Adverts open at the end of each week of the year."""
    frame = result.over_time
    moved = bool((frame["scenario"] != frame["today"]).any())
    shown = frame.iloc[::2] if len(frame) % 2 else frame.iloc[1::2]
    parts = [shown.assign(kind="By your rules" if moved else "Adverts open", value=shown["scenario"])]
    if moved:
        parts.append(
            shown.assign(kind="By today's rules", value=shown["today"], low=shown["today"], high=shown["today"])
        )
    drawn = pd.concat(parts)[["period", "kind", "value", "low", "high"]]
    table = pd.DataFrame(
        {
            "Week to": frame["period"],
            "Adverts open": frame["scenario"].astype(int),
            "By today's rules": frame["today"].astype(int),
        }
    )
    last = int(frame["scenario"].iloc[-1])
    title = f"Adverts open in {place(result)} over the year"
    return lines(
        drawn, list(dict.fromkeys(drawn["kind"])), title, "adverts", f"{title}; {last:,} at the end", table, MADE_UP
    )


FUNNEL = Scene("How do adverts become figures?", show_funnel)
COMPARE = Scene("How do two boroughs differ?", compare, _pairs)
WHY = Scene(
    "Why does a title have this code?", why, lambda model, result: {TITLE: tuple(str(one) for one in model.examples)}
)
