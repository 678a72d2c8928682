"""Census: residents by sex in bands, put right where the table's own bands are not what they are called.

The table in circulation of Census 2021 by sex and three broad ages has a slip in its making: its "older" people are
only those of 65 to 74, and its "younger" ones count babies under one twice. Its totals and its working ages (16 to 64)
are right. The bands are therefore worked out from these and from the age table by LSOA, which says who is under 16.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import CODES, borough
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
WHOLE = 0.002  # of all residents: three bands that add up to the total this nearly are taken as they are


@dataclass(frozen=True, eq=False)
class Census:
    """Residents in bands. ages: first age of each band; persons: (b, bands).

    sexed_ages, sexed: the bands that are known by sex, and (2, b, bands) women and men.
    """

    ages: tuple[int, ...]
    persons: Array
    sexed_ages: tuple[int, ...]
    sexed: Array
    note: str


def census(frame: pd.DataFrame, by_age: Array | None, label: str) -> Census:
    """Bands by borough.

    Args:
        frame: the table of sex and three broad ages. by_age: (b, 5) residents 0–15, 16–24, 25–34, 35–49 and 50 and over
            from the age table, in the order of the codes. label: what to call the table.

    Raises:
        DataError: a borough is missing, or the bands do not add up and there is no age table to put them right with.
    """
    rows = frame.assign(code=borough(frame)).set_index("code")
    if gone := [code for code in CODES if code not in rows.index]:
        raise DataError(f"{label} has no row for {gone[0]}; give all 33 boroughs.")
    rows = rows.loc[list(CODES)]
    total, young, working, old = (
        np.stack([rows[f"{band}_{sex}"].to_numpy(float) for sex in ("females", "males")])
        for band in ("total", "younger", "working_age", "older")
    )
    missing = 1 - (young + working + old).sum() / total.sum()
    if abs(missing) < WHOLE:
        sexed = np.stack([young, working, old], axis=-1)
        return Census((0, 16, 65), sexed.sum(axis=0), (0, 16, 65), sexed, "")
    if by_age is None:
        raise DataError(
            f"The three age bands of {label} leave out {missing:.0%} of residents; add the census table of age by LSOA."
        )
    children = by_age[:, 0]
    twice = young.sum(axis=0) - children  # babies under one, counted again
    young = young * (children / young.sum(axis=0))
    oldest = total - young - working - old
    if (twice < 0).any() or (oldest < 0).any():
        raise DataError(f"The bands of {label} and the census table of age by LSOA do not agree; check both.")
    sexed = np.stack([young, working, old, oldest], axis=-1)
    over_50 = by_age[:, 4] * (total.sum(axis=0) / by_age.sum(axis=1))
    older = (old + oldest).sum(axis=0)
    middle = by_age[:, 1:4]
    rest = np.column_stack([middle, over_50 - older])
    rest *= (working.sum(axis=0) / rest.sum(axis=1))[:, None]  # counts by LSOA are perturbed by about one
    persons = np.column_stack([young.sum(axis=0), rest, old.sum(axis=0), oldest.sum(axis=0)])
    note = (
        f"The age bands of {label} do not add up: its older people are only those aged 65 to 74, and babies under one "
        "are counted twice. We corrected this from its totals and the age table by small area: "
        f"{older.sum():,.0f} residents are 65 and over."
    )
    return Census((0, 16, 25, 35, 50, 65, 75), persons, (0, 16, 65, 75), sexed, note)
