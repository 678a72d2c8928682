"""Where: what the map may colour, the wards of a meeting, and the wards to start in. No address is in any of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.formatting import joined, number, percent
from lbdp_core.hmo.model import Fitted
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.page import Listed, Start, Wards
from lbdp_core.result import Result

Array = NDArray[np.float64]
FIRST = 10  # wards that a meeting hears of
OUTLINED = 15  # areas on the map
LISTED = (
    Listed("place", "Ward", 170),
    Listed("homes", "Private rented homes", 130, 0, "localized"),
    Listed("visits", "Inspections", 100, 0, "localized"),
    Listed("found", "Found", 90, 1, "localized"),
    Listed("in_vain", "In vain", 90, 1, "localized"),
    Listed("expected", "Unlicensed HMOs in all", 130, 0, "localized"),
)
LIST_WORDS = "Wards by how many unlicensed HMOs the inspections find. The homes are made up"


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """The map of LSOAs: unlicensed HMOs first, then inspections, what they find and what they do not.

    Counts, not rates: an audit of some hundred homes cannot tell the rates of two wards apart, and officers' rounds go
    where many are.
    """
    places = result.places

    def shown(values: Any) -> Array:
        whole = np.full(model.of, np.nan)
        whole[model.lsoa] = np.asarray(values, dtype=float)
        return whole

    return (
        Measure(
            "left", "Unlicensed HMOs that remain", "HMOs", shown(places["scenario"]),
            quantile_edges(places["today"].to_numpy(dtype=float), 7),
            "What the audit found, spread by what the sources say of each home. Small areas add up to the headline.", 0,
        ),
        Measure("visits", "Inspections", "inspections", shown(places["visits"]), (1, 2, 5, 10, 15, 25),
                "Homes to visit, whether or not anybody opens."),
        Measure("found", "Unlicensed HMOs found", "expected finds", shown(places["found"]),
                (0.05, 0.25, 0.5, 1, 2, 4), "Small areas add up to the headline.", 2),
    )  # fmt: skip


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """(of,) the areas with most finds."""
    found = result.places["found"].to_numpy(dtype=float)
    first = np.argsort(-found, kind="stable")[:OUTLINED]
    mask = np.zeros(model.of, dtype=bool)
    mask[model.lsoa[first[found[first] > 0]]] = True
    return mask


def wards(
    model: Fitted, result: Result, ward_of: NDArray[np.int64], names: NDArray[Any], boroughs: NDArray[Any]
) -> Wards:
    """Wards and counts only: a meeting sees no address."""
    rows = result.shortlist
    at = {(name, borough): k for k, (name, borough) in enumerate(zip(names, boroughs, strict=True))}
    where = [at[name, model.borough] for name in rows["place"]]
    values = np.full(len(names), np.nan)
    values[where] = rows["expected"] - rows["found"]
    visited = rows[rows["visits"] > 0].head(FIRST)
    chosen = np.zeros(len(names), dtype=bool)
    chosen[[at[name, model.borough] for name in visited["place"]]] = True
    measure = Measure(
        "ward_left", "Unlicensed HMOs that remain", "HMOs", values,
        quantile_edges(rows["expected"].to_numpy(dtype=float), 5), "The outlined wards have most finds.", 0,
        level="ward",
    )  # fmt: skip
    listed = pd.DataFrame(
        {
            "Ward": visited["place"],
            "Inspections": [f"{v:,.0f}" for v in visited["visits"]],
            "Found": [number(v, 1) for v in visited["found"]],
        }
    )
    return Wards(measure, chosen, listed, "Nobody is visited at these levers.")


def start(model: Fitted, result: Result) -> Start:
    """The wards to begin in."""
    rows = result.shortlist
    visited = rows[rows["visits"] > 0]
    if visited.empty:
        named = joined(rows["place"].head(3))
        return Start(f"Most unlicensed HMOs are expected in {named}. Choose how many homes to inspect.", rows)
    named = joined(visited["place"].head(3))
    share = float(visited["found"].head(3).sum() / max(visited["found"].sum(), 1e-9))
    said = f"Begin in {named}: {percent(share, 0)} of all finds are expected there."
    left = len(rows) - len(visited)
    return Start(said, visited, f"Nobody is visited in the other {left} wards." if left else "")


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the rows of the publishers' files, and how real addresses were read."""
    real = [
        f"{one['file']}: of {one['addresses']:,} addresses {one['number']:,} have a number, {one['street']:,} a street "
        f"and {one['postcode']:,} a postcode as read."
        for one in (*report["registers"], *report["certificates"])
    ]
    made = f"{report['homes']:,} made-up private rented homes in {report['borough']}."
    return (*report["rows"], *real, made)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter, and is not in the data."""
    return (
        "Registers, council tax, the electoral roll, benefits, complaints and deposits by address: not public.",
        "What inspectors found: no council publishes it.",
        "Private rented homes by kind of dwelling: we give them the mix of houses and flats of all homes.",
    )
