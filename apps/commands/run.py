"""`lbdp run`: the Result of a scenario."""

from __future__ import annotations

import argparse
from typing import Any

from apps import words
from apps.commands.asking import chosen_levers
from apps.commands.common import command, data_option, json_option, show
from lbdp_core import sources
from lbdp_core.sources import Shelf


def add(commands: Any) -> None:
    run = command(commands, "run", _run, "answer a question for one scenario")
    run.add_argument("slug", metavar="SLUG")
    run.add_argument("--preset", metavar="P", help="start from a named scenario; default: as today")
    run.add_argument(
        "--set",
        metavar="LEVER=VALUE",
        action="append",
        default=[],
        dest="settings",
        help="move a lever; may be repeated",
    )
    run.add_argument("--borough", metavar="B", help="show one borough, by name or code")
    data_option(run)
    json_option(run)


def _run(options: argparse.Namespace) -> int:
    from lbdp_core import pipeline, themes

    theme = themes.by_slug(options.slug)
    levers = chosen_levers(theme, options.preset, options.settings, options.borough)
    shelf = Shelf(sources.find("sample_data", options.data))
    theme, model, _ = pipeline.open_theme(theme.slug, shelf)
    result = theme.run(model, levers)
    return show(options.json, words.result(theme, result, shelf), words.result_text)
