"""Figure charts: the map, the dots by borough and the course over time that a declared figure has on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import quarters
from lbdp_core.boroughs import CODES
from lbdp_core.charts import LABEL, Picture, fan, standing
from lbdp_core.formatting import span
from lbdp_core.maps import Measure

FIXED = "Colours keep their meaning when a lever moves; the table has the ranges."
ALL_YEARS = 9_999  # no year from which the middle may not be read


def measure(
    places: pd.DataFrame,
    columns: Sequence[str],
    names: tuple[str, str, str],
    edges: tuple[float, ...],
    note: str = FIXED,
    decimals: int = 0,
    scale: NDArray[np.float64] | float = 1.0,
    codes: Sequence[str] = CODES,
) -> Measure:
    """What the map of boroughs shows of some columns of the places' table.

    columns: the value, and the ends of its range where one is known. names: key, label and unit of the measure.
    scale:   what the columns are multiplied by: one number, or one a borough; NaN leaves a borough without colour.
    codes:   the boroughs, in the order of the map.
    """
    found = places.set_index("code")[list(columns)].reindex(list(codes)).to_numpy(float)
    scaled = found * np.reshape(scale, (-1, 1))
    ranges = scaled[:, 1:] if len(columns) > 1 else None
    key, label, unit = names
    return Measure(key, label, unit, scaled[:, 0], edges, note, decimals, "borough", ranges)


def dots(
    frame: pd.DataFrame,
    say: Callable[[float], str],
    words: tuple[str, str],
    names: tuple[str, str, str, str],
    note: str,
    line: float | None = None,
    more: Mapping[str, Callable[[pd.DataFrame], Any]] | None = None,
) -> tuple[Picture, pd.DataFrame]:
    """A dot and a range a borough, highest first, and the frame in that order.

    frame: place, value, low, high, and beside (a ring) where something stands beside it.
    words: what dot and ring are. names: axis, heading of the table, title, and what the alternative text begins with.
    line:  one value to compare with. more: further columns of the table, from the frame in its order.
    """
    shown = frame.sort_values("value", ascending=False, kind="stable")
    if "beside" not in shown:
        shown = shown.assign(beside=np.nan)
    ranges = zip(shown["value"], shown["low"], shown["high"], strict=True)
    shown = shown.assign(said=[f"{say(value)} ({span(low, high, say)})" for value, low, high in ranges])
    axis, heading, title, alt = names
    table = pd.DataFrame({"Borough": shown["place"], heading: shown["said"]})
    for name, of in (more or {}).items():
        table[name] = of(shown)
    first = f"{alt}: {shown['place'].iloc[0]} {shown['said'].iloc[0]}"
    drawn = shown[["place", "value", "low", "high", "beside", "said"]]
    return standing(drawn, axis, words, title, first, table, note, line), shown


def course(
    frame: pd.DataFrame,
    words: Mapping[str, str],
    table: Mapping[str, str],
    unit: str,
    moved: bool,
    alt: str,
    note: str,
    *,
    title: str = "",
    size: int = LABEL,
    sure: int = ALL_YEARS,
    breaks: Sequence[tuple[float, str]] = (),
) -> Picture:
    """The course of a figure as a fan, and the same as a table.

    frame: as `figure.over_time`, or with `year` in place of `period`. words: of the lines; table: of its columns.
    moved: whether there is a change, which the expected line then is with, and which today's stands beside.
    """
    said = dict(words) | ({"scenario": "With the change"} if moved else {})
    if not moved:
        said.pop("today", None)
    if "naive" in frame and frame["naive"].isna().all():
        said.pop("naive", None)
    told = frame[[column for column in table if column in frame]].round(0).rename(columns=dict(table))
    drawn = frame if "year" in frame else frame.assign(year=frame["period"].map(quarters.fraction))
    return fan(drawn, said, unit, sure, title, alt, told, note, size, breaks)
