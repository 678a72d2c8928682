"""Loading: the compact tables to the evidence that a model is fitted to, checked only by the manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import hclic
from lbdp_core.borough_profile import features
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.homelessness.schema import STATES
from lbdp_core.sources import DataError, Shelf

Array = NDArray[np.float64]
LONDON = "E12000007"
MEASURES = (
    *("owed_prevention", "owed_relief", "section21", "main_decisions", "main_accepted"),
    *("prevention_ended", "prevention_secured", "prevention_homeless"),
    *("relief_ended", "relief_secured", "relief_elapsed"),
    *("ta_households", "ta_children", "ta_bb", "ta_nightly", "ta_elsewhere", "households_000s"),
    *("asylum_prevention", "asylum_relief", "prs_end_prevention", "prs_end_relief", "slept_rough_relief"),
)


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything the homelessness theme knows. Boroughs (33) in the order of their codes; London's own row is the last.

    codes, names:  (33,).
    quarters:      (t,) of H-CLIC, from the first to the last that is published, with those between of which there is no
                   book.
    series:        measure -> (t, 34) households (thousands for households_000s), NaN where not published.
    snapshot:      code, year, people on one autumn night.
    chain:         (states, s, 33) people seen in each of `chain_quarters` (s,), states as in `STATES`.
    chain_kind:    "real", or "synthetic" where boroughs were dealt London's published totals.
    published:     London's quarters of CHAIN as read: quarter, seen, new, living, intermittent, source, status.
    features:      code, households, and what boroughs are compared by.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    quarters: tuple[str, ...]
    series: dict[str, Array]
    snapshot: pd.DataFrame
    chain: Array
    chain_quarters: tuple[str, ...]
    chain_kind: str
    published: pd.DataFrame
    features: pd.DataFrame
    report: dict[str, Any]

    @property
    def reported(self) -> tuple[str, ...]:
        """The quarters of which there is a book; a gap is in `quarters` and not here."""
        known = np.asarray(np.isfinite(self.series["owed_prevention"]).any(axis=1))
        return tuple(quarter for quarter, held in zip(self.quarters, known, strict=True) if held)

    def until(self, quarter: str) -> Evidence:
        """The same as it was known at the end of a quarter: later quarters of H-CLIC and of CHAIN are cut off."""
        kept = tuple(q for q in self.quarters if q <= quarter)
        cut = {name: values[: len(kept)] for name, values in self.series.items()}
        seen = tuple(q for q in self.chain_quarters if q <= quarter)
        return replace(self, quarters=kept, series=cut, chain=self.chain[:, : len(seen)], chain_quarters=seen)


def load(shelf: Shelf) -> Evidence:
    """Read the tables of a data folder.

    Raises:
        DataError: a table is missing, is not the one that was listed, or lacks a count.
    """
    books = shelf.table("areas/hclic.csv")
    every = {name: hclic.panel(books, name, (*CODES, LONDON)) for name in MEASURES}
    chain = shelf.table("homelessness/chain.csv")
    quarters = tuple(sorted(chain["quarter"].unique()))
    areas = shelf.table("areas/lsoa.csv")
    return Evidence(
        codes=CODES,
        names=NAMES,
        quarters=every[MEASURES[0]].quarters,
        series={name: one.values for name, one in every.items()},
        snapshot=shelf.table("homelessness/snapshot.csv"),
        chain=_states(chain, quarters),
        chain_quarters=quarters,
        chain_kind=shelf.origin("homelessness/chain.csv").kind,
        published=shelf.table("homelessness/published.csv"),
        features=features(areas),
        report=json.loads(shelf.bytes("homelessness/report.json")),
    )


def _states(chain: pd.DataFrame, quarters: tuple[str, ...]) -> Array:
    """People by state, quarter and borough.

    Raises:
        DataError: a count is not there; it is not nought.
    """
    every = pd.MultiIndex.from_product([STATES, quarters, CODES])
    counts = chain.set_index(["state", "quarter", "code"])["people"].reindex(every)
    if (gone := counts.isna()).any():
        state, quarter, code = counts.index[gone][0]
        raise DataError(f"homelessness/chain.csv has no count for {code}, {quarter}, {state}; build the folder again.")
    return counts.to_numpy(float).reshape(len(STATES), len(quarters), len(CODES))
