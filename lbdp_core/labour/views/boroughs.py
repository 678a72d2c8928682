"""Boroughs: claimant rates side by side, claimants by small area with their rounding, and work and learning."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.charts import standing
from lbdp_core.focus import where
from lbdp_core.formatting import capital, joined, month, span
from lbdp_core.labour.model import Fitted
from lbdp_core.labour.views.where import FOCUS
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

WHEN, WHAT = "Date", "What is shown"
PERCENT = "{:.1f}%".format
RATE = "{:,.0f}".format
WORDS = {  # measure -> its name, its unit, how a figure is said
    "employment": ("Employment rate", "% of people aged 16 to 64", PERCENT),
    "unemployment": ("Unemployment rate (modelled)", "% of people in work or looking for it", PERCENT),
    "pay": ("Median weekly pay", "£ a week, full and part time", "£{:,.0f}".format),
    "level_3": ("Qualified to level 3 or above", "% of people aged 16 to 64", PERCENT),
    "none": ("No qualifications", "% of people aged 16 to 64", PERCENT),
    "apprenticeships": ("Apprenticeship starts", "a year for each 100,000 people", RATE),
    "further_education": ("Learners in further education and skills", "a year for each 100,000 people", RATE),
    "births": ("New businesses", "% of businesses", PERCENT),
}
LEARNING = ("apprenticeships", "further_education")  # by academic year


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
        "Counts are rounded to the nearest 5: a count of 0 may be 0 to 2. Areas of 2011 are carried to those of 2021. "
        "Areas without colour are not in the published files.", 1,
        ranges=np.column_stack([model.area_low[at], model.area_high[at]]),
    )  # fmt: skip
    text = (
        f"Rounding leaves each rate uncertain by about {np.nanmedian(half):.1f} points. Even so, {int(clear.sum()):,} "
        f"of {int(np.isfinite(values).sum()):,} areas are clearly above the mean of all areas."
    )
    return Shown((text,), measure=measure)


def _choices(model: Fitted, result: Result) -> Choices:
    return {WHEN: tuple(month(str(date)) for date in reversed(model.dates))}


def _date(model: Fitted, words: str) -> str:
    return next(str(date) for date in model.dates if month(str(date)) == words)


def work(model: Fitted, result: Result, picks: Picks) -> Shown:
    """One published measure by borough, with its sampling range, and all measures of the borough looked at."""
    at = next(n for n, key in enumerate(model.measures) if WORDS[str(key)][0] == picks[WHAT])
    key = str(model.measures[at])
    name, unit, say = WORDS[key]
    figures, year = model.measured[at], _year(model, at)
    value, low, high = figures[: len(NAMES)].T
    london = float(figures[len(NAMES), 0])
    drawn = pd.DataFrame({"place": NAMES, "value": value, "low": low, "high": high, "beside": np.nan,
                          "said": [_said(each, say) for each in figures[: len(NAMES)]]})  # fmt: skip
    table = drawn[["place", "said"]].set_axis(["Borough", f"{name}, {year}"], axis="columns")
    title = f"{name}, {year}"
    note = f"{capital(unit)}. The line is London. Boroughs stand by name: where ranges overlap, do not rank them."
    alt = f"{title}: from {say(np.nanmin(value))} to {say(np.nanmax(value))}"
    picture = standing(drawn.dropna(subset=["value"]), unit, (_key(low), ""), title, alt, table, note, line=london)
    place = where(result)
    here = NAMES.index(place) if place in NAMES else len(NAMES)
    gone = [one for one, each in zip(NAMES, value, strict=True) if np.isnan(each)]
    told = [_beside_london(place, figures[here], london, name, say)] if here < len(NAMES) else []
    told += [f"No figure is published for {joined(gone)}."] if gone else []
    return Shown((*told,), pictures=(picture,), sheets=((f"Work and learning in {place}", _all(model, here, place)),))


def _beside_london(
    place: str, figure: NDArray[np.float64], london: float, name: str, say: Callable[[float], str]
) -> str:
    """Where a borough stands, and whether its range tells it from London."""
    value, low, high = figure
    if np.isnan(value):
        return f"{name} in {place} is not published."
    way = "above" if value > london else "below"
    clear = "" if np.isnan(low) else ", clearly" if not low <= london <= high else ", but its range includes London's"
    return f"{place} is {way} London{clear}: {_said(figure, say)} beside {say(london)}."


def _all(model: Fitted, here: int, place: str) -> pd.DataFrame:
    """Every measure of a place, beside London and England."""
    london = len(NAMES)
    at = [(list(model.measures).index(key), *words) for key, words in WORDS.items() if key in model.measures]
    rows = [
        (name, unit, _year(model, n), *(_said(model.measured[n, one], say) for one in
                                        dict.fromkeys((here, london, london + 1))))
        for n, name, unit, say in at
    ]  # fmt: skip
    names = dict.fromkeys((place, "London", "England")) if here < len(NAMES) else ("London", "England")
    return pd.DataFrame(rows, columns=["Measure", "Unit", "Year", *names])


def _year(model: Fitted, at: int) -> str:
    """A year, or the academic year that starts in it."""
    year = int(model.measured_in[at])
    return f"{year}/{(year + 1) % 100:02d}" if model.measures[at] in LEARNING else str(year)


def _said(figure: NDArray[np.float64], say: Callable[[float], str]) -> str:
    """A figure with its 95% range, where one is published."""
    value, low, high = (float(each) for each in figure)
    if np.isnan(value):
        return "not published"
    return say(value) if np.isnan(low) or np.isnan(high) else f"{say(value)} ({span(low, high, say)})"


def _key(low: NDArray[np.float64]) -> str:
    return "Published, with its 95% range" if np.isfinite(low).any() else "Published, without a range"


def _what(model: Fitted, result: Result) -> Choices:
    return {WHAT: tuple(words for key, (words, _, _) in WORDS.items() if key in model.measures)}


BOROUGHS = Scene("How do boroughs compare?", show)
AREAS = Scene("Where do claimants live?", areas, _choices)
WORK = Scene("How are work and learning in each borough?", work, _what)
