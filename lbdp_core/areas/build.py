"""Build: publishers' files to `areas/*.csv` and `geography/*.json`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import door, geography
from lbdp_core.areas import kinds, neighbours, postcodes
from lbdp_core.areas.figures import Figures, figures
from lbdp_core.columns import BY_NAME
from lbdp_core.sources import Origin, Workbench


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write the shared tables and the shapes; returns the report.

    Raises:
        DataError: a file that is needed is not there, is there twice, or does not hold the areas drawn.
    """
    lsoas = geography.lsoa_shapes(inventory)
    made = figures(inventory, lsoas)
    shapes = geography.build(inventory, bench, lsoas, made.ward["ward"].to_numpy(dtype=str))
    boxes = shapes.pop("boxes")
    names = geography.borough_names(inventory)
    place = pd.DataFrame(
        {
            "name": lsoas.name,
            "ward_code": made.ward["ward_code"],
            "ward": made.ward["ward"],
            "borough_code": lsoas.borough_code,
            "borough": [names[str(c)] for c in lsoas.borough_code],
        },
        index=made.table.index,
    )
    whole = place.join(tidy(made.table)).reset_index()
    bench.table("areas/lsoa.csv", whole, _origin(inventory))
    bench.table("areas/ethnicity.csv", made.ethnicity.round(4).reset_index(), _census("ethnic group, for audit only"))
    lookup = Origin("LSOAs of 2011 to LSOAs of 2021", geography.ONS, kinds.OGL, "2021")
    bench.table("areas/lsoa11_to_21.csv", made.carry.table(), lookup)
    boroughs = _boroughs(whole, names, boxes)
    bench.table("areas/boroughs.csv", boroughs, _census("households of the boroughs, and the box round each"))
    known = {"lsoa21": frozenset(lsoas.code)}
    beside = [*neighbours.build(inventory, bench), *postcodes.build(inventory, bench, known["lsoa21"])]
    files = [*geography.accounts(inventory, known), *made.files, *beside]
    return {"geography": shapes, "areas": report(made, lsoas.borough_code) | {"files": files}}


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """Counts as whole numbers, shares to 4 decimals, ranks to 1, others to 3; no minus before a zero."""
    whole = {"homes", "people", "decile"}
    digits = {"share": 4, "rank": 1}
    out = table.copy()
    for column in table:
        unit = BY_NAME[str(column)].unit
        rounded = table[column].round(0 if unit in whole else digits.get(unit, 3)) + 0.0
        out[column] = rounded.astype("int64") if unit in whole and rounded.notna().all() else rounded
    return out


def report(made: Figures, borough_code: NDArray[np.str_]) -> dict[str, Any]:
    """What was read, filled and not there, for the build's report and the page."""
    gaps = made.table.isna().sum()
    return {
        "lsoas": len(made.table),
        "boroughs": len(np.unique(borough_code)),
        "households": int(made.table["households"].sum()),
        "residents": int(made.table["residents"].sum()),
        "lsoas_made_of_several_of_2011": int((np.bincount(made.carry.child) > 1).sum()),
        **made.notes,
        "filled_with_borough_median": made.filled,
        "missing": {str(column): int(n) for column, n in gaps.items() if n},
        "not_in_the_folder": list(made.absent),
    }


def _boroughs(areas: pd.DataFrame, names: dict[str, str], boxes: dict[str, list[float]]) -> pd.DataFrame:
    households = areas.groupby("borough_code")["households"].sum()
    sides = pd.DataFrame.from_dict(boxes, orient="index", columns=["west", "south", "east", "north"])
    frame = pd.DataFrame({"name": pd.Series(names), "households": households}).join(sides)
    return frame.rename_axis("code").reset_index()


def _census(what: str) -> Origin:
    return Origin(f"Census 2021: {what}", kinds.ONS_ONLY, kinds.OGL, "2021-03-21")


def _origin(inventory: door.Inventory) -> Origin:
    """Who published the figures of `areas/lsoa.csv`; each column's own source is in `columns`."""
    publishers = (
        f"{kinds.ONS_ONLY} (Census 2021, mid-2020 population); {kinds.MHCLG} (Indices of Deprivation 2019 "
        "and 2025); OCSI (Community Needs Index 2023); British Red Cross (loneliness)"
    )
    files = tuple(sorted(inventory.label(p) for kind in kinds.KINDS for p in inventory.found.get(kind.name, [])))
    what = "LSOA 2021: census, deprivation, community and age"
    return Origin(what, publishers, f"{kinds.OGL}; loneliness MIT", "2019 to 2025", made_from=files)
