"""Forecasts: what the method said of a council's last year one and three years before, and what Ofsted found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd

from lbdp_core.children.model import Fitted
from lbdp_core.children.model.fitted import SCORED
from lbdp_core.focus import where
from lbdp_core.formatting import percent, span, spelt
from lbdp_core.places import LONDON
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown, Tables

COUNCIL, AHEAD = "Borough", "Forecast made"
MADE = {f"{spelt(h)} year{'s' * (h > 1)} before": n for n, h in enumerate(SCORED)}
INSPECTIONS = "children/inspections.csv"


def boroughs(model: Fitted, result: Result) -> Choices:
    """A borough, where the levers name none; and how long before."""
    named = {COUNCIL: tuple(sorted(map(str, model.names[model.london])))} if where(result) == LONDON else {}
    return named | {AHEAD: tuple(MADE)}


def before(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Every figure of the last year beside what was forecast for it."""
    name, h = picks.get(COUNCIL, where(result)), MADE[picks[AHEAD]]
    c, year, rows, inside = model.council(name), int(model.years[-1]), [], []
    for k, key in enumerate(model.keys):
        value, middle = model.value[k, -1, c], model.before[k, h, c]
        low, high = model.before_low[k, h, c], model.before_high[k, h, c]
        if np.isfinite([value, middle, low, high]).all():
            one = model.indicator(str(key))
            inside.append(bool(low <= value <= high))
            ends = span(low, high, one.short)
            rows.append((one.name, one.short(value), one.short(middle), ends, "yes" if inside[-1] else "no", one.unit))
    if not rows:
        return Shown((f"No figure of {name} for {year} was forecast {picks[AHEAD]}.",))
    table = pd.DataFrame(rows, columns=["Figure", f"{year}", "Forecast", "80% range", "In the range", "Unit"])
    text = (
        f"{percent(float(np.mean(inside)), 0)} of {name}'s {len(rows)} figures for {year} lay within the 80% range "
        f"that this method gives with what was known {picks[AHEAD]}."
    )
    note = "For one council, chance alone moves this share a lot. “How sure” has the share over all councils and years."
    return Shown((text,), tables=((f"Forecasts for {year}", table),), notes=(note,))


def london(model: Fitted, tables: Tables) -> Choices:
    """The boroughs."""
    return {COUNCIL: tuple(sorted(map(str, model.names[model.london])))}


def inspected(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Every inspection of a council that the file lists, newest first."""
    dfe = str(int(model.dfe[model.council(picks[COUNCIL])]))
    rows = [*_of(tables.get(INSPECTIONS), dfe)] if INSPECTIONS in tables else []
    if not rows:
        return Shown((f"The file of Ofsted's inspections lists none of {picks[COUNCIL]}.",))
    day, overall = rows[0]
    table = pd.DataFrame(rows, columns=["Inspected", "Overall effectiveness"])
    text = f"Ofsted last judged {picks[COUNCIL]} on {day}: {overall}."
    note = "A judgement is shown beside the figures. It is in no model here, and none of these figures predicts it."
    return Shown((text,), sheets=(("", table),), notes=(note,))


def _of(table: pd.DataFrame | None, dfe: str) -> Iterator[tuple[str, str]]:
    if table is not None:
        for row in table[table["dfe"] == dfe].sort_values("inspected", ascending=False).itertuples():
            yield f"{date.fromisoformat(str(row.inspected)):%-d %B %Y}", str(row.overall)


BEFORE = Scene("What would this method have forecast for last year?", before, boroughs, part="Past")
OFSTED = Scene("What did Ofsted find?", inspected, london, tables=(), given=(INSPECTIONS,), part="Past")
