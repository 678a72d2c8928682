"""From the snapshot, CHAIN and the shared tables to what the homelessness theme loads, and the report of how."""

from __future__ import annotations

from typing import Any

from lbdp_core import door, hclic, quarters
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.build.rough_sleeping import REAL, chain, snapshot
from lbdp_core.homelessness.schema import GLA, HOMELESS_LINK, MHCLG, OGL
from lbdp_core.sources import DataError, Origin, Workbench

CHAIN_BY = f"{HOMELESS_LINK}; {GLA}"
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
    real, quarter = kind == REAL, _last(str(table["quarter"].max()))
    night = "people found sleeping rough on one autumn night, by borough and year"
    what = "CHAIN: people seen rough sleeping by borough, quarter and state" if real else SCALED
    by = Origin(what, f"{GLA}; {HOMELESS_LINK}", OGL, quarter, "real" if real else "synthetic", made_from=_names(more))
    autumn = _autumn(counted["year"].max())
    bench.table("homelessness/snapshot.csv", counted, Origin(night, MHCLG, OGL, autumn, made_from=_names(accounts)))
    bench.table("homelessness/chain.csv", table, by)
    seen, years, nights = cited.quarters(), cited.annual(), cited.autumns()
    end = f"{int(years['year'].max()[:4]) + 1}-03-31"
    for name, rows, what, publisher, as_of in (
        ("published", seen, "London's quarters of CHAIN", CHAIN_BY, _last(seen["quarter"].max())),
        ("annual", years, "London's years of CHAIN", CHAIN_BY, end),
        ("autumns", nights, "newer totals of the autumn night", MHCLG, _autumn(nights["year"].max())),
    ):
        origin = Origin(f"{what}, each with its source", publisher, "single figures, cited", as_of)
        bench.table(f"homelessness/{name}.csv", rows, origin)
    books, held = hclic.account(bench), sorted(map(int, counted["year"].unique()))
    newest = max(_last(max(books["quarters"])), quarter)
    gaps = [f"There is no autumn snapshot of {year}." for year in range(held[0], held[-1]) if year not in held]
    report = {
        "files": [*accounts, *more],
        "snapshot_years": held,
        "gaps": [*gaps, *books["gaps"]],
        "snapshot_london": {str(year): int(n) for year, n in counted.groupby("year")["people"].sum().items()},
        "chain": kind,
        "chain_quarters": sorted(table["quarter"].unique()),
        "chain_note": "a file of CHAIN by borough was used" if kind == REAL else SCALED,
        "books": books,
        "newest": newest,
    }
    bench.json("homelessness/report.json", report, Origin("how the tables were made", MHCLG, OGL, newest))
    return report


def _last(quarter: str) -> str:
    return quarters.last_day(quarter).isoformat()


def _autumn(year: int) -> str:
    """The last night that an authority may count on."""
    return f"{year}-11-30"


def _names(accounts: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(str(account["file"]) for account in accounts)
