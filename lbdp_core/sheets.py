"""Sheets: the tables of a result under headings that people read, with their units, for workbooks and CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core.formatting import capital
from lbdp_core.page import Page
from lbdp_core.result import Headline, Result

FIRST, COURSE = "Where to start", "Over time"  # the sheet that a CSV file holds, and the one with a chart
RANGE = ("Low, 8 chances in 10", "High, 8 chances in 10")
SAID = {"observed": "Counted", "today": "If nothing changes", "scenario": "In this scenario"}
SAID |= dict(zip(("low", "high"), RANGE, strict=True))
LINES = ("observed", "today", "scenario")
DECIMALS = 4  # more would claim what no estimate holds; JSON keeps every digit


def sheets(page: Page[Any], result: Result) -> dict[str, pd.DataFrame]:
    """Every table of a result by the name of its sheet, the one that most people want first."""
    unit = result.additive.unit
    extras = {
        _heading(page, name): frame.rename(columns=_extra(page, name, frame)) for name, frame in result.extras.items()
    }
    found = {
        FIRST: shortlist(page, result),
        "Headlines": pd.DataFrame([_headline(h) for h in (*result.headlines, *result.totals)]),
        "Places": _worded(result.places, unit),
        COURSE: _worded(result.over_time, unit),
        "Why": _worded(result.drivers, ""),
        **extras,
    }
    return {name: frame.round(DECIMALS) for name, frame in found.items()}


def chart(result: Result) -> tuple[str, tuple[str, ...]] | None:
    """The sheet with a chart, and the columns that are its lines; None where nothing goes over time."""
    held = [name for name in LINES if name in result.over_time and result.over_time[name].notna().any()]
    return (COURSE, tuple(_word(name, result.additive.unit) for name in held)) if held else None


def shortlist(page: Page[Any], result: Result, decimals: int = 2) -> pd.DataFrame:
    """What to act on first under the headings of the page; areas with their code, which the page leaves out."""
    names = {"code": "Code"} if "code" in result.shortlist else {}
    names |= {one.column: one.words for one in page.columns(result.shortlist)}
    return result.shortlist[list(names)].round(decimals).rename(columns=names)


def _headline(h: Headline) -> dict[str, Any]:
    return {
        "Figure": h.label,
        "Unit": h.unit,
        SAID["today"]: h.today,
        SAID["scenario"]: h.scenario,
        **dict(zip(RANGE, (h.low, h.high), strict=True)),
        "Change": h.change,
        "Change: low": h.change_low,
        "Change: high": h.change_high,
        "Better": "neither way" if h.neutral else "more" if h.better == "up" else "less",
        "Why there is no figure": h.reason,
    }


def _worded(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    return frame.rename(columns={name: _word(str(name), unit) for name in frame})


def _word(column: str, unit: str) -> str:
    """A column in words, with the unit of the figures that places add up to.

    >>> _word("scenario", "fires a year"), _word("visits_before", "fires a year")
    ('In this scenario (fires a year)', 'Visits before')
    """
    return f"{SAID[column]} ({unit})" if column in SAID and unit else capital(column.replace("_", " "))


def _heading(page: Page[Any], name: str) -> str:
    return page.extras[name].heading if name in page.extras else capital(name.replace("_", " "))


def _extra(page: Page[Any], name: str, frame: pd.DataFrame) -> Mapping[str, str]:
    named = page.extras[name].columns if name in page.extras else {}
    return {str(column): named.get(str(column)) or capital(str(column).replace("_", " ")) for column in frame}
