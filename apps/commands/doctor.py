"""`lbdp doctor`: what this machine lacks to run the suite, and what to do about each; docs/operations.md has more."""

from __future__ import annotations

import argparse
import importlib
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from apps.commands.common import command, data_option, json_option, show
from lbdp_core import audit, pipeline, sources, static_shapes
from lbdp_core.brief.pdf import BROWSERS
from lbdp_core.sources import DataError, Shelf

OLDEST = (3, 11)
REINSTALL = "install them with `pip install --require-hashes -r requirements.lock`"
WORKS, MISSING, OPTIONAL = "works", "missing", "not here, and only needed for this"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: whether it works, and what was seen or what to do."""

    what: str
    state: str
    says: str


def add(commands: Any) -> None:
    made = command(commands, "doctor", _run, "say what this machine lacks to run the suite; ends with 1 if anything")
    data_option(made)
    made.add_argument("--audit", metavar="FILE", type=Path, help="the audit log that `lbdp serve` keeps")
    made.add_argument("--sign-in", metavar="FILE", help="the settings of signing in that `lbdp serve` uses")
    json_option(made)


def _run(options: argparse.Namespace) -> int:
    checks = [
        _tried("Python", _python),
        _tried("packages", _packages),
        _tried("compiled libraries", _libraries),
        _tried("data and maps", lambda: _data(options.data)),
        _tried("port", _port),
        _tried("browser for PDF briefs", _browser, OPTIONAL),
    ]
    if options.audit:
        checks.append(_tried("audit log", lambda: _audit(options.audit)))
    if options.sign_in:
        checks.append(_tried("sign-in", lambda: _sign_in(options.sign_in)))
    show(options.json, {"checks": [asdict(check) for check in checks]}, _told)
    return int(any(check.state == MISSING for check in checks))


def _tried(what: str, look: Callable[[], str], otherwise: str = MISSING) -> Check:
    try:
        return Check(what, WORKS, look())
    except (DataError, OSError) as fault:
        return Check(what, otherwise, str(fault))


def _python() -> str:
    if sys.version_info < OLDEST:
        raise DataError(f"Python {platform.python_version()} is too old; install 3.11 or later.")
    return f"{platform.python_version()} on {platform.system()} ({platform.machine()})"


def _packages() -> str:
    """Every package that the suite declares is there, in a version that it allows."""
    from packaging.requirements import Requirement

    wanted = [Requirement(line) for line in metadata.requires("lbdp") or ()]
    wanted = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = [f"{one.name} {one.specifier} ({_version(one.name) or 'none'} is here)" for one in wanted if not _fits(one)]
    if wrong:
        raise DataError(f"The suite needs {', '.join(wrong)}; {REINSTALL}.")
    return f"all {len(wanted)} that the suite declares"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _fits(wanted: Any) -> bool:
    return wanted.specifier.contains(_version(wanted.name) or "0", prereleases=True) and bool(_version(wanted.name))


def _libraries() -> str:
    for name in ("lightgbm", "numpy", "pyarrow", "scipy"):
        try:
            importlib.import_module(name)
        except (ImportError, OSError) as fault:
            more = {"Linux": "libgomp1", "Darwin": "libomp", "Windows": "Microsoft's Visual C++ runtime"}
            needs = more.get(platform.system(), "the OpenMP library")
            raise DataError(f"{name} cannot be loaded ({type(fault).__name__}); install {needs}.") from None
    return "they can be loaded"


def _data(option: str | None) -> str:
    folder = sources.find("sample_data", option)
    shelf = Shelf(folder)
    for path in shelf.entries:
        shelf.bytes(path)
    static_shapes.same_codes(shelf, sources.find("apps/static"))
    return f"{len(shelf.entries)} files in {folder} are as they were made, for {len(pipeline.themes_in(shelf))} themes"


def _port() -> str:
    from apps import launch

    return f"{launch.free_port(None)} is free"


def _browser() -> str:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise DataError("Install Chromium or Chrome if you want briefs as PDF.")
    return browser


def _audit(path: Path) -> str:
    return f"{audit.Log(path).head.entries:,} entries, none changed, and it can be written"


def _sign_in(path: str) -> str:
    from apps.access import SignIn

    given = SignIn.read(path)
    return f"{path} is complete; its provider is {given.provider['server_metadata_url']}"


def _told(report: dict[str, Any]) -> str:
    return "\n".join(f"{check['what']}: {check['state']}. {check['says']}" for check in report["checks"])
