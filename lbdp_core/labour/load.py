"""Loading: the labour tables to the evidence that the theme's models are fitted to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import CODES
from lbdp_core.sources import DataError, Shelf

Array = NDArray[np.float64]
POSTINGS = "areas/postings_by_occupation.csv"  # a shared table, where a folder has one
LONDON, ENGLAND = "E12000007", "E92000001"


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything that the labour theme knows.

    years:     (t,) of the claimant rate. rate: (t, 33) % of residents aged 16 to 64. england: (t,).
    people:    (33,) residents aged 16 to 64, the latest.
    rates:     code, indicator, year, value, low, high. jobs, effects, matrix: as the build writes them.
    areas:     code, date, rate, low, high by LSOA.
    adverts:   soc (sub-major group), adverts, synthetic: of the latest date, where the folder has them, else empty.
    """

    years: tuple[int, ...]
    rate: Array
    england: Array
    people: Array
    rates: pd.DataFrame
    jobs: pd.DataFrame
    effects: pd.DataFrame
    matrix: pd.DataFrame
    areas: pd.DataFrame
    codes: NDArray[np.str_]
    adverts: pd.DataFrame
    report: Mapping[str, Any]

    def upto(self, year: int) -> Evidence:
        """As it was known when a year had been published."""
        count = sum(each <= year for each in self.years)
        return replace(self, years=self.years[:count], rate=self.rate[:count], england=self.england[:count])


def load(shelf: Shelf) -> Evidence:
    """The evidence that a data folder holds.

    Raises:
        DataError: a table is missing or altered, or a borough has no claimant rate.
    """
    rates = shelf.table("labour/rates.csv")
    wide = rates[rates["indicator"].eq("claimants")].pivot_table(index="year", columns="code", values="value")
    wide = wide.reindex(columns=[*CODES, ENGLAND])
    whole = wide.dropna()
    if len(whole) < 8:
        raise DataError("The claimant rate by borough has fewer than eight whole years; give the full published table.")
    return Evidence(
        tuple(int(str(year)) for year in whole.index),
        whole[list(CODES)].to_numpy(dtype=float),
        whole[ENGLAND].to_numpy(dtype=float),
        _people(shelf),
        rates,
        shelf.table("labour/jobs.csv", dtype={"measure": str}),
        shelf.table("labour/effects.csv"),
        shelf.table("labour/matrix.csv"),
        shelf.table("labour/claimants.csv"),
        shelf.table("areas/lsoa.csv")["code"].to_numpy(dtype=str),
        _adverts(shelf),
        json.loads(shelf.bytes("labour/report.json")),
    )


def _adverts(shelf: Shelf) -> pd.DataFrame:
    """soc, adverts, synthetic: a row a sub-major group, over all boroughs at the latest date."""
    if not shelf.has(POSTINGS):
        return pd.DataFrame({"soc": pd.Series(dtype=str), "adverts": pd.Series(dtype=float), "synthetic": False})
    table = shelf.table(POSTINGS, dtype={"soc2020": str})
    last = table[table["date"].eq(table["date"].max())]
    made = last["synthetic"].astype(str).str.casefold().isin(["yes", "true", "1"])
    by = last.assign(soc=last["soc2020"].str[:2], synthetic=made).groupby("soc")
    return by.agg(adverts=("adverts", "sum"), synthetic=("synthetic", "any")).reset_index()


def _people(shelf: Shelf) -> Array:
    """(33,) residents aged 16 to 64."""
    table = shelf.table("labour/people.csv").set_index("code")
    return table["residents"].reindex(list(CODES)).to_numpy(dtype=float)
