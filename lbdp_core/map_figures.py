"""Map figures: what a map shows of each area, as a table and in words for whoever points at it: the same figures."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import protect
from lbdp_core.change_map import LONDON_UNIT
from lbdp_core.compare import worded
from lbdp_core.formatting import fewer_or_more, fine, likely, number, span
from lbdp_core.maps import Measure

TODAY, CHANGE, SCENARIO, RANGE = "If nothing changes", "Change", "In this scenario", "80% range"
Floats = NDArray[np.float64]
Beside = Mapping[str, Floats]  # (n,) columns beside a figure, by their heading


def changed(measure: Measure, today: Measure) -> dict[str, Floats]:
    """The columns beside a measure whose scenario differs from what it is if nothing changes; none where it does not.

    >>> now, then = (Measure("m", "M", "u", np.array(v), (1.0,)) for v in ([1.0, 2.0], [1.5, 2.0]))
    >>> changed(then, now)["Change"].tolist(), changed(now, now)
    ([0.5, 0.0], {})
    """
    change = measure.values - today.values
    return {TODAY: today.values, CHANGE: change} if np.nan_to_num(change).any() else {}


def table(measure: Measure, names: Mapping[str, NDArray[np.str_]], beside: Beside, release: str) -> pd.DataFrame:
    """(n, ...) the areas in the order of the map: first name, figure, its range where known, what is beside, and where.

    names: columns that name an area, what it is called first. release: "released" or "protected", see `protect`.
    """
    first, *where = names
    columns: dict[str, NDArray[np.generic] | list[str]] = {first: names[first]}
    columns[measure.label] = measure.values.round(measure.decimals)
    if measure.ranges is not None:
        columns[RANGE] = [span(low, high, lambda v: number(v, measure.decimals)) for low, high in measure.ranges]
    columns |= {name: values.round(_decimals(name, values, measure)) for name, values in beside.items()}
    released = protect.release(pd.DataFrame(columns | {name: names[name] for name in where}), release)
    if RANGE in released:
        released.loc[released[measure.label].isna(), RANGE] = "–"  # a range would tell what is hidden
    return released


def words(measure: Measure, beside: Beside, released: pd.DataFrame) -> list[str]:
    """(n,) lines about each area, from its row of `table`: the figure with its unit, then what stands beside it."""
    figures: list[float] = released[measure.label].astype(float).tolist()
    lines = [_figure(measure, value) for value in figures]
    if measure.ranges is not None:
        lines = [f"{line} {_likely(measure, *ends)}" for line, ends in zip(lines, measure.ranges, strict=True)]
    said = []
    for name in beside:
        places = _decimals(name, beside[name], measure)
        shown = released[name].to_numpy(dtype=float)
        said.append([f"{name}: {number(value, places, sign=name == CHANGE)}." for value in shown])
    told = [" ".join(parts) for parts in zip(*said, strict=True)] if said else [""] * len(lines)
    missing = np.where(np.isfinite(measure.values), f"Hidden: {protect.HIDDEN}.", "No figure.").tolist()
    return [
        why if value != value else f"{line}\n{more}".strip()
        for value, line, more, why in zip(figures, lines, told, missing, strict=True)
    ]


def _decimals(name: str, values: Floats, measure: Measure) -> int:
    """Those of the measure; for a change, as many as half of the areas that change need."""
    moved = np.abs(values[np.nan_to_num(values) != 0])
    return fine(measure.decimals, float(np.nanmedian(moved))) if name == CHANGE and moved.size else measure.decimals


def _figure(measure: Measure, value: float) -> str:
    if measure.unit == LONDON_UNIT:
        return f"{abs(value):.0f}% {'below' if value < 0 else 'above'} London" if value else "As in London"
    if measure.two_ended:
        less_or_more = fewer_or_more(value, lambda v: number(v, measure.decimals), worded(measure.unit))
        return f"{less_or_more} {measure.unit}" if value else f"No change: {measure.unit}"
    return f"{number(value, measure.decimals)}{'' if measure.unit.startswith('%') else ' '}{measure.unit}"


def _likely(measure: Measure, low: float, high: float) -> str:
    return likely(number(low, measure.decimals), number(high, measure.decimals))
