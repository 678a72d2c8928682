"""`lbdp aggregate`: rows about addresses to counts by LSOA, on the borough's own machine."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apps.commands.common import command, data_option, json_option, say, show
from lbdp_core import sources
from lbdp_core.sources import DataError, Shelf

if TYPE_CHECKING:
    from lbdp_core.own import Records


def add(commands: Any) -> None:
    made = command(commands, "aggregate", _run, "count rows about addresses by small area (LSOA), hiding small counts")
    made.add_argument("file", metavar="FILE", type=Path)
    made.add_argument("--out", metavar="FILE.csv", type=Path, required=True, help="the file of counts to write")
    made.add_argument("--kind", metavar="KIND", help="what a row is, such as fires; default: visits")
    made.add_argument(
        "--by",
        choices=("all", "year", "month"),
        help="count all rows together, by year or by month; the default depends on the kind",
    )
    made.add_argument(
        "--lookup", metavar="FILE", type=Path, help="a file from UPRN (ONSUD) or postcode (ONSPD) to LSOA"
    )
    made.add_argument("--exact", action="store_true", help="keep small counts, for use inside the borough only")
    data_option(made)
    json_option(made)


def _run(options: argparse.Namespace) -> int:
    from lbdp_core import aggregate, protect
    from lbdp_core.door import called
    from lbdp_core.themes import THEMES

    for file in (options.file, options.lookup):
        if file is not None and not file.is_file():
            raise DataError(f"The file {file} does not exist; check its name.")
    if options.out.resolve() in {file.resolve() for file in (options.file, options.lookup) if file}:
        raise DataError(f"--out {options.out} is also an input file; give another name.")
    shelf = Shelf(sources.find("sample_data", options.data))
    known = {name: records for theme in THEMES if theme.own for name, records in theme.own.records.items()}
    count = options.kind or next(iter(known))
    if count not in known:
        raise DataError(f"--kind {called(count)} is not a kind of row that can be counted; give {' or '.join(known)}.")
    records = known[count]
    period = options.by or records.periods[0]
    if period not in records.periods:
        raise DataError(f"{records.why}; give {' or '.join(f'--by {name}' for name in records.periods)}.")
    _refuse_others(options.file, count, known)
    found = aggregate.aggregate(options.file, shelf, count, records, period, options.lookup, options.exact)
    aggregate.write(found, options.out)
    if options.exact:
        say(f"Warning: {options.out.name} has small counts. Do not send it outside the borough.")
    account = found.account
    report = {
        "file": account.label, "out": options.out.name, "kind": count, "placed_by": found.by,
        "rows": account.rows, "used": account.used, "set_aside": dict(account.set_aside),
        "repaired": list(account.repaired), "carried": account.carried, "near_a_border": account.near,
        "counts": len(found.table), "hidden": found.hidden, "rule": "" if options.exact else protect.RULE,
    }  # fmt: skip
    return show(options.json, report, _told)


def _refuse_others(file: Path, count: str, known: Mapping[str, Records]) -> None:
    """Refuse a file whose header says that its rows are those of another count."""
    from lbdp_core.door import called, kinds, walking
    from lbdp_core.door import header as headers_of

    tops, _ = walking.tops_in(file, [records.kind for records in known.values()])
    tables = [headers_of.of(top, known[count].kind)[0].names for top in tops]
    barred = [kinds.match(known[count].kind, headers).barred for headers in tables]
    for name, records in known.items():
        if all(barred) and not any(kinds.match(records.kind, headers).barred for headers in tables):
            label, header = called(file.name), called(barred[0][0])
            raise DataError(f"{label} has a column {header}, so its rows are {records.kind.what}; give --kind {name}.")


def _told(report: dict[str, Any]) -> str:
    from lbdp_core import own

    aside = "".join(f" + {n:,} {reason}" for reason, n in report["set_aside"].items())
    lines = [
        f"{report['file']}: {report['rows']:,} rows = {report['used']:,} used{aside}; placed by {report['placed_by']}.",
        f"{report['out']}: {report['counts']:,} counts of {report['kind']} by LSOA, {report['hidden']:,} hidden.",
        *(f"Repaired: {what}." for what in report["repaired"]),
    ]
    if report["rule"]:
        lines.append(f"The counts are {report['rule']}. A hidden count is “c”, and the page reads it as none.")
    if report["carried"]:
        lines.append(f"{report['carried']:,} rows have 2011 LSOA codes. They are shared between 2021 LSOAs by homes.")
    if 2 * report["hidden"] > report["counts"]:
        lines.append(
            "Most counts are hidden because they are small. Count a longer time (--by), or use --exact on a server "
            "inside the borough, where the page hides them."
        )
    if report["near_a_border"] is not None:
        lines.append(own.near_words(report["near_a_border"]))
    return "\n".join(lines)
