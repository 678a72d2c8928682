"""Station grounds: which fire station's ground each LSOA is counted in.

From a lookup, or from the grounds' shapes; without either from the station ground that incident files name (the current
layout of the London Fire Brigade does): the one that most of an LSOA's late fires were in.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from lbdp_core import door, editions
from lbdp_core.areas.kinds import LOOKUP_11_21
from lbdp_core.door.codes import OUTSIDE
from lbdp_core.fire.schema import GROUND_LOOKUP, GROUND_SHAPES, LICENCE, PUBLISHER
from lbdp_core.geography import Shapes, coverage
from lbdp_core.geography.boundaries import only
from lbdp_core.sources import DataError, Origin, Workbench

PATH = "fire/grounds.csv"
OF_2011, OF_2021 = "LSOAs of 2011, carried to those of 2021", "LSOAs of 2021"
LATE = 5  # years of incidents that say the ground: stations close
RECORDED = f"the ground of most of the LSOA's dwelling fires in the last {LATE} years"


def write(
    bench: Workbench, inventory: door.Inventory, shapes: Shapes, fires: pd.DataFrame | None = None
) -> dict[str, Any] | None:
    """Write fire/grounds.csv (lsoa, ground) where the folder says it; returns how it was made, None where it was not.

    fires: dwelling fires (lsoa, year, station_ground), read where there is no file of grounds.

    Raises:
        DataError: there are several files of grounds, an LSOA is given two, no LSOA of London is in one, or the
            shapes are not in degrees.
    """
    lookups, drawn = editions.chosen(inventory, GROUND_LOOKUP), inventory.paths(GROUND_SHAPES)
    if not (lookups or drawn):
        return None if fires is None else _from_fires(bench, fires, shapes)
    if len(lookups + drawn) > 1:
        both = " and ".join(inventory.label(p) for p in (lookups + drawn)[:2])
        raise DataError(f"{both} each give the station grounds; keep one of them in the folder.")
    kind, path = (GROUND_LOOKUP, lookups[0]) if lookups else (GROUND_SHAPES, drawn[0])
    label = inventory.label(path)
    ground, how, strangers, rows = (_looked_up if lookups else _overlaid)(inventory, path, shapes)
    if ground.empty:
        raise DataError(f"{label} gives no LSOA of London a station ground; check its codes or its shapes.")
    table = ground.rename("ground").rename_axis("lsoa").sort_index().reset_index()
    what = f"station ground by LSOA ({how})"
    bench.table(PATH, table, Origin(what, kind.publisher, kind.licence, "not stated in the file", made_from=(label,)))
    used = {"rows": rows, "used": rows - strangers, "set_aside": {OUTSIDE: strangers} if strangers else {}}
    return {"file": label, **_account(ground, how, shapes), **used, "rows_of_other_areas": strangers}


def _account(ground: pd.Series, how: str, shapes: Shapes) -> dict[str, Any]:
    return {
        "made_from": how,
        "grounds": int(ground.nunique()),
        "lsoas_with_a_ground": len(ground),
        "lsoas_without_one": len(shapes.code) - len(ground),
    }


def _from_fires(bench: Workbench, fires: pd.DataFrame, shapes: Shapes) -> dict[str, Any] | None:
    """The ground that most late fires of an LSOA name; the first by name where two have as many.

    Late is counted back from the last year of all fires: where no late file names a ground, older ones are not used.
    """
    late = fires[fires["year"] > fires["year"].max() - LATE]
    named = late[late["station_ground"].notna()]
    if named.empty:
        return None
    votes = named.groupby(["lsoa", "station_ground"]).size().rename("fires").reset_index()
    best = votes.sort_values(["fires", "station_ground"], ascending=[False, True]).drop_duplicates("lsoa")
    table = best[["lsoa", "station_ground"]].set_axis(["lsoa", "ground"], axis=1).sort_values("lsoa")
    latest = named["date"].max().date().isoformat()
    years = f"{named['year'].min()} to {named['year'].max()}"
    what = f"station ground by LSOA ({RECORDED} that name one, {years})"
    bench.table(PATH, table, Origin(what, PUBLISHER, LICENCE, latest))
    return _account(table["ground"], RECORDED, shapes) | {"years": years}


def too_old(fires: pd.DataFrame) -> str:
    """A warning where fires name a ground, and none of the last years does; "" otherwise."""
    named, last = fires[fires["station_ground"].notna()], int(fires["year"].max())
    if named.empty or int(named["year"].max()) > last - LATE:
        return ""
    return (
        f"Station grounds were left out: fires name one only to {int(named['year'].max())}, the data run to {last}, "
        "and stations close. Add a file of incidents of the last five years that names the station ground, or a lookup."
    )


def _looked_up(inventory: door.Inventory, path: Path, shapes: Shapes) -> tuple[pd.Series, str, int, int]:
    """Ground by LSOA of 2021, by which codes, rows of areas that are not London's, and rows."""
    label = inventory.label(path)
    read = door.read(path, GROUND_LOOKUP, label)
    code = "lsoa21" if "lsoa21" in read else "lsoa11"
    frame = read[[code, "ground"]].dropna().drop_duplicates()
    if (again := frame[code].duplicated()).any():
        raise DataError(f"{label} gives {frame[code][again].iloc[0]} two station grounds; keep one row for each LSOA.")
    if code == "lsoa21":
        mine = frame[frame[code].isin(shapes.code)]
        return mine.set_index(code)["ground"], OF_2021, int((~read[code].isin(shapes.code)).sum()), len(read)
    pairs = only(inventory, LOOKUP_11_21)
    pairs = pairs[pairs["lsoa21"].isin(shapes.code)].merge(frame, on="lsoa11")
    votes = pairs.groupby(["lsoa21", "ground"]).size().rename("parts").reset_index()
    best = votes.sort_values(["parts", "ground"], ascending=[False, True]).drop_duplicates("lsoa21")
    return best.set_index("lsoa21")["ground"], OF_2011, int((~read["lsoa11"].isin(pairs["lsoa11"])).sum()), len(read)


def _overlaid(inventory: door.Inventory, path: Path, shapes: Shapes) -> tuple[pd.Series, str, int, int]:
    """Ground by LSOA: the one that covers most of it; an LSOA that none touches has none."""
    label = inventory.label(path)
    frame = door.read(path, GROUND_SHAPES, label)
    areas = shapely.make_valid(shapely.from_geojson([json.dumps(g) for g in frame["geometry"]]))
    if not (np.abs(shapely.bounds(areas)) <= 180).all():
        raise DataError(f"{label} is not in degrees, as GeoJSON should be; save it again in WGS 84.")
    areas = coverage.to_bng(areas)
    lsoa, row = shapely.STRtree(areas).query(shapes.polygon, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes.polygon[lsoa], areas[row]))
    pairs = pd.DataFrame({"lsoa": lsoa, "ground": frame["ground"].to_numpy()[row], "shared": shared})
    pairs = pairs[pairs["shared"] > 0].groupby(["lsoa", "ground"])["shared"].sum().reset_index()
    best = pairs.sort_values(["shared", "ground"], ascending=[False, True]).drop_duplicates("lsoa")
    ground = pd.Series(best["ground"].to_numpy(), index=shapes.code[best["lsoa"].to_numpy(dtype=int)])
    return ground, "the ground that covers most of the LSOA", int(len(frame) - len(np.unique(row))), len(frame)
