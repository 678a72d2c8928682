"""Loading: the compact tables to the evidence that the theme's models are fitted to, checked only by the manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.children.indicators import CHILDREN, Indicator, indicators
from lbdp_core.sources import DataError, Shelf

Array = NDArray[np.float64]
WIDER = ("England", "London")
DFE = "dfe"  # the kind of neighbours that the Department for Education names


@dataclass(frozen=True, eq=False)
class Series:
    """One indicator by year and council: values in its unit, with the counts that they were worked out from.

    value, n, of: (t, c); NaN where there is none. why: (t, c) the publisher's reason, "" where there is a value or the
    council did not exist. wider: (t, 2) England and London, as published.
    """

    value: Array
    n: Array
    of: Array
    why: NDArray[np.str_]
    wider: Array

    def upto(self, count: int) -> Series:
        return Series(self.value[:count], self.n[:count], self.of[:count], self.why[:count], self.wider[:count])


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything that the children's theme knows.

    years:      (t,) each ends on 31 March. councils: dfe, ons, name, region; the order of every array.
    series:     by indicator's key. children: (t, c) residents aged 0 to 17, the last known carried on.
    neighbours: kind -> (c, k) positions of the nearest councils, nearest first, -1 where there is none.
    context:    (c, measures) child poverty, deprivation, shares of ages, spending; the latest of each.
    inspections: dfe, inspected, overall.
    """

    years: tuple[int, ...]
    councils: pd.DataFrame
    series: Mapping[str, Series]
    children: Array
    neighbours: Mapping[str, NDArray[np.int64]]
    context: pd.DataFrame
    inspections: pd.DataFrame
    report: Mapping[str, Any]

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Those that the folder has figures of, in the order of the list."""
        return tuple(one for one in indicators() if one.key in self.series)

    @cached_property
    def london(self) -> NDArray[np.bool_]:
        return np.asarray(self.councils["region"].eq("London"))

    def upto(self, year: int) -> Evidence:
        """As it was known when a year had been published. The neighbours and the context are the latest there are."""
        count = sum(each <= year for each in self.years)
        cut = {key: series.upto(count) for key, series in self.series.items()}
        return replace(self, years=self.years[:count], series=cut, children=self.children[:count])


def load(shelf: Shelf) -> Evidence:
    """The evidence that a data folder holds.

    Raises:
        DataError: a table is missing or altered, or no council has a figure.
    """
    councils = shelf.table("children/councils.csv")
    table = shelf.table("children/figures.csv.gz", dtype={"place": str}, keep_default_na=False,
                        na_values={name: [""] for name in ("n", "of", "value")})  # fmt: skip
    figures = table[table["indicator"].ne(CHILDREN)]
    if figures.empty:
        raise DataError("The table of children's indicators has no figure; build the folder again from the full files.")
    years = tuple(range(int(figures["year"].min()), int(figures["year"].max()) + 1))
    columns = [*councils["dfe"].astype(str), *WIDER]
    series = {one.key: _series(one, rows, years, columns) for one in indicators()
              if len(rows := figures[figures["indicator"].eq(one.key)])}  # fmt: skip
    people = table[table["indicator"].eq(CHILDREN)].pivot_table(index="year", columns="place", values="n")
    children = people.reindex(index=list(years), columns=columns[:-2]).ffill().to_numpy(dtype=float)
    return Evidence(
        years,
        councils,
        series,
        children,
        _neighbours(shelf, councils),
        _context(shelf, councils),
        shelf.table("children/inspections.csv") if shelf.has("children/inspections.csv") else pd.DataFrame(),
        json.loads(shelf.bytes("children/report.json")),
    )


def _series(one: Indicator, rows: pd.DataFrame, years: tuple[int, ...], columns: list[str]) -> Series:
    rows = rows[rows["year"] >= one.since]
    worked = one.times * rows["n"] / rows["of"].where(rows["of"] > 0)
    rows = rows.assign(value=worked.fillna(rows["value"]))

    def wide(name: str) -> pd.DataFrame:
        table = rows.pivot_table(index="year", columns="place", values=name, aggfunc="first")
        return table.reindex(index=list(years), columns=columns)

    value, n, of = (wide(name).to_numpy(dtype=float) for name in ("value", "n", "of"))
    why = wide("why").astype("object").fillna("").to_numpy(dtype=str)
    return Series(value[:, :-2], n[:, :-2], of[:, :-2], why[:, :-2], value[:, -2:])


def _neighbours(shelf: Shelf, councils: pd.DataFrame) -> dict[str, NDArray[np.int64]]:
    """(c, k) positions by kind, -1 where a council has fewer."""
    if not shelf.has("children/neighbours.csv"):
        return {}
    table = shelf.table("children/neighbours.csv")
    position = {int(dfe): n for n, dfe in enumerate(councils["dfe"])}
    found: dict[str, NDArray[np.int64]] = {}
    for kind, rows in table.groupby("kind"):
        near = np.full((len(councils), int(rows["rank"].max())), -1, dtype=np.int64)
        near[rows["dfe"].map(position), rows["rank"] - 1] = rows["near"].map(position)
        found[str(kind)] = near
    return found


def _context(shelf: Shelf, councils: pd.DataFrame) -> pd.DataFrame:
    """One row a council, in order; a column a measure, its latest year."""
    if not shelf.has("children/context.csv"):
        return pd.DataFrame(index=councils.index)
    table = shelf.table("children/context.csv").sort_values("year").drop_duplicates(["dfe", "measure"], keep="last")
    wide = table.pivot_table(index="dfe", columns="measure", values="value").reindex(councils["dfe"].to_list())
    return wide.reset_index(drop=True)
