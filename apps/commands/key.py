"""`lbdp key`: rows of homes with keys in place of UPRNs, on the machine of whoever holds them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from apps.commands.common import command, json_option, show
from lbdp_core.sources import DataError


def add(commands: Any) -> None:
    made = command(commands, "key", _run, "replace UPRNs by keys that two parties of a project can match by")
    made.add_argument("file", metavar="FILE", type=Path)
    made.add_argument(
        "--project", metavar="NAME", required=True, help="the project's name: small letters, digits and hyphens"
    )
    made.add_argument(
        "--secret",
        metavar="FILE",
        type=Path,
        required=True,
        help="the file with the project's secret key, 32 bytes or more",
    )
    made.add_argument("--new-secret", action="store_true", help="make that key file first")
    made.add_argument(
        "--keep",
        metavar="COLUMN",
        action="append",
        default=[],
        help="keep this column beside the keys; may be repeated",
    )
    made.add_argument("--out", metavar="FILE.csv", type=Path, required=True, help="the file of keys to write")
    json_option(made)


def _run(options: argparse.Namespace) -> int:
    from lbdp_core.sharing import linkage

    if not options.file.is_file():
        raise DataError(f"The file {options.file} does not exist; check its name.")
    if options.out.resolve() in {options.file.resolve(), options.secret.resolve()}:
        raise DataError(f"--out {options.out} is also an input file; give another name.")
    if options.new_secret:
        linkage.new_secret_file(options.secret)
    found = linkage.extract(options.file, options.project, linkage.secret_of(options.secret), options.keep)
    linkage.write(found, options.out)
    report = {
        "file": options.file.name, "out": options.out.name, "project": options.project, "rows": found.rows,
        "without_uprn": found.without, "homes": int(found.table["key"].nunique()), "kept": list(options.keep),
        "rule": linkage.PERSONAL,
    }  # fmt: skip
    return show(options.json, report, _told)


def _told(report: dict[str, Any]) -> str:
    kept = f" with {', '.join(report['kept'])}" if report["kept"] else ""
    return "\n".join(
        [
            f"{report['file']}: {report['rows']:,} rows, {report['without_uprn']:,} left out because they have no "
            "UPRN.",
            f"{report['out']}: {report['homes']:,} homes by key{kept}, in the order of the keys.",
            "Keep the key file safe, and send it to the other party separately from the data.",
            report["rule"],
        ]
    )
