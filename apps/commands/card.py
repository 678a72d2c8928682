"""`lbdp card`: what the tool is, for whom, how well it did and where it may not be used, in ATRS fields."""

from __future__ import annotations

import argparse
from typing import Any

from apps.commands.common import command, data_option, json_option, show
from lbdp_core import sources
from lbdp_core.sources import DataError, Shelf


def add(commands: Any) -> None:
    card = command(commands, "card", _run, "print a model card, in the fields of the UK's transparency standard (ATRS)")
    card.add_argument("slug", metavar="SLUG")
    data_option(card)
    json_option(card)


def _run(options: argparse.Namespace) -> int:
    from lbdp_core import atrs, card, pipeline, themes

    theme = themes.by_slug(options.slug)
    if theme.card is None:
        raise DataError(f"{theme.slug} has no model card yet; use `lbdp evaluate {theme.slug}` for its past error.")
    shelf = Shelf(sources.find("sample_data", options.data))
    made = card.document(theme, pipeline.scorecard(theme.slug, shelf), shelf.entries, shelf.report)
    return show(options.json, made, atrs.text)
