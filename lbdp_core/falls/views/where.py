"""Where: what the map may colour, the areas that the money reaches, and where to start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import palette
from lbdp_core.falls.model import Fitted
from lbdp_core.falls.model.fitted import THIRDS
from lbdp_core.focus import mask
from lbdp_core.formatting import joined, people, pounds
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.page import Listed, Start
from lbdp_core.places import LONDON
from lbdp_core.result import Result

Array = NDArray[np.float64]
BOUGHT = ("repairs", "home_visits", "classes", "medicines")
SIZES = ("low", "middle", "high")
LISTED = (
    Listed("place", "Area", 150),
    Listed("borough", "Borough", 140),
    Listed("risk", "Times what ages predict", 130, 2, "%.2f"),
    Listed("above", "Chance above", 110, 2, "percent"),
    Listed("admissions", "Admissions a year", 120, 1, "localized"),
    Listed("communal", "In care homes, hostels, halls", 140, 0, "localized"),
    Listed("repairs", "Homes repaired", 110, 0, "localized"),
    Listed("home_visits", "Home visits", 100, 0, "localized"),
    Listed("classes", "Places in classes", 110, 0, "localized"),
    Listed("medicines", "Medicine reviews", 110, 0, "localized"),
)
LIST_WORDS = "Areas by how many people the money reaches, or by risk, unsafe homes and frailty together"


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """The map of LSOAs: risk first, then how sure, unsafe homes beside frailty, and admissions."""
    here = mask(model.borough, str(result.levers["borough"]))

    def shown(values: Array) -> Array:
        return np.where(here, values, np.nan)

    yearly = model.risk * model.expected
    return (
        Measure(
            "risk", "Risk of a fall, beside what ages predict", "times the admissions that ages alone would predict",
            shown(model.risk), (0.6, 0.75, 0.9, 1.1, 1.35, 1.7),
            "An area with few admissions is drawn towards its neighbours.", 2,
        ),
        Measure(
            "above", "Chance that the risk is above average", "% chance of more admissions than ages predict",
            shown(100 * model.above), (5, 20, 40, 60, 80, 95), "Act where it is over 80%; below 20% look elsewhere.",
        ),
        _both(model, here),
        Measure(
            "admissions", "Admissions a year", "expected admissions after a fall a year", shown(yearly),
            quantile_edges(yearly, 7), "More people means more admissions: for risk, choose the first map.", 1,
        ),
        Measure(
            "reached", "People reached", "people whom the money reaches", shown(_reached(model, result)),
            (0.5, 5, 10, 20, 40, 80), "Averages, so they may not be whole numbers.",
        ),
        Measure(
            "communal", "People in care homes, hostels or halls", "residents of communal establishments, of all ages",
            shown(model.communal), (1, 10, 20, 40, 80, 200), "Care homes alone are not in the census table by LSOA.",
        ),
    )  # fmt: skip


def _both(model: Fitted, here: NDArray[np.bool_]) -> Measure:
    """Unsafe homes and frailty on one map: three classes of hazard within each of three of frailty, in words."""
    named = tuple(f"hazard {hazard}, frailty {frailty}" for frailty in SIZES for hazard in SIZES)
    values = np.where(here, THIRDS * model.third_frailty + model.third_hazard, np.nan)
    return Measure(
        "both", "Unsafe homes and frailty together", "class of hazard in homes and of frailty", values,
        tuple(k + 0.5 for k in range(8)), "Each class holds a third of older people. Darkest: both are high.",
        named=named, shades=palette.BIVARIATE,
    )  # fmt: skip


def _reached(model: Fitted, result: Result) -> Array:
    """(n,) people whom the money reaches, of the areas looked at."""
    reached = np.zeros(len(model.code))
    reached[mask(model.borough, str(result.levers["borough"]))] = result.places["people"]
    return reached


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """Areas that the money reaches, where it goes to some before others."""
    if not result.levers["budget"] or result.levers["target"] != "high":
        return np.zeros(len(model.code), dtype=bool)
    return np.asarray(_reached(model, result) >= 0.5)


def start(model: Fitted, result: Result) -> Start:
    """What to do first: with money where it goes, without it where to look."""
    rows, where = result.shortlist, str(result.levers["borough"])
    borough = rows["borough"].iloc[0] if len(rows) else where
    named = joined(list(dict.fromkeys(rows["place"]))[:3])
    if not result.levers["budget"]:
        return Start(f"Look first at {named}, where risk is almost certainly high and homes are unsafe.", rows)
    reached = rows[[*BOUGHT]]
    rows = rows[reached.sum(axis=1) >= 0.5].drop(columns=["communal", *reached.columns[~reached.any()]])
    if rows.empty:
        return Start(f"None of the money is spent in {where} at these levers.", rows)
    total = float(result.places["people"].sum())
    spent = pounds(result.levers["budget"])
    of = f"in {where}" if where != LONDON else f"first in {borough}"
    said = f"Spend the {spent} on about {people(total)} people, {of}: begin in {named}."
    left = len(result.shortlist) - len(rows)
    return Start(said, rows, f"The money reaches nobody in the other {left} areas of the list." if left else "")


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter, and is not in the data."""
    return (
        "Admissions by small area (LSOA) are not public (Hospital Episode Statistics): ask the integrated care board.",
        "Who lives alone at 65 and over is not in the folder. The census counts care homes with hostels and halls.",
        "People by sex and LSOA are not in the folder: each area has the profile's share of women by age.",
    )


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the rows of the publishers' files."""
    planted = ", ".join(f"{name} {value:g}" for name, value in report["planted"].items())
    made = f"Made-up admissions for {report['years'][0]} to {report['years'][-1]}, with planted effects: {planted}."
    return (*report["rows"], f"{report['people_65']:,} people aged 65 and over", made)
