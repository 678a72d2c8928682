"""`lbdp demo`: the suite in a browser."""

from __future__ import annotations

import argparse
from typing import Any

from apps.commands.common import command, data_option, port_option


def add(commands: Any) -> None:
    demo = command(commands, "demo", _run, "start the suite and open it in a browser")
    port_option(demo)
    demo.add_argument("--theme", metavar="SLUG", help="open on this theme's page")
    data_option(demo)
    demo.add_argument("--public-url", metavar="URL", default="", help="where others reach it: its links begin so")
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    demo.add_argument(
        "--check", action="store_true", help="walk every step of every tour in a browser, and print times"
    )
    demo.add_argument("--dev", action="store_true", help="reload when a file changes, and show errors in full")


def _run(options: argparse.Namespace) -> int:
    if options.check:
        return _check(options.data)
    from apps import launch  # the only way to Streamlit
    from apps.serving import Serving
    from lbdp_core import address, themes

    slug = themes.by_slug(options.theme).slug if options.theme else ""
    serving = Serving(public=address.checked(options.public_url) if options.public_url else "")
    browser = not options.no_browser
    return launch.serve(options.port, slug, options.data, browser=browser, dev=options.dev, serving=serving)


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
