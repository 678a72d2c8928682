"""Boroughs: claimant rates side by side, claimants by small area with their rounding, and work and learning."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.charts import standing
from lbdp_core.formatting import month, plural, span
from lbdp_core.labour.model import Fitted
from lbdp_core.labour.views.where import FOCUS
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown, Tables

WHEN, WHAT = "Date", "What is shown"
RATES_TABLE = "labour/rates.csv"
WORDS = {
    "employment": ("Employment rate", "% of people aged 16 to 64"),
    "unemployment": ("Unemployment rate, modelled", "%"),
    "pay": ("Weekly pay, middle of full and part time", "£ a week"),
    "level_3": ("Qualified to level 3 or above", "%"),
    "none": ("No qualifications", "%"),
    "apprenticeships": ("Apprenticeship starts", "per 100,000 people"),
    "further_education": ("Further education and skills", "learners per 100,000 people"),
    "births": ("Business births", "% of businesses"),
}


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A dot and its 80% range a borough, in the order of names: no ranking."""
    frame = FOCUS.places(model, result)
    year = int(model.years[-1]) + int(result.levers["horizon"])
    drawn = pd.DataFrame({"place": frame["place"], "value": frame["rate"], "low": frame["low"], "high": frame["high"],
                          "beside": model.rate[-1], "said": [f"{v:.1f}%" for v in frame["rate"]]})  # fmt: skip
    table = pd.DataFrame({"Borough": frame["place"], f"Expected, {year}": drawn["said"],
                          "80% range": [span(a, b, lambda v: f"{v:.1f}%") for a, b in
                                        zip(frame["low"], frame["high"], strict=True)],
                          f"Published, {int(model.years[-1])}": [f"{v:.1f}%" for v in model.rate[-1]]})  # fmt: skip
    title = f"Claimant rate by borough, {year}"
    words = (f"Expected in {year}, with its 80% range", f"Published, {int(model.years[-1])}")
    note = "Boroughs stand by name. Where ranges overlap, do not rank them."
    alt = f"{title}: from {drawn['value'].min():.1f}% to {drawn['value'].max():.1f}%"
    picture = standing(drawn, "% of residents aged 16 to 64", words, title, alt, table, note)
    return Shown(("Most of a year's error is shared by all boroughs, so ranges overlap widely.",), pictures=(picture,))


def areas(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The map by LSOA at one date; rounding to 5 is an interval."""
    at = list(model.dates).index(_date(model, picks[WHEN]))
    values = model.area_rate[at]
    half = (model.area_high[at] - model.area_low[at]) / 2
    clear = np.isfinite(values) & (model.area_low[at] > np.nanmean(values))
    measure = Measure(
        "claimants_lsoa", f"Claimants, {picks[WHEN]}", "% of residents aged 16 to 64", values,
        quantile_edges(values, 7),
        "Counts are rounded to 5, and some areas are not in the published files.", 1,
        ranges=np.column_stack([model.area_low[at], model.area_high[at]]),
    )  # fmt: skip
    text = (
        f"Rounding to 5 leaves each rate within about {np.nanmedian(half):.1f} points. Even so, {int(clear.sum()):,} "
        f"of {int(np.isfinite(values).sum()):,} areas are clearly above the mean of all areas."
    )
    return Shown((text,), measure=measure)


def _choices(model: Fitted, result: Result) -> Choices:
    return {WHEN: tuple(month(str(date)) for date in reversed(model.dates))}


def _date(model: Fitted, words: str) -> str:
    return next(str(date) for date in model.dates if month(str(date)) == words)


def rates(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """One published measure: London, England and each borough, with sampling ranges where they are published."""
    frame = tables[RATES_TABLE]
    numbers = {name: pd.to_numeric(frame[name], errors="coerce") for name in ("year", "value", "low", "high")}
    frame = frame.assign(**numbers)
    key, unit = next((key, unit) for key, (words, unit) in WORDS.items() if words == picks[WHAT])
    mine = frame[frame["indicator"].eq(key)]
    year = mine["year"].max()
    last = mine[mine["year"].eq(year)].set_index("code")
    spans = {str(code): _span(low, high) for code, low, high in zip(last.index, last["low"], last["high"], strict=True)}
    names = dict(zip(CODES, NAMES, strict=True)) | {"E12000007": "London", "E92000001": "England"}
    rows = [
        (names[code], last.loc[code, "value"], spans[code])
        for code in ("E92000001", "E12000007", *CODES)
        if code in last.index
    ]
    table = pd.DataFrame(rows, columns=["Place", f"{picks[WHAT]}, {year} ({unit})", "95% range"])
    gone = len(CODES) - sum(code in last.index for code in CODES)
    said = [f"Published for {year}."] + [f"{plural(gone, 'borough')} without a published figure."] * bool(gone)
    return Shown((" ".join(said),), sheets=(("", table),))


def _span(low: float, high: float) -> str:
    return "" if np.isnan(low) or np.isnan(high) else span(low, high, "{:.1f}".format)


def _what(model: Fitted, tables: Tables) -> Choices:
    return {WHAT: tuple(words for words, _ in WORDS.values())}


BOROUGHS = Scene("How do boroughs compare?", show)
AREAS = Scene("Where do claimants live?", areas, _choices)
RATES = Scene("What do we know about work and learning in each borough?", rates, _what, tables=(), given=(RATES_TABLE,),
              part="Data")  # fmt: skip
