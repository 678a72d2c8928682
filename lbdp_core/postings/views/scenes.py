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
from lbdp_core.postings.scenario.stock import Stock
from lbdp_core.postings.views.occupations import MADE_UP
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

ONE, OTHER, TITLE = "First borough", "Second borough", "Title of an advert; you may type another"
EXAMPLES = (
    "Senior Software Developer - Hybrid",
    "Staff Nurse (Nights), Camden",
    "Urgent: Chef de Partie",
    "Teacher of Maths",
    "Support Worker £12.60ph",
    "Happiness Officer",
)
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
    names = picks[ONE], picks[OTHER]
    if names[0] == names[1]:
        return Shown(("Choose two different boroughs.",))
    levers = PostingsLevers(**result.levers)
    listed = pd.concat(
        [tables.occupations(Stock.of(model, replace(levers, borough=name))).assign(row=name) for name in names]
    )
    groups = listed["occupation"].drop_duplicates().head(MOST)
    if groups.empty:
        return Shown(("Neither borough has a group of occupations with enough adverts to show.",))
    every = pd.MultiIndex.from_product([groups, names], names=["group", "row"])
    cells = listed.set_index(["occupation", "row"])[["share", "adverts"]].reindex(every).reset_index()
    words = [
        "too few to show" if np.isnan(share) else f"{percent(share / 100)} ({adverts:,.0f} adverts)"
        for share, adverts in zip(cells["share"], cells["adverts"], strict=True)
    ]
    bar = cells[["group", "row"]].assign(value=cells["share"].fillna(0.0) / 100, words=words)
    table = pd.DataFrame({"Occupations": groups.tolist()} | {name: words[n::2] for n, name in enumerate(names)})
    title = f"{names[0]} beside {names[1]}"
    alt = f"{title}: shares of adverts by group of occupations"
    made = bars(bar, names, title, "share of the borough's adverts", alt, table, MADE_UP)
    made.spec["layer"][0]["encoding"]["color"]["legend"]["columns"] = 2  # long names leave it a narrow chart
    said = f"The largest groups of occupations in {names[0]} and {names[1]}."
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
    """The occupation of any title, the next likeliest, and the words that decided."""
    title, coder = picks[TITLE], model.coder
    scores = coder.scores([title])[0]
    best = np.argsort(-scores, kind="stable")[:3]
    codes = coder.groups[best]
    names = model.occupations[np.searchsorted(model.groups, codes)]
    said = (
        f"“{title}” is coded to {codes[0]}, {names[0]}."
        if scores[best[0]] - scores[best[1]] >= model.least_lead(result.levers["coded"])
        else f"“{title}” gets no code, as the coder is surer of other titles. {names[0]} fits best, then {names[1]}."
    )
    fits = pd.DataFrame({"Code": codes, "Occupation": names, "Score": scores[best].round(2)})
    decided = coder.why(title).round(2).set_axis(["Words of the title", "How strongly they point to it"], axis=1)
    notes = (
        "Words are shown without their endings.",
        "To correct a code in your own store, use `lbdp postings correct TITLE CODE --store FILE`. "
        f"For {names[1]}, CODE is {codes[1]}.",
    )
    return Shown(
        (said,), sheets=(("The three occupations that fit best", fits), ("What decided", decided)), notes=notes
    )


def course(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """Adverts open at the end of each week of the year."""
    frame = result.over_time
    drawn = frame.iloc[1 - len(frame) % 2 :: 2]  # every other week, the last among them
    parts = [drawn.assign(kind="Adverts open", value=drawn["scenario"])]
    if (frame["scenario"] != frame["today"]).any():
        today = drawn["today"]
        parts = [
            parts[0].assign(kind="By your rules"),
            drawn.assign(kind="By today's rules", value=today, low=today, high=today),
        ]
    columns = {"period": "Week to", "scenario": "Adverts open", "today": "By today's rules"}
    table = frame[list(columns)].astype({"scenario": int, "today": int}).rename(columns=columns)
    title = f"Adverts open in {where(result)} over the year"
    alt = f"{title}; {int(frame['scenario'].iloc[-1]):,} at the end"
    shown = pd.concat(parts)[["period", "kind", "value", "low", "high"]]
    return lines(shown, [part["kind"].iloc[0] for part in parts], title, "adverts", alt, table, MADE_UP)


FUNNEL = Scene("How do adverts become figures?", show_funnel)
COMPARE = Scene("How do two boroughs differ?", compare, _pairs)
WHY = Scene("Why does a title have this code?", why, lambda model, result: {TITLE: EXAMPLES}, typed=(TITLE,))
