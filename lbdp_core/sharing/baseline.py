"""Base: dwelling fires by area and year, and the model of them that every dataset is tried against.

It knows what fire's own regression knows (what the places are like, and the fires before), less the columns that are
withheld so that there is something real to try.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import columns, fires_by_area, lift, panel
from lbdp_core.fires_by_area import FiresByArea
from lbdp_core.sharing.schema import WITHHELD
from lbdp_core.sources import DataError, Shelf

Floats = NDArray[np.float64]
WINDOW, LEAST = 5, 3  # years a model learns from; years of history that its first row needs
ORIGINS = 5  # unseen years, the last ones


@dataclass(frozen=True, eq=False)
class Ground(FiresByArea):
    """Fires by area (n), as datasets are tried on them."""

    @property
    def boroughs(self) -> tuple[NDArray[np.str_], NDArray[np.intp]]:
        """Names (b,), and the borough of each area (n,)."""
        names, index = np.unique(self.areas["borough"].to_numpy(dtype=str), return_inverse=True)
        return names, index

    @property
    def unseen(self) -> tuple[int, ...]:
        """The years that datasets are judged on."""
        return self.years[-min(ORIGINS, len(self.years) - WINDOW - LEAST) :]


def read(shelf: Shelf) -> Ground:
    """The areas and fires of a data folder.

    Raises:
        DataError: there are too few complete years to learn from and to judge on.
    """
    found = Ground(**vars(fires_by_area.read(shelf)))
    years = found.years
    if len(years) <= WINDOW + LEAST:
        raise DataError(
            f"Sharing needs {WINDOW + LEAST + 1} complete years of dwelling fires in a row, and this folder has "
            f"{f'{len(years)} ({years[0]} to {years[-1]})' if years else 'none'}; add incident files of earlier years, "
            "or of the months that are missing."
        )
    return found


def held(ground: Ground) -> tuple[tuple[str, ...], Floats]:
    """What the base model knows of the areas: names, and columns (n, k) on the scale of a linear model."""
    table = ground.areas
    known = [c for c in columns.COLUMNS if c.predictor and c.name in table.columns and c.name not in WITHHELD]
    linear = [panel.straight(table[c.name].to_numpy(dtype=float), c.unit) for c in known]
    grid, size = np.log(ground.recorded / ground.households), np.log(ground.households)
    return (*(c.name for c in known), "grid", "size"), np.column_stack([*linear, grid, size])


def fitted(ground: Ground) -> lift.Base:
    """The base model at each unseen year."""
    near, wider = panel.rings(ground.neighbours, len(ground.areas))
    fires = ground.fires.astype(float)
    return lift.fit(
        held(ground)[1],
        lambda t: panel.history(ground.recorded, near, wider, fires[:, :t]),
        ground.households,
        fires,
        [ground.years.index(year) for year in ground.unseen],
        WINDOW,
    )
