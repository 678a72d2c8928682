"""`lbdp serve`: the suite on a council's server, behind its proxy; docs/operations.md says how."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from apps.commands.common import command, data_option, port_option
from lbdp_core import address
from lbdp_core.sources import DataError


def add(commands: Any) -> None:
    serve = command(commands, "serve", _run, "serve the suite to others, behind a proxy")
    serve.add_argument("--host", default="127.0.0.1", help="the address of this machine to listen on; default: only it")
    port_option(serve)
    serve.add_argument(
        "--public-url",
        metavar="URL",
        default=os.environ.get(address.SETTING, ""),
        help=f"where others reach it, as https://host/path; default: {address.SETTING}",
    )
    serve.add_argument("--base-path", metavar="PATH", default="", help="the path of it, where --public-url has none")
    serve.add_argument("--sign-in", metavar="FILE", help="people sign in with this provider and these roles (TOML)")
    serve.add_argument("--audit", metavar="FILE", help="write down who opened, brought and took away what kind")
    data_option(serve)


def _run(options: argparse.Namespace) -> int:
    from apps import launch
    from apps.access import SignIn
    from apps.serving import Serving

    serving = Serving(
        options.host,
        reached(options.public_url, options.base_path),
        SignIn.read(options.sign_in) if options.sign_in else None,
        Path(options.audit) if options.audit else None,
        structured=True,
    )
    return launch.serve(options.port, "", options.data, browser=False, dev=False, serving=serving)


def reached(url: str, path: str) -> str:
    """Where others reach the suite, of its address and a path given apart.

    >>> reached("https://council.example.org", "/lbdp")
    'https://council.example.org/lbdp'

    Raises:
        DataError: it is no address, or both name a path.
    """
    if not path:
        return address.checked(url) if url else ""
    if not url:
        raise DataError("--base-path is a path of --public-url; give that too.")
    there = address.checked(url)
    if there.count("/") > 2:
        raise DataError("--public-url and --base-path both name a path; leave one out.")
    return address.checked(f"{there}/{path.strip('/')}")
