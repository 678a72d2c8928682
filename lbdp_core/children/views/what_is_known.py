"""What is known: what need explains, what each figure counts, and what the data lack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core.children.indicators import indicators
from lbdp_core.children.model import Fitted
from lbdp_core.formatting import capital, percent
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
    return Shown((text,), sheets=(("", table),), notes=notes)


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
    text = "Each figure is a count over a count, in the publisher's words. Years end on 31 March."
    return Shown((text,), sheets=(("", table),))


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter, and is not in the data."""
    names = {one.key: one.name for one in indicators()}
    gone = [names[key] for key in names if key not in set(map(str, model.keys))]
    said = ["No table of children by ethnic group, disability or placement cost is read."]
    return (*said, f"No file has: {', '.join(gone)}.") if gone else tuple(said)


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the publishers' figures."""
    absent = [f"{count:,} figures are missing: {why}" for why, count in report.get("missing", {}).items()]
    return (f"{report['councils']} councils to {report['last_year']}", *absent, *report.get("gaps", ()))


NEED = Scene("What do children's needs explain?", need, part="Model")
COUNTS = Scene("What does each figure count?", counts, part="Data")
