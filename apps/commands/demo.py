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
    demo.add_argument("--public-url", metavar="URL", default="", help="where others reach it: its links begin so")
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    demo.add_argument(
        "--check", action="store_true", help="walk every step of every tour in a browser, and print times"
    )
    demo.add_argument("--dev", action="store_true", help="reload when a file changes, and show errors in full")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 0 to 65535")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    if options.check:
        return _check(options.data)
    from apps import launch  # the only way to Streamlit
    from lbdp_core import themes

    slug = themes.by_slug(options.theme).slug if options.theme else ""
    browser, public = not options.no_browser, options.public_url
    return launch.serve(options.port, slug, options.data, browser=browser, dev=options.dev, public=public)


def _check(data: str | None) -> int:
    """A line a step; 1 where a step shows an error, or not what it should."""
    from apps.bench import walk

    failed = steps = 0
    print("Theme         step   page    key  lever  (milliseconds)  what it says")
    for walked in walk.walk(data):
        times = "".join(f"{'-' if ms is None else round(ms):>7}" for ms in (walked.page, walked.key, walked.lever))
        print(f"{walked.theme:<14}{walked.step:>4}{times}  {walked.said}", flush=True)
        for fault in walked.faults:
            print(f"      fault: {' '.join(fault.split())}", flush=True)
        steps, failed = steps + 1, failed + bool(walked.faults)
    print(f"{steps} steps walked without a network, {failed} with a fault.")
    return 1 if failed else 0
