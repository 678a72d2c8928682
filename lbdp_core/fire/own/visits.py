"""Visits already made, from a person's own file: homes that an extra visit leaves out, in this session only."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import protect
from lbdp_core.fire.model import Fitted, Visited
from lbdp_core.geocoding import ground
from lbdp_core.own import Floats, Rows, Taken, counted_in, released, told
from lbdp_core.result import Result
from lbdp_core.sources import DataError, Shelf

CAVEATS = (
    "Each visit in your file counts as one home already visited, however long ago. Two visits to one home count as two "
    "homes, so the file may leave too few homes to visit.",
    "Counts of 7 and under in your file are hidden and count as none. Others are rounded to 5.",
)


def visits(fitted: Fitted, shelf: Shelf, rows: Rows) -> Taken[Fitted]:
    """The model with the file's visits as homes already visited, after disclosure control.

    Raises:
        DataError: every count is hidden.
    """
    weight = rows.frame["visits"].to_numpy(dtype=float) if "visits" in rows.frame else None
    given = rows.by_area(len(fitted.code), weight)
    known = released(given, fitted.borough)
    total = float(known.sum())
    if not total:
        raise DataError(
            f"{rows.account.label} has no LSOA with more than 7 visits, and smaller counts are hidden; give a log of "
            "more months."
        )
    counted = np.minimum(known, fitted.households)
    table = _by_borough(fitted, known, counted)
    return Taken(
        f"{total:,.0f} home visits",
        Visited.of(fitted, np.maximum(counted, fitted.visited)),
        (*told(rows.account), *_said(fitted, known, counted, table)),
        CAVEATS,
        (
            ("Homes left to visit", "Boroughs where the file has an LSOA with more than 7 visits.", table),
            *_by_year(rows, counted_in(given, fitted.borough)),
            _areas(fitted, shelf, known),
        ),
    )


def effect(with_file: Result, without: Result) -> str:
    """What known visits change at the same levers: where extra visits go, and what they prevent."""
    a, b = with_file.places["visits"].to_numpy(), without.places["visits"].to_numpy()
    if not b.sum():
        return "Your file changes nothing yet, because there are no extra visits. Move “Extra home visits”."
    moved = max((a - b).clip(0).sum(), (b - a).clip(0).sum())  # some may find no home at all
    after, before = (result.headlines[1].scenario for result in (with_file, without))
    rate = f" Fires prevented per 1,000 visits go from {before:.3f} to {after:.3f}." if before and after else ""
    return f"Your file moves {moved:,.1f} of the {b.sum():,.0f} visits in the areas shown.{rate}"


def _said(fitted: Fitted, known: Floats, counted: Floats, table: pd.DataFrame) -> list[str]:
    total, areas = known.sum(), int((known > 0).sum())
    where = table["Borough"].iloc[0] if len(table) == 1 else f"{len(table)} boroughs"
    whole = f"{total:,.0f} visits in {areas:,} {'LSOA' if areas == 1 else 'LSOAs'} of {where}"
    lines = [
        f"{whole} count as homes already visited. Counts of 7 and under are hidden and count as none. Others are "
        "rounded to 5."
    ]
    if over := int((known > fitted.households).sum()):
        lines.append(f"LSOAs with more visits than homes: {over:,}. All their homes count as visited.")
    if fitted.visited.any():
        lines.append("The data folder also has visits. In each LSOA we use the larger count.")
    return lines


def _by_borough(fitted: Fitted, known: Floats, counted: Floats) -> pd.DataFrame:
    names, index = np.unique(fitted.borough, return_inverse=True)
    homes, visited = np.bincount(index, fitted.households), np.bincount(index, known)
    left = homes - np.bincount(index, np.maximum(counted, fitted.visited))
    there = visited > 0
    return pd.DataFrame(
        {
            "Borough": names[there].astype(str),
            "Visits": [f"{v:,.0f}" for v in visited[there]],
            "Homes": [f"{v:,.0f}" for v in homes[there]],
            "Homes left": [f"{v:,.0f}" for v in left[there]],
        }
    )


def _by_year(rows: Rows, areas: NDArray[np.bool_]) -> tuple[tuple[str, str, pd.DataFrame], ...]:
    """Which years and months a log covers, in the areas (n,) whose visits may go into a total."""
    if "date" not in rows.frame:
        return ()
    dates = rows.frame["date"].iloc[np.unique(rows.row[areas[rows.area]])]
    years = dates.dt.year
    frame = pd.DataFrame(
        {
            "Year": [str(year) for year in sorted(years.unique())],
            "Months with visits": [dates[years == y].dt.month.nunique() for y in sorted(years.unique())],
            "Visits": years.value_counts().sort_index().to_numpy(dtype=float),
        }
    )
    shown = protect.release(frame, "protected", ["Visits"])
    months = np.where(shown["Visits"].isna(), "–", shown["Months with visits"].astype(str))
    said = [protect.HIDDEN + " or hidden" if pd.isna(v) else f"{v:,.0f}" for v in shown["Visits"]]
    table = pd.DataFrame({"Year": shown["Year"], "Months with visits": months, "Visits": said})
    return (("When the visits were", "Every visit counts the same, however long ago it was.", table),)


def _areas(fitted: Fitted, shelf: Shelf, known: Floats) -> tuple[str, str, pd.DataFrame]:
    first = np.argsort(-known, kind="stable")[:10]
    first = first[known[first] > 0]
    labels = ground(shelf).labels
    frame = pd.DataFrame(
        {
            "Area (LSOA, ward)": [str(labels[i]) for i in first],
            "Visits": [f"{known[i]:,.0f}" for i in first],
            "Share of homes": [f"{100 * min(known[i] / fitted.households[i], 1):.0f}%" for i in first],
        }
    )
    return "Where most homes have had a visit", "The ten highest counts, rounded to 5.", frame
