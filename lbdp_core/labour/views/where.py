"""Where: claimants by borough on the map, the occupations to train for first, and what figures rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.assumptions import in_words
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.focus import Focus, where
from lbdp_core.formatting import joined, people
from lbdp_core.labour.model import Fitted
from lbdp_core.labour.scenario import LabourLevers, run
from lbdp_core.labour.views.jobs import ADVERTS
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.page import Listed, Start
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

FOCUS: Focus[Fitted, LabourLevers] = Focus(LabourLevers, run)
LISTED = (
    Listed("occupation", "Occupation", 260),
    Listed("a_year", "Openings a year (thousand)", 150, 1, "localized"),
    Listed("per_100", "Openings a year per 100 jobs", 170, 1, "localized"),
    Listed("jobs", "Jobs in the last year (thousand)", 150, 0, "localized"),
    Listed("quotient", "Times England's share", 150, 2, "%.2f"),
    *(Listed(name, words, 140, 0, "localized") for name, words in ADVERTS.items()),
)
LIST_WORDS = "Occupations by openings a year for each 100 jobs, most first"


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """Claimant rate and claimants by borough, in the year ahead; then the last published rate."""
    frame = FOCUS.places(model, result).set_index("code").reindex(CODES)
    rate, last = frame["rate"].to_numpy(dtype=float), model.rate[-1]
    edges = quantile_edges(last, 7)
    ranges = frame[["low", "high"]].to_numpy(dtype=float)
    year = int(model.years[-1]) + int(result.levers["horizon"])
    counts = frame["scenario"].to_numpy(dtype=float)
    return (
        Measure("rate", "Claimant rate expected", f"% of residents aged 16 to 64 in {year}", rate, edges,
                "The classes stay the same when a lever moves.", 1, "borough", ranges),
        Measure("claimants", "People who claim", f"people who claim in {year}", counts,
                quantile_edges(last * model.people / 100, 7), "More residents means more claimants.", 0, "borough"),
        Measure("published", "Claimant rate published", f"% of residents aged 16 to 64 in {int(model.years[-1])}", last,
                edges, "The last published year.", 1, "borough"),
    )  # fmt: skip


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """The borough looked at, to be outlined."""
    return np.array(NAMES) == where(result)


def first(result: Result, count: int) -> pd.DataFrame:
    """The first rows of the list as people read them."""
    rows = result.shortlist.head(count)
    table = pd.DataFrame(
        {
            "Occupation": rows["occupation"],
            "Openings a year": [people(1_000 * v) for v in rows["a_year"]],
            "for each 100 jobs": [f"{v:.1f}" for v in rows["per_100"]],
            "Times England's share": [f"{v:.2f}" for v in rows["quotient"]],
        }
    )
    for name, words in ADVERTS.items():
        if name in rows:
            table[words] = [people(v) for v in rows[name]]
    return table


def start(model: Fitted, result: Result) -> Start:
    """Where most people are needed for the jobs there are."""
    rows = result.shortlist
    named = rows.head(3)
    each = people(1_000 * float(named["a_year"].sum()))
    said = f"Look first at {joined(name.lower() for name in named['occupation'])}: about {each} openings a year."
    return Start(said, rows)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter, and is not in the data."""
    said = [
        "Claimants by month and borough (Nomis), vacancies, and jobs by borough and occupation are not in the folder."
    ]
    if not len(model.adverts):
        said.append("No table of adverts is in the folder, so what employers ask for now is not shown.")
    return tuple(said)


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the rows of the publishers' files."""
    hidden = f"{report['hidden']} cells are hidden because they are under 10,000 people or would tell one that is."
    gone = [f"The claimant rate of {year} is left out: no figure for {joined(names)}."
            for year, names in report["years_in_part"].items()]  # fmt: skip
    return (*report["files"], *gone, f"Regions of the projection: {', '.join(report['regions'])}.", hidden)


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand."""
    text, log = in_words(result.extras["assumptions"])
    return Shown((text,), sheets=(("Every assumption at these levers", log),))


ASSUMPTIONS = Scene("What do these figures rest on?", assumptions, part="Model")
