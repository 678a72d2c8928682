"""Tables: the counts that the fire theme loads, and the report of how they were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door, fires_by_area, geocoding, geography, relations, row_accounts
from lbdp_core.door import codes
from lbdp_core.fire.build import grounds, incidents, placing
from lbdp_core.fire.schema import LICENCE, PUBLISHER, VISITS, hidden
from lbdp_core.formatting import month
from lbdp_core.geography import Shapes
from lbdp_core.panel import latest_run
from lbdp_core.row_accounts import RowAccount
from lbdp_core.sources import DataError, Origin, Workbench

FACTS = ("file", "kind", "rows", "rows_by_year", "used", "set_aside", "repaired")  # of a file of incidents
MEANT_SHARE = 0.99
BY_HOUR = "fire/borough_hour.csv"
ROWS = {  # of the fires that are counted: column -> Ibis type
    "lsoa": "string", "year": "int64", "grid_m": "int64", "borough": "string", "month": "string",
    "property_type": "string", "hour": "float64",
}  # fmt: skip
PROJECTION = (
    "LSOA boundaries are carried from degrees to metres with pyproj; without the Ordnance Survey's grid file "
    "that is good to about 2 m, small beside the 100 m squares."
)


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write fire/*.csv and fire/report.json; returns the report.

    Raises:
        DataError: a file cannot be read, or the folder has no dwelling fire or no LSOA boundaries.
    """
    shapes = geography.lsoa_shapes(inventory)
    fires, accounts = incidents.gather(inventory)
    placed = placing.place(fires, shapes, geography.borough_names(inventory))
    kept = placed.lsoa >= 0
    if not kept.any():
        raise DataError("No dwelling fire lies in London; easting and northing should be metres of EPSG:27700.")
    kept_rows = pd.Series(kept, index=fires.index)
    fires, accounts = incidents.set_aside(fires, kept_rows, geocoding.NOWHERE, accounts)
    lsoa, recorded = placed.lsoa[kept], placed.recorded[kept]
    moved, stayed = placing.jitter(fires, lsoa, shapes)
    fires = fires.assign(
        lsoa=shapes.code[lsoa],
        year=fires["date"].dt.year,
        borough=np.where(recorded != "", recorded, shapes.borough_code[lsoa]),
        property_type=fires["property_type"].fillna("Not recorded"),
        grid_m=fires["grid_m"].astype(int),
    )
    if inventory.within != codes.LONDON:
        _counted_everywhere(fires["borough"], shapes, geography.borough_names(inventory))
    report = _report(fires, accounts) | {
        "placed_by_nearest": int(placed.nearest.sum()),
        "in_recorded_borough": _agreement(lsoa, recorded, shapes),
        "without_recorded_borough": int((recorded == "").sum()),
        "with_hour": int(fires["hour"].notna().sum()),
        "expected_misassignment": round(placing.misassignment(fires, lsoa, shapes), 4),
        "grid_m": {str(g): int(n) for g, n in fires["grid_m"].value_counts().sort_index().items()},
        "jitters": {"seed": placing.SEED, "moves": placing.MOVES, "moves_that_left_every_lsoa": stayed},
        "projection": PROJECTION,
    }
    report["warnings"] = _warnings(report)
    if paths := inventory.paths(VISITS):
        report["visits"], report["visits_by_file"] = _write_visits(bench, inventory, paths, shapes)
    if made := grounds.write(bench, inventory, shapes, fires):
        report["station_grounds"] = made
    elif stale := grounds.too_old(fires):
        report["warnings"].append(stale)
    jitters = _jitter_counts(moved, fires["year"].to_numpy(), shapes)
    _write(bench, fires, jitters, placing.recorded_in(shapes), report)
    return report


def _counted_everywhere(borough: pd.Series, shapes: Shapes, names: Mapping[str, str]) -> None:
    """Where nobody counted fires there seem to be none, and a model would learn that there are none.

    Raises:
        DataError: a local authority has no fire.
    """
    every = np.unique(shapes.borough_code)
    if len(without := np.setdiff1d(every, borough)):
        raise DataError(
            f"The folder has dwelling fires in {len(every) - len(without):,} of {len(every):,} local authorities and "
            f"none in {names[str(without[0])]}; give --areas only the authorities whose fires the folder counts."
        )


def _report(fires: pd.DataFrame, accounts: list[RowAccount]) -> dict[str, Any]:
    """Every row in, every row out."""
    months = np.sort(fires["month"].unique())
    complete = incidents.whole(fires["date"])
    years: dict[str, int] = {str(y): int(n) for y, n in fires["year"].value_counts().sort_index().items()}
    return {
        "files": [a.line(FACTS) for a in accounts],
        "unused_files": [a.file for a in accounts if not a.used],
        **row_accounts.total(accounts, fires["file"]),
        "fires_by_year": years,
        "first_month": str(months[0]),
        "last_month": str(months[-1]),
        "last_date": fires["date"].max().date().isoformat(),
        "complete_years": complete,
        "part_years": incidents.part(fires["date"], complete),
        "gaps": _gaps([str(m) for m in months], complete),
    }


def _gaps(months: Sequence[str], complete: Sequence[int]) -> list[str]:
    """One sentence on the months between the first and the last without a fire; none where there is one in each.

    >>> _gaps(["2019-11", "2020-01", "2020-02"], [])
    ['There is no dwelling fire in December 2019, and no whole year to learn from.']
    >>> _gaps(["2017-12", *(f"2019-{m:02d}" for m in range(1, 13))], [2019])
    ['There is no dwelling fire in 2018; only 2019 to 2019 is learnt from.']
    """
    absent = [str(m) for m in pd.period_range(months[0], months[-1], freq="M") if str(m) not in set(months)]
    if not absent:
        return []
    whole = [year for year, n in Counter(m[:4] for m in absent).items() if n == 12]
    said = ", ".join([*whole, *(month(m) for m in absent if m[:4] not in whole)])
    run = latest_run(complete)
    learnt = f"; only {run[0]} to {run[-1]} is learnt from." if run else ", and no whole year to learn from."
    return [f"There is no dwelling fire in {said}{learnt}"]


def _agreement(lsoa: placing.Index, recorded: np.ndarray, shapes: Shapes) -> float | None:
    said = recorded != ""
    return round(float((shapes.borough_code[lsoa] == recorded)[said].mean()), 5) if said.any() else None


def _warnings(report: dict[str, Any]) -> list[str]:
    warnings = []
    share = report["in_recorded_borough"]
    if share is None or share < MEANT_SHARE:
        shown = "no fire has a borough" if share is None else f"{share:.1%} of fires lie in it"
        warnings.append(f"At least {MEANT_SHARE:.0%} should lie in the recorded borough, but {shown}.")
    if report["part_years"]:
        partial = ", ".join(f"{p['year']} ({p['from']} to {p['to']})" for p in report["part_years"])
        warnings.append(f"Only a part of the year is there in {partial}: shown, but not used to fit or to score.")
    return warnings


def _jitter_counts(moved: placing.Index, year: np.ndarray, shapes: Shapes) -> pd.DataFrame:
    """Counts by LSOA and year after each of the moves; rows with a count in any of them."""
    years, column = np.unique(year, return_inverse=True)
    cells = moved * len(years) + column[:, None]
    size = len(shapes.code) * len(years)
    counts = np.stack([np.bincount(cells[:, j], minlength=size) for j in range(moved.shape[1])], axis=1)
    kept = np.flatnonzero(counts.any(axis=1))
    frame = pd.DataFrame(counts[kept], columns=[f"j{j + 1:02d}" for j in range(moved.shape[1])])
    frame.insert(0, "lsoa", shapes.code[kept // len(years)])
    frame.insert(1, "year", years[kept % len(years)])
    return frame


def _write_visits(
    bench: Workbench, inventory: door.Inventory, paths: list[Path], shapes: Shapes
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Visits already made, where somebody has them by LSOA, placed as `lbdp data check` and the page place them.

    Returns the rows used and set aside, of all files and of each.
    """
    frames = [door.read(p, VISITS, inventory.label(p)) for p in paths]
    visits = pd.concat(frames, ignore_index=True)
    row, area, part, why, carried = geocoding.by_codes(
        visits["lsoa"], hidden("visits")(visits), _codes(bench, shapes), inventory.label(paths[0])
    )
    placed = pd.DataFrame({"lsoa": shapes.code[area], "visits": part * visits["visits"].to_numpy(dtype=float)[row]})
    table = placed.groupby("lsoa")["visits"].sum().round(3).reset_index()
    what = "home fire safety visits by LSOA"
    origin = Origin(
        what,
        VISITS.publisher,
        VISITS.licence,
        "not stated in the file",
        release="protected",
        made_from=tuple(inventory.label(p) for p in paths),
    )
    bench.table("fire/visits.csv", table, origin)
    each = np.repeat([inventory.label(p) for p in paths], [len(frame) for frame in frames])
    lines = [{"file": str(label), **_line(why[each == label])} for label in dict.fromkeys(each)]
    return _line(why) | ({"carried": carried} if carried else {}), lines


def _line(why: pd.Series) -> dict[str, Any]:
    """Rows, those used, and those set aside by reason."""
    return {"rows": len(why), "used": int(why.eq("").sum()), "set_aside": door.tally(why)}


def _codes(bench: Workbench, shapes: Shapes) -> pd.DataFrame:
    """The codes that an LSOA may be called by: those of 2011 too, where the shared tables were built before."""
    areas, pairs = (bench.root / f"areas/{name}.csv" for name in ("lsoa", "lsoa11_to_21"))
    if "areas/lsoa11_to_21.csv" not in bench.entries:
        none = pd.DataFrame(columns=["lsoa11", "lsoa21", "weight"])
        return geocoding.table_of(shapes.code, np.ones(len(shapes.code)), none)
    homes = pd.read_csv(areas, usecols=["code", "households"]).set_index("code")["households"].reindex(shapes.code)
    return geocoding.table_of(shapes.code, homes.to_numpy(dtype=float), pd.read_csv(pairs))


def counts() -> dict[str, tuple[str, Any]]:
    """What is counted of the fires, by table: words, and an expression that runs on DuckDB and on Spark."""
    fires = relations.table("fires", **ROWS)
    by_hour = fires.mutate(hour=fires.hour.cast("int64"))
    return {
        fires_by_area.COUNTS: (
            "dwelling fires by LSOA, year and size of square",
            relations.counted(fires, "lsoa", "year", "grid_m"),
        ),
        "fire/borough_month.csv": (
            "dwelling fires by recorded borough and month",
            relations.counted(fires, "borough", "month"),
        ),
        BY_HOUR: (
            "dwelling fires by recorded borough, year and hour of the call",
            relations.counted(by_hour, "borough", "year", "hour"),
        ),
        fires_by_area.BY_PROPERTY: (
            "dwelling fires by LSOA, property type and year",
            relations.counted(fires, "lsoa", "property_type", "year"),
        ),
    }


def _write(
    bench: Workbench,
    fires: pd.DataFrame,
    jitters: pd.DataFrame,
    recorded_in: pd.DataFrame,
    report: dict[str, Any],
) -> None:
    def origin(what: str) -> Origin:
        files = tuple(f["file"] for f in report["files"] if f["used"])
        return Origin(what, PUBLISHER, LICENCE, report["last_date"], made_from=files)

    for path, (what, expression) in counts().items():
        if path != BY_HOUR or fires["hour"].notna().any():
            bench.table(path, relations.run(expression, fires=fires[list(ROWS)]), origin(what))
    what = "share of each LSOA (lives, by index) whose fires are recorded in an LSOA (recorded, by index)"
    bench.table(fires_by_area.RECORDED, recorded_in, origin(what))
    what = f"dwelling fires by LSOA and year after {placing.MOVES} moves of each within its square (seeded)"
    bench.table("fire/jitters.csv.gz", jitters, origin(what))
    bench.json(fires_by_area.REPORT, report, origin("how the fire tables were made"), rows=report["used"])
