"""Loading: the compact tables to the evidence that a model is fitted to, checked only by the manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import quarters
from lbdp_core.boroughs import CODES
from lbdp_core.refugees.places import IN_LONDON
from lbdp_core.sources import DataError, Shelf

Array = NDArray[np.float64]
FIRST_TOTAL = "2022Q4"  # from here on Section 98 and hotels have local figures
LOCAL = ("dispersal", "subsistence")  # kinds of Section 95 that had local figures before
LEAST = 2  # quarters in a row: one to start from, and one to be judged on
OPTIONAL = ("resettlement", "ukraine", "cohorts", "grant_rates", "applications")


@dataclass(frozen=True, eq=False)
class Series:
    """People by quarter and place of London, without gaps.

    quarters: (t,) labels. people: (t, p), places in the order of `places.IN_LONDON`.
    """

    quarters: tuple[str, ...]
    people: Array

    def upto(self, quarter: str) -> Series:
        """As it was known at the end of a quarter."""
        n = sum(q <= quarter for q in self.quarters)
        return Series(self.quarters[:n], self.people[:n])


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything the refugees theme knows.

    total:      people in asylum support of any section since December 2022 (Section 95, 98 and 4).
    accommodated: the same without people on subsistence only, who are not given by borough in some quarters.
    hotel, section4: part of the total.
    before:     people in dispersal accommodation or on subsistence under Section 95 before that: another series.
    country:    (t,) people in support in the United Kingdom, for the quarters of `total`.
    national:   quarter (index) by measure: claims, claims_main, claims_under_18, claims_unaccompanied, granted,
                granted_main, refused, withdrawn, administrative, awaiting, awaiting_main, family_reunion ...; NaN where
                a measure has no figure.
    breaks:     quarter, series, what.
    tables:     resettlement, ukraine, cohorts, grant_rates, applications, tariffs, by name; empty ones left out.
    duties:     quarter, code, households owed a duty after leaving asylum support (H-CLIC); None where not held.
    residents, households, children: (33,) of the Census, boroughs in order; children are residents under 16.
    """

    total: Series
    accommodated: Series
    hotel: Series
    section4: Series
    before: Series
    country: Array
    national: pd.DataFrame
    breaks: pd.DataFrame
    tables: dict[str, pd.DataFrame]
    duties: pd.DataFrame | None
    residents: Array
    households: Array
    children: Array
    report: dict[str, Any]

    def upto(self, quarter: str) -> Evidence:
        """The evidence as it stood when a quarter had ended: every input is cut there."""
        keep = {"total", "accommodated", "hotel", "section4", "before"}
        cut: dict[str, Any] = {name: getattr(self, name).upto(quarter) for name in keep}
        cut["country"] = self.country[: len(cut["total"].quarters)]
        cut["national"] = self.national[self.national.index <= quarter]
        cut["breaks"] = self.breaks[self.breaks["quarter"] <= quarter]
        cut["duties"] = None if self.duties is None else self.duties[self.duties["quarter"] <= quarter]
        cut["tables"] = {name: _upto(table, quarter) for name, table in self.tables.items()}
        return replace(self, **cut)


def _upto(table: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """The rows of quarters, days and years that were over by then; of a table without them (tariffs) all."""
    if "quarter" in table:
        return table[table["quarter"] <= quarter]
    if "date" in table:
        return table[table["date"] <= quarters.last_day(quarter).isoformat()]
    over = int(quarter[:4]) - (not quarter.endswith("Q4"))
    return table[table["year"] <= over] if "year" in table else table


def load(shelf: Shelf) -> Evidence:
    """The evidence that a data folder holds.

    Raises:
        DataError: a table is missing or altered, or there is no quarter with support of every section.
    """
    support = shelf.table("refugees/support.csv")
    since = support["quarter"] >= FIRST_TOTAL
    if not since.any():
        raise DataError(
            "The table of asylum support ends before December 2022, when hotels and Section 98 first had local "
            "figures; add a later release and build the folder again."
        )
    now = support[since]
    total = series(now)
    if len(total.quarters) < LEAST:
        gap = quarters.missing(now["quarter"])
        lacks = f"{quarters.words(gap[-1])} is not there" if gap else "this folder has only one"
        raise DataError(f"Asylum support needs {LEAST} quarters in a row, and {lacks}; add the release that has it.")
    country = now.groupby("quarter")["people"].sum().reindex(list(total.quarters)).to_numpy(dtype=float)
    areas = shelf.table("areas/lsoa.csv")
    by = areas.assign(children=areas["residents"] * areas["age_0_15"]).groupby("borough_code")
    census = by[["residents", "households", "children"]].sum().reindex(list(CODES)).fillna(0.0)
    national = shelf.table("refugees/national.csv").pivot_table(index="quarter", columns="measure", values="people")
    national = national.reindex(pd.Index(quarters.between(national.index.min(), national.index.max()), name="quarter"))
    paths = {name: f"refugees/{name}.csv" for name in (*OPTIONAL, "tariffs")}
    return Evidence(
        total=total,
        accommodated=series(now[now["kind"] != "subsistence"], total.quarters),
        hotel=series(now[now["kind"] == "hotel"], total.quarters),
        section4=series(now[now["section"] == "s4"], total.quarters),
        before=series(support[~since & support["section"].eq("s95") & support["kind"].isin(LOCAL)]),
        country=country,
        national=national,
        breaks=shelf.table("refugees/breaks.csv"),
        tables={name: shelf.table(path) for name, path in paths.items() if shelf.has(path)},
        duties=_duties(shelf),
        residents=census["residents"].to_numpy(dtype=float),
        households=census["households"].to_numpy(dtype=float),
        children=census["children"].to_numpy(dtype=float),
        report=json.loads(shelf.bytes("refugees/report.json")),
    )


def series(rows: pd.DataFrame, whole: tuple[str, ...] = ()) -> Series:
    """People by quarter and place; a place without a row had nobody, which is how the publisher leaves it out.

    A quarter that was not published is a gap; the course needs quarters in a row, so those after it are used.
    """
    if not whole and rows.empty:
        return Series((), np.zeros((0, len(IN_LONDON))))
    every = whole or quarters.latest_run(rows["quarter"].unique())
    wide = rows.pivot_table(index="quarter", columns="place", values="people", aggfunc="sum")
    filled = wide.reindex(index=list(every), columns=list(IN_LONDON)).fillna(0.0)
    return Series(every, filled.to_numpy(dtype=float))


def _duties(shelf: Shelf) -> pd.DataFrame | None:
    """Households owed a prevention or a relief duty who had to leave asylum accommodation; None without H-CLIC."""
    if not shelf.has("areas/hclic.csv"):
        return None
    rows = shelf.table("areas/hclic.csv")
    mine = rows[rows["measure"].isin(("asylum_prevention", "asylum_relief"))]
    both = mine.groupby(["quarter", "code"]).agg(value=("value", "sum"), held=("value", "size")).reset_index()
    return both[both["held"] == 2].rename(columns={"value": "duties"})[["quarter", "code", "duties"]]
