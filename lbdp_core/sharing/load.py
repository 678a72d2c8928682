"""Loading: every dataset as values by area, blank where a count was hidden or an area was not covered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import geocoding
from lbdp_core.sharing import baseline
from lbdp_core.sharing.baseline import Ground
from lbdp_core.sharing.schema import BUNDLED, Dataset
from lbdp_core.sources import Shelf

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evidence:
    """Areas, fires, and the values (n, fields) of each dataset by its key."""

    ground: Ground
    values: dict[str, Floats]


def load(shelf: Shelf) -> Evidence:
    """The evidence that a data folder holds.

    Raises:
        DataError: a table is missing, altered or of another geography, or there are too few years.
    """
    ground = baseline.read(shelf)
    return Evidence(ground, {key: values(shelf, ground, d) for key, d in BUNDLED.items()})


def values(shelf: Shelf, ground: Ground, dataset: Dataset) -> Floats:
    """A bundled dataset (n, fields) as the model sees it: roots of shares, or of counts for each home."""
    names = [f.name for f in dataset.fields]
    table = shelf.table(dataset.table)
    code = next(c for c in table.columns if c.endswith("_code"))
    if dataset.fields[0].per == "share":
        return np.sqrt(table.set_index(code).loc[ground.areas["code"], names].to_numpy(dtype=float))
    return per_home(by_area(shelf, ground, table[code], table[names].to_numpy(dtype=float)), ground.households)


def by_area(shelf: Shelf, ground: Ground, codes: pd.Series, counts: Floats) -> Floats:
    """Counts (rows, c) by code of 2021 or 2011 to counts by area (n, c); a blank in any part leaves a blank."""
    lines = pd.DataFrame({"code": codes.astype(str), "row": np.arange(len(codes))})
    merged = lines.merge(geocoding.code_table(shelf), on="code", how="inner")
    row, area = merged["row"].to_numpy(), merged["area"].to_numpy()
    given = counts[row] * merged["part"].to_numpy(dtype=float)[:, None]
    found = np.zeros((len(ground.areas), counts.shape[1]))
    np.add.at(found, area, given)  # NaN spreads, as it should
    found[~np.isin(np.arange(len(found)), area)] = np.nan
    return found


def per_home(counts: Floats, households: Floats) -> Floats:
    """The root of a count for each home (n, c): its scatter is even, and a log rate is nearer to a straight line."""
    return np.asarray(np.sqrt(counts / np.maximum(households, 1.0)[:, None]))
