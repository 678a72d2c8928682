"""Build: the file to one tidy table."""

from __future__ import annotations

from typing import Any

from lbdp_core import door
from lbdp_core.boroughs import CODES
from lbdp_core.sources import DataError, Origin, Workbench
from lbdp_core.toy.schema import VISITS

TABLE = "toy/visits.csv"


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write `toy/visits.csv`: code, year, visits.

    Raises:
        DataError: the folder has no such file, or it lacks a borough.
    """
    paths = inventory.paths(VISITS)
    if len(paths) != 1:
        raise DataError(f"The folder has {len(paths)} files of {VISITS.what}; give one.")
    rows = door.read(paths[0], VISITS)
    if gone := [code for code in CODES if code not in set(rows["code"])]:
        raise DataError(f"{paths[0].name} has no row for {gone[0]}; give all 33 boroughs.")
    table = rows[rows["code"].isin(CODES)].astype({"year": int}).sort_values(["year", "code"])
    last = f"{table['year'].max()}-12-31"
    bench.table(TABLE, table, Origin(VISITS.what, VISITS.publisher, VISITS.licence, last, "synthetic"))
    return {"rows": len(rows), "used": len(table)}
