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
from lbdp_core.refugees.schema import IN_LONDON
from lbdp_core.sources import DataError, Shelf

Array = NDArray[np.float64]
FIRST_TOTAL = "2022Q4"  # from here on Section 98 and hotels have local figures
LOCAL = ("dispersal", "subsistence")  # kinds of Section 95 that had local figures before
ALL = "all"  # sections or kinds of accommodation that only stand together: read in a copy
HOTELS = ("hotel", "contingency")  # releases do not always part hotels from other contingency accommodation
OPTIONAL = ("resettlement", "ukraine", "cohorts", "grant_rates", "applications")


@dataclass(frozen=True, eq=False)
class Series:
    """People by quarter and place of London.

    quarters: (t,) labels without gaps. people: (t, p), places in the order of `places.IN_LONDON`; a quarter that is
    not known is a row of NaN.
    """

    quarters: tuple[str, ...]
    people: Array

    def upto(self, quarter: str) -> Series:
        """As it was known at the end of a quarter."""
        n = sum(q <= quarter for q in self.quarters)
        while n and not self.known[n - 1]:
            n -= 1  # a series ends with a count
        return Series(self.quarters[:n], self.people[:n])

    @property
    def known(self) -> NDArray[np.bool_]:
        """(t,) which quarters are known."""
        return np.asarray(~np.isnan(self.people).any(axis=1))


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything the refugees theme knows.

    Hotels, Section 4 and `accommodated` are not known in quarters of which only totals are held.
    """

    total: Series  # people in asylum support of any section since December 2022 (Section 95, 98 and 4)
    accommodated: Series  # without people on subsistence only, who are not given by borough in some quarters
    hotel: Series  # part of the total: people in hotels or other contingency accommodation
    section4: Series  # part of the total: people under Section 4
    before: Series  # in dispersal accommodation or on subsistence under Section 95 before that: another series
    country: Array  # (t,) people in support in the United Kingdom, for the quarters of `total`
    copied: tuple[str, ...]  # quarters of `total` that were read in a copy
    national: pd.DataFrame  # quarter (index, without gaps) by measure (`build.national`); NaN where there is no figure
    breaks: pd.DataFrame  # quarter, series, what
    tables: dict[str, pd.DataFrame]  # resettlement, ukraine, cohorts, grant_rates, applications, tariffs; if not empty
    duties: pd.DataFrame | None  # quarter, code, households owed a duty after asylum support; None without H-CLIC
    residents: Array  # (33,) of the Census, boroughs in order
    households: Array
    children: Array  # residents under 16
    report: dict[str, Any]

    def upto(self, quarter: str) -> Evidence:
        """The evidence as it stood when a quarter had ended: every input is cut there."""
        keep = {"total", "accommodated", "hotel", "section4", "before"}
        cut: dict[str, Any] = {name: getattr(self, name).upto(quarter) for name in keep}
        cut["country"] = self.country[: len(cut["total"].quarters)]
        cut["copied"] = tuple(q for q in self.copied if q <= quarter)
        cut["national"] = self.national[self.national.index <= quarter]
        cut["breaks"] = self.breaks[self.breaks["quarter"] <= quarter]
        cut["duties"] = None if self.duties is None else self.duties[self.duties["quarter"] <= quarter]
        cut["tables"] = {name: _upto(table, quarter) for name, table in self.tables.items()}
        return replace(self, **cut)

    def of_accommodated(self) -> Evidence:
        """The same with people on subsistence only left out of every total, for the quarters where that is known."""
        at = [self.total.quarters.index(q) for q in self.accommodated.quarters]
        return replace(self, total=self.accommodated, country=self.country[at])

    @property
    def comparable(self) -> Series:
        """London's people as one place, without those on subsistence only, whom some quarters lack: for growth.

        Where only totals are held, as many are taken off as were on subsistence when that was last given.
        """
        whole = self.total.people.sum(axis=1)
        known = pd.Series(self.accommodated.people.sum(axis=1), index=list(self.accommodated.quarters), dtype=float)
        without = known.reindex(list(self.total.quarters)).to_numpy(dtype=float)
        given = pd.Series(whole - without)
        last = given.where(given > 0).ffill().fillna(0.0).to_numpy()
        return Series(self.total.quarters, np.where(np.isnan(without), whole - last, without)[:, None])


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
    parted, sections = (now[~now["quarter"].isin(_bare(now, column))] for column in ("kind", "section"))
    areas = shelf.table("areas/lsoa.csv")
    by = areas.assign(children=areas["residents"] * areas["age_0_15"]).groupby("borough_code")
    census = by[["residents", "households", "children"]].sum().reindex(list(CODES)).fillna(0.0)
    national = shelf.table("refugees/national.csv").pivot_table(index="quarter", columns="measure", values="people")
    national = national.reindex(list(quarters.between(national.index[0], national.index[-1])))
    paths = {name: f"refugees/{name}.csv" for name in (*OPTIONAL, "tariffs")}
    return Evidence(
        total=total,
        accommodated=series(parted[parted["kind"] != "subsistence"], parted),
        hotel=series(parted[parted["kind"].isin(HOTELS)], parted),
        section4=series(sections[sections["section"] == "s4"], sections),
        before=series(support[~since & support["section"].isin(("s95", ALL)) & support["kind"].isin((*LOCAL, ALL))]),
        country=_country(now, total),
        copied=tuple(sorted(set(_bare(now, "section")))),
        national=national,
        breaks=shelf.table("refugees/breaks.csv"),
        tables={name: shelf.table(path) for name, path in paths.items() if shelf.has(path)},
        duties=_duties(shelf),
        residents=census["residents"].to_numpy(dtype=float),
        households=census["households"].to_numpy(dtype=float),
        children=census["children"].to_numpy(dtype=float),
        report=json.loads(shelf.bytes("refugees/report.json")),
    )


def series(rows: pd.DataFrame, among: pd.DataFrame | None = None) -> Series:
    """People by quarter and place, from the first quarter that `among` (by default the rows) has to its last.

    A place without a row had nobody, which is how the publisher leaves it out; a quarter without any is not known.
    """
    whole = rows if among is None else among
    held = sorted(whole.loc[whole["place"].isin(IN_LONDON), "quarter"].unique())
    if not held:
        return Series((), np.zeros((0, len(IN_LONDON))))
    wide = rows.pivot_table(index="quarter", columns="place", values="people", aggfunc="sum")
    wide = wide.reindex(index=held, columns=list(IN_LONDON)).fillna(0.0)
    every = quarters.between(held[0], held[-1])
    return Series(every, wide.reindex(list(every)).to_numpy(dtype=float))


def _bare(rows: pd.DataFrame, column: str) -> list[str]:
    """Quarters in which some of London's people stand in no section, or in no kind of accommodation."""
    mine = rows[rows["place"].isin(IN_LONDON) & rows[column].eq(ALL)]
    return list(mine["quarter"].unique())


def _country(rows: pd.DataFrame, total: Series) -> Array:
    """(t,) people in the United Kingdom; where only London's are held, by its share when both last were.

    Raises:
        DataError: no quarter has people outside London.
    """
    by = rows.assign(here=rows["place"].isin(IN_LONDON)).pivot_table(
        index="quarter", columns="here", values="people", aggfunc="sum"
    )
    if False not in by:
        raise DataError(
            "The data folder holds nobody in asylum support outside London; add the Home Office's table of the whole "
            "country, or its national quarters, and build the folder again."
        )
    by = by.reindex(list(total.quarters))
    whole = by[True] + by[False]
    share = (by[True] / whole).ffill().bfill()
    return np.asarray(whole.fillna(by[True] / share).to_numpy(dtype=float))


def _duties(shelf: Shelf) -> pd.DataFrame | None:
    """Households owed a prevention or a relief duty who had to leave asylum accommodation; None without H-CLIC."""
    if not shelf.has("areas/hclic.csv"):
        return None
    rows = shelf.table("areas/hclic.csv")
    mine = rows[rows["measure"].isin(("asylum_prevention", "asylum_relief"))]
    both = mine.groupby(["quarter", "code"]).agg(value=("value", "sum"), held=("value", "size")).reset_index()
    return both[both["held"] == 2].rename(columns={"value": "duties"})[["quarter", "code", "duties"]]
