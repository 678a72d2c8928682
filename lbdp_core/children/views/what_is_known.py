"""What is known: what need explains, how much a figure tells, what it counts, and what was not published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core.children.indicators import indicators
from lbdp_core.children.model import Fitted
from lbdp_core.children.verdicts import Z95
from lbdp_core.focus import where
from lbdp_core.formatting import capital, joined, percent
from lbdp_core.places import LONDON
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

CLOCK = {"year": "in the year to 31 March", "day": "on the day of the count"}
BETTER = {"lower": "lower", "higher": "higher", "neither": "neither: context"}


def need(model: Fitted, result: Result, picks: Picks) -> Shown:
    """How much child poverty, deprivation and ages say of each figure, on councils left out."""
    rows = []
    for k, key in enumerate(model.keys):
        error, naive, explained = model.need_error[k]
        if np.isfinite(explained):
            one = model.indicator(str(key))
            used = "yes" if np.isfinite(model.unlike[k]).any() else "no"
            figures = [f"{value:,.{max(one.decimals, 1)}f}" for value in (error, naive)]
            rows.append((one.name, percent(max(0.0, explained), 0), *figures, used))
    table = pd.DataFrame(rows, columns=["Figure", "Explained", "Error with need", "Error without", "Used"])
    text = (
        "We expect of each council what councils with similar child poverty, deprivation and ages of children have. "
        "Need is used where it explains 5% or more of how councils differ that it had not seen."
    )
    notes = ("Error: the mean absolute error on councils left out, in the figure's own unit.",)
    return Shown((text,), tables=(("How well need says what a council has", table),), notes=notes)


def ranking(model: Fitted, result: Result, picks: Picks) -> Shown:
    """How much wider than chance councils scatter, what a funnel flags, and how many change quarter each year."""
    rows, moves = [], model.moves[np.isfinite(model.moves)]
    for k, key in enumerate(model.keys):
        flagged = np.isfinite(model.apart[k])
        plain, wide = (percent(float((abs(z[k][flagged]) > Z95).mean()), 0) for z in (model.plain, model.apart))
        moved, left = (percent(float(v), 0) if np.isfinite(v) else "–" for v in (model.moves[k], model.slope[k]))
        rows.append((model.indicator(str(key)).name, f"{model.phi[k]:,.0f}", plain, wide, moved, left))
    columns = ["Figure", "Times chance", "Flagged by chance alone", "Flagged as unusual", "Change quarter", "Lasts"]
    text = (
        f"Depending on the figure, {percent(float(moves.min()), 0)} to {percent(float(moves.max()), 0)} of councils "
        "move to another quarter of all councils each year. A rank would mostly show such moves, so this page has none."
    )
    notes = (
        "Times chance: how much more councils differ than chance alone would make them. Change quarter: the share of "
        "councils that do in a year, when all are put in four equal groups. Lasts: how much of a council's distance "
        "from the middle remains a year later.",
    )
    table = pd.DataFrame(rows, columns=columns)
    return Shown((text,), tables=(("How councils differ, and how that lasts", table),), notes=notes)


def counts(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What every figure counts and since when it is known."""
    rows = []
    for k, key in enumerate(model.keys):
        one = model.indicator(str(key))
        known = model.years[np.isfinite(model.value[k]).any(axis=1)]
        of = "residents aged 0 to 17" if one.per_child else one.denominator.split(" | ")[0]
        named = one.numerator.split(" | ")[0]
        rows.append((one.name, capital(named), capital(of), CLOCK[one.clock], BETTER[one.better], f"{known[0]}"))
    table = pd.DataFrame(rows, columns=["Figure", "Counts", "Of", "When", "Better", "Since"])
    text = "Each figure is one count divided by another, in the publisher's words. Years end on 31 March."
    return Shown((text,), tables=(("What is counted", table),))


def unpublished(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A row a figure and reason: the years for which a borough, or any borough, has none though others do."""
    name = where(result)
    here = model.names[model.london] if name == LONDON else [name]
    rows = []
    for k, key in enumerate(model.keys):
        known, places = np.isfinite(model.value[k]), [model.council(str(each)) for each in here]
        gone = ~known[:, places] & known.any(axis=1)[:, None]
        why = model.reasons[model.why[k][:, places]]
        for reason in np.unique(why[gone]):
            each = gone & (why == reason)
            years = joined(map(str, model.years[each.any(axis=1)]))
            of = [f"{int(each.any(axis=0).sum())}"] if name == LONDON else []
            rows.append((model.indicator(str(key)).name, *of, years, capital(str(reason)) or "Not in the files"))
    if not rows:
        return Shown((f"Every figure of {name} was published for every year that others have one for.",))
    columns = ["Figure", *(["Boroughs"] if name == LONDON else []), "Years", "Publisher's reason"]
    text = f"These figures for {name} were not published. We fill none in, so lines have gaps there."
    note = "Suppressed: the publisher hides small counts. They stay hidden in every picture, table and file."
    return Shown((text,), tables=(("Figures without a value", pd.DataFrame(rows, columns=columns)),), notes=(note,))


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter, and is not in the data."""
    names = {one.key: one.name for one in indicators()}
    gone = [names[key] for key in names if key not in set(map(str, model.keys))]
    said = (
        "Children looked after and care leavers before 2021: public in older releases. Add them to the data folder",
        "Children by ethnic group or disability: public, but not read here",
    )
    return (*said, f"Not in the folder: {', '.join(gone)}") if gone else said


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the publishers' figures."""
    absent = [f"{count:,} figures are missing: {why}" for why, count in report.get("missing", {}).items()]
    return (f"{report['councils']} councils to {report['last_year']}", *absent, *report.get("gaps", ()))


NEED = Scene("What do children's needs explain?", need, part="Model")
RANKING = Scene("Why is there no ranking?", ranking, part="Fair")
COUNTS = Scene("What does each figure count?", counts, part="Data")
UNPUBLISHED = Scene("What was not published?", unpublished, part="Data")
