"""`lbdp demo`: the suite in a browser."""

from __future__ import annotations

import argparse
from typing import Any

from apps.commands.common import command, data_option


def add(commands: Any) -> None:
    demo = command(commands, "demo", _run, "start the suite and open it in a browser")
    demo.add_argument("--port", type=_port, help="default: the first free port from 8501; 0 takes any free port")
    demo.add_argument("--theme", metavar="SLUG", help="open on this theme's page")
    data_option(demo)
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    demo.add_argument("--dev", action="store_true", help="reload when a file changes, and show errors in full")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 0 to 65535")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    from apps import launch  # the only way to Streamlit
    from lbdp_core import themes

    slug = themes.by_slug(options.theme).slug if options.theme else ""
    return launch.serve(options.port, slug, options.data, browser=not options.no_browser, dev=options.dev)
