"""`lbdp evaluate`: how wrong the method was on years it had not seen."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from apps import words
from apps.commands.common import command, data_option, json_option, say, show
from lbdp_core import sources
from lbdp_core.sources import Shelf


def add(commands: Any) -> None:
    evaluate = command(
        commands, "evaluate", _run, "show how wrong the forecasts were on years that the model had not seen"
    )
    evaluate.add_argument("slug", metavar="SLUG")
    evaluate.add_argument(
        "--stored", action="store_true", help="print the scorecard in the data folder, without fitting again"
    )
    evaluate.add_argument(
        "--into", metavar="FILE", type=Path, help="write the figures into this methods page (Markdown)"
    )
    data_option(evaluate)
    json_option(evaluate)


def _run(options: argparse.Namespace) -> int:
    from lbdp_core import methods, pipeline, themes

    slug = themes.by_slug(options.slug).slug
    shelf = Shelf(sources.find("sample_data", options.data))
    if options.stored:
        card = pipeline.scorecard(slug, shelf)
    else:
        say(f"Fitting and scoring {slug} again for each past year. This takes a minute or two.")
        card = pipeline.evaluate(slug, shelf)
    if options.into:
        found = pipeline.findings(slug, shelf, card)
        page = methods.with_figures(options.into.read_text("utf-8"), card, found)
        sources.write_whole(options.into, page.encode())
    return show(options.json, card.as_dict(), words.scorecard_text)
