"""Tables: what the homelessness theme loads, and the report of how it was made."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from lbdp_core import door, hclic, quarters
from lbdp_core.boroughs import CODES
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.build.chain import REAL, chain
from lbdp_core.homelessness.build.snapshot import snapshot
from lbdp_core.homelessness.schema import GLA, HOMELESS_LINK, MHCLG, OGL
from lbdp_core.sources import DataError, Origin, Workbench

CHAIN_BY, CITED = f"{HOMELESS_LINK}; {GLA}", "single figures, cited"
SCALED = (
    "London's CHAIN totals, published; boroughs synthetic: Westminster by its published share, the others by the "
    "autumn snapshot"
)


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write homelessness/*.csv and homelessness/report.json; returns the report.

    Raises:
        DataError: there is no H-CLIC workbook or no snapshot in the folder, or a file cannot be read.
    """
    if hclic.PATH not in bench.entries:
        raise DataError("The folder has no H-CLIC workbook; add the detailed local authority tables of each quarter.")
    counted, accounts = snapshot(inventory)
    table, kind, more = chain(inventory, counted)
    files = [f["file"] for f in accounts]
    what = "people found sleeping rough on one autumn night, by borough and year"
    night = _autumn(counted["year"].max())
    bench.table("homelessness/snapshot.csv", counted, Origin(what, MHCLG, OGL, night, made_from=tuple(files)))
    bench.table("homelessness/chain.csv", table, _origin(table, kind, [f["file"] for f in more]))
    seen, years, nights = cited.quarters(), cited.annual(), cited.autumns()
    end = f"{int(years['year'].max()[:4]) + 1}-03-31"
    for name, rows, what, publisher, as_of in (
        ("published", seen, "London's quarters of CHAIN, each with its source", CHAIN_BY, _last(seen["quarter"].max())),
        ("annual", years, "London's years of CHAIN, each with its source", CHAIN_BY, end),
        (
            "autumns",
            nights,
            "newer totals of the autumn night, each with its source",
            MHCLG,
            _autumn(nights["year"].max()),
        ),
    ):
        bench.table(f"homelessness/{name}.csv", rows, Origin(what, publisher, CITED, as_of))
    report = _report(counted, table, kind, [*accounts, *more]) | {"books": hclic.account(bench)}
    newest = _last(max(*report["books"]["quarters"], str(table["quarter"].max())))
    report |= {"newest": newest, "gaps": [*report["gaps"], *report["books"]["gaps"]]}
    bench.json("homelessness/report.json", report, Origin("how the tables were made", MHCLG, OGL, newest))
    return report


def _origin(table: pd.DataFrame, kind: str, files: list[str]) -> Origin:
    made: Literal["real", "synthetic"] = "real" if kind == REAL else "synthetic"
    what = "CHAIN: people seen rough sleeping by borough, quarter and state" if kind == REAL else SCALED
    return Origin(
        what, f"{GLA}; {HOMELESS_LINK}", OGL, _last(str(table["quarter"].max())), made, made_from=tuple(files)
    )


def _last(quarter: str) -> str:
    return quarters.last_day(quarter).isoformat()


def _autumn(year: int) -> str:
    """The last night that an authority may count on."""
    return f"{year}-11-30"


def _report(counted: pd.DataFrame, table: pd.DataFrame, kind: str, files: list[dict[str, Any]]) -> dict[str, Any]:
    years = sorted(map(int, counted["year"].unique()))
    return {
        "files": files,
        "snapshot_years": years,
        "gaps": [f"There is no autumn snapshot of {year}." for year in range(years[0], years[-1]) if year not in years],
        "snapshot_london": {
            str(year): int(n)
            for year, n in counted[counted["code"].isin(CODES)].groupby("year")["people"].sum().items()
        },
        "chain": kind,
        "chain_quarters": sorted(table["quarter"].unique()),
        "chain_note": "a file of CHAIN by borough was used" if kind == REAL else SCALED,
    }
