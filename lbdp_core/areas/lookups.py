"""Lookups: figures of the LSOAs of 2011 carried to those of 2021."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.sources import DataError


@dataclass(frozen=True)
class Carry:
    """Which parts of 2011 an area of 2021 is made of.

    child, parent: positions in `lsoa21` and `lsoa11` of each pair. change: U(nchanged), S(plit: the children
    inherit), M(erged) or X (irregular; the pairs are a best fit).
    people: mid-2020 population of each part of 2011: the weight of a part in a merged area.
    """

    lsoa11: pd.Index
    lsoa21: pd.Index
    parent: NDArray[np.int64]
    child: NDArray[np.int64]
    change: NDArray[np.str_]
    people: NDArray[np.float64]

    @classmethod
    def of(cls, pairs: pd.DataFrame, codes: pd.Index, people: pd.Series) -> Carry:
        """Pairs of lsoa11, lsoa21, change, for the areas of 2021 in `codes`.

        Raises:
            DataError: an area has no pair, or the population of a part is not known.
        """
        mine = pairs[pairs["lsoa21"].isin(codes)].sort_values(["lsoa21", "lsoa11"]).drop_duplicates()
        if len(alone := codes.difference(pd.Index(mine["lsoa21"]))):
            raise DataError(
                f"The lookup from 2011 to 2021 has no row for {len(alone)} areas that the boundaries draw, "
                f"such as {alone[0]}; use the lookup and the boundaries of the same release."
            )
        lsoa11 = pd.Index(mine["lsoa11"].unique()).sort_values()
        weight = people.reindex(lsoa11)
        if len(none := lsoa11[weight.isna()]):
            raise DataError(f"The mid-2020 population has no row for {len(none)} areas of 2011, such as {none[0]}.")
        parent, child = (
            lsoa11.get_indexer(pd.Index(mine["lsoa11"])),
            codes.get_indexer(pd.Index(mine["lsoa21"])),
        )
        return cls(lsoa11, codes, parent, child, mine["change"].to_numpy(dtype=str), weight.to_numpy(dtype=float))

    def mean(self, values: pd.Series, weight: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """A figure by LSOA of 2021: its one part's, or the weighted mean of its parts.

        weight: by `lsoa11`; the population when not given. A part without a figure is left out; NaN where no
        part has one.
        """
        known = values.reindex(self.lsoa11).to_numpy(dtype=float)[self.parent]
        heavy = (self.people if weight is None else weight)[self.parent]
        heavy = np.where(np.isnan(known), 0.0, np.maximum(heavy, 1e-9))
        n = len(self.lsoa21)
        total = np.bincount(self.child, heavy, n)
        mean = np.bincount(self.child, heavy * np.nan_to_num(known), n) / np.where(total > 0, total, np.nan)
        # one part: its very figure, without the rounding of a product and a quotient
        single = np.bincount(self.child, minlength=n)[self.child] == 1
        mean[self.child[single]] = known[single]
        return mean

    def table(self) -> pd.DataFrame:
        """lsoa11, lsoa21, change, weight: the share of an LSOA's figure that comes from that part of 2011."""
        people = self.people[self.parent]
        weight = people / np.bincount(self.child, people, len(self.lsoa21))[self.child]
        return pd.DataFrame(
            {
                "lsoa11": self.lsoa11[self.parent],
                "lsoa21": self.lsoa21[self.child],
                "change": self.change,
                "weight": weight.round(4),
            }
        )
