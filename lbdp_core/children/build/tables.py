"""Tables: what the children's theme loads, and the report of how it was made."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pandas as pd

from lbdp_core import door
from lbdp_core.children import schema
from lbdp_core.children.build import context, figures
from lbdp_core.children.build.reading import Account, Files
from lbdp_core.children.indicators import CHILDREN
from lbdp_core.children.releases import Release
from lbdp_core.sources import DataError, Origin, Workbench

PUBLISHERS = {kind.name: kind.publisher for kind in schema.READ}


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write children/*.csv and children/report.json; returns the report.

    Raises:
        DataError: a file cannot be read, or no file of the Department for Education has a figure of a council.
    """
    account = Account()
    read: list[Release] = []

    def sift(frame: pd.DataFrame) -> pd.Series:
        read.append(Release(frame))
        return read[-1].unused

    held = {schema.STATISTICS.name: account.read(inventory, schema.STATISTICS, sift)}
    held |= {kind.name: account.read(inventory, kind) for kind in schema.READ if kind is not schema.STATISTICS}
    statistics = [(file.frame.attrs["label"], file) for file in read if file.used.any()]
    if not any(file.place.str.isdecimal().any() for _, file in statistics):
        raise DataError(
            f"The folder {inventory.raw} has no statistics of children's social care by council; add the Department "
            "for Education's tables of children in need."
        )
    table = figures.figures(statistics)
    councils = figures.councils(held[schema.STATISTICS.name])
    last = f"{table.loc[table['indicator'].ne(CHILDREN), 'year'].max()}-03-31"
    near = context.neighbours(held["statistical_neighbours"], held["ons_neighbours"], councils)
    needs = context.context(held, _ages(inventory), councils)
    visits = context.inspections(held["ofsted_inspections"], councils)
    dictionary = pd.concat([frame for _, frame in held["lait_dictionary"]] or [pd.DataFrame()])
    first = ("children_statistics",)
    write = _Writer(account, bench)
    write("figures.csv.gz", table, "indicators of children's social care by council and year", first, last)
    write("councils.csv", councils, "councils that run children's services", first, last)
    write(
        "neighbours.csv", near, "statistical neighbours of councils", ("statistical_neighbours", "ons_neighbours"), last
    )
    kinds = ("ons_local_statistics", "deprivation_by_authority", "revenue_outturn_social_care")
    newest = f"{int(needs['year'].max())}-03-31" if len(needs) else last
    write("context.csv", needs, "child poverty, deprivation, ages and spending by council", kinds, newest)
    judged = str(visits["inspected"].max()) if len(visits) else last
    write("inspections.csv", visits, "Ofsted's inspections of children's services", ("ofsted_inspections",), judged)
    if len(dictionary):
        kept = dictionary[["topic", "measure", "short", "better", "decimals", "clock"]]
        write("dictionary.csv", kept, "polarity, decimals and year type of indicators", ("lait_dictionary",), last)
    report = {
        "files": account.files,
        "unused_files": account.unused,
        "not_in_the_folder": [kind.what for kind in schema.READ if not held[kind.name]],
        "last_year": int(last[:4]),
        "councils": len(councils),
        "missing": figures.missing(table),
        "gaps": figures.gaps(table, councils),
        "coverage": figures.coverage(table),
    }
    bench.json("children/report.json", report, write.origin("how the children's tables were made", first, last))
    return report


class _Writer:
    """Writes tables of this theme, each with where it came from."""

    def __init__(self, account: Account, bench: Workbench):
        self.account, self.bench = account, bench

    def __call__(self, name: str, table: pd.DataFrame, what: str, kinds: tuple[str, ...], as_of: str) -> None:
        if len(table):
            self.bench.table(f"children/{name}", table, self.origin(what, kinds, as_of))

    def origin(self, what: str, kinds: tuple[str, ...], as_of: str) -> Origin:
        used = [name for name in kinds if self.account.used.get(name)]
        publishers = "; ".join(dict.fromkeys(PUBLISHERS[name] for name in used))
        files = tuple(label for name in used for label in self.account.used[name])
        return Origin(what, publishers, schema.OGL, as_of, made_from=files)


def _ages(inventory: door.Inventory) -> Files:
    """The population by single year of age, where the folder has it for all of England."""
    found = []
    for path in sorted(inventory.paths(schema.AGES)):
        with suppress(DataError):  # a file with other columns is of use to another theme only
            found.append((inventory.label(path), door.read(path, schema.AGES, inventory.label(path))))
    return found
