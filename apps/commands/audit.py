"""`lbdp audit verify`: whether an audit log still says what was written into it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from apps.commands.common import command, json_option, show
from lbdp_core import audit


def add(commands: Any) -> None:
    made = command(commands, "audit", _run, "check the audit log that `lbdp serve --audit` keeps")
    made.add_argument("step", choices=["verify"], help="verify: every entry, their chain and the end of the log")
    made.add_argument("file", metavar="FILE", type=Path)
    made.add_argument("--holds", metavar="HASH", help="an entry's hash that you noted earlier and elsewhere")
    json_option(made)


def _run(options: argparse.Namespace) -> int:
    head = audit.verified(options.file, options.holds)
    return show(options.json, {"file": str(options.file), "entries": head.entries, "hash": head.hash}, _told)


def _told(report: dict[str, Any]) -> str:
    return (
        f"{report['file']}: {report['entries']:,} entries, none changed. Note the last hash elsewhere: {report['hash']}"
    )
